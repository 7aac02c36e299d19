#include "tests/golden/transition_watch.h"

#include <optional>

namespace orkestr::test {

namespace {

/// The step an event moves, and how; nothing for events that move none.
struct Moved {
    StepId step = 0;
    Trigger trigger = Trigger::start;
    bool ends_branch = false;
};

class Classifier {
public:
    explicit Classifier(const State& before) : before_(before) {}

    std::optional<Moved> operator()(const events::RunStarted&) const { return std::nullopt; }
    std::optional<Moved> operator()(const events::RunEntered&) const { return Moved{workflow_step, Trigger::start}; }
    std::optional<Moved> operator()(const events::RunCompleted&) const { return Moved{workflow_step, Trigger::complete}; }
    std::optional<Moved> operator()(const events::RunFaulted&) const { return Moved{workflow_step, Trigger::fault}; }
    std::optional<Moved> operator()(const events::RunCancelRequested&) const { return std::nullopt; }
    std::optional<Moved> operator()(const events::RunCancelled&) const { return Moved{workflow_step, Trigger::cancel}; }
    std::optional<Moved> operator()(const events::TaskSkipped& e) const { return Moved{e.step, Trigger::skip, e.flow.kind != Flow::Kind::next}; }
    std::optional<Moved> operator()(const events::TaskStarted& e) const { return Moved{e.step, Trigger::start}; }
    std::optional<Moved> operator()(const events::TaskCompleted& e) const { return Moved{e.step, Trigger::complete, e.flow.kind != Flow::Kind::next}; }
    std::optional<Moved> operator()(const events::TaskFaulted& e) const { return Moved{e.step, Trigger::fault, true}; }
    std::optional<Moved> operator()(const events::TaskCancelled& e) const { return Moved{e.step, Trigger::cancel, true}; }
    std::optional<Moved> operator()(const events::ContextExported& e) const { return Moved{e.step, Trigger::export_context}; }
    std::optional<Moved> operator()(const events::LoopEntered& e) const { return Moved{e.step, Trigger::enter}; }
    std::optional<Moved> operator()(const events::IterationStarted& e) const { return Moved{e.step, Trigger::iterate}; }
    std::optional<Moved> operator()(const events::FunctionCalled& e) const { return Moved{e.step, Trigger::call}; }
    std::optional<Moved> operator()(const events::AttemptStarted& e) const { return Moved{e.step, Trigger::attempt}; }
    std::optional<Moved> operator()(const events::RetryScheduled& e) const { return Moved{e.step, Trigger::retry}; }
    std::optional<Moved> operator()(const events::ErrorCaught& e) const {
        return Moved{e.step, e.handler == no_task ? Trigger::pass_error : Trigger::handle_error};
    }
    std::optional<Moved> operator()(const events::WaitStarted& e) const { return Moved{e.step, Trigger::wait}; }
    std::optional<Moved> operator()(const events::TimerFired& e) const {
        const auto timer = before_.timers.find(e.timer);
        if (timer == before_.timers.end()) return std::nullopt;
        static constexpr Trigger triggers[] = {Trigger::timer, Trigger::timer, Trigger::expire, Trigger::attempt_expire};
        return Moved{timer->second.step, triggers[static_cast<int>(timer->second.kind)]};
    }
    std::optional<Moved> operator()(const events::ActivityScheduled& e) const {
        return Moved{e.step, e.detached ? Trigger::schedule_detached : Trigger::schedule_activity};
    }
    std::optional<Moved> operator()(const events::ActivityCompleted& e) const { return result(e.scheduled, Trigger::activity_complete); }
    std::optional<Moved> operator()(const events::ActivityFailed& e) const { return result(e.scheduled, Trigger::activity_fail); }
    std::optional<Moved> operator()(const events::ResultIgnored&) const { return std::nullopt; }
    std::optional<Moved> operator()(const events::EventEmitted& e) const { return Moved{e.step, Trigger::emit}; }
    std::optional<Moved> operator()(const events::ChildScheduled& e) const {
        return Moved{e.step, e.detached ? Trigger::schedule_detached : Trigger::schedule_child};
    }
    std::optional<Moved> operator()(const events::ChildCompleted& e) const { return result(e.scheduled, Trigger::child_complete); }
    std::optional<Moved> operator()(const events::ChildFailed& e) const { return result(e.scheduled, Trigger::child_fail); }
    std::optional<Moved> operator()(const events::RunSuspended&) const { return std::nullopt; }
    std::optional<Moved> operator()(const events::RunResumed&) const { return std::nullopt; }
    std::optional<Moved> operator()(const events::RunForked&) const { return std::nullopt; }
    std::optional<Moved> operator()(const events::ListenStarted& e) const { return Moved{e.step, Trigger::listen}; }
    std::optional<Moved> operator()(const events::ListenContinued& e) const { return Moved{e.step, Trigger::listen}; }
    std::optional<Moved> operator()(const events::EventReceived& e) const { return Moved{e.step, Trigger::receive}; }
    std::optional<Moved> operator()(const events::IterationCompleted& e) const { return Moved{e.step, Trigger::iterated}; }
    std::optional<Moved> operator()(const events::ListenCompleted& e) const { return Moved{e.step, Trigger::hear_out}; }
    std::optional<Moved> operator()(const events::ExtensionEntered& e) const { return Moved{e.step, Trigger::apply}; }
    std::optional<Moved> operator()(const events::EvaluationStopped& e) const { return Moved{e.step, Trigger::stop}; }

private:
    std::optional<Moved> result(std::uint64_t scheduled, Trigger trigger) const {
        const auto pending = before_.pending.find(scheduled);
        if (pending == before_.pending.end() || pending->second.detached) return std::nullopt;
        return Moved{pending->second.step, trigger};
    }
    const State& before_;
};

} // namespace

std::string text_of(const SeenTransition& seen) {
    return seen.machine + ": " + to_string(seen.from) + " by " + to_string(seen.trigger);
}

void TransitionWatch::expect(const Plan& plan, const State& before, const State& after, StepId id, Trigger trigger) {
    const Step& step = *before.find(id);
    // A step that is about to start has its machine from the plan.
    const std::string machine = id == workflow_step ? "workflow" : plan.task(step.task).kind;
    const SeenTransition seen{machine, step.stage, trigger};
    seen_.insert(seen);
    const auto to = next_stage(*find_machine(machine), step.stage, trigger);
    const Step* now = after.find(id);
    const Stage is = now ? now->stage : Stage::ended;
    if (!to) wrong_.push_back(text_of(seen) + " is in no table");
    else if (*to != is) wrong_.push_back(text_of(seen) + " led to " + to_string(is) + ", not to " + to_string(*to));
}

void TransitionWatch::see(const Plan& plan, const std::vector<Event>& events) {
    State state;
    for (const auto& event : events) {
        const State before = state;
        if (auto applied = apply(state, event); !applied) {
            wrong_.push_back(applied.error().message);
            return;
        }
        const auto moved = std::visit(Classifier(before), event.body);
        if (!moved) continue;
        expect(plan, before, state, moved->step, moved->trigger);
        if (!moved->ends_branch) continue;
        const Step& parent = *before.find(before.find(moved->step)->parent);
        expect(plan, before, state, parent.id, parent.open_branches == 1 ? Trigger::last_branch_done : Trigger::branch_done);
    }
}

std::vector<SeenTransition> TransitionWatch::missing() const {
    std::vector<SeenTransition> rows;
    for (const auto& machine : all_machines())
        for (const auto& row : machine.table)
            if (SeenTransition one{std::string(machine.kind), row.from, row.trigger}; !seen_.contains(one)) rows.push_back(one);
    return rows;
}

} // namespace orkestr::test
