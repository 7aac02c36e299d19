// What an export is made from. Internal to run_export.
#pragma once

#include "core/history/audit_log_format.h"
#include "core/history/audit_log_index.h"
#include "core/history/audit_log_record.h"
#include "core/ports/run_exporter.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace orkestr {

/// Runs chosen for an export, oldest first.
struct ChosenRuns {
    std::vector<RunId> runs;
    std::vector<std::string> definitions; ///< hashes of theirs, sorted
    std::uint64_t events = 0;
};

class RunFeed {
public:
    virtual ~RunFeed() = default;

    /// Errors: not_found for a run that was asked for.
    virtual Result<ChosenRuns> choose(const ExportRequest& request, const std::stop_token& stop) const = 0;
    virtual Result<AuditDefinition> definition(const std::string& hash) const = 0;
    /// What the header says of where the runs come from.
    virtual AuditHeader header() const = 0;
    /// Footers of the logs that they come from.
    virtual Result<std::vector<std::string>> proofs() const { return std::vector<std::string>(); }

    virtual Result<AuditRunRow> row(const RunId& run) const = 0;
    /// The run's events up to that number, as they may be shown by whoever has them, each with its seal.
    virtual Result<void> events(const RunId& run, std::uint64_t up_to, const std::function<Result<void>(EventRow row, AuditSeal seal)>& take) const = 0;
};

/// Whether a run is asked for by id.
inline bool is_asked_for(const ExportRequest& request, const RunId& run) {
    return request.runs.empty() || std::find(request.runs.begin(), request.runs.end(), run) != request.runs.end();
}

std::unique_ptr<RunFeed> feed_of_store(const Store& store, std::string workspace_key, AuditHeader header);
/// Of a log that verifies. It outlives the feed.
std::unique_ptr<RunFeed> feed_of_log(const AuditLogIndex& log, std::string footer_line);

} // namespace orkestr
