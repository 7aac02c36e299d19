// The one watcher of a source: says on the GUI thread that something has changed, at most ten times a second.
#pragma once

#include "ui/viewmodels/answer_gate.h"

#include <QElapsedTimer>
#include <QTimer>

namespace orkestr {

class RunSource;

class ChangeFeed : public QObject {
    Q_OBJECT
public:
    static constexpr int interval_ms = 100;

    /// The source outlives the feed. There is one feed per source: a source calls one watcher.
    explicit ChangeFeed(RunSource& source, QObject* parent = nullptr);
    ~ChangeFeed() override;

Q_SIGNALS:
    void changed();

private:
    void arrived();
    void tell();

    RunSource& source_;
    QTimer timer_;
    QElapsedTimer since_told_;
    AnswerGate gate_{this};
};

} // namespace orkestr
