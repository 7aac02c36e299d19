// What the events of a history hold, by their sequence numbers: as much of it as fits is kept, the rest is read again, in
// pages where it is asked for in order. One thread.
#pragma once

#include "core/history/codec.h"

#include <functional>
#include <optional>
#include <vector>

namespace orkestr {

class PayloadShelf {
public:
    using Rows = std::function<Result<std::vector<EventRow>>(std::uint64_t after, std::uint32_t limit)>;
    PayloadShelf(Rows rows, std::size_t most_bytes) : rows_(std::move(rows)), most_bytes_(most_bytes) {}

    /// What an event holds itself; in the order of the events, each once.
    void put(std::uint64_t seq, const Json& held);
    /// Errors: corrupt where the event holds nothing; what reading says.
    Result<Json> get(std::uint64_t seq);
    /// Decodes an event that may refer to one which the decoder has not seen. Errors: as Decoder::decode.
    Result<Event> decode(Decoder& decoder, const EventRow& row);
    /// All that was put is here.
    bool holds_all() const { return !over_; }
    std::size_t memory_bytes() const { return bytes_; }

private:
    Rows rows_;
    std::size_t most_bytes_;
    std::size_t bytes_ = 0;
    bool over_ = false;
    std::vector<std::pair<std::uint64_t, Json>> held_; ///< by sequence number
    std::vector<EventRow> page_; ///< read last
    std::uint64_t asked_ = 0;    ///< read last
    std::uint32_t page_size_ = 1;
};

} // namespace orkestr
