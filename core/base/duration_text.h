// Durations as people write them.
#pragma once

#include "core/base/time.h"

namespace orkestr {

/// ISO 8601 as the DSL has it (its schema's pattern): `P1DT2H`, `PT0.5S`, weeks and fractions too. A year counts 365
/// days and a month 30: a definition has no calendar. Errors: invalid_argument; limit beyond 1000 years.
Result<Duration> parse_iso_duration(std::string_view text);

/// ISO 8601, or a sequence of numbers with units: `250ms`, `20s`, `1h30m`, `2d`. Errors as above.
Result<Duration> parse_duration(std::string_view text);

/// The same with nanoseconds, and their units: `5us`, `5µs`, `250ns`.
Result<Duration> parse_fine_duration(std::string_view text);

/// For people, whatever the locale: `5 µs`, `1.25 ms`, `850 ms`, `1.25 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`; what is finer
/// is cut off.
std::string to_human(Duration duration);

} // namespace orkestr
