#include "core/base/sha256.h"

#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdexcept>

namespace orkestr {

namespace {

EVP_MD_CTX* context() {
    thread_local const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> held(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return held.get();
}

const EVP_MD* algorithm() {
    // Fetched once: an implicit fetch at each call costs more than hashing a small event.
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
}

} // namespace

Digest sha256(std::initializer_list<std::string_view> parts) {
    Digest digest{};
    unsigned length = 0;
    bool ok = EVP_DigestInit_ex2(context(), algorithm(), nullptr) == 1;
    for (const auto part : parts) ok = ok && EVP_DigestUpdate(context(), part.data(), part.size()) == 1;
    ok = ok && EVP_DigestFinal_ex(context(), digest.data(), &length) == 1;
    if (!ok) throw std::runtime_error("SHA-256 is not available from OpenSSL");
    return digest;
}

Digest sha256(std::string_view bytes) { return sha256({bytes}); }

Digest hmac_sha256(std::string_view key, std::string_view message) {
    std::array<char, 64> inner{};
    std::array<char, 64> outer{};
    Digest hashed_key{};
    if (key.size() > inner.size()) {
        hashed_key = sha256(key);
        key = bytes_of(hashed_key);
    }
    for (std::size_t i = 0; i < inner.size(); ++i) {
        const char k = i < key.size() ? key[i] : '\0';
        inner[i] = static_cast<char>(k ^ 0x36);
        outer[i] = static_cast<char>(k ^ 0x5c);
    }
    const Digest within = sha256({std::string_view(inner.data(), inner.size()), message});
    return sha256({std::string_view(outer.data(), outer.size()), bytes_of(within)});
}

std::string to_hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto b = static_cast<unsigned char>(c);
        out += digits[b >> 4];
        out += digits[b & 15];
    }
    return out;
}

std::optional<std::string> from_hex(std::string_view hex) {
    const auto digit = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return -1;
    };
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = digit(hex[i]);
        const int low = digit(hex[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

std::string to_base64(std::string_view bytes) {
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                       reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

std::string random_bytes(std::size_t count) {
    std::string out(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("no random bytes from the operating system");
    return out;
}

} // namespace orkestr
