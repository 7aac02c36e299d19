// The fold of one event: how it changes a state. Internal to the engine; apply() is its one user.
#pragma once

#include "core/engine/state.h"

namespace orkestr {

/// The first thing that is wrong stops it.
class Fold {
public:
    Fold(State& state, const Event& event, Effects* effects) : state_(state), event_(event), effects_(effects) {}

    Result<void> run();

private:
    void fail(std::string what);
    Payload held(const Payload& value) const;
    Fault held(const Fault& fault) const;
    Step* live(StepId id);
    /// Moves a step along its machine's table; null when that fails.
    Step* move(StepId id, Trigger trigger);
    void set_stage(Step& step, Stage to);
    void count(Stage stage, int by);
    void update_ready(const Step& step);
    void update_status();
    void set_timer(StepId step, Timer::Kind kind, Instant due, std::uint64_t& holder);
    void clear_timer(std::uint64_t& holder);
    /// Puts a task at the head of a branch.
    void begin(Step& parent, std::uint32_t branch, TaskIndex task, const Payload& raw_input);
    void begin_branches(Step& parent, const std::vector<TaskIndex>& tasks, const Payload& raw_input);
    /// The step is over: its timers and what it ordered go with it. Gives its parent and branch.
    std::pair<StepId, std::uint32_t> end(Step& step);
    void close_branch(std::pair<StepId, std::uint32_t> place, Branch::Outcome outcome, Payload output, Fault fault);
    void follow(std::pair<StepId, std::uint32_t> place, TaskIndex done, const Flow& flow, const Payload& output);

    // The run (fold_run.cpp), its tasks (fold_tasks.cpp), and what reaches it from outside (fold_outside.cpp).
    void on(const events::RunStarted& body);
    void on(const events::RunEntered& body);
    void finish(RunStatus status, Trigger trigger);
    void on(const events::RunCompleted& body);
    void on(const events::RunFaulted& body);
    void on(const events::RunCancelRequested& body);
    void on(const events::RunCancelled&);
    void on(const events::RunSuspended& body);
    void on(const events::RunResumed&);
    void on(const events::RunForked& body);
    void on(const events::TaskSkipped& body);
    void on(const events::TaskStarted& body);
    void on(const events::TaskCompleted& body);
    void on(const events::TaskFaulted& body);
    void on(const events::TaskCancelled& body);
    void on(const events::ContextExported& body);
    void on(const events::LoopEntered& body);
    void on(const events::IterationStarted& body);
    void on(const events::IterationCompleted& body);
    void on(const events::FunctionCalled& body);
    void on(const events::ExtensionEntered& body);
    void on(const events::AttemptStarted& body);
    void on(const events::RetryScheduled& body);
    void on(const events::ErrorCaught& body);
    void on(const events::EvaluationStopped& body);
    void on(const events::WaitStarted& body);
    void on(const events::TimerFired& body);
    void order(Step& step, Pending pending);
    void on(const events::ActivityScheduled& body);
    void on(const events::ChildScheduled& body);
    /// Takes an ordered piece of work off the list; its step, unless nobody waits.
    Step* settle(std::uint64_t scheduled, Trigger trigger);
    void on(const events::ActivityCompleted& body);
    void on(const events::ChildCompleted& body);
    void on(const events::ActivityFailed& body);
    void on(const events::ChildFailed& body);
    void fail_step(Step* step, const Fault& fault);
    void on(const events::ResultIgnored& body);
    void on(const events::EventEmitted& body);
    void on(const events::ListenStarted& body);
    void on(const events::EventReceived& body);
    void on(const events::ListenContinued& body);
    void on(const events::ListenCompleted& body);

    State& state_;
    const Event& event_;
    Effects* effects_;
    std::optional<std::string> error_;
};

} // namespace orkestr
