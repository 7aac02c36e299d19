// A short look at a run that is not open: what it is, how it ended, the first lines of its input and output. Read when the
// choice has rested a moment, on other threads; the last one stays until the next is there.
#pragma once

#include "core/ports/run_source.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/json_pretty.h"
#include "ui/viewmodels/load_state.h"

#include <QTimer>

namespace orkestr {

class RunPreview : public QObject {
    Q_OBJECT
public:
    /// Of each payload; what is longer is cut at a line's end.
    static constexpr std::size_t most_payload_bytes = 6'000;

    /// The source outlives the preview.
    explicit RunPreview(RunSource& source, QObject* parent = nullptr);

    /// Another run, or none (empty). Within `rest_ms` nothing is read.
    void show(const RunId& run, int rest_ms = 120);
    /// The same run again: it has changed.
    void refresh();

    const RunId& run() const { return run_; }
    LoadState state() const { return state_; }
    const QString& message() const { return message_; }
    /// Null unless ready.
    const std::shared_ptr<const RunView>& view() const { return view_; }
    /// Laid out; of an output that is not there the text is empty.
    const PrettyJson& input() const { return input_; }
    const PrettyJson& output() const { return output_; }

Q_SIGNALS:
    void changed();

private:
    void ask();
    void took(std::shared_ptr<const RunView> view);
    void set_state(LoadState state, const QString& message = {});

    RunSource& source_;
    RunId run_;
    LoadState state_ = LoadState::idle;
    QString message_;
    std::shared_ptr<const RunView> view_;
    PrettyJson input_;
    PrettyJson output_;
    QTimer rest_;
    AnswerGate gate_{this};
};

} // namespace orkestr
