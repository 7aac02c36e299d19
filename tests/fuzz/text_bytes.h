// The bytes that a fuzzer made up, as the readers of files take them.
#pragma once

#include "core/history/byte_source.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace orkestr::test {

/// Of a text that outlives it.
class TextBytes final : public ByteSource {
public:
    explicit TextBytes(std::string_view bytes) : bytes_(bytes) {}
    std::uint64_t size_bytes() const override { return bytes_.size(); }
    Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override {
        if (offset >= bytes_.size()) return std::size_t{0};
        const std::size_t count = std::min(into.size(), bytes_.size() - static_cast<std::size_t>(offset));
        std::memcpy(into.data(), bytes_.data() + offset, count);
        return count;
    }

private:
    std::string_view bytes_;
};

} // namespace orkestr::test
