// What stands between quotes, without its escapes and line breaks. Inside of core/definition only.
#pragma once

#include <string>
#include <string_view>

namespace orkestr {

/// True when the text is already what it means. `quote` is ' or ".
bool is_literal_between(char quote, std::string_view text);

/// A line break becomes a space, several become one less, with the white space around them gone. Between ' '' is an
/// escaped quote; between " a backslash escapes, line breaks and white space too (yaml.org/spec/1.2.2, 5.7, 6.5 and 7.3).
/// Two \u escapes that are a surrogate pair are one character, as in JSON. The escapes are known to be good.
std::string text_between(char quote, std::string_view text);

} // namespace orkestr
