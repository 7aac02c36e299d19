// When a cron schedule is due, on the clocks of its time zone.
#pragma once

#include "core/base/time.h"
#include "core/definition/cron.h"

#include <optional>
#include <string>

namespace orkestr {

/// Whether this machine's time zone database has the zone; an empty name is UTC.
bool has_time_zone(const std::string& name);

/// The first time after `after` that the schedule is due, or nothing when there is none.
///
/// Where clocks are put forward: a time of day that is left out (a schedule that names hours) is due once, at the moment
/// clocks are put forward; a schedule for every hour goes on as the clock does. Where they are put back: a time of day
/// that comes twice is due the first time only; a schedule for every hour is due in both. As Vixie cron has it.
/// Errors: not_found for an unknown time zone.
Result<std::optional<Instant>> next_due(const CronSchedule& schedule, Instant after);

} // namespace orkestr
