// Finds the run that a text names, to be compared with the one that is open: one of the source at hand by its id, or one of
// a file or a workspace's folder (PATH#RUN, or PATH alone where that holds a single run). GUI thread.
#pragma once

#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/comparison_document.h"

namespace orkestr {

class OtherRun : public QObject {
    Q_OBJECT
public:
    /// Opens what holds runs. Errors: what that says.
    using Opener = std::function<Result<std::unique_ptr<RunSource>>(const QString& path)>;

    /// Without an opener every text is a run's id. The source outlives this; `open` is the run that is compared already.
    OtherRun(RunSource& source, RunId open, Opener opener, QObject* parent = nullptr);

    bool opens_files() const { return opener_ != nullptr; }
    /// Answered by one of the signals, at once or later; a later call takes the place of one that is not answered yet.
    /// That a run of this id is there, comparing will tell.
    void find(const QString& text);

Q_SIGNALS:
    void found(const orkestr::ComparedSide& side);
    void failed(const QString& reason);

private:
    void open(const QString& path, const RunId& run);

    RunSource& source_;
    RunId open_;
    Opener opener_;
    AnswerGate gate_{this};
};

} // namespace orkestr
