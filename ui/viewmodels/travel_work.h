// Questions to one TimeTravel, off the GUI thread and one at a time. Quick ones go first: a search through a long history
// is interrupted for them and goes on afterwards. GUI thread only.
#pragma once

#include "core/projection/time_travel.h"
#include "ui/viewmodels/answer_gate.h"

#include <deque>

namespace orkestr {

class TravelWork : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~TravelWork() override { stop_.request_stop(); }

    /// Asks, on a thread of the pool, and gives what is to be done with the answer, on the GUI thread. An empty function: it
    /// was stopped, and is to be asked again.
    using Question = std::function<std::function<void()>(TimeTravel&, std::stop_token)>;
    enum class Length : std::uint8_t { quick, search };

    /// Null: nothing can be asked, and what was asked is forgotten.
    void set_travel(std::shared_ptr<TimeTravel> travel);
    bool can_ask() const { return travel_ != nullptr; }

    /// Each `who` has one question that waits: a later one takes its place. A quick one that is under way is answered all
    /// the same, a search is given up.
    void ask(const QObject* who, Length length, Question question);
    void forget(const QObject* who);
    bool is_busy() const { return running_.has_value(); }

private:
    struct Entry {
        const QObject* who = nullptr;
        Length length = Length::quick;
        Question question;
    };
    void advance();
    void took(const std::function<void()>& answer);

    std::shared_ptr<TimeTravel> travel_;
    std::deque<Entry> waiting_;
    std::optional<Entry> running_;
    bool dropped_ = false; ///< nobody wants the answer of the one that is under way
    std::stop_source stop_;
    AnswerGate gate_{this};
};

} // namespace orkestr
