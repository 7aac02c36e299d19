// What was meant, perhaps: the known word that is nearest to a mistyped one.
#pragma once

#include <string_view>
#include <vector>

namespace orkestr {

/// The candidate with the fewest letters to change, add, leave out or swap, when they are few for the word's length;
/// else empty. The case of letters does not count.
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace orkestr
