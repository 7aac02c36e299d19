// SHA-256 of bytes that come piece by piece.
#pragma once

#include "core/base/sha256.h"

#include <memory>

namespace orkestr {

class Sha256Stream {
public:
    Sha256Stream();
    ~Sha256Stream();
    Sha256Stream(Sha256Stream&&) noexcept;
    Sha256Stream& operator=(Sha256Stream&&) noexcept;

    void add(std::string_view bytes);
    /// Of all that was added so far; more may be added afterwards.
    Digest digest() const;

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

} // namespace orkestr
