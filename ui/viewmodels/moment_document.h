// All data of the moment that is travelled to, or of now, as one document (core/projection/run_moment.h). Read while somebody
// sees it.
#pragma once

#include "ui/viewmodels/travel_document.h"

namespace orkestr {

class MomentDocument : public QObject {
    Q_OBJECT
public:
    /// The document outlives it.
    explicit MomentDocument(TravelDocument& document, QObject* parent = nullptr);
    ~MomentDocument() override;

    void set_shown(bool shown);
    /// Idle where there is nothing to travel in.
    LoadState state() const { return state_; }
    const QString& message() const { return message_; }
    /// The last one stays until there is another.
    const std::optional<Json>& json() const { return json_; }
    /// The event that it is right after.
    std::uint64_t seq() const { return seq_; }

Q_SIGNALS:
    void changed();

private:
    void follow();
    void took(std::uint64_t seq, Result<Json> answer);
    void set(LoadState state, const QString& message = {});

    TravelDocument& document_;
    bool shown_ = false;
    LoadState state_ = LoadState::idle;
    QString message_;
    std::optional<Json> json_;
    std::uint64_t seq_ = 0;
    std::uint64_t asked_ = 0;
};

} // namespace orkestr
