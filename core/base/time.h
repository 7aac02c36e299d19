// Points in time and lengths of time, both in whole milliseconds: what a history records.
#pragma once

#include "core/base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace orkestr {

struct Duration {
    std::int64_t ms = 0;
    auto operator<=>(const Duration&) const = default;
};

/// Milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t ms = 0;
    auto operator<=>(const Instant&) const = default;
    Instant operator+(Duration d) const { return {ms + d.ms}; }
    Duration operator-(Instant other) const { return {ms - other.ms}; }
};

/// `2026-11-21T01:02:03.456Z`: always milliseconds, always UTC. Years 0 to 9999 have four digits, and only those can be
/// read back.
std::string to_iso8601(Instant instant);
/// RFC 3339: reads what to_iso8601 writes, with or without a fraction (cut to milliseconds), with Z or an offset.
/// Errors: invalid_argument.
Result<Instant> parse_instant(std::string_view text);

} // namespace orkestr
