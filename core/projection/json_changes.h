// What changed between two JSON values, place by place: members by their names, items of arrays by their positions after
// what is the same at their beginnings and ends.
#pragma once

#include "core/base/json_value.h"

#include <functional>
#include <string>
#include <vector>

namespace orkestr {

struct JsonPathChange {
    std::string path;     ///< below the values' own: `.a.b[3]`, `['odd name']`; empty: the whole value
    const JsonValue* a = nullptr; ///< null: not there
    const JsonValue* b = nullptr;
};

/// What differs is equal all the same when this says so: asked of leaves, of values of different kinds, and of objects with
/// one member, before what is in them is compared.
using AlikeValues = std::function<bool(const JsonValue& a, const JsonValue& b, const std::string& path)>;

struct JsonPathChanges {
    std::vector<JsonPathChange> changes; ///< in the order of the documents; they point into the values compared
    std::uint64_t more = 0;              ///< how many more there are
};

/// At most `most` of them. Time: linear in both.
JsonPathChanges json_changes(const JsonValue& a, const JsonValue& b, std::size_t most, const AlikeValues& alike = {});

/// `.name` or `['odd name']` (RFC 9535).
std::string json_path_member(std::string_view name);

} // namespace orkestr
