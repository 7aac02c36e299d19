#include "core/projection/time_travel.h"

#include "core/history/history_fold.h"
#include "core/projection/change_index.h"
#include "core/projection/make_moment.h"
#include "core/projection/match_index.h"
#include "core/projection/state_seeker.h"

#include <algorithm>
#include <list>

namespace orkestr {

namespace {

constexpr std::uint32_t travel_page = 1000;
constexpr std::size_t most_kept_searches = 16;
constexpr std::uint32_t most_changes_a_page = 10'000;

} // namespace

class TimeTravel::Travel {
public:
    Travel(TravelHistory of, const TravelMemory& memory)
        : history(std::move(of)), index(history.plan), shelf(history.rows, memory.payload_bytes), values(index, data, shelf, history.plan),
          checkpoints(memory.checkpoint_bytes, std::max<std::uint64_t>(memory.spacing, 1)), taken_out(history.redacted, history.rows), seeker(checkpoints, shelf, history.rows) {}

    Result<bool> extend(std::stop_token stop, const Progress& progress, std::uint64_t total);
    Result<void> exists(std::uint64_t seq) const;
    Result<StateSeeker::Found> find(std::uint64_t seq);
    Result<MatchIndex*> matches(const EventMatch& match);
    Result<ChangeIndex*> changes(const DataPath& path, std::stop_token stop);
    Result<ValueChange> change_at(const ChangeIndex& index, std::uint64_t seq);
    Result<bool> hides(const DataPath& path, const DataPlace& place, std::uint64_t seq);
    Result<void> views(std::uint64_t after, std::uint32_t limit, const std::function<void(const EventView&)>& take);

    TravelHistory history;
    MomentIndex index;
    DataIndex data;
    PayloadShelf shelf;
    MomentData values;
    StateCheckpoints checkpoints;
    TakenOutPlaces taken_out;
    StateSeeker seeker;
    ForkShifts forks;
    std::string damage;

private:
    Result<void> fold(const EventRow& row);
    Result<void> end_at(const Error& error);

