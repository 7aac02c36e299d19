// "Did you mean": the known name that is nearest to a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace orkestr {

/// The candidate with the smallest edit distance (Damerau-Levenshtein with neighbours swapped, letter case free), when
/// it is small for the word's length; else empty.
std::string_view closest(std::string_view word, std::span<const std::string_view> candidates);

/// "did you mean 'method'?", or empty.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

/// "'a', 'b' or 'c'"
std::string listed(std::span<const std::string_view> names);

} // namespace orkestr
