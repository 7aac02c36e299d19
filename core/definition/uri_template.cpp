#include "core/definition/uri_template.h"

#include <cctype>

namespace orkestr {

namespace {

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

bool is_escape(std::string_view text, std::size_t i) {
    return i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
}

bool is_refused_in_uri(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' || c == '`' || c == '|';
}

bool is_refused_in_variable(char c) {
    const bool allowed = std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '-' || c == '%';
    return !allowed;
}

std::optional<UriTemplateFault> check_variable(std::string_view text, std::size_t open, std::size_t close) {
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (name.empty()) return UriTemplateFault{open, close + 1, "'{}' names no variable"};
    static constexpr std::string_view operators = "+#./;?&=,!@|";
    if (operators.find(name[0]) != std::string_view::npos || name.back() == '*' || name.find_first_of(":,") != std::string_view::npos)
        return UriTemplateFault{open, close + 1, "'{" + std::string(name.substr(0, 60)) +
                                                     "}' uses an operator of RFC 6570; only simple variables such as '{petId}' stand in a URI template"};
    for (std::size_t i = 0; i < name.size(); ++i)
        if (is_refused_in_variable(name[i]))
            return UriTemplateFault{open + 1 + i, open + 2 + i, "a character that can't stand in a URI template's variable"};
    return std::nullopt;
}

} // namespace

std::optional<UriTemplateFault> find_uri_template_fault(std::string_view text) {
    if (text.empty()) return UriTemplateFault{0, 0, "an empty URI"};
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '{') {
            const auto close = text.find_first_of("{}", i + 1);
            if (close == std::string_view::npos || text[close] == '{')
                return UriTemplateFault{i, i + 1, "'{' is never closed"};
            if (auto fault = check_variable(text, i, close)) return fault;
            i = close;
        } else if (c == '}') {
            return UriTemplateFault{i, i + 1, "'}' without a '{' before it"};
        } else if (c == '%' && !is_escape(text, i)) {
            return UriTemplateFault{i, i + 1, "'%' must be followed by two hexadecimal digits"};
        } else if (is_refused_in_uri(c)) {
            const bool white = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            return UriTemplateFault{i, i + 1, white ? "white space in a URI" : "'" + std::string(1, c) + "' can't stand in a URI"};
        }
    }
    return std::nullopt;
}

} // namespace orkestr
