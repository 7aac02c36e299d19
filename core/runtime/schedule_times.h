// When a planned schedule is due, and how it is said.
#pragma once

#include "core/plan/plan.h"
#include "core/ports/run_source.h"

#include <optional>

namespace orkestr {

/// The first time after `after` that a schedule by the clock is due; `last` is when it was due before (of `every`, whose
/// times lie that far apart). Nothing for schedules by events or by the end of a run, and after the last.
std::optional<Instant> next_time(const PlannedSchedule& schedule, std::optional<Instant> last, Instant after);

struct Missed {
    std::uint64_t count = 0;      ///< times in (due, until]
    bool more = false;            ///< there were more than were counted
    std::optional<Instant> next;  ///< the first after `until`
};
/// What a schedule was due at between a time it was due and `until`.
Missed missed_times(const PlannedSchedule& schedule, Instant due, Instant until);

/// `4`, `more than 100,000`.
std::string count_text(const Missed& missed);

/// `cron 0 9 * * *`, `every 5 min`, `after 1 h`, `on com.example.order`.
std::string rule_text(const PlannedSchedule& schedule);

/// `plan`: of the row's definition; may be null.
ScheduleView schedule_view(const ScheduleRow& row, const Plan* plan);

} // namespace orkestr
