#include "core/runtime/latest_version.h"

#include <algorithm>

namespace orkestr {

namespace {

std::vector<std::string_view> split(std::string_view text, char by) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto at = text.find(by);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int compare_numbers(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    return a.compare(b);
}

int compare_identifiers(std::string_view a, std::string_view b) {
    const bool a_number = is_number(a);
    const bool b_number = is_number(b);
    if (a_number && b_number) return compare_numbers(a, b);
    if (a_number != b_number) return a_number ? -1 : 1;
    return a.compare(b);
}

int compare_lists(std::string_view a, std::string_view b) {
    const auto left = split(a, '.');
    const auto right = split(b, '.');
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i)
        if (const int order = compare_identifiers(left[i], right[i]); order != 0) return order;
    return left.size() == right.size() ? 0 : left.size() < right.size() ? -1 : 1;
}

} // namespace

int compare_versions(std::string_view a, std::string_view b) {
    a = a.substr(0, a.find('+'));
    b = b.substr(0, b.find('+'));
    const auto a_dash = a.find('-');
    const auto b_dash = b.find('-');
    if (const int order = compare_lists(a.substr(0, a_dash), b.substr(0, b_dash)); order != 0) return order;
    const bool a_pre = a_dash != std::string_view::npos;
    const bool b_pre = b_dash != std::string_view::npos;
    if (a_pre != b_pre) return a_pre ? -1 : 1;
    return a_pre ? compare_lists(a.substr(a_dash + 1), b.substr(b_dash + 1)) : 0;
}

const DefinitionRow& latest_version(const std::vector<DefinitionRow>& rows) {
    return *std::max_element(rows.begin(), rows.end(), [](const DefinitionRow& a, const DefinitionRow& b) {
        const int order = compare_versions(a.version, b.version);
        return order != 0 ? order < 0 : a.published < b.published;
    });
}

} // namespace orkestr
