#include "core/definition/names.h"

#include "core/definition/value.h"

#include <algorithm>

namespace orkestr {

namespace {

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_version_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit) && (text.size() == 1 || text[0] != '0');
}

/// Dot-separated identifiers of a pre-release or of build metadata.
bool are_version_identifiers(std::string_view text, bool numbers_without_zeros) {
    while (true) {
        const auto dot = text.find('.');
        const std::string_view part = text.substr(0, dot);
        if (part.empty()) return false;
        const bool numeric = std::all_of(part.begin(), part.end(), is_ascii_digit);
        const auto allowed = [](char c) { return is_ascii_digit(c) || is_ascii_letter(c) || c == '-'; };
        if (!std::all_of(part.begin(), part.end(), allowed)) return false;
        if (numeric && numbers_without_zeros && !is_version_number(part)) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

} // namespace

bool is_workflow_name(std::string_view text) {
    if (text.empty() || text.size() > 63 || text.front() == '-' || text.back() == '-') return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_digit(c) || is_ascii_letter(c) || c == '-'; });
}

bool is_semantic_version(std::string_view text) {
    if (const auto plus = text.find('+'); plus != std::string_view::npos) {
        if (!are_version_identifiers(text.substr(plus + 1), false)) return false;
        text = text.substr(0, plus);
    }
    if (const auto hyphen = text.find('-'); hyphen != std::string_view::npos) {
        if (!are_version_identifiers(text.substr(hyphen + 1), true)) return false;
        text = text.substr(0, hyphen);
    }
    const auto first = text.find('.');
    const auto second = first == std::string_view::npos ? first : text.find('.', first + 1);
    return second != std::string_view::npos && is_version_number(text.substr(0, first)) &&
           is_version_number(text.substr(first + 1, second - first - 1)) && is_version_number(text.substr(second + 1));
}

bool is_variable_name(std::string_view text) {
    if (text.empty() || is_ascii_digit(text[0])) return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_digit(c) || is_ascii_letter(c) || c == '_'; });
}

bool is_reserved_variable(std::string_view text) {
    static constexpr std::string_view names[] = {"context", "input", "output", "secrets", "authorization",
                                                 "task", "workflow", "runtime", "ENV"};
    return text.starts_with("__") || std::find(std::begin(names), std::end(names), text) != std::end(names);
}

std::string_view trimmed(std::string_view text) {
    static constexpr std::string_view white = " \t\r\n";
    const auto begin = text.find_first_not_of(white);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(white) - begin + 1);
}

std::string_view shortened(std::string_view text) {
    std::size_t length = std::min<std::size_t>({text.size(), text.find('\n'), 60});
    while (length > 0 && length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
    return text.substr(0, length);
}

} // namespace orkestr
