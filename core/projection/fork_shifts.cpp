#include "core/projection/fork_shifts.h"

#include <algorithm>

namespace orkestr {

namespace {

/// A history may say anything; of sums of these no time runs over.
constexpr std::int64_t most_shift_ms = std::int64_t{1} << 60;

} // namespace

void ForkShifts::add(std::uint64_t seq, std::int64_t shift_ms) {
    const std::int64_t before = forks_.empty() ? 0 : forks_.back().second;
    forks_.emplace_back(seq, std::clamp(before + std::clamp(shift_ms, -most_shift_ms, most_shift_ms), -most_shift_ms, most_shift_ms));
}

Instant ForkShifts::place(std::uint64_t seq, Instant at) const {
    if (forks_.empty() || seq >= forks_.back().first) return at;
    const auto after = std::upper_bound(forks_.begin(), forks_.end(), seq, [](std::uint64_t wanted, const auto& fork) { return wanted < fork.first; });
    const std::int64_t past = after == forks_.begin() ? 0 : std::prev(after)->second;
    return at + Duration{forks_.back().second - past};
}

} // namespace orkestr
