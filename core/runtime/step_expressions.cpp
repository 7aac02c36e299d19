#include "core/runtime/step_expressions.h"

#include "core/base/json_value.h"
#include "core/history/redaction.h"
#include "core/projection/expression_place.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

namespace orkestr {

namespace {

constexpr std::uint32_t rows_together = 500;
constexpr std::chrono::milliseconds short_while{50};

class ShortClock {
public:
    bool is_over() const { return std::chrono::steady_clock::now() - begun_ >= short_while; }

private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

template <std::size_t... Index>
std::set<std::string, std::less<>> fact_types(std::index_sequence<Index...>) {
    std::set<std::string, std::less<>> types;
    const auto add = [&types](const EventBody& body) {
        if (is_fact(body)) types.insert(type_of(body));
    };
    (add(EventBody(std::in_place_index<Index>)), ...);
    return types;
}

bool is_fact_type(const std::string& type) {
    static const auto types = fact_types(std::make_index_sequence<std::variant_size_v<EventBody>>());
    return types.contains(type);
}

bool holds_marker(const Json& json) {
    static const std::string marker = "\"" + std::string(redacted_member) + "\":true";
    return json.text().find(marker) != std::string::npos;
}

bool depends_on_redacted(const ValueRequest& request) {
    return holds_marker(request.input) || std::any_of(request.variables.begin(), request.variables.end(), holds_marker);
}

/// The rows from `begin` on, as if the record ended where facts come again.
RecordedRows rows_of_stretch(StepExpressions::Rows rows, std::uint64_t begin) {
    struct Place {
        std::uint64_t furthest;
        bool decided = false;      ///< what came up to there ended with something decided
        std::uint64_t end = 0;     ///< the first that does not belong to it; 0: not known yet
    };
    return [rows = std::move(rows), place = std::make_shared<Place>(Place{begin})](std::uint64_t after) -> Result<std::vector<EventRow>> {
        auto page = rows(after, rows_together);
        if (!page) return page.error();
        for (const EventRow& row : *page) {
            if (row.seq <= place->furthest || place->end != 0) continue;
            const bool fact = is_fact_type(row.type);
            if (fact && place->decided) place->end = row.seq;
            place->decided = !fact;
            place->furthest = row.seq;
        }
        if (place->end != 0) std::erase_if(*page, [&](const EventRow& row) { return row.seq >= place->end; });
        return page;
    };
}

} // namespace

State FoldedStates::up_to(std::uint64_t seq) const {
    const auto after = states_.upper_bound(seq);
    return after == states_.begin() ? State() : std::prev(after)->second;
}

void FoldedStates::offer(const State& state) {
    const std::uint64_t last = states_.empty() ? 0 : states_.rbegin()->first;
    if (state.seq < last + interval_ || state.steps.size() > most_steps) return;
    states_.emplace(state.seq, state);
    if (states_.size() <= most_states) return;
    interval_ *= 2;
    bool keep = false;
    std::erase_if(states_, [&keep](const auto&) { return !std::exchange(keep, !keep); });
}

StepExpressions::StepExpressions(std::shared_ptr<const Plan> plan, StepId step, std::vector<std::uint64_t> events, Rows rows,
                                 std::shared_ptr<FoldedStates> states)
    : plan_(std::move(plan)), step_(step), events_(std::move(events)), rows_(std::move(rows)), states_(std::move(states)), unplaced_(events_.size()) {
    values_.total = events_.empty() ? 0 : events_.back();
    if (!plan_) miss(StepValues::Missing::no_definition, {});
    if (!plan_ || events_.empty()) values_.complete = true;
}

void StepExpressions::miss(StepValues::Missing why, std::string detail) {
    if (values_.missing != StepValues::Missing::nothing) return;
    values_.missing = why;
    values_.detail = std::move(detail);
}

void StepExpressions::fail(const Error& error) {
    miss(StepValues::Missing::unreadable, error.message);
    requests_.clear();
    values_.complete = true;
}

void StepExpressions::go(Values values) {
    const ShortClock clock;
    requests_.clear();
    do {
        if (unplaced_ > 0) find_stretches();
        else if (replay_) replay_on(std::exchange(values, {}));
        else if (stretches_.empty()) values_.complete = true;
        else fold_on();
    } while (!values_.complete && requests_.empty() && !clock.is_over());
}

/// Looks at one page of rows, from the step's last event that has no place yet back to the facts before it.
void StepExpressions::find_stretches() {
    if (looking_ == 0) {
        looking_ = events_[unplaced_ - 1];
        in_facts_ = false;
        stretches_.push_back({0, looking_});
    }
    const std::uint64_t after = looking_ - std::min<std::uint64_t>(looking_, rows_together);
    const auto rows = rows_(after, static_cast<std::uint32_t>(looking_ - after));
    if (!rows) return fail(rows.error());
    if (rows->size() != looking_ - after) return fail({ErrorCode::corrupt, "events are missing before event " + std::to_string(looking_), {}});
    for (auto row = rows->rbegin(); row != rows->rend(); ++row, --looking_) {
        const bool fact = is_fact_type(row->type);
        if (in_facts_ && !fact) break;
        in_facts_ = in_facts_ || fact;
    }
    if (looking_ == after && after > 0) return;
    const std::uint64_t begin = std::exchange(looking_, 0);
    stretches_.back().begin = begin;
    while (unplaced_ > 0 && events_[unplaced_ - 1] > begin) --unplaced_;
    if (stretches_.size() < most_stretches || unplaced_ == 0) return;
    miss(StepValues::Missing::too_many, {});
    unplaced_ = 0;
}

/// To where the next stretch begins, a page at a time.
void StepExpressions::fold_on() {
    const std::uint64_t target = stretches_.back().begin;
    if (!fold_) {
        State nearest = states_ ? states_->up_to(target) : State();
        fold_.emplace(std::move(nearest));
    }
    if (fold_->state().seq < target) {
        const std::uint64_t at = fold_->state().seq;
        const auto rows = rows_(at, static_cast<std::uint32_t>(std::min<std::uint64_t>(rows_together, target - at)));
        if (!rows) return fail(rows.error());
        if (rows->empty()) return fail({ErrorCode::corrupt, "event " + std::to_string(at + 1) + " is missing", {}});
        for (const EventRow& row : *rows)
            if (const auto added = fold_->add(row); !added) return fail(added.error());
        if (states_) states_->offer(fold_->state());
        values_.done = fold_->state().seq;
    }
    if (fold_->state().seq == target) begin_replay();
}

void StepExpressions::begin_replay() {
    auto replay = Replay::create_at(plan_, fold_->state(), rows_of_stretch(rows_, stretches_.back().begin));
    if (!replay) {
        if (replay.error().code != ErrorCode::nondeterminism) return fail(replay.error());
        miss(StepValues::Missing::other_semantics, replay.error().message);
        values_.complete = true;
        return;
    }
    replay_.emplace(std::move(*replay));
    saw_redacted_ = false;
    asked_.clear();
}

void StepExpressions::replay_on(Values values) {
    for (const auto& [key, outcome] : values) take(key, outcome);
    const auto went = replay_->go(std::move(values));
    values_.done = std::max(values_.done, replay_->passed());
    publish(replay_->passed());
    if (!went || replay_->done() || replay_->passed() >= stretches_.back().last) return end_stretch(went ? std::nullopt : std::optional(went.error()));
    ask();
}

/// What others come to is needed too: their events must be as they were recorded.
void StepExpressions::ask() {
    for (const ValueRequest& request : replay_->requests()) {
        const bool redacted = depends_on_redacted(request);
        saw_redacted_ = saw_redacted_ || redacted;
        if (redacted && request.key.step == step_) {
            requests_.clear();
            return end_stretch({});
        }
        if (request.key.step == step_ && !request.is_schema) {
            const Step* step = replay_->state().find(step_);
            asked_.emplace(request.key, Asked{expression_place(*plan_, step ? step->task : no_task, request.key.slot, request.index), {}});
        }
        requests_.push_back(request);
    }
}

void StepExpressions::take(const RequestKey& key, const ValueOutcome& outcome) {
    const auto at = asked_.find(key);
    if (at == asked_.end()) return;
    ComputedValue computed;
    if (const auto* json = std::get_if<Json>(&outcome)) computed.value = *json;
    else computed.failure = std::get<ValueFailure>(outcome).message;
    at->second.outcome = std::move(computed);
}

std::uint64_t StepExpressions::own_event_after(std::uint64_t seq) const {
    const auto at = std::upper_bound(events_.begin(), events_.end(), seq);
    return at == events_.end() ? 0 : *at;
}

/// What led to events that are behind it.
void StepExpressions::publish(std::uint64_t passed) {
    for (auto at = asked_.begin(); at != asked_.end();) {
        const std::uint64_t seq = own_event_after(at->first.touched);
        if (!at->second.outcome || seq == 0 || seq > passed) {
            ++at;
            continue;
        }
        ComputedValue computed = std::move(*at->second.outcome);
        computed.seq = seq;
        auto& all = computed_[at->second.place];
        at = asked_.erase(at);
        const std::size_t size = computed.value ? computed.value->size_bytes() : computed.failure.size();
        if (bytes_ + size > most_bytes) {
            miss(StepValues::Missing::too_many, {});
            continue;
        }
        bytes_ += size;
        all.push_back(std::move(computed));
        if (all.size() <= most_computed) continue;
        bytes_ -= all.front().value ? all.front().value->size_bytes() : all.front().failure.size();
        all.erase(all.begin());
    }
}

/// Also where an event that it refers to is.
bool StepExpressions::is_redacted_at(std::uint64_t seq) const {
    const auto rows = rows_(seq - 1, 1);
    if (!rows || rows->empty()) return false;
    const EventRow& row = rows->front();
    if ((row.value && holds_marker(*row.value)) || holds_marker(row.data) || row.data.text().find(redacted_text) != std::string::npos) return true;
    const JsonValue data = JsonValue::of(row.data);
    for (const char* member : {"value_of", "error_of"}) {
        const auto origin = data.integer_at(member);
        if (origin >= 1 && static_cast<std::uint64_t>(origin) < seq && is_redacted_at(static_cast<std::uint64_t>(origin))) return true;
    }
    return false;
}

void StepExpressions::end_stretch(const std::optional<Error>& error) {
    using Missing = StepValues::Missing;
    const bool reached = replay_->passed() >= stretches_.back().last;
    if (!reached) {
        const auto& divergence = replay_->divergence();
        const std::uint64_t next = replay_->passed() + 1;
        if (saw_redacted_ || is_redacted_at(next)) miss(Missing::redacted, {});
        else if (error) miss(Missing::unreadable, error->message);
        else miss(Missing::differs, "event " + std::to_string(next) + (divergence ? ": " + divergence->message : std::string()));
    }
    replay_.reset();
    stretches_.pop_back();
}

StepValues StepExpressions::values() const {
    StepValues out = values_;
    for (const auto& [place, computed] : computed_) out.expressions.push_back({place, {}, {}, computed});
    return out;
}

} // namespace orkestr
