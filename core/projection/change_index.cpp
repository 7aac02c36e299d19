#include "core/projection/change_index.h"

#include <algorithm>

namespace orkestr {

/// Where it looks; with tasks or variables that there were not before it begins anew.
Result<void> ChangeIndex::look_up(const MomentData& data) {
    if (placed_ && data.is_current(place_)) return {};
    auto place = data.place(path_);
    if (!place) return place.error();
    place_ = std::move(*place);
    placed_ = true;
    events_.clear();
    followers_.assign(place_.slots.size(), {});
    for (std::size_t i = 0; i < followers_.size(); ++i) {
        const DataSlot& slot = place_.slots[i];
        // Before anything is exported $context is null.
        if (slot.kind == DataSlot::Kind::run_data && slot.what == static_cast<std::uint8_t>(DataIndex::RunData::context))
            followers_[i].last = path_.select(Json(), slot.segments);
    }
    return {};
}

/// What is new in its slots, in the order of the events.
std::vector<ChangeIndex::Turn> ChangeIndex::turns_of(const MomentData& data) const {
    std::vector<Turn> turns;
    for (std::size_t i = 0; i < followers_.size(); ++i)
        for (std::size_t at = followers_[i].next; at < data.entries(place_.slots[i]); ++at)
            turns.push_back({static_cast<std::uint32_t>(data.entry_seq(place_.slots[i], at)), static_cast<std::uint32_t>(i)});
    const auto by_event = [](const Turn& a, const Turn& b) { return a.seq < b.seq; };
    if (!std::is_sorted(turns.begin(), turns.end(), by_event)) std::stable_sort(turns.begin(), turns.end(), by_event);
    return turns;
}

/// Takes the next entry of a slot; true when what the path selects there is another.
Result<bool> ChangeIndex::follow(MomentData& data, std::size_t number) {
    const DataSlot& slot = place_.slots[number];
    Follower& follower = followers_[number];
    const std::size_t at = follower.next;
    const std::uint64_t origin = data.entry_origin(slot, at);
    const bool same = origin != 0 && origin == follower.origin;
    std::vector<Json> now;
    if (!same) {
        const auto value = data.entry_value(slot, at);
        if (!value) return value.error();
        if (*value) now = path_.select(**value, slot.segments);
    }
    ++follower.next;
    follower.origin = origin;
    if (same || now == follower.last) return false;
    follower.last = std::move(now);
    return true;
}

std::vector<Json> ChangeIndex::first_found() const {
    for (const Follower& follower : followers_)
        if (!follower.last.empty()) return follower.last;
    return {};
}

Result<void> ChangeIndex::extend(MomentData& data, std::stop_token stop) {
    if (auto placed = look_up(data); !placed) return placed;
    const std::vector<Turn> turns = turns_of(data);
    const bool first_of = place_.form == DataPlace::Form::first_of;
    std::vector<Json> before = first_of ? first_found() : std::vector<Json>{};
    for (std::size_t i = 0; i < turns.size();) {
        if (i % 1024 == 0 && stop.stop_requested()) return {ErrorCode::cancelled, "the search was stopped"};
        const std::uint32_t seq = turns[i].seq;
        bool changed = false;
        for (; i < turns.size() && turns[i].seq == seq; ++i) {
            const auto followed = follow(data, turns[i].slot);
            if (!followed) return followed.error();
            changed = changed || *followed;
        }
        if (changed && first_of) {
            std::vector<Json> now = first_found();
            changed = now != before;
            before = std::move(now);
        }
        if (changed) events_.push_back(seq);
    }
    return {};
}

} // namespace orkestr
