// Where the schedules of published definitions stand. Threads and durability as in store.h.
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orkestr {

/// One a workflow (namespace and name): its latest published version is the one that is scheduled.
struct ScheduleRow {
    std::string ns;
    std::string name;
    std::string version;
    std::string definition;      ///< content hash, hex
    bool active = true;          ///< false: somebody has unscheduled it
    std::optional<Instant> next; ///< nothing: it waits for an event, for a run to end, or is over
    std::optional<Instant> last; ///< when it last started a run
    RunId last_run;
    std::string by;              ///< who unscheduled it, and why
    std::string reason;
    Json state;                  ///< the scheduler's own; null at first
    std::int64_t revision = 0;   ///< grows with each change
};

class Schedules {
public:
    virtual ~Schedules() = default;

    /// By namespace and name.
    virtual Result<std::vector<ScheduleRow>> schedules() const = 0;
    /// Puts a row whose `revision` is the one it was read with (0: there is none yet); it grows by one. Errors: conflict
    /// when somebody was first.
    virtual Result<void> put_schedule(const ScheduleRow& row) = 0;
};

} // namespace orkestr
