#include "core/runtime/run_fork.h"

#include "core/base/json_value.h"
#include "core/base/shortened.h"
#include "core/history/chain.h"
#include "core/history/codec.h"
#include "core/runtime/redacted_rows.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>

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

/// Where a key's counters begin: behind the last sign, when nothing but counters follows it. A task's name may hold one.
std::size_t counters_in(const std::string& key) {
    const auto sign = key.rfind('#');
    const bool counts = sign != std::string::npos && sign + 1 < key.size() && key.find_first_not_of("0123456789.~", sign + 1) == std::string::npos;
    return counts ? sign : std::string::npos;
}

/// `3.2` is it, and so is `2` alone: the innermost one.
bool ends_with_counters(const std::string& key, const std::string& wanted) {
    const auto at = counters_in(key);
    if (at == std::string::npos) return false;
    const std::string counters = key.substr(at + 1);
    return counters == wanted || counters.ends_with("." + wanted);
}

Error several_steps(const std::string& given, const std::vector<Beginning>& alike) {
    return {ErrorCode::invalid_argument, "'" + given + "' is " + std::to_string(alike.size()) + " steps; which one of " + keys_of(alike) + "?", {}};
}

Result<Beginning> find_step(const std::vector<Beginning>& steps, const std::string& wanted, const Plan& plan) {
    for (const Beginning& step : steps)
        if (step.key == wanted) return step;
    const auto of_task = [&](const std::string& task) {
        std::vector<Beginning> alike;
        std::copy_if(steps.begin(), steps.end(), std::back_inserter(alike),
                     [&](const Beginning& step) { return step.task < plan.tasks.size() && (plan.task(step.task).pointer == task || plan.task(step.task).name == task); });
        return alike;
    };
    const std::string given = shortened(wanted, 100);
    const auto alike = of_task(wanted);
    if (alike.size() == 1) return alike.front();
    if (!alike.empty()) return several_steps(given, alike);
    const auto sign = counters_in(wanted);
    const auto repeated = sign == std::string::npos ? std::vector<Beginning>() : of_task(wanted.substr(0, sign));
    if (repeated.empty()) return Error{ErrorCode::not_found, "the run has no step '" + given + "'; its steps are " + keys_of(steps), {}};
    std::vector<Beginning> counted;
    std::copy_if(repeated.begin(), repeated.end(), std::back_inserter(counted), [&](const Beginning& step) { return ends_with_counters(step.key, wanted.substr(sign + 1)); });
    if (counted.size() == 1) return counted.front();
    if (!counted.empty()) return several_steps(given, counted);
    return Error{ErrorCode::not_found, "the run has no step '" + given + "'; those of this task are " + keys_of(repeated), {}};
}

/// A run's history, and what is missing in it.
struct ForkedHistory {
    std::vector<Event> events;
    std::vector<RedactedRow> redacted;
};

constexpr std::uint32_t rows_at_once = 1000;

/// `check` looks at each page before it is used.
Result<ForkedHistory> read_history(const std::function<Result<std::vector<EventRow>>(std::uint64_t after)>& rows_after,
                                   const std::function<Result<void>(const std::vector<EventRow>&, ForkedHistory&)>& check) {
    ForkedHistory history;
    Decoder decoder;
    for (std::uint64_t after = 0;;) {
        const auto rows = rows_after(after);
        if (!rows) return rows.error();
        if (auto checked = check(*rows, history); !checked) return checked.error();
        for (const EventRow& row : *rows) {
            if (row.seq != history.events.size() + 1)
                return Error{ErrorCode::corrupt, "event " + std::to_string(history.events.size() + 1) + " is missing: the next one has number " + std::to_string(row.seq), {}};
            auto event = decoder.decode(row);
            if (!event) return event.error();
            history.events.push_back(std::move(*event));
        }
        if (rows->size() < rows_at_once) break;
        after = rows->back().seq;
    }
    if (history.events.empty() || !std::holds_alternative<events::RunStarted>(history.events.front().body))
        return Error{ErrorCode::corrupt, "a history begins with run.started", {}};
    return history;
}

