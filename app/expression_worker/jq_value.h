// Between JSON text and libjq's values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

extern "C" {
#include <jq.h>
}

namespace orkestr {

/// Reads canonical JSON (core/base/json.h). The caller owns the value; it is invalid when the text is not JSON or is
/// nested too deep. Integers beyond 2^53 are rounded to the nearest double: libjq knows nothing else.
jv read_jq_value(std::string_view json);

enum class JqWriting { written, too_large, too_deep };

/// Appends the value as canonical JSON; `value` stays the caller's. Stops soon after `limit_bytes` have been added.
JqWriting append_jq_value(std::string& out, jv value, std::size_t limit_bytes);

/// The bytes of a string value, valid as long as the value is.
inline std::string_view jq_string_bytes(jv text) {
    return {jv_string_value(text), static_cast<std::size_t>(jv_string_length_bytes(jv_copy(text)))};
}

} // namespace orkestr
