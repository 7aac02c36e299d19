// What readers of other systems' records share: ids, times, and a list of what was wrong with a file.
#pragma once

#include "core/base/ids.h"
#include "core/base/json_value.h"
#include "core/base/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

/// A ULID of the run's start and the SHA-256 of its system and its id there: the same for the same run, in every file.
RunId foreign_run_id(std::string_view system, std::string_view id, Instant started);

/// `{"seconds":..,"nanos":..}` (members may be numbers or texts), RFC 3339, or a date and time without a zone, taken as
/// UTC. Nothing when it is none, or not in the years 0 to 9999.
std::optional<Instant> foreign_instant(const JsonValue& value);
/// `15s`, `0.250s`, or seconds and nanos as above.
std::optional<Duration> foreign_duration(const JsonValue& value);
/// A whole number, also written as a text; nothing when it is none or doesn't fit.
std::optional<std::int64_t> foreign_integer(const JsonValue& value);
/// To the nanosecond, as far as a double has them; nothing when it is negative, no number or longer than 10,000 years.
std::optional<Duration> duration_of_seconds(double seconds);

/// The first of each kind of thing that was wrong, with the number of all of that kind.
class RecordFindings {
public:
    /// `kind`: what is wrong, in the words of a sentence that begins with a place: `has no id`. `place`: `event 12`.
    void add(const std::string& kind, const std::string& place);
    /// Something about the whole.
    void add(const std::string& sentence);
    bool empty() const { return whole_.empty() && kinds_.empty(); }
    /// Sentences; at most ten kinds.
    std::string text() const;

private:
    struct Seen {
        std::string first;
        std::uint64_t count = 0;
    };
    std::vector<std::string> whole_;
    std::map<std::string, Seen> kinds_;
};

/// Text from elsewhere, fit for a message: one line, at most 60 characters.
std::string quoted_part(std::string_view text);

} // namespace orkestr
