// Where a value is in a JSON document, as people write it for others: JSON Pointer (RFC 6901), jq, JSONPath (RFC 9535).
#pragma once

#include "core/base/json_index.h"

#include <QString>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace orkestr {

/// From the root: a member's name or an item's number each.
using JsonPath = std::vector<std::variant<std::string, std::uint32_t>>;

/// The path of the value or name that holds this byte.
JsonPath json_path(const JsonIndex& index, std::uint32_t offset);

/// `/customer/odd key/3`; empty for the root.
QString json_pointer(const JsonPath& path);
/// `.customer["odd key"][3]`; `.` for the root.
QString jq_path(const JsonPath& path);
/// `$.customer['odd key'][3]`; `$` for the root.
QString json_path_text(const JsonPath& path);

/// The value's first byte that a path names, written in any of the three ways. A number in a pointer is an item's or a
/// member's, whichever there is. Errors: invalid_argument (not a path), not_found; in both the message names the part.
Result<std::uint32_t> find_json_path(const JsonIndex& index, const QString& text);

} // namespace orkestr
