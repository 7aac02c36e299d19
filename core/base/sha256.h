// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104), by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace orkestr {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);
/// Of the concatenation of the parts; no separator is put between them.
Digest sha256(std::initializer_list<std::string_view> parts);
Digest hmac_sha256(std::string_view key, std::string_view message);

/// The digest's bytes, valid while the digest lives.
inline std::string_view bytes_of(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string to_hex(std::string_view bytes);
inline std::string to_hex(const Digest& digest) { return to_hex(bytes_of(digest)); }
/// Empty unless `hex` has an even number of hex digits.
std::optional<std::string> from_hex(std::string_view hex);

std::string to_base64(std::string_view bytes);

/// Bytes from the operating system's generator; not for the engine, which draws nothing.
std::string random_bytes(std::size_t count);

} // namespace orkestr
