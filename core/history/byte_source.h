// Bytes to read at random: a file, or what a compressed one holds. Adapters implement it; nothing here does I/O.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string>

namespace orkestr {

class ByteSource {
public:
    virtual ~ByteSource() = default;

    /// Of what can be read; never changes.
    virtual std::uint64_t size_bytes() const = 0;
    /// Fills `into` with the bytes from `offset` on, fewer only where the source ends. Any thread. Errors: io, corrupt (what
    /// stands there can't be decompressed), conflict (the file was changed since it was opened).
    virtual Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const = 0;
    /// Why there was more once than can be read, in a sentence; empty when it is whole.
    virtual std::string damage() const { return {}; }
};

} // namespace orkestr
