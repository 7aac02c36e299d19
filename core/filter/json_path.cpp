#include "core/filter/json_path.h"

#include "core/base/json_value.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t nowhere = std::string_view::npos;

/// The first byte behind a string that begins at `at`.
std::size_t end_of_string(std::string_view json, std::size_t at) {
    for (++at;;) {
        at = json.find_first_of("\"\\", at);
        if (at == nowhere) return json.size();
        if (json[at] == '"') return at + 1;
        at += 2;
        if (at >= json.size()) return json.size();
    }
}

/// The first byte behind an array or an object that begins at `at`.
std::size_t end_of_nested(std::string_view json, std::size_t at) {
    std::size_t depth = 0;
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            at = end_of_string(json, at);
            continue;
        }
        ++at;
        if (c == '{' || c == '[') ++depth;
        if ((c == '}' || c == ']') && --depth == 0) return at;
    }
    return json.size();
}

/// Where the member's value begins. `name` as it stands in canonical JSON, quotes included.
std::size_t member_value(std::string_view object, std::string_view name) {
    std::size_t at = 1;
    while (at < object.size() && object[at] == '"') {
        const std::size_t end = end_of_string(object, at);
        if (end >= object.size() || object[end] != ':') return nowhere;
        if (object.substr(at, end - at) == name) return end + 1;
        const std::size_t behind = end_of_json_value(object, end + 1);
        if (behind >= object.size() || object[behind] != ',') return nowhere;
        at = behind + 1;
    }
    return nowhere;
}

std::size_t item_value(std::string_view array, std::size_t index) {
    std::size_t at = 1;
    if (array.size() < 2 || array[at] == ']') return nowhere;
    for (; index > 0; --index) {
        at = end_of_json_value(array, at);
        if (at >= array.size() || array[at] != ',') return nowhere;
        ++at;
    }
    return at;
}

} // namespace

std::size_t end_of_json_value(std::string_view json, std::size_t at) {
    if (at >= json.size()) return json.size();
    if (json[at] == '"') return end_of_string(json, at);
    if (json[at] == '{' || json[at] == '[') return end_of_nested(json, at);
    return std::min(json.find_first_of(",]}", at), json.size());
}

std::optional<std::string_view> find_json(std::string_view json, const std::vector<FilterMember>& path) {
    for (const FilterMember& member : path) {
        std::size_t at = nowhere;
        if (const auto* name = std::get_if<std::string>(&member)) {
            std::string quoted;
            append_json_string(quoted, *name);
            if (json.starts_with('{')) at = member_value(json, quoted);
        } else if (json.starts_with('[')) {
            at = item_value(json, std::get<std::size_t>(member));
        }
        if (at == nowhere || at >= json.size()) return std::nullopt;
        json = json.substr(at, end_of_json_value(json, at) - at);
    }
    if (json.empty()) return std::nullopt;
    return json;
}

std::optional<std::string> json_string(std::string_view json) {
    if (json.size() < 2 || json.front() != '"' || json.back() != '"') return std::nullopt;
    if (json.find('\\') == nowhere) return std::string(json.substr(1, json.size() - 2));
    const auto parsed = JsonValue::parse(json);
    if (!parsed || !parsed->as_string()) return std::nullopt;
    return *parsed->as_string();
}

} // namespace orkestr
