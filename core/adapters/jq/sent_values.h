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
    /// `room_bytes`: what all that is kept may take of the worker's memory (parsed_size.h).
    explicit SentValues(std::size_t room_bytes) : room_bytes_(room_bytes) {}

    /// Writes the values of one evaluate frame, each by its slot when the worker keeps it already, else in full. Without
    /// `keep` none is kept that was not before.
    void write(FrameWriter& frame, const Json& input, const std::vector<Json>& variables, bool keep);

    /// What the kept ones take of the worker's memory, about.
    std::size_t kept_bytes() const { return kept_bytes_; }

private:
    void write_value(FrameWriter& frame, const Json& value, bool keep);
    void write_new(FrameWriter& frame, const Json& value, std::size_t parsed_bytes);

    struct Kept {
        Json value;
        std::uint32_t slot = 0;
        std::size_t parsed_bytes = 0;
    };
    using Order = std::list<Kept>;

    void make_room(FrameWriter& frame, std::size_t bytes);

    std::size_t room_bytes_;
    Order newest_first_;
    std::unordered_map<const std::string*, Order::iterator> by_bytes_;
    std::vector<std::uint32_t> free_slots_;
    std::uint32_t slot_count_ = 0;
    std::size_t kept_bytes_ = 0;
};

} // namespace orkestr
