#include "core/runtime/orchestrator.h"

#include "core/engine/consumption.h"
#include "core/runtime/run_loader.h"
#include "core/runtime/value_outcome.h"

#include <algorithm>

namespace orkestr {

Orchestrator::Orchestrator(OrchestratorPorts ports, OrchestratorOptions options)
    : ports_(std::move(ports)), options_(std::move(options)), router_(*this) {
    router_.open(plans_);
}

Orchestrator::~Orchestrator() { *alive_ = false; }

RunSlot* Orchestrator::find(const RunId& run) {
    const auto at = slots_.find(run);
    return at == slots_.end() ? nullptr : at->second.get();
}

/// The run in memory; one that isn't there begins to load.
RunSlot& Orchestrator::slot_for(const RunId& run) {
    if (RunSlot* slot = find(run)) return *slot;
    auto& slot = slots_[run];
    slot = std::make_unique<RunSlot>();
    slot->id = run;
    load(run);
    return *slot;
}

void Orchestrator::on_store(std::function<void(Stores&)> job, std::function<void()> then) {
    ++jobs_;
    ports_.store.run(std::move(job), [this, alive = alive_, then = std::move(then)] {
        if (!*alive) return;
        --jobs_;
        then();
        wake();
    });
}

// --- facts ----------------------------------------------------------------------------------------------------------

void Orchestrator::add_fact(const RunId& run, Fact fact) {
    if (const auto left = left_.find(run); left != left_.end()) {
        if (fact.done) fact.done(left->second);
        return;
    }
    RunSlot& slot = slot_for(run);
    slot.facts.push_back(std::move(fact));
    if (slot.phase == RunSlot::Phase::idle) begin_session(slot);
    wake();
}

void Orchestrator::load(const RunId& run) {
    auto result = std::make_shared<Result<RunSlot>>(ErrorCode::internal, "");
    ++loads_;
    on_store([result, run, plans = plans_, key = options_.workspace_key](
                 Stores& store) { *result = load_run(run, store, *plans, key); },
             [this, result, run] {
                 --loads_;
                 loaded(run, std::move(*result));
             });
}

void Orchestrator::loaded(const RunId& run, Result<RunSlot> result) {
    RunSlot* slot = find(run);
    if (!slot || slot->phase != RunSlot::Phase::loading) return;
    const auto begin = std::exchange(slot->begin, {});
    if (result) go_on(*slot, std::move(*result));
    else if (result.error().code == ErrorCode::not_found) forget(run, result.error());
    else if (result.error().code == ErrorCode::corrupt || result.error().code == ErrorCode::newer_version) leave(run, result.error());
    else stop(result.error());
    if (begin) begin();
}

/// With what the store holds of a run, and with what came for it meanwhile.
void Orchestrator::go_on(RunSlot& slot, RunSlot read) {
    read.facts = std::move(slot.facts);
    const bool must_dispatch = slot.must_dispatch;
    slot = std::move(read);
    const State& state = slot.state;
    if (state.ended()) return forget(slot.id, {ErrorCode::conflict, "run " + slot.id.text + " has ended already: " + to_string(state.status), {}});
    for (const auto& [timer, row] : state.timers) set_timer(slot.id, timer, row.due);
    const RunId run = slot.id;
    begin_session(slot);
    // Only now: a result that has come needs no second attempt, and a run that is cancelled no further one.
    if (RunSlot* still = find(run); must_dispatch && still && !still->state.cancel && !still->state.suspended) dispatch_again(*still);
}

/// Takes the facts that have come and makes the run ready, if there is anything to do.
void Orchestrator::begin_session(RunSlot& slot) {
    slot.now = std::max(slot.state.at, ports_.clock.now());
    std::optional<Instant> due;
    while (!slot.facts.empty()) {
        // Timers of different times fire one after the other, though the clock has passed them both.
        if (const auto* fired = std::get_if<events::TimerFired>(&slot.facts.front().body)) {
            const auto timer = slot.state.timers.find(fired->timer);
            if (timer != slot.state.timers.end() && due && timer->second.due > *due) break;
            if (timer != slot.state.timers.end()) due = timer->second.due;
        }
        Fact fact = std::move(slot.facts.front());
        slot.facts.pop_front();
        const auto taken = take(slot, fact);
        if (taken) {
            slot.taken.push_back(std::move(fact));
            continue;
        }
        if (taken.error().code != ErrorCode::conflict) slot.facts.clear();
        if (fact.done) fact.done(taken.error());
        if (taken.error().code != ErrorCode::conflict) return leave(RunId(slot.id), taken.error());
    }
    if (slot.events.empty() && slot.state.ready.empty() && !slot.state.cancel) return rest(slot);
    slot.phase = RunSlot::Phase::ready;
    ready_.push_back(slot.id);
}

/// There was nothing to decide; what has come meanwhile may change that.
void Orchestrator::rest(RunSlot& slot) {
    slot.phase = RunSlot::Phase::idle;
    if (slot.facts.empty()) {
        idle_.erase(std::exchange(slot.idle, ++idled_));
        idle_.emplace(slot.idle, slot.id);
        return router_.run_rests(RunId(slot.id));
    }
    begin_session(slot);
    wake();
}

/// Errors: corrupt, when the state contradicts itself; it is not to be used any more.
Result<void> Orchestrator::record(RunSlot& slot, EventBody body) {
    Event event{slot.state.seq + 1, slot.now, std::move(body)};
    if (event.seq == 1) slot.started = event.at;
    if (auto applied = apply(slot.state, event, &slot.effects); !applied) return applied;
    slot.events.push_back(std::move(event));
    return {};
}

/// Errors: conflict for what the run has no use for: a timer that was cleared, a result that was taken before; else as
/// record's.
Result<void> Orchestrator::take(RunSlot& slot, const Fact& fact) {
    State& state = slot.state;
    const auto refused = [&](const std::string& why) { return Result<void>(ErrorCode::conflict, "run " + slot.id.text + " " + why); };
    if (state.ended()) return refused("has ended: " + std::string(to_string(state.status)));
    EventBody body = fact.body;
    if (const auto* fired = std::get_if<events::TimerFired>(&body); fired && !state.timers.contains(fired->timer)) return refused("has cleared this timer");
    if (const auto* event = std::get_if<events::EventReceived>(&body); event && !takes_event(*slot.plan, state, *event)) return refused("does not listen for this event");
    if (std::holds_alternative<events::RunCancelRequested>(body) && state.cancel) return refused("is being cancelled already");
    if (std::holds_alternative<events::RunSuspended>(body) && state.suspended) return refused("is suspended already");
    if (std::holds_alternative<events::RunResumed>(body) && !state.suspended) return refused("is not suspended");
    // A result knows what ordered it; the step is the one that waits for it.
    std::optional<std::uint64_t> unwanted;
    std::visit(
        [&](auto& result) {
            if constexpr (requires { result.scheduled; }) {
                const auto at = state.pending.find(result.scheduled);
                if (at == state.pending.end()) unwanted = result.scheduled;
                else result.step = at->second.step;
            }
        },
        body);
    if (unwanted) body = events::ResultIgnored{*unwanted, step_of(body), "nobody waits for this result any more"};
    return record(slot, std::move(body));
}

// --- a turn ---------------------------------------------------------------------------------------------------------

void Orchestrator::turn() {
    if (stopped_) return;
    take_due_timers();
    go_on_with_unfinished();
    advance_ready();
    commit();
    evict();
    // A step whose beginning to listen is being committed still wants what came since.
    if (recovered_ && !committing_) router_.expire(now());
}

void Orchestrator::advance_ready() {
    std::vector<EvaluationRequest> requests = std::exchange(asked_, {});
    const auto runs = std::exchange(ready_, {});
    for (const RunId& run : runs) {
        RunSlot* slot = find(run);
        if (!slot || slot->phase != RunSlot::Phase::ready) continue;
        slot->now = std::max(slot->state.at, ports_.clock.now());
        auto advanced = advance(*slot->plan, slot->state, slot->values, slot->now, slot->effects);
        if (!advanced) {
            leave(run, advanced.error());
            continue;
        }
        std::move(advanced->events.begin(), advanced->events.end(), std::back_inserter(slot->events));
        slot->more = advanced->more;
        // A full session is committed first, and what it needs asked for again: a loop that evaluates without end can be
        // cancelled, and what is not durable yet stays small.
        if (!advanced->requests.empty() && slot->events.size() < slice_events) {
            ask(*slot, std::move(advanced->requests), requests);
        } else if (slot->events.empty()) {
            rest(*slot);
        } else {
            slot->phase = RunSlot::Phase::complete;
            complete_.push_back(run);
        }
    }
    if (requests.empty()) return;
    ports_.evaluator.evaluate(std::move(requests), [this, alive = alive_](std::vector<EvaluationAnswer> answers) {
        if (*alive) answered(std::move(answers));
    });
}

void Orchestrator::ask(RunSlot& slot, std::vector<ValueRequest> requests, std::vector<EvaluationRequest>& out) {
    slot.phase = RunSlot::Phase::evaluating;
    slot.asked = requests.size();
    for (auto& request : requests) {
        const std::uint64_t ticket = next_ticket_++;
        tickets_.emplace(ticket, std::pair(slot.id, request.key));
        out.push_back({ticket, slot.plan->program, request.is_schema, request.index, std::move(request.input), std::move(request.variables)});
    }
}

void Orchestrator::answered(std::vector<EvaluationAnswer> answers) {
    for (auto& answer : answers) {
        if (const auto question = questions_.extract(answer.ticket)) {
            question.mapped()(std::move(answer.outcome));
            continue;
        }
        const auto ticket = tickets_.find(answer.ticket);
        if (ticket == tickets_.end()) continue;
        const auto [run, key] = ticket->second;
        tickets_.erase(ticket);
        RunSlot* slot = find(run);
        if (!slot || slot->phase != RunSlot::Phase::evaluating) continue;
        slot->values[key] = value_outcome(std::move(answer.outcome));
        if (--slot->asked > 0) continue;
        slot->phase = RunSlot::Phase::ready;
        ready_.push_back(run);
    }
    wake();
}

// --- what there is to know ------------------------------------------------------------------------------------------

std::optional<Instant> Orchestrator::next_due() const {
    // Those that are being read come first, and call for a turn.
    if (due_.empty() || loads_ >= options_.max_loads) return std::nullopt;
    return std::get<0>(*due_.begin());
}

bool Orchestrator::works_for(const RunId& run) const {
    const auto first = under_way_.lower_bound({run, 0});
    return first != under_way_.end() && first->first == run;
}

bool Orchestrator::quiet() const {
    if (committing_ || jobs_ > 0 || !unfinished_.empty() || !under_way_.empty() || !ready_.empty() || !complete_.empty() || !tickets_.empty() || !questions_.empty() || !router_.quiet()) return false;
    return std::all_of(slots_.begin(), slots_.end(), [](const auto& entry) { return entry.second->phase == RunSlot::Phase::idle; });
}

} // namespace orkestr
