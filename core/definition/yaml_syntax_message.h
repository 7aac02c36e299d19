// What a YAML syntax error means to the person who wrote the text.
#pragma once

#include <string>
#include <string_view>

namespace orkestr {

struct SyntaxMessage {
    std::string message;
    std::string suggestion;
};

/// Says a parser's message in words that name the way out; the parser's own words where none are better.
SyntaxMessage explain_syntax_error(std::string_view parser_message);

} // namespace orkestr
