#include "tests/golden/golden_run.h"

#include "core/base/secret_text.h"
#include "core/definition/reader.h"
#include "core/plan/plan.h"
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
        for (const auto& action : case_.at_start)
            if (auto fact = fact_of(action)) first.push_back(std::move(*fact));
        session(first);
        for (const auto& action : case_.script) {
            if (!run_.problem.empty() || run_.state.ended()) break;
            perform(action);
        }
        while (!case_.pause && run_.problem.empty() && !run_.state.ended() && !run_.state.timers.empty()) fire_next({});
        if (run_.problem.empty() && !run_.state.ended() && !case_.pause && run_.state.timers.empty())
            run_.problem = "the script is over and the run waits for " + waiting_for();
    }

private:
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
        return at == run_.plan->task(step->task).pointer || at == step_key(*run_.plan, run_.state, *step);
    }

    /// What was ordered is known by the pointer and the key of its step, also when nobody waits for it any more.
    void remember(const Event& event) {
        if (const auto* started = std::get_if<events::TaskStarted>(&event.body))
            keys_[started->step] = {run_.plan->task(started->task).pointer, started->key};
        if (const auto* activity = std::get_if<events::ActivityScheduled>(&event.body)) ordered_.push_back({event.seq, activity->step, false});
        if (const auto* child = std::get_if<events::ChildScheduled>(&event.body)) ordered_.push_back({event.seq, child->step, true});
        run_.events.push_back(event);
    }

    void perform(const GoldenAction& action) {
        clock_ = clock_ + Duration{action.after_ms};
        if (action.kind == GoldenAction::Kind::fire) return fire_next(action.at);
        std::vector<EventBody> facts;
        const auto add = [&](const GoldenAction& one) {
            if (auto fact = fact_of(one)) facts.push_back(std::move(*fact));
        };
        if (action.kind == GoldenAction::Kind::together) std::for_each(action.actions.begin(), action.actions.end(), add);
        else add(action);
        if (run_.problem.empty()) session(facts);
    }

    std::optional<EventBody> fact_of(const GoldenAction& action) {
        if (action.kind == GoldenAction::Kind::cancel) return events::RunCancelRequested{"golden", action.text};
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
    }

    std::string waiting_for() const {
        std::string text;
        for (const auto& [seq, pending] : run_.state.pending) text += " " + run_.plan->task(pending.task).pointer;
        return text.empty() ? "nothing" : "the result of" + text;
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
