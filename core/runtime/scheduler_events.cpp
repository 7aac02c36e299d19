// Schedules by events: which of them are wanted, and when enough of them have come.
#include "core/runtime/scheduler.h"

#include "core/engine/consumption.h"
#include "core/runtime/event_types.h"

#include <limits>

namespace orkestr {

namespace {

constexpr int most_tries_of_one_expression = 3;

EvaluationRequest schedule_question(const Plan& plan, ExpressionIndex index, Json input) {
    EvaluationRequest request{0, plan.program, false, index, std::move(input), {}};
    for (const std::string& variable : plan.program->expressions[index].variables) {
        if (variable == "runtime") request.variables.push_back(Json::trusted(R"({"metadata":{},"name":"orkestr","version":")" ORKESTR_VERSION "\"}"));
        else if (variable == "secrets" || variable == "workflow") request.variables.push_back(Json::trusted("{}"));
        else request.variables.emplace_back();
    }
    return request;
}

} // namespace

// --- what comes -----------------------------------------------------------------------------------------------------

/// From its position on: it reads for itself, and is told of what comes after that.
void Scheduler::listen(const std::string& name) {
    Entry& entry = entries_.at(name);
    entry.queue.cursor = entry.state.position.value_or(0);
    EventRouter& router = orchestrator_.router();
    router.subscribe(
        name, listened_types(*entry.plan->schedule->on), router.last(), [this, name](const EventRouter::Event& event) { take(name, event); },
        [this, name] { return oldest_wanted(name); });
    catch_up(name);
}

/// The store answers in the order in which it is asked: what this reading has not seen is told after it.
void Scheduler::catch_up(const std::string& name) {
    Entry& entry = entries_.at(name);
    entry.queue.reading = true;
    auto reading = std::make_shared<BusReading>();
    reading->until = entry.queue.cursor;
    orchestrator_.store().run(
        [reading, types = types_of(listened_types(*entry.plan->schedule->on))](Stores& store) {
            reading->read(store, false, std::numeric_limits<std::int64_t>::max(),
                          [&](const BusEvent& event, const std::string& type) { return event.to.empty() && wants_type(types, type); });
        },
        [this, alive = alive_, name, generation = entry.generation, reading] {
            Entry* still = *alive ? find(name, generation) : nullptr;
            if (!still) return;
            if (reading->error) return put_off(name, *still, *reading->error);
            still->queue.take_over(*reading, [](const BusEvent&) { return true; });
            next_event(name);
            orchestrator_.wake();
        });
}

void Scheduler::take(const std::string& name, const EventRouter::Event& event) {
    Entry* entry = find(name);
    if (!entry || !entry->queue.current || event->id <= entry->queue.cursor) return;
    if (entry->queue.is_full()) {
        entry->queue.current = false; // it reads on when it has come so far
        return;
    }
    entry->queue.cursor = event->id;
    entry->queue.add(event);
    next_event(name);
}

/// The first event on the bus that it may still want; 0 when it has done with all there are.
std::int64_t Scheduler::oldest_wanted(const std::string& name) {
    const Entry* entry = find(name);
    return entry ? entry->queue.oldest() : 0;
}

std::size_t Scheduler::events_waiting() const {
    std::size_t count = 0;
    for (const auto& [name, entry] : entries_) count += entry.queue.size();
    return count;
}

// --- judging --------------------------------------------------------------------------------------------------------

void Scheduler::next_event(const std::string& name) {
    Entry* entry = find(name);
    if (!entry || entry->busy || orchestrator_.draining() || !entry->plan->schedule->on) return;
    for (; !entry->queue.empty(); entry->queue.take_first()) {
        entry->filters = willing_filters(*entry->plan->schedule->on, entry->state.heard, JsonValue::of(entry->queue.front()->event));
        if (entry->filters.empty()) continue; // the position is written with the next event that is wanted
        entry->tries = 0;
        entry->busy = true;
        return try_filter(name);
    }
    if (!entry->queue.current && !entry->queue.reading) catch_up(name);
}

