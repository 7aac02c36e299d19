// Ed25519 (RFC 8032), by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace orkestr {

/// The private key: 32 bytes from which all follows. A secret.
using Ed25519Seed = std::array<std::uint8_t, 32>;
using Ed25519PublicKey = std::array<std::uint8_t, 32>;
using Ed25519Signature = std::array<std::uint8_t, 64>;

Ed25519PublicKey ed25519_public_key(const Ed25519Seed& seed);
/// The same seed and message give the same signature.
Ed25519Signature ed25519_sign(const Ed25519Seed& seed, std::string_view message);
/// False also for a public key that is none.
bool ed25519_verify(const Ed25519PublicKey& key, std::string_view message, const Ed25519Signature& signature);

} // namespace orkestr
