#include "core/projection/order_change.h"

#include <algorithm>
#include <limits>

namespace orkestr {

namespace {

constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

/// A longest increasing subsequence without the position `except`.
std::vector<std::uint32_t> kept_positions(const std::vector<std::uint32_t>& ranks, std::uint32_t except) {
    std::vector<std::uint32_t> ends; ///< by length - 1: the position at which such a subsequence ends lowest
    std::vector<std::uint32_t> before(ranks.size(), nothing);
    for (std::uint32_t i = 0; i < ranks.size(); ++i) {
        if (i == except) continue;
        const auto at = std::lower_bound(ends.begin(), ends.end(), ranks[i], [&](std::uint32_t position, std::uint32_t rank) { return ranks[position] < rank; });
        if (at != ends.begin()) before[i] = *(at - 1);
        if (at == ends.end()) ends.push_back(i);
        else *at = i;
    }
    std::vector<std::uint32_t> kept;
    for (std::uint32_t at = ends.empty() ? nothing : ends.back(); at != nothing; at = before[at]) kept.push_back(at);
    std::reverse(kept.begin(), kept.end());
    return kept;
}

} // namespace

std::vector<std::uint32_t> moved_positions(const std::vector<std::uint32_t>& ranks) {
    if (std::is_sorted(ranks.begin(), ranks.end())) return {};
    std::vector<std::uint32_t> sorted = ranks;
    std::sort(sorted.begin(), sorted.end());
    std::uint32_t first = 0;
    while (ranks[first] == sorted[first]) ++first;
    std::vector<std::uint32_t> kept = kept_positions(ranks, nothing);
    if (std::binary_search(kept.begin(), kept.end(), first))
        if (auto other = kept_positions(ranks, first); other.size() == kept.size()) kept = std::move(other);
    std::vector<std::uint32_t> moved;
    for (std::uint32_t i = 0, next = 0; i < ranks.size(); ++i) {
        if (next < kept.size() && kept[next] == i) ++next;
        else moved.push_back(i);
    }
    return moved;
}

} // namespace orkestr
