// What a YAML syntax error means to the person who wrote the text, and where. Inside of core/definition only.
#pragma once

#include "core/definition/line_index.h"
#include "core/definition/yaml_parser.h"

#include <string>
#include <string_view>

namespace orkestr {

struct YamlSyntaxError {
    ByteRange range;
    std::string message;
    std::string suggestion;
};

/// A '[' or '{' without its end.
struct OpenBracket {
    std::size_t offset = 0;
    bool is_mapping = false;
};

/// Says a parser's message in words that name the way out; the parser's own words where none are better. `offset` is
/// where the parser stopped; the place is the cause's where that is known: the innermost open bracket of a text that
/// ends too early, a tab in the indentation.
YamlSyntaxError explain_syntax_error(std::string_view parser_message, std::size_t offset, LineIndex& lines,
                                     const std::optional<OpenBracket>& bracket);

} // namespace orkestr
