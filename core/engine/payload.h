// A payload inside a run: its bytes, and the event that holds them.
#pragma once

#include "core/base/json.h"

#include <cstdint>

namespace orkestr {

struct Payload {
    Json json;
    /// Sequence number of the event whose payload these bytes are; 0 while no event holds them.
    std::uint64_t origin = 0;

    /// A history doesn't repeat what an earlier event holds, unless a reference would be no shorter.
    bool by_reference() const { return origin != 0 && json.size_bytes() > 24; }
    bool operator==(const Payload&) const = default;
};

} // namespace orkestr
