#include "core/definition/json_lines.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t long_line = 4096;

bool is_json_byte(char c) {
    static constexpr std::string_view others = "{}[]:,+-. \t\r\n";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || others.find(c) != std::string_view::npos;
}

/// Offsets behind commas at which to break, or none when the text is no JSON.
std::vector<std::size_t> find_breaks(std::string_view text) {
    std::vector<std::size_t> breaks;
    std::size_t line_start = 0;
    char before = '\0'; // the last byte that is no white space
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            if (before != '{' && before != '[' && before != ',' && before != ':') return {};
            ++i;
            while (i < text.size() && text[i] != '"' && text[i] != '\n') i += text[i] == '\\' ? 2 : 1;
            if (i >= text.size() || text[i] != '"') return {};
        } else if (!is_json_byte(c)) {
            return {};
        } else if (c == '\n') {
            line_start = i + 1;
        } else if (c == ',' && i - line_start >= long_line) {
            breaks.push_back(i + 1);
            line_start = i + 1;
        }
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') before = c;
    }
    return breaks;
}

} // namespace

JsonLines::JsonLines(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (text[first] != '{' && text[first] != '[')) return;
    const std::vector<std::size_t> places = find_breaks(text);
    text_.reserve(text.size() + places.size());
    std::size_t from = 0;
    for (const std::size_t place : places) {
        text_.append(text, from, place - from);
        breaks_.push_back(text_.size());
        text_ += '\n';
        from = place;
    }
    if (!places.empty()) text_.append(text, from, text.size() - from);
}

std::size_t JsonLines::original(std::size_t offset) const {
    const auto after = std::lower_bound(breaks_.begin(), breaks_.end(), offset);
    return offset - static_cast<std::size_t>(after - breaks_.begin());
}

std::optional<std::size_t> find_crowded_line(std::string_view text, std::uint32_t most) {
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') count = 0;
        if ((c == ',' || c == ':' || c == '[' || c == '{') && ++count > most) return i;
    }
    return std::nullopt;
}

} // namespace orkestr
