// Names in JSON pointers (RFC 6901), where `~` is written ~0 and `/` is written ~1.
#pragma once

#include <string>
#include <string_view>

namespace orkestr {

/// The name as a pointer's token, without a slash before it.
std::string pointer_token(std::string_view name);
/// The name that a token stands for. A `~` that no 0 or 1 follows is itself.
std::string pointer_name(std::string_view token);

} // namespace orkestr
