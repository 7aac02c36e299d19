// What libfyaml alone takes for a text: no reader that stands on it can be faster.
#pragma once

#include <cstddef>
#include <string_view>

namespace orkestr::bench {

/// Parses, asks each scalar for its text, keeps nothing. The number of events; 0 when the text is broken.
std::size_t parse_events(std::string_view text);

} // namespace orkestr::bench
