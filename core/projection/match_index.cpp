#include "core/projection/match_index.h"

#include <algorithm>

namespace orkestr {

static Error search_stopped() { return {ErrorCode::cancelled, "the search was stopped", {}}; }

Result<const MatchIndex::Block*> MatchIndex::judge(std::size_t number, std::uint64_t last) {
    if (number >= blocks_.size()) blocks_.resize(number + 1);
    Block& block = blocks_[number];
    const std::uint64_t before = number * std::uint64_t{block_events};
    const auto there = static_cast<std::uint32_t>(std::min<std::uint64_t>(block_events, last - before));
    if (block.judged >= there) return &block;
    std::vector<std::uint32_t> found;
    const auto judged = views_(before + block.judged, there - block.judged, [&](const EventView& view) {
        if (match_.holds(view)) found.push_back(static_cast<std::uint32_t>(view.seq));
    });
    if (!judged) return judged.error();
    block.found.insert(block.found.end(), found.begin(), found.end());
    block.judged = there;
    return &block;
}

Result<std::optional<std::uint64_t>> MatchIndex::nearest(std::uint64_t seq, Direction direction, std::uint64_t last, std::stop_token stop,
                                                         const TimeTravel::Progress& progress) {
    using Nearest = std::optional<std::uint64_t>;
    const bool forward = direction == Direction::forward;
    if (last == 0 || (forward ? seq >= last : seq <= 1)) return Nearest{};
    const std::uint64_t from = std::clamp<std::uint64_t>(forward ? seq + 1 : seq - 1, 1, last); // looked at first
    const auto first_block = static_cast<std::size_t>((from - 1) / block_events);
    const auto last_block = static_cast<std::size_t>((last - 1) / block_events);
    const std::uint64_t total = forward ? last - from + 1 : from;
    for (std::size_t number = first_block;; forward ? ++number : --number) {
        if (stop.stop_requested()) return search_stopped();
        const auto block = judge(number, last);
        if (!block) return block.error();
        const auto& found = (*block)->found;
        if (forward) {
            const auto at = std::lower_bound(found.begin(), found.end(), from);
            if (at != found.end()) return Nearest(*at);
        } else {
            const auto at = std::upper_bound(found.begin(), found.end(), from);
            if (at != found.begin()) return Nearest(*(at - 1));
        }
        const std::uint64_t done = (forward ? number - first_block : first_block - number) * block_events;
        if (progress) progress(std::min(total, done), total);
        if (number == (forward ? last_block : 0)) return Nearest{};
    }
}

Result<std::vector<std::uint64_t>> MatchIndex::all(std::uint64_t last, std::stop_token stop, const TimeTravel::Progress& progress) {
    std::vector<std::uint64_t> found;
    for (std::size_t number = 0; number * std::uint64_t{block_events} < last; ++number) {
        if (stop.stop_requested()) return search_stopped();
        const auto block = judge(number, last);
        if (!block) return block.error();
        for (const auto seq : (*block)->found) {
            if (found.size() == TimeTravel::most_matches) return found;
            found.push_back(seq);
        }
        if (progress) progress(std::min(last, (number + 1) * block_events), last);
    }
    return found;
}

} // namespace orkestr
