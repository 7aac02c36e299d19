// What the scheduler keeps of a schedule in its row (ScheduleRow::state):
//   {"position": 12, "heard": [{"filter": 0, "id": 12, "event": {..}}], "correlations": {..},
//    "failure": {"at": "2026-11-21T09:00:00.000Z", "message": ".."}}
// Members that say nothing are left out; null when all do. Any thread.
#pragma once

#include "core/engine/state.h"
#include "core/ports/run_source.h"

#include <optional>
#include <string>
#include <vector>

namespace orkestr {

struct ScheduleState {
    // Of a schedule by events:
    std::optional<std::int64_t> position; ///< the last event it has taken, or that came before it was published
    std::vector<Heard> heard;             ///< towards the next run
    std::vector<std::int64_t> heard_ids;  ///< on the bus
    Json correlations;                    ///< what those have bound; null for nothing
    /// Of any: why no run could be started, until one is.
    std::optional<ScheduleFailure> failure;

    static ScheduleState of(const Json& json);
    Json json() const;
};

/// A workflow that was unscheduled and has been published again is scheduled again, as a version that is new: events that
/// come from now on are its own. Nothing for one that was not unscheduled. Errors: what the store says.
Result<void> schedule_again(Stores& store, const std::string& ns, const std::string& name);

} // namespace orkestr
