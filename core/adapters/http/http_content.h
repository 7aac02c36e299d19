// What an answer's body means, by its content type.
#pragma once

#include "core/base/json_value.h"

#include <string>
#include <string_view>

namespace orkestr {

/// `Application/JSON; charset=utf-8` -> `application/json`.
std::string media_type(std::string_view content_type);

bool is_json_type(std::string_view media_type); ///< application/json, text/json, anything/...+json
bool is_text_type(std::string_view media_type); ///< text/*, XML, YAML, JavaScript, NDJSON, GraphQL

/// The text of a body in the charset its content type names (UTF-8, UTF-16, UTF-32, ISO-8859-1; any other as UTF-8),
/// without a byte order mark; bytes that are not of it become U+FFFD.
std::string decoded_text(std::string_view body, std::string_view content_type);

/// The value of a body: JSON types parsed, text types a string, a form an object, anything else its bytes in base64; a
/// body without a content type is text when it is UTF-8. An empty body is null. Secrets are masked.
/// Errors: invalid_json, limit (JSON that isn't, or too deep).
Result<Json> decoded_content(const std::string& body, const std::string& content_type, const std::vector<std::string>& secrets);

/// The body's bytes in base64, secrets masked before.
std::string raw_content(const std::string& body, const std::vector<std::string>& secrets);

} // namespace orkestr
