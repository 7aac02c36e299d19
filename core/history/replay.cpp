#include "core/history/replay.h"

#include "core/history/history_fold.h"
#include "core/history/snapshot.h"

#include <algorithm>

namespace orkestr {

namespace {

/// No session decides more than that before it is committed, but for one that begins very many branches.
constexpr std::size_t far_enough = 4 * slice_events;

} // namespace

RecordedRows rows_of(std::vector<EventRow> rows, std::size_t page) {
    return [rows = std::make_shared<const std::vector<EventRow>>(std::move(rows)), page](std::uint64_t after) -> Result<std::vector<EventRow>> {
        const std::uint64_t first = std::min<std::uint64_t>(after, rows->size());
        const std::uint64_t last = std::min<std::uint64_t>(first + page, rows->size());
        return std::vector<EventRow>(rows->begin() + static_cast<std::ptrdiff_t>(first), rows->begin() + static_cast<std::ptrdiff_t>(last));
    };
}

std::string describe(const EventRow& row) {
    std::string out = "{\"data\":" + row.data.text() + ",\"seq\":" + std::to_string(row.seq) + ",\"type\":\"" + row.type + "\"";
    if (row.value) out += ",\"value\":" + row.value->text();
    return out + "}";
}

Result<Replay> Replay::create(std::shared_ptr<const Plan> plan, RecordedRows rows, std::shared_ptr<const PlanAlignment> alignment) {
    Replay replay(std::move(plan), std::move(rows));
    replay.alignment_ = std::move(alignment);
    if (auto read = replay.read_ahead(); !read) return read.error();
    if (replay.at_end()) return replay.broken_ ? *replay.broken_ : Error{ErrorCode::corrupt, "the history is empty", {}};
    const Recorded& first = replay.next();
    const auto* start = std::get_if<events::RunStarted>(&first.event.body);
    if (!start) return Error{ErrorCode::corrupt, "event 1 (" + first.row.type + "): a history begins with run.started", {}};
    if (auto right = replay.belongs(*start); !right) return right.error();
    return replay;
}

Result<Replay> Replay::create_at(std::shared_ptr<const Plan> plan, State from, RecordedRows rows) {
    if (from.seq == 0) return create(std::move(plan), std::move(rows));
    Replay replay(std::move(plan), std::move(rows));
    if (auto right = replay.belongs(from.header); !right) return right.error();
    replay.read_ = replay.next_ = from.seq;
    replay.decoder_ = decoder_after(from);
    replay.begin_ = from;
    replay.state_ = std::move(from);
    if (auto read = replay.read_ahead(); !read) return read.error();
    return replay;
}

Result<void> Replay::belongs(const events::RunStarted& header) const {
    if (header.semantics != semantics_number)
        return Error{ErrorCode::nondeterminism, "the run was made by semantics number " + std::to_string(header.semantics) + "; this Orkestr has " + std::to_string(semantics_number), {}};
    const std::string& expected = alignment_ ? alignment_->from() : plan_->definition_hash;
    if (header.definition != expected)
        return Error{ErrorCode::nondeterminism, "the run was made by the definition " + header.definition.substr(0, 12) + "; this one is " + expected.substr(0, 12), {}};
    return {};
}

// --- the record -----------------------------------------------------------------------------------------------------

/// As far as is needed to go on: enough for one session, and all of the facts that come together.
Result<void> Replay::read_ahead() {
    while (!all_read_ && (ahead_.size() < far_enough || first_fact_ != 0)) {
        auto page = rows_(read_);
        if (!page) return page.error();
        all_read_ = page->empty();
        for (auto& row : *page) {
            add(std::move(row));
            if (all_read_) break;
        }
    }
    return {};
}

/// What can't be read is an error only when everything before it is as it should be: the first that differs counts.
void Replay::add(EventRow row) {
    const std::uint64_t expected = read_ + 1;
    auto event = row.seq == expected ? decoder_.decode(row)
                                     : Error{ErrorCode::corrupt, "event " + std::to_string(expected) + " is missing: the next one has number " + std::to_string(row.seq), {}};
    if (!event) {
        broken_ = event.error();
        all_read_ = true;
        return;
    }
    read_ = expected;
    // Forks begin before run.forked, and before the results that it was given of what was under way.
    if (std::holds_alternative<events::RunForked>(event->body)) cuts_.insert(first_fact_ != 0 ? first_fact_ : expected);
    if (!is_fact(event->body)) first_fact_ = 0;
    else if (first_fact_ == 0 && expected > 1) first_fact_ = expected;
    std::optional<EventRow> aligned;
    if (alignment_ && !is_fact(event->body)) {
        alignment_->translate(event->body);
        forget_key(event->body);
        aligned = encode(*event);
    }
    ahead_.push_back({std::move(row), std::move(*event), std::move(aligned)});
}

/// The next one is done with.
Result<void> Replay::pass() {
    ahead_.pop_front();
    ++next_;
    return ahead_.size() < far_enough / 2 ? read_ahead() : Result<void>();
}

// --- deciding again -------------------------------------------------------------------------------------------------

/// True when there were any.
Result<bool> Replay::take_facts() {
    gathered_ = 0;
    while (!at_end() && is_fact(next().event.body)) {
        if (auto applied = apply(state_, next().event); !applied) return applied.error();
        if (auto passed = pass(); !passed) return passed.error();
        ++gathered_;
    }
    values_.clear();
    return gathered_ > 0;
}

Result<void> Replay::go(Values values) {
    values_.merge(values);
    requests_.clear();
    while (!done_) {
        // Facts enter only between decisions: what was asked for comes first, unless so much had been decided that it was
        // committed before.
        if (settled_ || at_cut() || (sliced_ && (at_end() || is_fact(next().event.body)))) {
            const auto took = take_facts();
            if (!took) return took.error();
            // The record may end where a slice did; what it would go on with was never written.
            if (state_.ended() || (at_end() && sliced_ && !*took)) return finish();
        }
        forget_unneeded(decoder_, state_); // here, where the state is that of the record
        Effects effects;
        const Instant now = at_end() ? state_.at : next().event.at;
        auto advanced = advance(*plan_, state_, values_, now, effects);
        if (!advanced) return advanced.error();
        const auto equal = compare(advanced->events);
        if (!equal) return equal.error();
        if (!*equal) return broken_ && at_end() ? Result<void>(*broken_) : finish();
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
        } else if (!sliced_ && (at_end() || !is_fact(next().event.body))) {
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
        divergence_ = Divergence{next().row.seq, step_of(next().event.body), describe_recorded(next().row), {}, "the record goes on where replay decides nothing"};
    } else if (broken_) {
        return *broken_;
    }
    return {};
}

/// Numbers of tasks are those of either plan: the same number may be another task.
TaskPointer Replay::recorded_pointers() const {
    return [this](TaskIndex task) { return alignment_->pointer(task); };
}
std::string Replay::describe_recorded(const EventRow& row) const { return describe(alignment_ ? with_task_pointers(row, recorded_pointers()) : row); }
std::string Replay::describe_decided(const EventRow& row) const { return describe(alignment_ ? with_task_pointers(row, pointers_of(*plan_)) : row); }

/// Compares payloads, never hashes: salts differ.
bool Replay::differs(const Event& decided) {
    const Recorded& recorded = next();
    std::optional<Event> stripped;
    if (recorded.aligned) forget_key(stripped.emplace(decided).body);
    const EventRow actual = encode(stripped ? *stripped : decided);
    const EventRow& expected = recorded.aligned ? *recorded.aligned : recorded.row;
    if (actual.type == expected.type && actual.data == expected.data && actual.value == expected.value) return false;
    const std::string difference = recorded.aligned ? event_difference(*plan_, expected, actual, recorded.row, recorded_pointers()) : event_difference(*plan_, expected, actual);
    divergence_ = Divergence{recorded.row.seq, step_of(recorded.event.body), describe_recorded(recorded.row), describe_decided(stripped ? encode(decided) : actual),
                             "the event differs from the one recorded: " + difference};
    return true;
}

/// False at the first difference.
Result<bool> Replay::compare(const std::vector<Event>& decided) {
    for (const auto& event : decided) {
        if (at_cut()) return true;
        if (at_end()) {
            if (!broken_) divergence_ = Divergence{event.seq, step_of(event.body), {}, describe_decided(encode(event)), "replay goes on where the record ends"};
            return false;
        }
        if (differs(event)) return false;
        if (auto passed = pass(); !passed) return passed.error();
        ++compared_;
    }
    return true;
}

/// The state at the next event, when more was decided than the record goes on with.
Result<void> Replay::fold_again() {
    if (state_.seq == next_) return {};
    state_ = begin_;
    Decoder decoder = decoder_after(state_);
    while (state_.seq < next_) {
        const auto page = rows_(state_.seq);
        if (!page) return page.error();
        if (page->empty()) return Error{ErrorCode::corrupt, "the record has become shorter", {}};
        for (auto row = page->begin(); row != page->end() && state_.seq < next_; ++row) {
            auto event = decoder.decode(*row);
            if (!event) return event.error();
            if (alignment_) alignment_->translate(event->body);
            if (auto applied = apply(state_, *event); !applied) return applied;
            forget_unneeded(decoder, state_);
        }
    }
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
    for (const Recorded& one : ahead_) {
        if (is_fact(one.event.body)) break;
        if (step_of(one.event.body) != key.step) continue;
        const auto* stopped = std::get_if<events::EvaluationStopped>(&one.event.body);
        return stopped && stopped->slot == to_string(key.slot) ? stopped : nullptr;
    }
    return nullptr;
}

} // namespace orkestr
