// Events of the run that is travelled in which something holds for, as numbers in ascending order; found again when there
// are more events.
#pragma once

#include "ui/viewmodels/travel_document.h"

namespace orkestr {

class TravelEvents : public QObject {
    Q_OBJECT
public:
    using Question = std::function<Result<std::vector<std::uint64_t>>(TimeTravel&, std::stop_token)>;

    /// The document outlives it.
    explicit TravelEvents(TravelDocument& document, QObject* parent = nullptr);
    ~TravelEvents() override;

    /// Null: none are looked for. What was found before is forgotten.
    void find(Question question, TravelWork::Length length = TravelWork::Length::search);
    bool is_wanted() const { return question_ != nullptr; }
    /// Gives up looking for them; message() says so until again().
    void cancel();
    /// Looks for them again, where that was given up.
    void again();
    bool is_given_up() const { return given_up_; }

    const std::vector<std::uint64_t>& events() const { return events_; }
    /// All there are were found, or why that can't be is known.
    bool is_complete() const { return complete_; }
    const QString& message() const { return message_; }

    /// The first one after an event, or the last one before it; 0: there is none.
    std::uint64_t next(std::uint64_t seq) const;
    std::uint64_t previous(std::uint64_t seq) const;
    bool contains(std::uint64_t seq) const;

Q_SIGNALS:
    void changed();

private:
    void ask();
    void took(Result<std::vector<std::uint64_t>> answer);

    TravelDocument& document_;
    Question question_;
    TravelWork::Length length_ = TravelWork::Length::search;
    std::vector<std::uint64_t> events_;
    bool complete_ = true;
    bool given_up_ = false;
    QString message_;
};

} // namespace orkestr
