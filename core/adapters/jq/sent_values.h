// Values that a worker keeps because it is likely to see them again: $context and $input come with every expression of
// a run, and reading them is most of a small evaluation's cost.
#pragma once

#include "core/adapters/jq/worker_protocol.h"
#include "core/base/json.h"

#include <list>
#include <unordered_map>
#include <vector>

namespace orkestr {

/// Which values one worker keeps in which slot. The longest unused give way.
class SentValues {
public:
    /// Writes the values of one evaluate frame, each by its slot when the worker keeps it already, else in full.
    void write(FrameWriter& frame, const Json& input, const std::vector<Json>& variables);

private:
    void write_value(FrameWriter& frame, const Json& value);

    struct Kept {
        Json value;
        std::uint32_t slot = 0;
    };
    using Order = std::list<Kept>;

    void make_room(FrameWriter& frame, std::size_t bytes);

    Order newest_first_;
    std::unordered_map<const std::string*, Order::iterator> by_bytes_;
    std::vector<std::uint32_t> free_slots_;
    std::uint32_t slot_count_ = 0;
    std::size_t kept_bytes_ = 0;
};

} // namespace orkestr
