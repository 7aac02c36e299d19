// Base 64 (RFC 4648) as others write it. Writing it: sha256.h, to_base64.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

/// The bytes, from the usual or the URL alphabet, with or without padding; nothing when it is no base 64.
std::optional<std::string> from_base64(std::string_view text);

} // namespace orkestr
