// Cron expressions: minute hour day-of-month month day-of-week, or six fields with seconds first. A time zone of the IANA
// database may stand before them, `CRON_TZ=Europe/Rome 0 9 * * MON-FRI`; without one they mean UTC.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

/// Which values match, one bit each. Days of the week: 0 is Sunday (7 is read as 0).
struct CronSchedule {
    std::uint64_t seconds = 1; ///< bit 0 alone for five fields
    std::uint64_t minutes = 0;
    std::uint32_t hours = 0;
    std::uint32_t days = 0;     ///< bits 1..31
    std::uint32_t months = 0;   ///< bits 1..12
    std::uint32_t weekdays = 0; ///< bits 0..6
    /// As cron has it: when both are restricted (neither is `*`), a day matches when either does.
    bool days_restricted = false;
    bool weekdays_restricted = false;
    std::string zone; ///< as written; empty: UTC. Whether there is such a zone is not checked here.

    /// A time of day that is named, not one that comes every hour: it is not repeated when clocks are put back.
    bool names_hours() const { return hours != 0xFFFFFF; }
};

/// Fields of `*`, numbers, names (JAN.., SUN..), ranges, lists and steps. Errors: invalid_argument; the span's begin and
/// end are byte offsets in the text.
Result<CronSchedule> parse_cron(std::string_view text);

/// The first time after this one that matches, both in seconds since 1970-01-01T00:00:00 of a clock that is never put
/// forward or back. Nothing when there is none within 40 years.
std::optional<std::int64_t> next_match(const CronSchedule& schedule, std::int64_t after);

} // namespace orkestr
