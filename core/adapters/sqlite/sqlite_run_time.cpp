#include "core/adapters/sqlite/sqlite_run_time.h"

#include "core/base/ids.h"

#include <algorithm>
#include <limits>

namespace orkestr {

namespace {

constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t time_letters = 10;
constexpr std::int64_t last_time = (std::int64_t{1} << 48) - 1;

std::optional<std::int64_t> time_of_run_id(std::string_view run) {
    if (!is_run_id(run)) return std::nullopt;
    std::int64_t time = 0;
    for (const char letter : run.substr(0, time_letters)) {
        time = time * 32 + static_cast<std::int64_t>(crockford.find(letter));
    }
    return time <= last_time ? std::optional(time) : std::nullopt;
}

std::string first_id_at(std::int64_t time) {
    std::string letters(time_letters, '0');
    for (std::size_t i = time_letters; i-- > 0; time /= 32) letters[i] = crockford[static_cast<std::size_t>(time % 32)];
    return letters;
}

} // namespace

bool starts_on_time(std::string_view run, std::int64_t started_ms) {
    const auto asked = time_of_run_id(run);
    return asked && started_ms >= *asked && started_ms - *asked <= longest_start_ms;
}

RunIdSpan ids_of_runs_started(std::int64_t begin_ms, std::int64_t end_ms) {
    RunIdSpan span;
    if (begin_ms > longest_start_ms) span.first = first_id_at(std::min(begin_ms - longest_start_ms, last_time));
    if (end_ms <= last_time) span.behind = first_id_at(std::max<std::int64_t>(end_ms, 0));
    return span;
}

} // namespace orkestr