/// One at a time for an entry, which is busy until it is answered.
void Scheduler::ask(const std::string& name, ExpressionIndex index, Json input, void (Scheduler::*answered)(const std::string&, const EvaluationOutcome&)) {
    const Entry& entry = entries_.at(name);
    orchestrator_.evaluate(schedule_question(*entry.plan, index, std::move(input)),
                           [this, alive = alive_, name, generation = entry.generation, answered](const EvaluationOutcome& outcome) {
                               if (*alive && find(name, generation)) (this->*answered)(name, outcome);
                           });
}

/// Where a limit stopped it, or its worker died, another try may give an answer.
bool Scheduler::tries_again(Entry& entry, const EvaluationOutcome& outcome) const {
    const auto* failure = std::get_if<EvaluationFailure>(&outcome);
    if (failure && failure->stopped && ++entry.tries < most_tries_of_one_expression) return true;
    entry.tries = 0;
    return false;
}

void Scheduler::try_filter(const std::string& name) {
    Entry& entry = entries_.at(name);
    if (entry.filters.empty()) return pass_event(name);
    const PlannedFilter& filter = entry.plan->schedule->on->filter(entry.filters.front());
    if (const auto* index = std::get_if<ExpressionIndex>(&filter.match)) ask(name, *index, entry.queue.front()->event, &Scheduler::judged);
    else matched(name, {});
}

/// An expression that fails on somebody else's event does not want it.
void Scheduler::judged(const std::string& name, const EvaluationOutcome& outcome) {
    Entry& entry = entries_.at(name);
    const Json* value = std::get_if<Json>(&outcome);
    if (value && !value->is_null() && bind_correlations(entry.state.correlations, *value)) return matched(name, *value);
    if (!tries_again(entry, outcome)) entry.filters.erase(entry.filters.begin());
    try_filter(name);
}

void Scheduler::matched(const std::string& name, const Json& correlations) {
    Entry& entry = entries_.at(name);
    ScheduleState& state = entry.state;
    state.correlations = *bind_correlations(state.correlations, correlations);
    if (state.correlations.text() == "{}") state.correlations = {};
    state.heard.push_back({entry.filters.front(), {entry.queue.front()->event, 0}});
    state.heard_ids.push_back(entry.queue.front()->id);
    entry.tries = 0;
    consumed(name);
}

/// Whether what was heard starts a run.
void Scheduler::consumed(const std::string& name) {
    const Entry& entry = entries_.at(name);
    const PlannedSchedule& schedule = *entry.plan->schedule;
    if (const auto known = has_enough(*schedule.on, entry.state.heard)) return enough(name, *known);
    const auto* index = std::get_if<ExpressionIndex>(&schedule.on->until);
    if (!index) return enough(name, false);
    ask(name, *index, events_read(*schedule.on, entry.state.heard, schedule.read), &Scheduler::judged_enough);
}

void Scheduler::judged_enough(const std::string& name, const EvaluationOutcome& outcome) {
    Entry& entry = entries_.at(name);
    if (tries_again(entry, outcome)) return consumed(name);
    if (const auto* failure = std::get_if<EvaluationFailure>(&outcome)) {
        const Error error{ErrorCode::invalid_argument, "its 'until' can't be evaluated: " + failure->message, {}};
        entry.state.failure = ScheduleFailure{orchestrator_.now(), error.message};
        tell(name, entry, error);
    }
    const Json* value = std::get_if<Json>(&outcome);
    enough(name, value && value->text() == "true");
}

void Scheduler::enough(const std::string& name, bool is_enough) {
    Entry& entry = entries_.at(name);
    ScheduleState& state = entry.state;
    const EventRouter::Event event = entry.queue.front();
    entry.queue.take_first();
    state.position = event->id;
    ScheduleRow row = entry.row;
    if (!is_enough) {
        row.state = state.json();
        return put(name, std::move(row), {event->id});
    }
    const PlannedSchedule& schedule = *entry.plan->schedule;
    Json input = events_read(*schedule.on, state.heard, schedule.read);
    std::vector<std::int64_t> events = std::exchange(state.heard_ids, {});
    state.heard.clear();
    state.correlations = {};
    start(name, std::move(input), std::move(row), rule_text(schedule), std::move(events));
}

/// No filter wanted it.
void Scheduler::pass_event(const std::string& name) {
    Entry& entry = entries_.at(name);
    entry.queue.take_first();
    entry.busy = false;
    next_event(name);
}

} // namespace orkestr
