#include "core/history/replay.h"

#include "core/engine/request_reads.h"
#include "core/history/hidden_values.h"
#include "core/history/history_fold.h"
#include "core/history/recorded_answer.h"
#include "core/history/redaction.h"
#include "core/history/snapshot.h"

#include <algorithm>

namespace orkestr {

namespace {

/// No session decides more than that before it is committed, but for one that begins very many branches.
constexpr std::size_t far_enough = 4 * slice_events;

bool hides_value(const EventBody& body) {
    const Payload* payload = value_of(body);
    return payload && text_holds_mark(payload->json.text());
}
bool hides_fault(const EventBody& body) {
    const Fault* fault = fault_of(body);
    return fault && holds_mark(fault->problem.to_value());
}

/// With its payload in the event itself, wherever it stands: how long it is decides where, and where it is not shown that
/// is not known.
void spell_out_value(EventRow& row, const EventBody& body) {
    JsonValue data = JsonValue::of(row.data);
    data.remove("value_of");
    row.data = data.json();
    row.value = value_of(body)->json;
}
/// Members of an error that are not shown were read as if there were none: it is compared as it stands in its own event
/// (`as_recorded`), or not at all.
void spell_out_faults(EventRow& expected, EventRow& actual, const EventBody& decided, bool as_recorded) {
    const JsonValue mark = redaction_mark();
    const auto set_error = [](EventRow& row, const JsonValue& error) {
        JsonValue data = JsonValue::of(row.data);
        data.remove("error_of");
        data.set("error", error);
        row.data = data.json();
    };
    const bool stands_here = JsonValue::of(expected.data).find("error") != nullptr;
    if (hides_fault(decided) || !as_recorded || !stands_here) set_error(expected, mark);
    set_error(actual, hides_fault(decided) ? mark : fault_of(decided)->problem.to_value());
}

EventRow with_marks_filled(EventRow row, const EventRow& other) {
    row.data = with_marks_filled(JsonValue::of(row.data), JsonValue::of(other.data)).json();
    if (row.value && other.value) row.value = with_marks_filled(JsonValue::of(*row.value), JsonValue::of(*other.value)).json();
    return row;
}

bool is_same(const EventRow& a, const EventRow& b) { return a.type == b.type && a.data == b.data && a.value == b.value; }

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

Result<Replay> Replay::create(std::shared_ptr<const Plan> plan, RecordedRows rows, std::shared_ptr<const PlanAlignment> alignment, RedactedPlaces taken_out) {
    Replay replay(std::move(plan), std::move(rows));
    replay.alignment_ = std::move(alignment);
    replay.taken_out_ = std::move(taken_out);
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
    const bool shows_all = !note_taken_out(row);
    auto event = row.seq == expected ? decode(decoder_, row)
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
    ahead_.push_back({std::move(row), std::move(*event), std::move(aligned), shows_all});
}

/// True when something was taken out of it.
bool Replay::note_taken_out(const EventRow& row) {
    if (!taken_out_) return false;
    const auto pointers = taken_out_(row.seq);
    for (const std::string& pointer : pointers) {
        const bool of_error = pointer.starts_with("/data/error");
        if (of_error) hidden_faults_.insert(row.seq);
        const bool came = row.type == events::ActivityFailed::type || row.type == events::ChildFailed::type;
        const bool whole_event = pointer == "/value" && row.type == events::EventReceived::type;
        const bool lossy = (of_error && came) || whole_event || pointer == "/data/secrets" || pointer.starts_with("/data/correlations");
        if (lossy && lossy_from_ == 0) lossy_from_ = row.seq;
    }
    hides_ = hides_ || !pointers.empty();
    return !pointers.empty();
}

/// What members are read of, where they are not shown, holds a mark in their place.
Result<Event> Replay::decode(Decoder& decoder, const EventRow& row) const {
    auto event = decoder.decode(row);
    if (!event || !hides_) return event;
    if (Fault* fault = fault_of(event->body); fault && hidden_faults_.contains(fault->origin != 0 ? fault->origin : row.seq)) fault->problem.detail = redacted_text;
    if (auto* received = std::get_if<events::EventReceived>(&event->body)) {
        const JsonValue envelope = JsonValue::of(received->value.json);
        if (is_redacted(envelope)) received->value.json = JsonValue::object({{"data", envelope}}).json();
    }
    return event;
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
    guessed_.clear(); // it is asked for anew
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
            if (unjudged_.stopped != 0) return finish();
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
    requests_.clear();
    if (divergence_ || unjudged_.stopped != 0) return {};
    if (!at_end()) {
        if (in_doubt(next().row.seq)) {
            unjudged_.stopped = next().row.seq;
            return {};
        }
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
Replay::Judged Replay::judge(const Event& decided) {
    const Recorded& recorded = next();
    std::optional<Event> stripped;
    if (recorded.aligned) forget_key(stripped.emplace(decided).body);
    EventRow actual = encode(stripped ? *stripped : decided);
    if (const EventRow& as_recorded = recorded.aligned ? *recorded.aligned : recorded.row; is_same(actual, as_recorded)) {
        const bool follows_from_hidden = guessed_.contains(step_of(decided.body));
        const bool shown = recorded.shows_all && (!hides_ || (!text_holds_mark(actual.data.text()) && !(actual.value && text_holds_mark(actual.value->text())) && !hides_fault(decided.body)));
        return shown && !follows_from_hidden ? Judged::equal : Judged::unjudged;
    }
    EventRow expected = recorded.aligned ? *recorded.aligned : recorded.row;
    if (hides_ && actual.type == expected.type) {
        if (hides_value(decided.body) || hides_value(recorded.event.body)) {
            spell_out_value(expected, recorded.event.body);
            spell_out_value(actual, decided.body);
        }
        if (hides_fault(decided.body) || hides_fault(recorded.event.body)) {
            spell_out_faults(expected, actual, decided.body, !recorded.aligned);
        }
        actual = with_marks_filled(std::move(actual), expected);
        if (is_same(actual, expected)) return Judged::unjudged;
    }
    if (in_doubt(decided.seq)) {
        unjudged_.stopped = decided.seq;
        return Judged::differs;
    }
    const std::string difference = recorded.aligned ? event_difference(*plan_, expected, actual, recorded.row, recorded_pointers()) : event_difference(*plan_, expected, actual);
    divergence_ = Divergence{recorded.row.seq, step_of(recorded.event.body), describe_recorded(recorded.row), describe_decided(encode(decided)),
                             "the event differs from the one recorded: " + difference};
    return Judged::differs;
}

/// A step decides by the answer that it was given, and on from the event that it decides.
void Replay::note(Judged judged, const EventBody& decided) {
    if (judged == Judged::equal) {
        ++compared_;
        return;
    }
    if (unjudged_.events++ == 0) unjudged_.first = next().row.seq;
    if (unjudged_.steps.size() < Unjudged::most_steps) unjudged_.steps.insert(step_of(decided));
    const bool more_follows = std::holds_alternative<events::ContextExported>(decided) || std::holds_alternative<events::EvaluationStopped>(decided);
    if (!more_follows) guessed_.erase(step_of(decided));
}

/// False at the first difference.
Result<bool> Replay::compare(const std::vector<Event>& decided) {
    for (const auto& event : decided) {
        if (at_cut()) return true;
        if (at_end()) {
            if (broken_) return false;
            if (in_doubt(event.seq)) unjudged_.stopped = event.seq;
            else divergence_ = Divergence{event.seq, step_of(event.body), {}, describe_decided(encode(event)), "replay goes on where the record ends"};
            return false;
        }
        const Judged judged = judge(event);
        if (judged == Judged::differs) return false;
        note(judged, event.body);
        if (auto passed = pass(); !passed) return passed.error();
    }
    return true;
}

/// The state at the next event, when more was decided than the record goes on with.
Result<void> Replay::fold_again() {
    if (state_.seq == next_) return {};
    if (lossy_from_ == 0 && !hidden_faults_.empty()) lossy_from_ = *hidden_faults_.begin(); // errors that were decided are the record's now
    state_ = begin_;
    Decoder decoder = decoder_after(state_);
    while (state_.seq < next_) {
        const auto page = rows_(state_.seq);
        if (!page) return page.error();
        if (page->empty()) return Error{ErrorCode::corrupt, "the record has become shorter", {}};
        for (auto row = page->begin(); row != page->end() && state_.seq < next_; ++row) {
            auto event = decode(decoder, *row);
            if (!event) return event.error();
            if (alignment_) alignment_->translate(event->body);
            if (auto applied = apply(state_, *event); !applied) return applied;
            forget_unneeded(decoder, state_);
        }
    }
    return {};
}

/// Evaluations that a limit stopped are taken over from the record, and so are those of what it doesn't show; the others are
/// asked for.
void Replay::ask(std::vector<ValueRequest>& asked) {
    for (auto& request : asked) {
        if (const auto* stopped = recorded_stop(request.key)) values_.emplace(request.key, ValueFailure{true, stopped->detail});
        else if (!follows_from_hidden(request)) requests_.push_back(std::move(request));
        else if (!guess(request)) unjudged_.stopped = next_ + 1;
    }
}

bool Replay::follows_from_hidden(const ValueRequest& request) const {
    if (!hides_) return false;
    if (const auto at = guessed_.find(request.key.step); at != guessed_.end() && at->second) return true;
    // `$authorization` is made of what a request holds, and keeps little of it.
    if (!request.is_schema) {
        const auto& names = plan_->program->expressions[request.index].variables;
        if (std::find(names.begin(), names.end(), "authorization") != names.end()) return true;
    }
    const bool may = text_holds_mark(request.input.text()) || std::any_of(request.variables.begin(), request.variables.end(), [](const Json& one) { return text_holds_mark(one.text()); });
    // Of an error that is not shown more than its text may be another.
    return may && (lossy_from_ != 0 || looks_at(*plan_, request, [](const JsonValue& value) { return holds_mark(value); }));
}

bool Replay::guess(const ValueRequest& request) {
    constexpr std::size_t needed = 2;
    std::vector<const Event*> own;
    for (auto one = ahead_.begin(); one != ahead_.end() && own.size() < needed; ++one)
        if (step_of(one->event.body) == request.key.step && !is_fact(one->event.body)) own.push_back(&one->event);
    auto answer = recorded_answer(*plan_, state_, request.key, own);
    if (!answer) return false;
    values_.emplace(request.key, std::move(*answer));
    guessed_[request.key.step] = guessed_[request.key.step] || request.key.slot == Slot::authentication;
    return true;
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
