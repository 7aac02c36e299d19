// What the window's source is, and how far a file has been read and checked: asked for while that goes on.
#pragma once

#include "core/ports/run_source.h"
#include "ui/viewmodels/answer_gate.h"

#include <QTimer>

namespace orkestr {

class ChangeFeed;

class SourceDocument : public QObject {
    Q_OBJECT
public:
    static constexpr int interval_ms = 200;

    /// Source and feed outlive the document. It is asked for with the first begin().
    SourceDocument(RunSource& source, ChangeFeed& feed, QObject* parent = nullptr);
    void begin();

    const SourceState& state() const { return state_; }
    bool is_known() const { return known_; }
    bool is_file() const { return known_ && state_.kind != SourceState::Kind::workspace; }
    bool is_reading() const { return state_.read_bytes < state_.size_bytes; }
    bool is_checking() const { return state_.proof == SourceState::Proof::checking; }
    /// Of what is under way, 0 to 100; 100 when nothing is.
    int percent() const;

    /// `Audit log`, `Temporal history`, ...
    QString kind_text() const;
    /// What the check has come to, or how far it is, in a sentence; empty where there is nothing to check.
    QString proof_text() const;

Q_SIGNALS:
    void changed();

private:
    void ask();
    void took(Result<SourceState> answer);

    RunSource& source_;
    SourceState state_;
    bool known_ = false;
    bool asking_ = false;
    QTimer timer_;
    AnswerGate gate_{this};
};

} // namespace orkestr
