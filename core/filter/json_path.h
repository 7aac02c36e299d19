// Finds a value inside canonical JSON (no white space, one spelling of each text) without parsing what is around it, and
// looks no further than it must. Bytes that are not canonical may give another answer, but nothing worse.
#pragma once

#include "core/filter/filter_tree.h"

#include <optional>

namespace orkestr {

/// The bytes of the value at the path; nothing when there is none.
std::optional<std::string_view> find_json(std::string_view json, const std::vector<FilterMember>& path);

/// `visit` takes the bytes of each of the array's items in turn; true as soon as it gives true.
template <class Visit>
bool any_json_item(std::string_view array, const Visit& visit);

/// The first byte behind the value that begins at `at`; the end of the text when it is cut off.
std::size_t end_of_json_value(std::string_view json, std::size_t at);

/// A JSON string's text. Nothing when the bytes are no string.
std::optional<std::string> json_string(std::string_view json);

template <class Visit>
bool any_json_item(std::string_view array, const Visit& visit) {
    std::size_t at = 1;
    while (at < array.size() && array[at] != ']') {
        const std::size_t end = end_of_json_value(array, at);
        if (end == at) return false;
        if (visit(array.substr(at, end - at))) return true;
        at = end;
        if (at < array.size() && array[at] == ',') ++at;
    }
    return false;
}

} // namespace orkestr
