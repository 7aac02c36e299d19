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
    marks_.clear();
    followers_.assign(place_.slots.size(), {});
    for (std::size_t i = 0; i < followers_.size(); ++i) {
        const DataSlot& slot = place_.slots[i];
        // Before anything is exported $context is null.
        if (slot.kind == DataSlot::Kind::run_data && slot.what == static_cast<std::uint8_t>(DataIndex::RunData::context))
            followers_[i].last.values = path_.select(Json(), slot.segments);
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

/// What became of a value; `given_anew`: by an event that holds it itself.
ChangeIndex::Seen ChangeIndex::seen(const Found& before, const Found& after, bool given_anew) {
    Seen out{before != after, {!before.hidden.empty(), !after.hidden.empty(), true}};
    if (before.hidden.empty() && after.hidden.empty()) return out;
    out.changed = out.changed || given_anew;
    const auto is_nothing = [](const Found& one) { return one.values.empty() && one.hidden.empty(); };
    const bool came = is_nothing(before) && !after.values.empty(), went = is_nothing(after) && !before.values.empty();
    // Of two that hide the same places the rest tells.
    out.mark.certain = came || went || (before.hidden == after.hidden && before.values != after.values);
    return out;
}

/// Takes the next entry of a slot.
Result<ChangeIndex::Seen> ChangeIndex::follow(MomentData& data, TakenOutPlaces& taken_out, std::size_t number) {
    const DataSlot& slot = place_.slots[number];
    Follower& follower = followers_[number];
    const std::size_t at = follower.next;
    const std::uint64_t origin = data.entry_origin(slot, at);
    if (origin != 0 && origin == follower.origin) {
        ++follower.next;
        return Seen{};
    }
    Found now;
    const auto value = data.entry_value(slot, at);
    if (!value) return value.error();
    if (*value) {
        now.values = path_.select(**value, slot.segments);
        auto hidden = origin != 0 ? taken_out.in_event(origin, **value) : taken_out.in_made(**value);
        if (!hidden) return hidden.error();
        std::erase_if(*hidden, [&](const PlaceTokens& place) { return !may_select(path_.segments(), slot.segments, place); });
        now.hidden = std::move(*hidden);
    }
    ++follower.next;
    follower.origin = origin;
    const Seen found = seen(follower.last, now, true);
    follower.last = std::move(now);
    return found;
}

/// What the first slot that has something has; with what may be in those before it.
ChangeIndex::Found ChangeIndex::first_found() const {
    Found found;
    for (const Follower& follower : followers_) {
        found.hidden.insert(found.hidden.end(), follower.last.hidden.begin(), follower.last.hidden.end());
        if (follower.last.values.empty()) continue;
        found.values = follower.last.values;
        break;
    }
    return found;
}

void ChangeIndex::put(std::uint32_t seq, const ChangeMark& mark) {
    events_.push_back(seq);
    if (mark.before_redacted || mark.after_redacted) marks_.emplace_back(seq, mark);
}

ChangeMark ChangeIndex::mark(std::uint32_t seq) const {
    const auto at = std::lower_bound(marks_.begin(), marks_.end(), seq, [](const auto& one, std::uint32_t wanted) { return one.first < wanted; });
    return at != marks_.end() && at->first == seq ? at->second : ChangeMark{};
}

Result<void> ChangeIndex::extend(MomentData& data, TakenOutPlaces& taken_out, std::stop_token stop) {
    if (auto placed = look_up(data); !placed) return placed;
    const std::vector<Turn> turns = turns_of(data);
    const bool first_of = place_.form == DataPlace::Form::first_of;
    Found before = first_of ? first_found() : Found{};
    for (std::size_t i = 0; i < turns.size();) {
        if (i % 1024 == 0 && stop.stop_requested()) return {ErrorCode::cancelled, "the search was stopped"};
        const std::uint32_t seq = turns[i].seq;
        Seen all{false, {false, false, false}};
        std::size_t first_slot = followers_.size();
        for (; i < turns.size() && turns[i].seq == seq; ++i) {
            const auto followed = follow(data, taken_out, turns[i].slot);
            if (!followed) return followed.error();
            if (!followed->changed) continue;
            all.changed = true;
            all.mark.before_redacted = all.mark.before_redacted || followed->mark.before_redacted;
            all.mark.after_redacted = all.mark.after_redacted || followed->mark.after_redacted;
            all.mark.certain = all.mark.certain || followed->mark.certain;
            first_slot = std::min<std::size_t>(first_slot, turns[i].slot);
        }
        if (all.changed && first_of) {
            Found now = first_found();
            // What is given anew behind a slot that has something is not looked at.
            std::size_t looked_at = 0;
            while (looked_at + 1 < followers_.size() && followers_[looked_at].last.values.empty()) ++looked_at;
            all = seen(before, now, first_slot <= looked_at);
            before = std::move(now);
        }
        if (all.changed) put(seq, all.mark);
    }
    return {};
}

} // namespace orkestr
