// Is a text UTF-8 that YAML allows?
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

struct EncodingFault {
    std::size_t offset = 0; ///< of the first byte that is wrong
    std::string message;
};

/// The first fault: invalid UTF-8 (RFC 3629), UTF-16, a NUL byte or another control character that YAML forbids.
std::optional<EncodingFault> find_encoding_fault(std::string_view text);

/// Bytes of the UTF-8 byte order mark at the start: 3 or 0.
std::size_t byte_order_mark_size(std::string_view text);

} // namespace orkestr
