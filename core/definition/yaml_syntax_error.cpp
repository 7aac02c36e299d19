#include "core/definition/yaml_syntax_error.h"

namespace orkestr {

namespace {

struct Explanation {
    std::string_view part; ///< of the parser's message
    std::string_view message;
    std::string_view suggestion;
};

constexpr Explanation explanations[] = {
    {"without closing quote", "this quoted string is never closed", "add the closing quote"},
    {"wrongly indented double-quoted", "this quoted string is never closed, or goes on in a line that is not indented",
     "close the quote or indent the lines that follow"},
    {"wrongly indented single-quoted", "this quoted string is never closed, or goes on in a line that is not indented",
     "close the quote or indent the lines that follow"},
    {"flow sequence without a closing bracket", "this '[' is never closed", "add ']'"},
    {"flow mapping without a closing bracket", "this '{' is never closed", "add '}'"},
    {"mismatched flow mapping end", "'}' closes what '[' opened", "expected ']'"},
    {"mismatched flow sequence end", "']' closes what '{' opened", "expected '}'"},
    {"with invalid extra closing", "a closing bracket without an opening one", ""},
    {"missing comma in flow", "expected ',' or the closing bracket here", ""},
    {"invalid multiline plain key", "the text before a ':' must stand on one line",
     "check the indentation of the next line, or put this text in quotes"},
    {"invalid nested block mapping on the same line", "a second ':' on the same line",
     "put a value that holds ': ' in quotes"},
    {"block sequence on the same line as a mapping key", "a list can't begin on the line of its key",
     "begin the list on the next line, or put the text in quotes"},
    {"invalid indentation in mapping", "this line's indentation fits none of the lines above",
     "align it with the keys it belongs to"},
    {"wrongly indented sequence item", "this line's indentation fits none of the lines above", "align it with the other items"},
    {"invalid escape", "the backslash escape here is none that YAML knows",
     "write \\\\ for a backslash, or use single quotes"},
    {"invalid hex escape", "the escape here needs hexadecimal digits", ""},
    {"plain scalar cannot start with", "text that starts with this character needs quotes", "put the value in quotes"},
    {"invalid trailing content after", "text after the closing quote", "put the whole value in quotes"},
    {"did not find expected key", "expected a key here", "check the indentation and the quotes of the lines above"},
    {"did not find expected node content", "expected a value here", ""},
    {"tab", "a tab can't indent in YAML", "use spaces"},
    {"invalid alias", "an alias here is not allowed", ""},
};

YamlSyntaxError explained(std::string_view parser_message, ByteRange range) {
    for (const auto& explanation : explanations)
        if (parser_message.find(explanation.part) != std::string_view::npos)
            return {range, std::string(explanation.message), std::string(explanation.suggestion)};
    std::string message = "not valid YAML";
    if (!parser_message.empty()) message += ": " + std::string(parser_message.substr(0, 200));
    return {range, std::move(message), {}};
}

/// A tab in the indentation of the line at an offset or of the next one.
std::optional<std::size_t> tab_near(std::size_t offset, LineIndex& lines) {
    const std::uint32_t line = lines.position(offset).line;
    for (std::uint32_t number = line; number <= line + 1; ++number) {
        const std::string_view text = lines.line(number);
        const std::size_t content = text.find_first_not_of(" \t");
        const std::size_t tab = text.find('\t');
        if (tab != std::string_view::npos && content != std::string_view::npos && tab < content)
            return lines.offset(number, static_cast<std::uint32_t>(tab) + 1);
    }
    return std::nullopt;
}

} // namespace

YamlSyntaxError explain_syntax_error(std::string_view parser_message, std::size_t offset, LineIndex& lines,
                                     const std::optional<OpenBracket>& bracket) {
    ByteRange range{offset, offset};
    const bool unclosed = parser_message.find("without a closing") != std::string_view::npos ||
                          parser_message.find("missing comma") != std::string_view::npos;
    if (unclosed && bracket && offset >= lines.text_size()) {
        range = {bracket->offset, bracket->offset + 1};
        parser_message = bracket->is_mapping ? "flow mapping without a closing bracket" : "flow sequence without a closing bracket";
    }
    if (const auto tab = tab_near(range.begin, lines)) return explained("tab", {*tab, *tab + 1});
    return explained(parser_message, range);
}

} // namespace orkestr
