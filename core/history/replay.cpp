#include "core/history/replay.h"

namespace orkestr {

namespace {

/// Where forks begin: before run.forked, and before the results that it was given of what was under way.
std::set<std::size_t> cuts_in(const std::vector<Event>& events) {
    std::set<std::size_t> cuts;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (!std::holds_alternative<events::RunForked>(events[i].body)) continue;
        std::size_t first = i;
        while (first > 1 && is_fact(events[first - 1].body)) --first;
        cuts.insert(first);
    }
    return cuts;
}

} // namespace

std::string describe(const EventRow& row) {
    std::string out = "{\"data\":" + row.data.text() + ",\"seq\":" + std::to_string(row.seq) + ",\"type\":\"" + row.type + "\"";
    if (row.value) out += ",\"value\":" + row.value->text();
    return out + "}";
}

Replay::Replay(std::shared_ptr<const Plan> plan, std::vector<EventRow> rows, std::vector<Event> recorded, std::optional<Error> broken)
    : plan_(std::move(plan)), rows_(std::move(rows)), recorded_(std::move(recorded)), broken_(std::move(broken)), cuts_(cuts_in(recorded_)) {}

Result<Replay> Replay::create(std::shared_ptr<const Plan> plan, std::vector<EventRow> rows) {
    // What can't be read is an error only when everything before it is as it should be: the first that differs counts.
    Decoder decoder;
    std::vector<Event> recorded;
    std::optional<Error> broken;
    for (const auto& row : rows) {
        const std::uint64_t expected = recorded.size() + 1;
        auto event = row.seq == expected ? decoder.decode(row)
                                         : Error{ErrorCode::corrupt, "event " + std::to_string(expected) + " is missing: the next one has number " + std::to_string(row.seq), {}};
        if (!event) {
            broken = event.error();
            break;
        }
        recorded.push_back(std::move(*event));
    }
    if (recorded.empty()) return broken ? *broken : Error{ErrorCode::corrupt, "the history is empty", {}};
    const auto* start = std::get_if<events::RunStarted>(&recorded.front().body);
    if (!start) return Error{ErrorCode::corrupt, "event 1 (" + rows.front().type + "): a history begins with run.started", {}};
    if (start->semantics != semantics_number)
        return Error{ErrorCode::nondeterminism, "the run was made by semantics number " + std::to_string(start->semantics) + "; this Orkestr has " + std::to_string(semantics_number), {}};
    if (start->definition != plan->definition_hash)
        return Error{ErrorCode::nondeterminism, "the run was made by the definition " + start->definition.substr(0, 12) + "; this one is " + plan->definition_hash.substr(0, 12), {}};
    return Replay(std::move(plan), std::move(rows), std::move(recorded), std::move(broken));
}

/// True when there were any.
Result<bool> Replay::take_facts() {
    const std::size_t first = next_;
    for (; next_ < recorded_.size() && is_fact(recorded_[next_].body); ++next_)
        if (auto applied = apply(state_, recorded_[next_]); !applied) return applied.error();
    values_.clear();
    gathered_ = next_ - first;
    return next_ > first;
}

Result<void> Replay::go(Values values) {
    values_.merge(values);
    requests_.clear();
    while (!done_) {
        // Facts enter only between decisions: what was asked for comes first, unless so much had been decided that it was
        // committed before.
        if (settled_ || at_cut() || (sliced_ && (at_end() || is_fact(recorded_[next_].body)))) {
            const auto took = take_facts();
            if (!took) return took.error();
            // The record may end where a slice did; what it would go on with was never written.
            if (state_.ended() || (at_end() && sliced_ && !*took)) return finish();
        }
        Effects effects;
        const Instant now = at_end() ? state_.at : recorded_[next_].at;
        auto advanced = advance(*plan_, state_, values_, now, effects);
        if (!advanced) return advanced.error();
        if (!compare(advanced->events)) return broken_ && at_end() ? Result<void>(*broken_) : finish();
        if (at_cut()) {
            if (auto folded = fold_again(); !folded) return folded;
            continue;
        }
        gathered_ += advanced->events.size();
        settled_ = advanced->requests.empty();
        sliced_ = advanced->more || (!settled_ && gathered_ >= slice_events);
        if (!settled_) {
            ask(advanced->requests);
            if (!requests_.empty()) return {};
        } else if (!sliced_ && (at_end() || !is_fact(recorded_[next_].body))) {
            return finish();
        }
    }
    return {};
}

/// The replay has come to its end: so should the record.
Result<void> Replay::finish() {
    done_ = true;
    if (divergence_) return {};
    if (!at_end()) {
        divergence_ = Divergence{recorded_[next_].seq, describe(rows_[next_]), {}, "the record goes on where replay decides nothing"};
    } else if (broken_) {
        return *broken_;
    }
    return {};
}

/// Compares payloads, never hashes: salts differ. False at the first difference.
bool Replay::compare(const std::vector<Event>& decided) {
    for (const auto& event : decided) {
        if (at_cut()) return true;
        const EventRow actual = encode(event);
        if (at_end()) {
            if (!broken_) divergence_ = Divergence{event.seq, {}, describe(actual), "replay goes on where the record ends"};
            return false;
        }
        const EventRow& expected = rows_[next_];
        if (actual.type != expected.type || !(actual.data == expected.data) || actual.value != expected.value) {
            divergence_ = Divergence{expected.seq, describe(expected), describe(actual), "the event differs from the one recorded"};
            return false;
        }
        ++next_;
        ++compared_;
    }
    return true;
}

/// The state at the next event, when more was decided than the record goes on with.
Result<void> Replay::fold_again() {
    if (state_.seq == next_) return {};
    state_ = State();
    for (std::size_t i = 0; i < next_; ++i)
        if (auto applied = apply(state_, recorded_[i]); !applied) return applied;
    return {};
}

/// Evaluations that a limit stopped are taken over from the record; the others are asked for.
void Replay::ask(std::vector<ValueRequest>& asked) {
    for (auto& request : asked) {
        if (const auto* stopped = recorded_stop(request.key)) values_.emplace(request.key, ValueFailure{true, stopped->detail});
        else requests_.push_back(std::move(request));
    }
}

/// A step that asks does nothing else before it has its answer: the next event about it tells.
const events::EvaluationStopped* Replay::recorded_stop(const RequestKey& key) const {
    for (std::size_t i = next_; i < recorded_.size() && !is_fact(recorded_[i].body); ++i) {
        if (step_of(recorded_[i].body) != key.step) continue;
        const auto* stopped = std::get_if<events::EvaluationStopped>(&recorded_[i].body);
        return stopped && stopped->slot == to_string(key.slot) ? stopped : nullptr;
    }
    return nullptr;
}

} // namespace orkestr
