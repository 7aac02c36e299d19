// Whole-text patterns that need no regular expression engine: letters, digits and signs that mean themselves, and `.`,
// which is any one character. What most event filters hold, so that most events are judged without an expression.
#pragma once

#include <string_view>

namespace orkestr {

/// Whether the pattern holds nothing but `.` and characters that mean themselves in a regular expression.
bool is_simple_pattern(std::string_view pattern);

/// Whether the text is the pattern, or matches it as a whole. Only for simple patterns. A character is a UTF-8 sequence;
/// `.` is no line feed.
bool matches_simple_pattern(std::string_view pattern, std::string_view text);

} // namespace orkestr
