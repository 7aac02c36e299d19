#include "core/definition/arena.h"

namespace orkestr {

namespace {

constexpr std::size_t arena_block_bytes = std::size_t{256} << 10;

} // namespace

std::byte* Arena::allocate(std::size_t size, std::size_t alignment) {
    used_ = (used_ + alignment - 1) & ~(alignment - 1);
    if (blocks_.empty() || used_ + size > size_) {
        size_ = std::max(arena_block_bytes, size);
        blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size_));
        used_ = 0;
    }
    std::byte* const at = blocks_.back().get() + used_;
    used_ += size;
    return at;
}

} // namespace orkestr