Result<ForkedHistory> read_own(const RunId& run, const Store& store, const std::string& workspace_key) {
    Digest head = chain_start(run);
    Digest key{};
    std::uint64_t checked = 0;
    return read_history([&](std::uint64_t after) { return store.events(run, after, rows_at_once); },
                        [&](const std::vector<EventRow>& rows, ForkedHistory&) -> Result<void> {
                            if (checked == 0 && !rows.empty()) key = run_key(workspace_key, run, JsonValue::of(rows.front().data).string_at("nonce"));
                            if (const auto broken = verify_chain(rows, key, checked, head))
                                return Error{ErrorCode::corrupt, "the history of run " + run.text + " is damaged: " + broken->message, {}};
                            checked += rows.size();
                            return {};
                        });
}

Result<ForkedHistory> read_foreign(const RunId& run, HistoryReader& reader) {
    return read_history([&](std::uint64_t after) { return reader.events(run, after, rows_at_once); },
                        [&](const std::vector<EventRow>& rows, ForkedHistory& history) -> Result<void> {
                            auto redacted = redacted_rows(reader, run, rows, rows_at_once);
                            if (!redacted) return redacted.error();
                            std::move(redacted->begin(), redacted->end(), std::back_inserter(history.redacted));
                            return {};
                        });
}

/// What ordered the result that an event is; 0 for other events.
std::uint64_t settles(const EventBody& body) {
    if (const auto* done = std::get_if<events::ActivityCompleted>(&body)) return done->scheduled;
    if (const auto* failed = std::get_if<events::ActivityFailed>(&body)) return failed->scheduled;
    if (const auto* done = std::get_if<events::ChildCompleted>(&body)) return done->scheduled;
    if (const auto* failed = std::get_if<events::ChildFailed>(&body)) return failed->scheduled;
    return 0;
}

/// Results that came later of what other branches had under way: they are known, so nothing is done twice. `seqs` are
/// their numbers in the other history.
Result<void> take_results(State& state, std::vector<Event>& taken, const std::vector<Event>& history, std::size_t from, std::set<std::uint64_t>& seqs) {
    for (std::size_t i = from; i < history.size(); ++i) {
        if (!state.pending.contains(settles(history[i].body))) continue;
        Event event{state.seq + 1, state.at, history[i].body};
        // What it refers to may not be in the part that is taken.
        if (Payload* value = value_of(event.body)) value->origin = 0;
        if (Fault* fault = fault_of(event.body)) fault->origin = 0;
        if (auto applied = apply(state, event); !applied) return applied;
        taken.push_back(std::move(event));
        seqs.insert(history[i].seq);
    }
    return {};
}

