#include "core/base/text_pattern.h"

#include <algorithm>

namespace orkestr {

namespace {

std::size_t character_size(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
    return size;
}

} // namespace

bool is_simple_pattern(std::string_view pattern) {
    static constexpr std::string_view special = "\\^$|?*+()[]{}";
    return std::none_of(pattern.begin(), pattern.end(), [](char c) { return special.find(c) != std::string_view::npos; });
}

bool matches_simple_pattern(std::string_view pattern, std::string_view text) {
    if (pattern == text) return true;
    while (!pattern.empty() && !text.empty()) {
        const std::size_t size = character_size(text);
        const bool any = pattern[0] == '.' && text[0] != '\n';
        if (!any && pattern.substr(0, size) != text.substr(0, size)) return false;
        pattern.remove_prefix(any ? 1 : size);
        text.remove_prefix(size);
    }
    return pattern.empty() && text.empty();
}

} // namespace orkestr
