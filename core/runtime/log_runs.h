// The runs of an audit log as lists and filters ask for them: pages, groups, definitions. One thread.
#pragma once

#include "core/history/audit_log_index.h"
#include "core/ports/run_source.h"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace orkestr {

/// The index of a log that is being read through: a quick one first, then the complete one. Any thread.
class LogIndexSlot {
public:
    using Index = std::shared_ptr<const AuditLogIndex>;
    explicit LogIndexSlot(Index index) : index_(std::move(index)) {}
    Index get() const {
        const std::scoped_lock lock(mutex_);
        return index_;
    }
    void set(Index index) {
        const std::scoped_lock lock(mutex_);
        index_ = std::move(index);
    }

private:
    mutable std::mutex mutex_;
    Index index_;
};

class LogRuns {
public:
    explicit LogRuns(std::shared_ptr<const LogIndexSlot> slot) : slot_(std::move(slot)) {}

    /// Both as RunSource's: for about a tenth of a second.
    Result<RunPage> page(const RunQuery& query);
    Result<RunGroups> groups(const RunQuery& query, RunGrouping grouping);
    /// Errors: not_found; corrupt; what the log says.
    Result<RunRow> row(const RunId& run) const;
    Result<DefinitionRow> definition(const std::string& hash) const;

private:
    std::optional<Json> value_at(const RunId& run, std::uint64_t seq, bool follow = true) const;
    std::optional<Json> payload(const RunRow& row, std::size_t field);
    bool takes(const RunQuery& query, const RunRow& row);
    RunRow row_of(const AuditLogIndex& log, const AuditRun& run) const;

    std::shared_ptr<const LogIndexSlot> slot_;
    mutable std::unordered_map<std::string, RunRow> folded_; ///< by id: rows of runs whose records come to something else than the index says
    std::unordered_map<std::string, std::optional<Json>> tags_; ///< by definition
};

/// A reader of a log of its own. It keeps the log open, also when its source is gone.
std::unique_ptr<HistoryReader> make_log_reader(std::shared_ptr<const LogIndexSlot> slot);

} // namespace orkestr
