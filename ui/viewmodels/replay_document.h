// What is replayed: runs of one source, by their own definitions and by others that were added beside. Each change of
// either begins the replay anew. GUI thread.
#pragma once

#include "core/ports/run_source.h"
#include "ui/viewmodels/replay_job.h"
#include "ui/viewmodels/replay_matrix_model.h"

namespace orkestr {

class ReplayDocument : public QObject {
    Q_OBJECT
public:
    /// Source and replayer outlive the document. Of rows beyond `most_rows` it tells how many they are.
    ReplayDocument(RunSource& source, RunReplayer& replayer, QObject* parent = nullptr, std::size_t most_rows = ReplayMatrixModel::usual_rows);

    /// Just these, by their ids.
    void replay_runs(const std::vector<RunId>& runs);
    /// All that the filter of runs holds for; an empty one: all.
    void replay_matching(const Filter& filter, Instant now);
    void again();

    /// A column of its own; one with the same title is replaced. `text` as its author wrote it.
    void add_definition(const QString& title, const std::string& text, const QString& file_name);
    /// Not the first column, which is the runs' own.
    void remove_definition(int column);
    /// The runs' own first.
    const QStringList& titles() const { return titles_; }

    ReplayJob* job() { return &job_; }
    ReplayMatrixModel* cells() { return &cells_; }
    /// `Replay of 12 runs`
    QString headline() const;
    /// How far it is, or what came of it: `3 of 1,000 runs differ, 2 could not be told`.
    QString outcome() const;
    /// How many rows are not shown, and how they can be seen; empty while all are.
    QString left_out_text() const;
    /// Something differs in them.
    bool left_out_differs() const { return cells_.left_out_differing() > 0; }

Q_SIGNALS:
    void changed();

private:
    void begin();

    RunSource& source_;
    ReplayJob job_;
    ReplayMatrixModel cells_;
    std::vector<RunId> runs_;
    bool all_ = false; ///< those that the filter holds for
    Filter filter_;
    Instant now_;
    QStringList titles_;
    std::vector<ReplayDefinition> definitions_; ///< as titles_
};

} // namespace orkestr
