// Numbers of nodes, edges and lanes are int, as Qt counts; what holds them counts otherwise.
#pragma once

#include <cstddef>

namespace orkestr {

/// `number` is none below 0.
constexpr std::size_t as_index(int number) { return static_cast<std::size_t>(number); }

} // namespace orkestr
