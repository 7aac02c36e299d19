#include "core/base/sha256_stream.h"

#include <openssl/evp.h>
#include <stdexcept>

namespace orkestr {

namespace {

void require_sha256(bool done) {
    if (!done) throw std::runtime_error("SHA-256 is not available from OpenSSL");
}

} // namespace

struct Sha256Stream::Context {
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> held{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

Sha256Stream::Sha256Stream() : context_(std::make_unique<Context>()) {
    require_sha256(context_->held && EVP_DigestInit_ex(context_->held.get(), EVP_sha256(), nullptr) == 1);
}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::add(std::string_view bytes) { require_sha256(EVP_DigestUpdate(context_->held.get(), bytes.data(), bytes.size()) == 1); }

Digest Sha256Stream::digest() const {
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> copy(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    Digest out{};
    unsigned size = 0;
    require_sha256(copy && EVP_MD_CTX_copy_ex(copy.get(), context_->held.get()) == 1 && EVP_DigestFinal_ex(copy.get(), out.data(), &size) == 1);
    return out;
}

} // namespace orkestr
