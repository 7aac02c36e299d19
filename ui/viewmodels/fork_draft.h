// What a fork begins with, while somebody edits it: `$context` as it was recorded right before the step began. It is read
// from the run's history when the draft is made. GUI thread.
#pragma once

#include "ui/viewmodels/load_state.h"
#include "ui/viewmodels/travel_document.h"

#include <optional>

namespace orkestr {

class ForkDraft : public QObject {
    Q_OBJECT
public:
    /// The document outlives it, and its run stays open meanwhile. `input`: the step's, as recorded.
    ForkDraft(TravelDocument& document, StepId step, Json input, QObject* parent = nullptr);
    ~ForkDraft() override;

    const Json& input() const { return input_; }
    /// failed: it can't be told what it was, and a fork goes on with that; message() says why.
    LoadState context_state() const { return state_; }
    const QString& message() const { return message_; }
    /// Only when it is ready; null where nothing was exported before.
    const Json& context() const { return context_; }

Q_SIGNALS:
    void changed();

private:
    void read();
    void set(LoadState state, const QString& message = {});

    TravelDocument& document_;
    StepId step_;
    Json input_;
    Json context_;
    LoadState state_ = LoadState::loading;
    QString message_;
    bool asked_ = false;
};

} // namespace orkestr
