// Long texts in one line of a table or a message.
#pragma once

#include <string>
#include <string_view>

namespace orkestr {

/// The text's first line, at most so many characters of it (UTF-8), with `…` where something was left out.
std::string shortened(std::string_view text, std::size_t most_characters);

} // namespace orkestr
