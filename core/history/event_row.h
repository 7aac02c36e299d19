// One event as it is stored and exported.
#pragma once

#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace orkestr {

/// codec.h says what data and value hold, chain.h what hash is.
struct EventRow {
    std::uint64_t seq = 0; ///< from 1, without gaps
    std::string type;      ///< `task.completed`
    Instant at;
    Json data;                 ///< an object
    std::optional<Json> value; ///< the event's payload; over 64 KiB a store keeps it once under its hash
    Digest hash{};
};

} // namespace orkestr