    State state_;                   ///< at the last event
    Decoder decoder_;
    Decoder view_decoder_;          ///< of events that are judged; it can be made to forget at any time
    std::list<MatchIndex> matches_; ///< the latest first
    std::list<ChangeIndex> changes_;
};

Result<void> TimeTravel::Travel::fold(const EventRow& row) {
    const auto event = decoder_.decode(row);
    if (!event) return event.error();
    if (const auto* started = std::get_if<events::RunStarted>(&event->body); started && started->semantics != semantics_number)
        return {ErrorCode::newer_version, "run " + history.run.text + " was run by an engine of semantics " + std::to_string(started->semantics) + ", and this one has " +
                                              std::to_string(semantics_number) + ": its events can be read, but its states are not known here"};
    checkpoints.note(state_, *event);
    if (auto applied = apply(state_, *event); !applied) return applied;
    if (row.value) shelf.put(row.seq, *row.value);
    else if (const Fault* fault = fault_of(event->body); fault && fault->origin == 0) shelf.put(row.seq, fault->problem.to_json());
    if (const auto* forked = std::get_if<events::RunForked>(&event->body); forked && forked->step != workflow_step) forks.add(event->seq, forked->shift_ms);
    index.add(*event);
    data.add(*event, state_, index, history.plan.get());
    checkpoints.add(state_, shelf.holds_all());
    forget_unneeded(decoder_, state_);
    return {};
}

/// A history that ends in damage is travelled in up to there.
Result<void> TimeTravel::Travel::end_at(const Error& error) {
    const bool of_the_history = error.code == ErrorCode::corrupt || error.code == ErrorCode::newer_version;
    if (index.last() == 0 || !of_the_history) return error;
    damage = error.message;
    return {};
}

Result<bool> TimeTravel::Travel::extend(std::stop_token stop, const Progress& progress, std::uint64_t total) {
    const std::uint64_t before = index.last();
    while (damage.empty()) {
        if (stop.stop_requested()) return Error{ErrorCode::cancelled, "the reading was stopped", {}};
        const auto rows = history.rows(index.last(), travel_page);
        if (!rows) {
            if (auto ended = end_at(rows.error()); !ended) return ended.error();
            break;
        }
        for (const EventRow& row : *rows) {
            const auto folded = fold(row);
            if (folded) continue;
            if (auto ended = end_at(folded.error()); !ended) return ended.error();
            break;
        }
        if (progress) progress(index.last(), std::max(total, index.last()));
        if (rows->size() < travel_page) break;
    }
    if (index.last() == 0) return Error{ErrorCode::corrupt, "run " + history.run.text + " has no events", {}};
    return index.last() > before;
}

Result<void> TimeTravel::Travel::exists(std::uint64_t seq) const {
    if (seq >= 1 && seq <= index.last()) return {};
    std::string message = "run " + history.run.text + " has events 1 to " + std::to_string(index.last()) + ", and no event " + std::to_string(seq);
    if (!damage.empty()) message += " that can be read: " + damage;
    return {ErrorCode::invalid_argument, message};
}

Result<StateSeeker::Found> TimeTravel::Travel::find(std::uint64_t seq) {
    if (auto there = exists(seq); !there) return there.error();
    return seeker.at(seq, index.last());
}

Result<void> TimeTravel::Travel::views(std::uint64_t after, std::uint32_t limit, const std::function<void(const EventView&)>& take) {
    const auto rows = history.rows(after, limit);
    if (!rows) return rows.error();
    for (const EventRow& row : *rows) {
        if (view_decoder_.is_large()) view_decoder_ = Decoder();
        const auto event = shelf.decode(view_decoder_, row);
        if (!event) return event.error();
        const auto step = index.step_of_event(row.seq);
        take(event_view(*event, step == MomentIndex::none ? nullptr : &index.latest_step(step)));
    }
    return {};
}

Result<MatchIndex*> TimeTravel::Travel::matches(const EventMatch& match) {
    const auto known = std::find_if(matches_.begin(), matches_.end(), [&match](const MatchIndex& one) { return one.text() == match.text; });
    if (known != matches_.end()) {
        matches_.splice(matches_.begin(), matches_, known);
        return &matches_.front();
    }
    matches_.emplace_front(match, [this](std::uint64_t after, std::uint32_t limit, const std::function<void(const EventView&)>& take) { return views(after, limit, take); });
    if (matches_.size() > most_kept_searches) matches_.pop_back();
    return &matches_.front();
}

Result<ChangeIndex*> TimeTravel::Travel::changes(const DataPath& path, std::stop_token stop) {
    const auto known = std::find_if(changes_.begin(), changes_.end(), [&path](const ChangeIndex& one) { return one.path().text() == path.text(); });
    if (known != changes_.end()) changes_.splice(changes_.begin(), changes_, known);
    else changes_.emplace_front(path);
    if (changes_.size() > most_kept_searches) changes_.pop_back();
    if (auto done = changes_.front().extend(values, taken_out, stop); !done) return done.error();
    return &changes_.front();
}

Result<ValueChange> TimeTravel::Travel::change_at(const ChangeIndex& changed, std::uint64_t seq) {
    ValueChange change;
    change.seq = seq;
    change.at = index.times()[seq - 1];
    change.type = index.type_of_event(seq);
    if (const auto step = index.step_of_event(seq); step != MomentIndex::none) change.step = index.latest_step(step).key;
    for (const auto& [at, member] : {std::pair{seq - 1, &change.before}, {seq, &change.after}}) {
        if (at == 0) continue;
        auto value = values.value(changed.path(), changed.place(), at);
        if (!value) return value.error();
        *member = std::move(*value);
    }
    const ChangeMark mark = changed.mark(static_cast<std::uint32_t>(seq));
    change.before_redacted = mark.before_redacted;
    change.after_redacted = mark.after_redacted;
    change.certain = mark.certain;
    return change;
}

/// Whether some of what the path looks at after an event was taken out; what stands behind a value that is there counts no more.
Result<bool> TimeTravel::Travel::hides(const DataPath& path, const DataPlace& place, std::uint64_t seq) {
    for (const DataSlot& slot : place.slots) {
        std::size_t before = 0; // its entries up to the event
        for (std::size_t left = values.entries(slot); left > 0;) {
            const std::size_t half = left / 2;
            if (values.entry_seq(slot, before + half) <= seq) before += half + 1, left -= half + 1;
            else left = half;
        }
        if (before == 0) continue;
        const auto value = values.entry_value(slot, before - 1);
        if (!value) return value.error();
        if (!*value) continue;
        const std::uint64_t origin = values.entry_origin(slot, before - 1);
        const auto hidden = origin != 0 ? taken_out.in_event(origin, **value) : taken_out.in_made(**value);
        if (!hidden) return hidden.error();
        for (const PlaceTokens& one : *hidden)
            if (may_select(path.segments(), slot.segments, one)) return true;
        if (place.form == DataPlace::Form::first_of && !path.select(**value, slot.segments).empty()) return false;
    }
    return false;
}

TimeTravel::TimeTravel(TravelHistory history, TravelMemory memory) : travel_(std::make_unique<Travel>(std::move(history), memory)) {}
TimeTravel::~TimeTravel() = default;

Result<bool> TimeTravel::extend(std::stop_token stop, const Progress& progress, std::uint64_t total) { return travel_->extend(std::move(stop), progress, total); }

std::uint64_t TimeTravel::last() const { return travel_->index.last(); }
const std::string& TimeTravel::damage() const { return travel_->damage; }
const TravelHistory& TimeTravel::history() const { return travel_->history; }
const std::vector<Instant>& TimeTravel::times() const { return travel_->index.times(); }
const ForkShifts& TimeTravel::forks() const { return travel_->forks; }
const RunView& TimeTravel::latest() const { return travel_->index.latest(); }

Result<RunMoment> TimeTravel::at(std::uint64_t seq) {
    const auto found = travel_->find(seq);
    if (!found) return found.error();
    return make_moment(*found->state, *found->event, travel_->index, travel_->values, travel_->history.plan.get());
}

Result<std::shared_ptr<const RunView>> TimeTravel::view_at(std::uint64_t seq) const {
    if (auto there = travel_->exists(seq); !there) return there.error();
    auto view = std::make_shared<RunView>(travel_->index.run_at(seq));
    const std::size_t begun = travel_->index.steps_begun(seq);
    view->steps.reserve(begun);
    for (std::uint32_t step = 0; step < begun; ++step) view->steps.push_back(travel_->index.step_at(step, seq));
    return std::shared_ptr<const RunView>(std::move(view));
}

std::optional<StepView> TimeTravel::step_at(StepId step, std::uint64_t seq) const {
    const auto number = travel_->index.step_number(step);
    if (number == MomentIndex::none || number >= travel_->index.steps_begun(seq)) return std::nullopt;
    return travel_->index.step_at(number, seq);
}

Result<State> TimeTravel::state_at(std::uint64_t seq) {
    const auto found = travel_->find(seq);
    if (!found) return found.error();
    return *found->state;
}

Result<Json> TimeTravel::document_at(std::uint64_t seq) {
    const auto found = travel_->find(seq);
    if (!found) return found.error();
    const auto moment = make_moment(*found->state, *found->event, travel_->index, travel_->values, travel_->history.plan.get());
    if (!moment) return moment.error();
    return moment_document(*moment, *found->state, travel_->values);
}

Result<std::optional<Json>> TimeTravel::value_at(const DataPath& path, std::uint64_t seq) {
    if (auto there = travel_->exists(seq); !there) return there.error();
    const auto place = travel_->values.place(path);
    if (place) return travel_->values.value(path, *place, seq);
    if (place.error().code != ErrorCode::unsupported) return place.error();
    const auto document = document_at(seq);
    if (!document) return document.error();
    return path.value_of(path.select(*document, 0));
}

Result<bool> TimeTravel::is_redacted_at(const DataPath& path, std::uint64_t seq) {
    if (auto there = travel_->exists(seq); !there) return there.error();
    if (!travel_->history.redacted) return false;
    const auto place = travel_->values.place(path);
    if (place) return travel_->hides(path, *place, seq);
    if (place.error().code != ErrorCode::unsupported) return place.error();
    const auto document = document_at(seq);
    if (!document) return document.error();
    const auto hidden = travel_->taken_out.in_made(*document);
    if (!hidden) return hidden.error();
    return std::any_of(hidden->begin(), hidden->end(), [&path](const PlaceTokens& one) { return may_select(path.segments(), 0, one); });
}

namespace {

/// The nearest of `count` ascending numbers.
template <class Number>
std::optional<std::uint64_t> nearest_event(std::size_t count, std::uint64_t seq, Direction direction, const Number& number) {
    std::size_t first = 0; // how many there are before the one that is wanted, or up to it
    const bool forward = direction == Direction::forward;
    for (std::size_t left = count; left > 0;) {
        const std::size_t half = left / 2;
        const bool before = forward ? number(first + half) <= seq : number(first + half) < seq;
        if (before) first += half + 1, left -= half + 1;
        else left = half;
    }
    if (forward) return first < count ? std::optional(number(first)) : std::nullopt;
    return first > 0 ? std::optional(number(first - 1)) : std::nullopt;
}

} // namespace

std::optional<std::uint64_t> TimeTravel::task_event(const std::string& task, std::uint64_t seq, Direction direction) const {
    const MomentIndex& index = travel_->index;
    const auto number = index.task_number(task);
    if (number == MomentIndex::none) return std::nullopt;
    return nearest_event(index.task_events(number), seq, direction, [&](std::size_t at) { return index.task_event(number, at); });
}

std::optional<std::uint64_t> TimeTravel::step_event(StepId step, std::uint64_t seq, Direction direction) const {
    const MomentIndex& index = travel_->index;
    const auto number = index.step_number(step);
    if (number == MomentIndex::none) return std::nullopt;
    return nearest_event(index.step_events(number), seq, direction, [&](std::size_t at) { return index.step_event(number, at); });
}

std::vector<std::uint64_t> TimeTravel::task_events(const std::string& task) const {
    const MomentIndex& index = travel_->index;
    const auto number = index.task_number(task);
    std::vector<std::uint64_t> out;
    for (std::size_t at = 0; number != MomentIndex::none && at < index.task_events(number); ++at)
        if (out.empty() || out.back() != index.task_event(number, at)) out.push_back(index.task_event(number, at));
    return out;
}

Result<std::optional<std::uint64_t>> TimeTravel::matching_event(const EventMatch& match, std::uint64_t seq, Direction direction, std::stop_token stop,
                                                                const Progress& progress) {
    const auto matches = travel_->matches(match);
    if (!matches) return matches.error();
    return (*matches)->nearest(seq, direction, last(), std::move(stop), progress);
}

Result<std::vector<std::uint64_t>> TimeTravel::matching_events(const EventMatch& match, std::stop_token stop, const Progress& progress) {
    const auto matches = travel_->matches(match);
    if (!matches) return matches.error();
    return (*matches)->all(last(), std::move(stop), progress);
}

Result<std::optional<ValueChange>> TimeTravel::last_change(const DataPath& path, std::uint64_t before, std::stop_token stop) {
    const auto index = travel_->changes(path, std::move(stop));
    if (!index) return index.error();
    const auto& events = (*index)->events();
    const auto at = nearest_event(events.size(), before, Direction::backward, [&](std::size_t i) -> std::uint64_t { return events[i]; });
    if (!at) return std::optional<ValueChange>{};
    auto change = travel_->change_at(**index, *at);
    if (!change) return change.error();
    return std::optional(std::move(*change));
}

Result<std::optional<ValueChange>> TimeTravel::next_change(const DataPath& path, std::uint64_t after, std::stop_token stop) {
    const auto index = travel_->changes(path, std::move(stop));
    if (!index) return index.error();
    const auto& events = (*index)->events();
    const auto at = nearest_event(events.size(), after, Direction::forward, [&](std::size_t i) -> std::uint64_t { return events[i]; });
    if (!at) return std::optional<ValueChange>{};
    auto change = travel_->change_at(**index, *at);
    if (!change) return change.error();
    return std::optional(std::move(*change));
}

Result<ValueChanges> TimeTravel::changes(const DataPath& path, std::uint64_t first, std::uint32_t limit, std::stop_token stop) {
    const auto index = travel_->changes(path, std::move(stop));
    if (!index) return index.error();
    const auto& events = (*index)->events();
    ValueChanges page;
    page.total = events.size();
    page.first = std::min<std::uint64_t>(first, events.size());
    const std::uint64_t end = std::min<std::uint64_t>(events.size(), page.first + std::min(limit, most_changes_a_page));
    for (std::uint64_t at = page.first; at < end; ++at) {
        auto change = travel_->change_at(**index, events[at]);
        if (!change) return change.error();
        page.changes.push_back(std::move(*change));
    }
    return page;
}

Result<std::vector<std::uint64_t>> TimeTravel::change_events(const DataPath& path, std::stop_token stop) {
    const auto index = travel_->changes(path, std::move(stop));
    if (!index) return index.error();
    return std::vector<std::uint64_t>((*index)->events().begin(), (*index)->events().end());
}

std::size_t TimeTravel::memory_bytes() const {
    const Travel& all = *travel_;
    return all.index.memory_bytes() + all.data.memory_bytes() + all.shelf.memory_bytes() + all.checkpoints.memory_bytes() + all.seeker.memory_bytes();
}

} // namespace orkestr
