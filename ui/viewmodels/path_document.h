// What the runs of one definition came to: read from a source when somebody asks. GUI thread.
#pragma once

#include "core/plan/graph.h"
#include "core/ports/run_source.h"
#include "core/projection/path_statistics.h"
#include "ui/viewmodels/branch_model.h"
#include "ui/viewmodels/filter_field_model.h"
#include "ui/viewmodels/long_work.h"
#include "ui/viewmodels/task_path_model.h"

#include <optional>

namespace orkestr {

struct ScannedPaths {
    PathStatistics statistics;
    std::optional<Graph> graph;
    std::uint64_t unreadable = 0; ///< runs that are counted as far as they could be read
    std::string damage;           ///< of the first of them
};

class PathDocument : public QObject {
    Q_OBJECT
public:
    /// What was gathered so far. Any thread.
    using Partial = std::function<void(PathStatistics)>;
    /// Blocks; core/runtime/path_scan.h has one. `definition`: its content hash.
    using Scanner = std::function<Result<ScannedPaths>(RunSource& source, const std::string& definition, const Filter& filter, Instant now,
                                                       std::stop_token stop, const LongWork::Tell& tell, const Partial& partial)>;

    /// The source outlives it.
    explicit PathDocument(RunSource& source, QObject* parent = nullptr);
    void set_scanner(Scanner scanner) { scanner_ = std::move(scanner); }
    bool can_scan() const { return scanner_ != nullptr; }

    /// All runs of this definition that the filter holds for.
    void scan(const QString& definition);
    void again();
    void clear();

    /// Of runs; using another one reads again.
    FilterFieldModel* filter() { return &filter_; }
    LongWork* work() { return &work_; }
    bool is_working() const { return work_.is_working(); }
    /// Null until some of it is there; while it is being read, and when that was cancelled, of the runs read so far.
    const std::shared_ptr<const PathStatistics>& statistics() const { return statistics_; }
    const QString& definition() const { return definition_; }
    TaskPathModel* tasks() { return &tasks_; }
    RunPathModel* paths() { return &paths_; }
    /// Those never taken are known when all was read.
    BranchModel* branches() { return &branches_; }
    /// How far it is, and `1,000 runs: 950 completed, 50 faulted · p50 1.2 s · p95 3.4 s`
    QString summary() const;

Q_SIGNALS:
    void changed();

private:
    using Shown = std::shared_ptr<const PathStatistics>;
    void show(Shown statistics);
    QString totals_text() const;

    RunSource& source_;
    Scanner scanner_;
    QString definition_;
    std::shared_ptr<const PathStatistics> statistics_;
    bool stale_ = false; ///< what is shown is of what was asked for before
    QString damage_;
    FilterFieldModel filter_{FilterSubject::run};
    TaskPathModel tasks_;
    RunPathModel paths_;
    BranchModel branches_;
    std::optional<Graph> graph_; ///< once it is known
    AnswerGate partial_gate_{this};
    LongWork work_; ///< the last: it uses the others until it has ended
};

} // namespace orkestr
