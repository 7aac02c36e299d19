// Which events of a history match, block by block as far as somebody has asked. One thread.
#pragma once

#include "core/projection/time_travel.h"

namespace orkestr {

class MatchIndex {
public:
    /// Events after a sequence number, at most `limit`, as they are judged.
    using Views = std::function<Result<void>(std::uint64_t after, std::uint32_t limit, const std::function<void(const EventView&)>& take)>;

    MatchIndex(EventMatch match, Views views) : match_(std::move(match)), views_(std::move(views)) {}

    const std::string& text() const { return match_.text; }
    /// `last`: events there are. Errors: cancelled, then called again it goes on; what reading says.
    Result<std::optional<std::uint64_t>> nearest(std::uint64_t seq, Direction direction, std::uint64_t last, std::stop_token stop,
                                                 const TimeTravel::Progress& progress);
    Result<std::vector<std::uint64_t>> all(std::uint64_t last, std::stop_token stop, const TimeTravel::Progress& progress);

private:
    static constexpr std::uint32_t block_events = 1024;
    struct Block {
        std::uint32_t judged = 0;
        std::vector<std::uint32_t> found; ///< ascending
    };
    Result<const Block*> judge(std::size_t block, std::uint64_t last);

    EventMatch match_;
    Views views_;
    std::vector<Block> blocks_;
};

} // namespace orkestr