/// Data that was taken out is none that a run can go on with.
Result<void> refuse_redacted(const ForkedHistory& history, const Beginning& from, const std::set<std::uint64_t>& results, const std::vector<Beginning>& steps) {
    const auto missing = std::find_if(history.redacted.begin(), history.redacted.end(),
                                      [&](const RedactedRow& row) { return row.seq <= from.at || results.contains(row.seq); });
    if (missing == history.redacted.end()) return {};
    const std::uint64_t first = std::min(missing->seq, history.redacted.front().seq);
    const auto last = std::find_if(steps.rbegin(), steps.rend(), [&](const Beginning& step) { return step.at < first; });
    const std::string instead = last == steps.rend() ? "" : "fork from " + last->key + " or a step before it, or ";
    return Error{ErrorCode::unsupported, redacted_text_of(*missing) + " was redacted, and a run from " + from.key + " on would need it; " + instead +
                                             "take a log in which it is not, or start the definition anew with an input of your own", {}};
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

/// Work that nobody waits for stays with the run that ordered it. A child run in this workspace has begun already and tells
/// no parent; `children`: there is none here.
Result<void> leave_detached(State& state, std::vector<Event>& taken, const RunId& run, bool children) {
    const auto pending = state.pending;
    for (const auto& [scheduled, order] : pending) {
        const bool is_child = order.kind == "child";
        if (!order.detached || (is_child && !children)) continue;
        const Fault left{Problem::standard(StandardError::runtime, "run " + run.text + " ordered it, and goes on with it"), 0};
        Event event{state.seq + 1, state.at, events::ActivityFailed{scheduled, order.step, {}, left}};
        if (is_child) event.body = events::ChildFailed{scheduled, order.step, left};
        if (auto applied = apply(state, event); !applied) return applied;
        taken.push_back(std::move(event));
    }
    return {};
}

/// A fact of the fork's own, right before the one with which it begins.
Result<void> put_context(State& state, std::vector<Event>& taken, const std::optional<Json>& context) {
    if (!context) return {};
    Event event{state.seq + 1, state.at, events::RunForked{workflow_step, 0, {*context, 0}, {}}};
    if (auto applied = apply(state, event); !applied) return applied;
    taken.push_back(std::move(event));
    return {};
}

Result<void> check_semantics(const events::RunStarted& header, const RunId& run) {
    if (header.semantics == semantics_number) return {};
    return Error{ErrorCode::newer_version, "run " + run.text + " was run by an engine of other semantics; rerun it instead", {}};
}

Result<RunFork> fork_of(const ForkWish& wish, ForkedHistory history, std::shared_ptr<const Plan> plan, bool foreign) {
    std::vector<Event>& all = history.events;
    const auto steps = beginnings(all);
    const auto step = find_step(steps, wish.step, *plan);
    if (!step) return step.error();
    auto& header = std::get<events::RunStarted>(all.front().body);
    const RunId first = header.origin && header.origin->kind == RunOrigin::Kind::fork ? header.origin->first : wish.run;
    header.origin = RunOrigin{RunOrigin::Kind::fork, wish.run, step->at, step->key, first};
    header.parent.reset();
    header.cause = "fork";
    header.by = wish.author.by;
    header.reason = wish.author.reason;
    RunFork fork{std::move(plan), {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(step->at)}, step->step, {}};
    State state;
    for (const Event& event : fork.events)
        if (auto applied = apply(state, event); !applied) return applied.error();
    std::set<std::uint64_t> results;
    if (auto taken = take_results(state, fork.events, all, step->at, results); !taken) return taken.error();
    if (auto whole = refuse_redacted(history, *step, results, steps); !whole) return whole.error();
    if (auto finished = refuse_unfinished(*fork.plan, state, all); !finished) return finished.error();
    if (auto left = leave_detached(state, fork.events, wish.run, foreign); !left) return left.error();
    if (auto put = put_context(state, fork.events, wish.context); !put) return put.error();
    const Step* live = state.find(step->step);
    if (!live || live->stage != Stage::pending) return Error{ErrorCode::corrupt, "step " + step->key + " does not start where the history says", {}};
    fork.input = wish.input ? Payload{*wish.input, 0} : live->raw_input;
    return fork;
}

} // namespace

Result<RunFork> make_fork(const ForkWish& wish, const Store& store, PlanCache& plans, const std::string& workspace_key) {
    auto history = read_own(wish.run, store, workspace_key);
    if (!history) return history.error();
    const auto& header = std::get<events::RunStarted>(history->events.front().body);
    if (auto same = check_semantics(header, wish.run); !same) return same.error();
    auto plan = plans.get(header.definition, store);
    if (!plan) return plan.error();
    return fork_of(wish, std::move(*history), std::move(*plan), false);
}

Result<RunFork> make_fork(const ForkWish& wish, HistoryReader& reader, PlanCache& plans) {
    if (const auto row = reader.run(wish.run); !row) return row.error();
    auto history = read_foreign(wish.run, reader);
    if (!history) return history.error();
    const auto& header = std::get<events::RunStarted>(history->events.front().body);
    if (auto same = check_semantics(header, wish.run); !same) return same.error();
    auto definition = reader.definition(header.definition);
    if (!definition) return definition.error();
    auto plan = plans.get(header.definition, [&] { return definition; });
    if (!plan) return plan.error();
    auto fork = fork_of(wish, std::move(*history), std::move(*plan), true);
    if (!fork) return fork;
    definition->listed = false;
    fork->definition = std::move(*definition);
    return fork;
}

} // namespace orkestr
