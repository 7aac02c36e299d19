#include "tests/engine/machine_state.h"

namespace orkestr::test {

namespace {

constexpr std::uint64_t wait_timer = 3;
constexpr std::uint64_t timeout_timer = 4;
constexpr std::uint64_t attempt_timer = 5;
constexpr std::uint64_t ordered = 6;

Step step_of(StepId id, StepId parent, const Machine* machine, Stage stage) {
    Step step;
    step.id = id;
    step.parent = parent;
    step.task = id;
    step.machine = machine;
    step.stage = stage;
    return step;
}

/// Two steps that run inside the step, one a branch; of them only one is left when it is to be the last.
void add_branches(State& state, StepId id, bool last) {
    Step& step = state.steps.at(id);
    step.branches.resize(2);
    step.open_branches = last ? 1 : 2;
    for (std::uint32_t i = 0; i < step.open_branches; ++i) {
        Step inner = step_of(10 + i, id, find_machine("raise"), Stage::running);
        inner.branch = i;
        step.branches[i].live = inner.id;
        state.steps.emplace(inner.id, inner);
    }
}

} // namespace

StepId step_under_test(const Machine& machine) { return machine.kind == "workflow" ? workflow_step : 1; }

State state_in(const Machine& machine, Stage stage, Trigger trigger) {
    State state;
    state.seq = 9;
    state.status = RunStatus::running;
    state.next_step = 20;
    const StepId id = step_under_test(machine);
    state.steps.emplace(workflow_step, step_of(workflow_step, 0, find_machine("workflow"), id == workflow_step ? stage : Stage::body));
    if (id != workflow_step) {
        state.steps.at(workflow_step).branches.resize(1);
        state.steps.at(workflow_step).branches[0].live = id;
        state.steps.at(workflow_step).open_branches = 1;
        state.steps.emplace(id, step_of(id, workflow_step, stage == Stage::pending ? nullptr : &machine, stage));
    }
    if (trigger == Trigger::branch_done || trigger == Trigger::last_branch_done) add_branches(state, id, trigger == Trigger::last_branch_done);
    state.timers[wait_timer] = {id, stage == Stage::backing_off ? Timer::Kind::retry : Timer::Kind::wait, {}};
    state.timers[timeout_timer] = {id, Timer::Kind::timeout, {}};
    state.timers[attempt_timer] = {id, Timer::Kind::attempt_timeout, {}};
    state.pending[ordered] = {id, id, 1, "http", {}, false, {}};
    return state;
}

Event event_for(const Machine& machine, const State& state, Trigger trigger) {
    const StepId id = step_under_test(machine);
    const bool run = id == workflow_step;
    const auto body = [&]() -> EventBody {
        switch (trigger) {
        case Trigger::skip: return events::TaskSkipped{id, 0, id, "/do/0", {}, {}};
        case Trigger::start:
            if (run) return events::RunEntered{0, {}, {}};
            return events::TaskStarted{id, 0, id, std::string(machine.kind), "/do/0", {}, {}, {}};
        case Trigger::complete:
            if (run) return events::RunCompleted{};
            return events::TaskCompleted{id, {}, {}, false, {}};
        case Trigger::fault:
            if (run) return events::RunFaulted{};
            return events::TaskFaulted{id, {}, no_task, 0, {}};
        case Trigger::cancel:
            if (run) return events::RunCancelled{};
            return events::TaskCancelled{id, {}};
        case Trigger::wait: return events::WaitStarted{id, {}};
        case Trigger::timer: return events::TimerFired{wait_timer};
        case Trigger::expire: return events::TimerFired{timeout_timer};
        case Trigger::schedule_activity: return events::ActivityScheduled{id, 1, "http", false, {}};
        case Trigger::schedule_detached: return events::ActivityScheduled{id, 1, "http", true, {}};
        case Trigger::activity_complete: return events::ActivityCompleted{ordered, id, {}, {}};
        case Trigger::activity_fail: return events::ActivityFailed{ordered, id, {}, {}};
        case Trigger::schedule_child: return events::ChildScheduled{id, {}, {}, {}, {}, false, {}};
        case Trigger::child_complete: return events::ChildCompleted{ordered, id, {}};
        case Trigger::child_fail: return events::ChildFailed{ordered, id, {}};
        case Trigger::enter: return events::LoopEntered{id, {Json::trusted("[]"), 0}};
        case Trigger::iterate: return events::IterationStarted{id, 0, 15};
        case Trigger::call: return events::FunctionCalled{id, 15, {}};
        case Trigger::attempt: return events::AttemptStarted{id, 1, 15, {}};
        case Trigger::attempt_expire: return events::TimerFired{attempt_timer};
        case Trigger::retry: return events::RetryScheduled{id, 2, 0, 0, {}, {}};
        case Trigger::handle_error: return events::ErrorCaught{id, 15, {}};
        case Trigger::pass_error: return events::ErrorCaught{id, no_task, {}};
        case Trigger::emit: return events::EventEmitted{id, {}};
        case Trigger::listen: return events::ListenStarted{id};
        case Trigger::receive: return events::EventReceived{id, 0, 0, {}, {}, {}, {}};
        case Trigger::iterated: return events::IterationCompleted{id, {}};
        case Trigger::hear_out: return events::ListenCompleted{id, {}};
        case Trigger::apply: return events::ExtensionEntered{id, 15, true};
        case Trigger::branch_done:
        case Trigger::last_branch_done: return events::TaskFaulted{10, {}, no_task, 0, {}};
        case Trigger::export_context: return events::ContextExported{id, {}};
        case Trigger::stop: return events::EvaluationStopped{id, "main", {}};
        }
        return events::RunCancelled{};
    };
    return {state.seq + 1, {}, body()};
}

} // namespace orkestr::test
