// Which of many things that two orders hold are not where the other has them.
#pragma once

#include <cstdint>
#include <vector>

namespace orkestr {

/// `ranks`: where the second order has what the first one has at each position; all different. Positions that are moved, as
/// few as possible, ascending: the others are in one order in both (a longest increasing subsequence). Where there is a
/// choice, the first position at which the orders differ is one of them. Time: n log n.
std::vector<std::uint32_t> moved_positions(const std::vector<std::uint32_t>& ranks);

} // namespace orkestr
