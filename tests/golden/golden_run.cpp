#include "tests/golden/golden_run.h"

#include "core/base/json_value.h"
#include "core/base/secret_text.h"
#include "core/definition/reader.h"
#include "core/plan/plan.h"
#include "tests/golden/golden_bus.h"
#include "tests/golden/history_text.h"

#include <algorithm>

namespace orkestr::test {

namespace {

constexpr Instant golden_start{1'767'225'600'000}; // 2026-01-01T00:00:00Z
constexpr std::size_t most_events = 20'000;

class Driver {
public:
    Driver(const GoldenCase& one, ValueDesk& desk, GoldenRun& run) : case_(one), desk_(desk), run_(run), clock_(golden_start) {}

    void drive() {
        std::vector<EventBody> first{start()};
        for (const auto& action : case_.at_start) add_facts(action, first);
        session(first);
        deliver();
        for (const auto& action : case_.script) {
            if (!run_.problem.empty() || run_.state.ended()) break;
            perform(action);
        }
        while (!case_.pause && run_.problem.empty() && !run_.state.ended() && !run_.state.timers.empty()) fire_next({});
        if (run_.problem.empty() && !run_.state.ended() && !case_.pause && run_.state.timers.empty())
            run_.problem = "the script is over and the run waits for " + waiting_for();
    }

