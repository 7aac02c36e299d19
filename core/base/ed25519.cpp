#include "core/base/ed25519.h"

#include <memory>
#include <openssl/evp.h>
#include <stdexcept>

namespace orkestr {

namespace {

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using HeldKey = std::unique_ptr<EVP_PKEY, FreeKey>;
using HeldContext = std::unique_ptr<EVP_MD_CTX, FreeKey>;

HeldKey private_key(const Ed25519Seed& seed) {
    HeldKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
    if (!key) throw std::runtime_error("Ed25519 is not available from OpenSSL");
    return key;
}

const unsigned char* message_bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

} // namespace

Ed25519PublicKey ed25519_public_key(const Ed25519Seed& seed) {
    const HeldKey key = private_key(seed);
    Ed25519PublicKey out{};
    std::size_t size = out.size();
    if (EVP_PKEY_get_raw_public_key(key.get(), out.data(), &size) != 1) throw std::runtime_error("Ed25519 is not available from OpenSSL");
    return out;
}

Ed25519Signature ed25519_sign(const Ed25519Seed& seed, std::string_view message) {
    const HeldKey key = private_key(seed);
    const HeldContext context(EVP_MD_CTX_new());
    Ed25519Signature out{};
    std::size_t size = out.size();
    const bool ok = context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
                    EVP_DigestSign(context.get(), out.data(), &size, message_bytes(message), message.size()) == 1;
    if (!ok || size != out.size()) throw std::runtime_error("Ed25519 is not available from OpenSSL");
    return out;
}

bool ed25519_verify(const Ed25519PublicKey& key, std::string_view message, const Ed25519Signature& signature) {
    const HeldKey held(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
    const HeldContext context(EVP_MD_CTX_new());
    return held && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, held.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), message_bytes(message), message.size()) == 1;
}

} // namespace orkestr
