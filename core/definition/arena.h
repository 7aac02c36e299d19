// Memory that is given back all at once: a tree has millions of nodes and frees none of them alone.
// Inside of core/definition only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace orkestr {

class Arena {
public:
    /// Uninitialised; `alignment` is a power of two, at most that of new.
    std::byte* allocate(std::size_t size, std::size_t alignment);

    /// A new T that is never destroyed.
    template <class T>
    T* create() {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (allocate(sizeof(T), alignof(T))) T;
    }

    template <class T>
    T* copy(std::span<const T> values) {
        static_assert(std::is_trivially_destructible_v<T>);
        T* const copies = reinterpret_cast<T*>(allocate(values.size_bytes(), alignof(T)));
        std::uninitialized_copy(values.begin(), values.end(), copies);
        return copies;
    }

private:
    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::size_t used_ = 0; ///< of the last block
    std::size_t size_ = 0; ///< of the last block
};

} // namespace orkestr
