// Points in time and lengths of time, both in milliseconds: what a history records. What others recorded may be finer: its
// nanoseconds are kept beside them, and are nothing in whatever Orkestr records itself.
#pragma once

#include "core/base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace orkestr {

inline constexpr std::int32_t ns_per_ms = 1'000'000;

struct Duration {
    std::int64_t ms = 0;
    std::int32_t ns = 0; ///< added to the milliseconds, also to negative ones: 0 to 999,999
    auto operator<=>(const Duration&) const = default;
    /// With its fraction, as near as a double can.
    double fractional_ms() const { return static_cast<double>(ms) + static_cast<double>(ns) / ns_per_ms; }
};

/// Since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t ms = 0;
    std::int32_t ns = 0; ///< as in Duration
    auto operator<=>(const Instant&) const = default;
    Instant operator+(Duration d) const {
        const std::int32_t sum = ns + d.ns;
        return {ms + d.ms + sum / ns_per_ms, sum % ns_per_ms};
    }
    Duration operator-(Instant other) const {
        const std::int32_t difference = ns - other.ns;
        return difference < 0 ? Duration{ms - other.ms - 1, difference + ns_per_ms} : Duration{ms - other.ms, difference};
    }
};

/// `2026-11-21T01:02:03.456Z`: milliseconds, six or nine digits where it is finer, always UTC. Years 0 to 9999 have four
/// digits, and only those can be read back.
std::string to_iso8601(Instant instant);
/// RFC 3339: reads what to_iso8601 writes, with or without a fraction (cut to milliseconds), with Z or an offset.
/// Errors: invalid_argument.
Result<Instant> parse_instant(std::string_view text);
/// The same with nanoseconds, for what others recorded.
Result<Instant> parse_fine_instant(std::string_view text);

} // namespace orkestr
