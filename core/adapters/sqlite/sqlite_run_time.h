// Finding runs by the time they started without an index of those times: a run's id is a ULID, which begins with the
// time of the request, and a run starts soon after it is asked for. Those that don't are kept in a table of their own,
// `runs_off_time`: forks, whose histories begin before them, and what waited for an engine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

/// A run is on time when it started this long after the time of its id, at most.
inline constexpr std::int64_t longest_start_ms = 60'000;

/// True for a run that is found by its id alone.
bool starts_on_time(std::string_view run, std::int64_t started_ms);

/// Ids of runs, `first` included and `behind` not, of which those are that started on time from `begin` up to and without
/// `end`; nothing: without a bound.
struct RunIdSpan {
    std::optional<std::string> first;
    std::optional<std::string> behind;
};
RunIdSpan ids_of_runs_started(std::int64_t begin_ms, std::int64_t end_ms);

} // namespace orkestr
