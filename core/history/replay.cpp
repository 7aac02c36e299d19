#include "core/history/replay.h"

namespace orkestr {

std::string describe(const EventRow& row) {
    std::string out = "{\"data\":" + row.data.text() + ",\"seq\":" + std::to_string(row.seq) + ",\"type\":\"" + row.type + "\"";
    if (row.value) out += ",\"value\":" + row.value->text();
    return out + "}";
}

Replay::Replay(std::shared_ptr<const Plan> plan, std::vector<EventRow> rows, std::vector<Event> recorded)
    : plan_(std::move(plan)), rows_(std::move(rows)), recorded_(std::move(recorded)) {}

Result<Replay> Replay::create(std::shared_ptr<const Plan> plan, std::vector<EventRow> rows) {
    auto recorded = decode_all(rows);
    if (!recorded) return recorded.error();
    if (recorded->empty()) return Error{ErrorCode::corrupt, "the history is empty", {}};
    if (const auto* start = std::get_if<events::RunStarted>(&recorded->front().body); start && start->semantics != semantics_number)
        return Error{ErrorCode::nondeterminism, "the run was made by semantics number " + std::to_string(start->semantics) + "; this Orkestr has " + std::to_string(semantics_number), {}};
    return Replay(std::move(plan), std::move(rows), std::move(*recorded));
}

Result<void> Replay::go(Values values) {
    values_.merge(values);
    requests_.clear();
    while (!done_) {
        bool took_fact = false;
        while (next_ < recorded_.size() && is_fact(recorded_[next_].body)) {
            if (auto applied = apply(state_, recorded_[next_]); !applied) return applied.error();
            ++next_;
            took_fact = true;
            sliced_ = false;
            values_.clear();
        }
        // The record may end where a slice did; what it would go on with was never written.
        if (state_.ended() || (next_ == recorded_.size() && sliced_ && !took_fact)) {
            finish();
            break;
        }
        Effects effects;
        const Instant now = next_ < recorded_.size() ? recorded_[next_].at : state_.at;
        auto advanced = advance(*plan_, state_, values_, now, effects);
        if (!advanced) return advanced.error();
        if (!compare(advanced->events)) {
            finish();
            break;
        }
        sliced_ = advanced->more;
        if (sliced_) {
            values_.clear();
            continue;
        }
        if (!advanced->requests.empty()) {
            const auto known = values_.size();
            answer_stopped(advanced->requests);
            if (values_.size() != known) continue;
            requests_ = std::move(advanced->requests);
            return {};
        }
        if (next_ == recorded_.size()) {
            finish();
        } else if (!is_fact(recorded_[next_].body)) {
            divergence_ = Divergence{recorded_[next_].seq, describe(rows_[next_]), {}, "the record goes on where replay decides nothing"};
            finish();
        }
    }
    return {};
}

/// Compares payloads, never hashes: salts differ. False at the first difference.
bool Replay::compare(const std::vector<Event>& decided) {
    for (const auto& event : decided) {
        const EventRow actual = encode(event);
        if (next_ == recorded_.size()) {
            divergence_ = Divergence{event.seq, {}, describe(actual), "replay goes on where the record ends"};
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

/// Evaluations that a limit stopped are taken over from the record.
void Replay::answer_stopped(const std::vector<ValueRequest>& asked) {
    for (std::size_t i = next_; i < recorded_.size() && !is_fact(recorded_[i].body); ++i) {
        const auto* stopped = std::get_if<events::EvaluationStopped>(&recorded_[i].body);
        if (!stopped) continue;
        for (const auto& request : asked)
            if (request.key.step == stopped->step && stopped->slot == to_string(request.key.slot))
                values_.emplace(request.key, ValueFailure{true, stopped->detail});
    }
}

} // namespace orkestr