    /// Goes on from an event of another run; whatever is ordered is done at once, and nobody sends anything.
    void fork(const GoldenRun& original, std::size_t at, const RunId& run) {
        Event first = original.events.front();
        auto& header = std::get<events::RunStarted>(first.body);
        const RunId author = original.state.header.run;
        const bool of_fork = header.origin && header.origin->kind == RunOrigin::Kind::fork;
        header.origin = RunOrigin{RunOrigin::Kind::fork, author, at, {}, of_fork ? header.origin->first : author};
        header.run = run;
        header.cause = "fork";
        for (std::size_t i = 0; i < at; ++i) {
            const Event& event = i == 0 ? first : original.events[i];
            if (auto applied = apply(run_.state, event); !applied) return fail(applied.error().message);
            remember(event);
        }
        const StepId step = step_of(original.events[at].body);
        clock_ = run_.state.at + Duration{60'000};
        session({events::RunForked{step, 60'000, run_.state.find(step)->raw_input, run}});
        deliver();
        while (run_.problem.empty() && !run_.state.ended() && go_on()) {}
    }

private:
    bool go_on() {
        if (run_.state.suspended) return session({events::RunResumed{"golden", "go on"}}), true;
        for (const auto& [seq, pending] : run_.state.pending) {
            if (pending.detached) continue;
            if (pending.kind == "child") session({events::ChildCompleted{seq, pending.step, {}}});
            else session({events::ActivityCompleted{seq, pending.step, {}, {}}});
            return true;
        }
        if (run_.state.timers.empty()) return false;
        return fire_next({}), true;
    }

    EventBody start() const {
        events::RunStarted started;
        started.run = RunId{"01KDTMWQG0000000000000000G"};
        started.ns = run_.plan->ns;
        started.name = run_.plan->name;
        started.version = run_.plan->version;
        started.definition = run_.plan->definition_hash;
        started.runtime_name = "orkestr";
        started.runtime_version = "1.2.3";
        started.jq_version = "1.6";
        started.nonce = "000102030405060708090a0b0c0d0e0f";
        started.secrets = secret_placeholders(started.nonce, case_.secrets).json();
        started.cause = "manual";
        started.value = {case_.input, 0};
        return started;
    }

    /// Takes facts, then advances until the outside is needed.
    void session(const std::vector<EventBody>& facts) {
        clock_ = std::max(clock_, run_.state.at);
        Effects effects;
        for (const auto& fact : facts) {
            Event event{run_.state.seq + 1, clock_, fact};
            if (auto applied = apply(run_.state, event, &effects); !applied) return fail(applied.error().message);
            remember(event);
        }
        Values values;
        for (;;) {
            auto advanced = advance(*run_.plan, run_.state, values, clock_, effects);
            if (!advanced) return fail(advanced.error().message);
            for (const auto& event : advanced->events) remember(event);
            if (run_.events.size() > most_events) return fail("there is no end of events");
            if (advanced->more) {
                values.clear();
                continue;
            }
            if (advanced->requests.empty()) return;
            answer(advanced->requests, values);
        }
    }

    void answer(const std::vector<ValueRequest>& requests, Values& values) {
        std::vector<ValueRequest> asked;
        for (const auto& request : requests) {
            if (const auto* stop = stop_for(request)) values[request.key] = ValueFailure{true, stop->detail};
            else asked.push_back(request);
        }
        auto outcomes = desk_.values(*run_.plan, asked);
        for (std::size_t i = 0; i < asked.size(); ++i) values[asked[i].key] = std::move(outcomes[i]);
    }

    const GoldenStop* stop_for(const ValueRequest& request) {
        for (const auto& stop : case_.stops)
            if (stop.slot == to_string(request.key.slot) && is_at(request.key.step, stop.at)) return ++asked_[&stop] > stop.passed ? &stop : nullptr;
        return nullptr;
    }

    bool is_at(StepId id, const std::string& at) const {
        const Step* step = run_.state.find(id);
        if (!step || id == workflow_step) return at.empty() && id == workflow_step;
        return at == run_.plan->task(extended_task(*run_.plan, step->task)).pointer || at == step_key(*run_.plan, run_.state, *step);
    }

    /// What was ordered is known by the pointer and the key of its step, also when nobody waits for it any more.
    void remember(const Event& event) {
        if (const auto* started = std::get_if<events::TaskStarted>(&event.body))
            keys_[started->step] = {run_.plan->task(started->task).pointer, started->key};
        if (const auto* activity = std::get_if<events::ActivityScheduled>(&event.body)) ordered_.push_back({event.seq, activity->step, false});
        if (const auto* child = std::get_if<events::ChildScheduled>(&event.body)) ordered_.push_back({event.seq, child->step, true});
        if (const auto* listen = std::get_if<events::ListenStarted>(&event.body)) bus_.listen(listen->step);
        run_.events.push_back(event);
    }

    void perform(const GoldenAction& action) {
        clock_ = clock_ + Duration{action.after_ms};
        if (action.kind == GoldenAction::Kind::fire) return fire_next(action.at);
        std::vector<EventBody> facts;
        const auto add = [&](const GoldenAction& one) { add_facts(one, facts); };
        if (action.kind == GoldenAction::Kind::together) std::for_each(action.actions.begin(), action.actions.end(), add);
        else add(action);
        if (run_.problem.empty() && !facts.empty()) session(facts);
        deliver();
    }

    /// An event is taken by every step that listens for it, one at a time while the run rests.
    void add_facts(const GoldenAction& action, std::vector<EventBody>& facts) {
        if (action.kind == GoldenAction::Kind::event) {
            bus_.publish(action.value, action.at);
            for (auto& fact : offers()) {
                const StepId step = step_of(fact);
                const auto same = [&](const EventBody& one) { return std::holds_alternative<events::EventReceived>(one) && step_of(one) == step; };
                if (std::none_of(facts.begin(), facts.end(), same)) bus_.took(step), facts.push_back(std::move(fact));
            }
        } else if (auto fact = fact_of(action)) {
            facts.push_back(std::move(*fact));
        }
    }

    void deliver() {
        while (run_.problem.empty() && !run_.state.ended()) {
            auto facts = offers();
            if (facts.empty()) return;
            bus_.took(step_of(facts.front()));
            session({std::move(facts.front())});
        }
    }

    std::vector<EventBody> offers() {
        return bus_.offers(*run_.plan, run_.state, desk_, [&](StepId step, const std::string& at) { return is_at(step, at); });
    }

    std::optional<EventBody> fact_of(const GoldenAction& action) {
        if (action.kind == GoldenAction::Kind::cancel) return events::RunCancelRequested{"golden", action.text};
        if (action.kind == GoldenAction::Kind::suspend) return events::RunSuspended{"golden", action.text};
        if (action.kind == GoldenAction::Kind::resume) return events::RunResumed{"golden", action.text};
        if (action.kind == GoldenAction::Kind::fire) {
            const auto timer = timer_at(action.at);
            if (!timer) return fail("no timer is set at '" + action.at + "'"), std::nullopt;
            clock_ = std::max(clock_, run_.state.timers.at(*timer).due);
            return events::TimerFired{*timer};
        }
        const auto order = std::find_if(ordered_.begin(), ordered_.end(), [&](const Order& one) { return !one.answered && is_ordered_at(one, action.at); });
        if (order == ordered_.end()) return fail("nothing was ordered at '" + action.at + "'"), std::nullopt;
        order->answered = true;
        if (!run_.state.pending.contains(order->seq)) return events::ResultIgnored{order->seq, order->step, "nobody waits for this result any more"};
        if (action.kind == GoldenAction::Kind::complete) {
            if (order->child) return events::ChildCompleted{order->seq, order->step, {action.value, 0}};
            return events::ActivityCompleted{order->seq, order->step, action.text, {action.value, 0}};
        }
        if (order->child) return events::ChildFailed{order->seq, order->step, {action.error, 0}};
        return events::ActivityFailed{order->seq, order->step, action.text, {action.error, 0}};
    }

    /// The timer that is due first, of those at the place.
    std::optional<std::uint64_t> timer_at(const std::string& at) const {
        std::optional<std::uint64_t> found;
        for (const auto& [seq, timer] : run_.state.timers) {
            if (!at.empty() && !is_at(timer.step, at == "workflow" ? "" : at)) continue;
            if (!found || timer.due < run_.state.timers.at(*found).due) found = seq;
        }
        return found;
    }

    void fire_next(const std::string& at) {
        const auto timer = timer_at(at);
        if (!timer) return fail("no timer is set at '" + at + "'");
        clock_ = std::max(clock_, run_.state.timers.at(*timer).due);
        session({events::TimerFired{*timer}});
        deliver();
    }

    std::string waiting_for() const {
        std::string text;
        for (const auto& [seq, pending] : run_.state.pending) text += " " + run_.plan->task(pending.task).pointer;
        if (!text.empty()) return "the result of" + text;
        for (const auto& [id, step] : run_.state.steps)
            if (step.stage == Stage::listening) text += " " + run_.plan->task(step.task).pointer;
        return text.empty() ? "nothing" : "an event at" + text;
    }

    struct Order {
        std::uint64_t seq;
        StepId step;
        bool child;
        bool answered = false;
    };
    bool is_ordered_at(const Order& order, const std::string& at) const {
        const auto& [pointer, key] = keys_.at(order.step);
        return at.empty() || at == pointer || at == key;
    }

    void fail(const std::string& what) {
        if (run_.problem.empty()) run_.problem = what;
    }

    const GoldenCase& case_;
    ValueDesk& desk_;
    GoldenRun& run_;
    Instant clock_;
    std::map<StepId, std::pair<std::string, std::string>> keys_;
    std::vector<Order> ordered_;
    GoldenBus bus_;
    std::map<const GoldenStop*, std::int64_t> asked_;
};

} // namespace

GoldenRun run_golden(const GoldenCase& one, ValueDesk& desk) {
    GoldenRun run;
    const auto read = read_definition(one.definition, "case");
    run.diagnostics = read.diagnostics;
    if (!read.definition) return run;
    auto plan = compile_plan(*read.definition);
    if (!plan) {
        run.problem = plan.error().message;
        return run;
    }
    run.plan = std::move(*plan);
    Driver(one, desk, run).drive();
    return run;
}

GoldenRun fork_golden(const GoldenRun& original, std::size_t at, const RunId& run, ValueDesk& desk) {
    GoldenRun forked;
    forked.plan = original.plan;
    const GoldenCase nothing;
    Driver(nothing, desk, forked).fork(original, at, run);
    return forked;
}

std::string text_of(const GoldenRun& run) {
    std::string text;
    for (const auto& diagnostic : run.diagnostics)
        text += std::string(diagnostic.severity == Severity::error ? "error" : "warning") + "[" + diagnostic.code + "]" +
                (diagnostic.severity == Severity::error ? " " + diagnostic.pointer : "") + "\n";
    if (run.plan) text += history_text(*run.plan, run.events);
    if (!run.problem.empty()) text += "! " + run.problem + "\n";
    if (run.plan) text += std::string("= ") + to_string(run.state.status) + "\n";
    return text;
}

} // namespace orkestr::test
