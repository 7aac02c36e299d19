#include "core/runtime/run_fork.h"

#include "core/base/shortened.h"
#include "core/history/chain.h"
#include "core/history/codec.h"

#include <algorithm>

namespace orkestr {

namespace {

/// A step as its history names it: where it started, was skipped, or failed before it started.
struct Beginning {
    std::size_t at = 0; ///< index of the event
    StepId step = 0;
    TaskIndex task = no_task;
    std::string key;
};

std::vector<Beginning> beginnings(const std::vector<Event>& events) {
    std::vector<Beginning> all;
    for (std::size_t i = 0; i < events.size(); ++i) {
        std::visit(
            [&](const auto& body) {
                if constexpr (requires { body.key; body.task; })
                    if (!body.key.empty()) all.push_back({i, body.step, body.task, body.key});
            },
            events[i].body);
    }
    return all;
}

std::string keys_of(const std::vector<Beginning>& steps) {
    constexpr std::size_t most = 12;
    std::string text;
    for (std::size_t i = 0; i < std::min(steps.size(), most); ++i) text += (i == 0 ? "" : ", ") + steps[i].key;
    return steps.size() > most ? text + ", ..." : text;
}

Result<Beginning> find_step(const std::vector<Beginning>& steps, const std::string& wanted, const Plan& plan) {
    for (const Beginning& step : steps)
        if (step.key == wanted) return step;
    std::vector<Beginning> alike;
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(alike), [&](const Beginning& step) {
        return step.task < plan.tasks.size() && (plan.task(step.task).pointer == wanted || plan.task(step.task).name == wanted);
    });
    if (alike.size() == 1) return alike.front();
    const std::string given = shortened(wanted, 100);
    if (alike.empty()) return Error{ErrorCode::not_found, "the run has no step '" + given + "'; its steps are " + keys_of(steps), {}};
    return Error{ErrorCode::invalid_argument, "'" + given + "' is " + std::to_string(alike.size()) + " steps; which one of " + keys_of(alike) + "?", {}};
}

Result<std::vector<Event>> read_history(const RunId& run, const Store& store, const std::string& workspace_key) {
    constexpr std::uint32_t rows_at_once = 1000;
    std::vector<Event> all;
    Decoder decoder;
    Digest head = chain_start(run);
    Digest key{};
    for (std::uint64_t after = 0;;) {
        const auto rows = store.events(run, after, rows_at_once);
        if (!rows) return rows.error();
        for (const EventRow& row : *rows) {
            auto event = decoder.decode(row);
            if (!event) return event.error();
            if (const auto* started = std::get_if<events::RunStarted>(&event->body)) key = run_key(workspace_key, run, started->nonce);
            all.push_back(std::move(*event));
        }
        if (const auto broken = verify_chain(*rows, key, after, head))
            return Error{ErrorCode::corrupt, "the history of run " + run.text + " is damaged: " + broken->message, {}};
        if (rows->size() < rows_at_once) return all;
        after = rows->back().seq;
    }
}

/// What ordered the result that an event is; 0 for other events.
std::uint64_t settles(const EventBody& body) {
    if (const auto* done = std::get_if<events::ActivityCompleted>(&body)) return done->scheduled;
    if (const auto* failed = std::get_if<events::ActivityFailed>(&body)) return failed->scheduled;
    if (const auto* done = std::get_if<events::ChildCompleted>(&body)) return done->scheduled;
    if (const auto* failed = std::get_if<events::ChildFailed>(&body)) return failed->scheduled;
    return 0;
}

/// Results that came later of what other branches had under way: they are known, so nothing is done twice.
Result<void> take_results(State& state, std::vector<Event>& taken, const std::vector<Event>& history, std::size_t from) {
    for (std::size_t i = from; i < history.size(); ++i) {
        if (!state.pending.contains(settles(history[i].body))) continue;
        Event event{state.seq + 1, state.at, history[i].body};
        // What it refers to may not be in the part that is taken.
        if (Payload* value = value_of(event.body)) value->origin = 0;
        if (Fault* fault = fault_of(event.body)) fault->origin = 0;
        if (auto applied = apply(state, event); !applied) return applied;
        taken.push_back(std::move(event));
    }
    return {};
}

/// Work that the other run still does is not begun a second time. What it gave up, as when another branch faulted, nobody
/// does any more: that is begun anew.
Result<void> refuse_unfinished(const Plan& plan, const State& state, const std::vector<Event>& history) {
    State last;
    for (const Event& event : history)
        if (auto applied = apply(last, event); !applied) return applied;
    for (const auto& [scheduled, pending] : state.pending) {
        const bool is_child = pending.kind == "child";
        if (pending.detached || (!is_child && !last.pending.contains(scheduled))) continue;
        const Step* step = state.find(pending.step);
        const std::string key = step ? step_key(plan, state, *step) : plan.task(pending.task).pointer;
        const std::string work = is_child ? "child run " + pending.child.text : "the " + pending.kind + " activity";
        return {ErrorCode::conflict, work + " of step " + key + ", which another branch waited for at that point, has no result yet; wait for it, or fork from " + key};
    }
    return {};
}

/// Work that nobody waits for stays with the run that ordered it.
Result<void> leave_detached(State& state, std::vector<Event>& taken, const RunId& run) {
    const auto pending = state.pending;
    for (const auto& [scheduled, order] : pending) {
        if (!order.detached || order.kind == "child") continue;
        Problem left = Problem::standard(StandardError::runtime, "run " + run.text + " ordered it, and goes on with it");
        Event event{state.seq + 1, state.at, events::ActivityFailed{scheduled, order.step, {}, {std::move(left), 0}}};
        if (auto applied = apply(state, event); !applied) return applied;
        taken.push_back(std::move(event));
    }
    return {};
}

} // namespace

Result<RunFork> make_fork(const ForkWish& wish, const Store& store, PlanCache& plans, const std::string& workspace_key) {
    auto history = read_history(wish.run, store, workspace_key);
    if (!history) return history.error();
    auto& header = std::get<events::RunStarted>(history->front().body);
    if (header.semantics != semantics_number)
        return Error{ErrorCode::newer_version, "run " + wish.run.text + " was run by an engine of other semantics; rerun it instead", {}};
    auto plan = plans.get(header.definition, store);
    if (!plan) return plan.error();
    const auto step = find_step(beginnings(*history), wish.step, **plan);
    if (!step) return step.error();

    const RunId first = header.origin && header.origin->kind == RunOrigin::Kind::fork ? header.origin->first : wish.run;
    header.origin = RunOrigin{RunOrigin::Kind::fork, wish.run, step->at, step->key, first};
    header.parent.reset();
    header.cause = "fork";
    header.by = wish.author.by;
    header.reason = wish.author.reason;
    RunFork fork{*plan, {history->begin(), history->begin() + static_cast<std::ptrdiff_t>(step->at)}, step->step, {}};
    State state;
    for (const Event& event : fork.events)
        if (auto applied = apply(state, event); !applied) return applied.error();
    if (auto taken = take_results(state, fork.events, *history, step->at); !taken) return taken.error();
    if (auto finished = refuse_unfinished(*fork.plan, state, *history); !finished) return finished.error();
    if (auto left = leave_detached(state, fork.events, wish.run); !left) return left.error();
    const Step* live = state.find(step->step);
    if (!live || live->stage != Stage::pending) return Error{ErrorCode::corrupt, "step " + step->key + " does not start where the history says", {}};
    fork.input = wish.input ? Payload{*wish.input, 0} : live->raw_input;
    return fork;
}

} // namespace orkestr
