// Keys that stand more than once in a mapping. Inside of core/definition only.
#pragma once

#include "core/definition/tree.h"

#include <span>
#include <vector>

namespace orkestr {

struct DuplicateKey {
    const Node* key;
    const Node* first; ///< the same key above it
};

/// In the order of the text; `most` of them.
std::vector<DuplicateKey> find_duplicate_keys(std::span<const Member> members, std::size_t most);

} // namespace orkestr
