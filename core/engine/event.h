// What happened in a run, in the past tense. A run's truth is the list of its events; state is their fold.
//
// Events marked FACT enter from outside (the clock, an activity, an operator); every other one is decided by advance()
// from the plan, the state and the values of expressions, so that replay can decide it again. Each event carries at most
// one payload (`value`). Tasks are named by their index in the plan; steps by numbers, given in order within the run.
#pragma once

#include "core/base/ids.h"
#include "core/base/problem.h"
#include "core/base/time.h"
#include "core/engine/payload.h"
#include "core/plan/plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace orkestr {

/// A step: the execution of a task in a run. 0 is the workflow itself.
using StepId = std::uint32_t;
inline constexpr StepId workflow_step = 0;

/// An error and the event that holds it (0: this one).
struct Fault {
    Problem problem;
    std::uint64_t origin = 0;
    bool operator==(const Fault&) const = default;
};

/// What follows when a task of a list is done.
struct Flow {
    enum class Kind : std::uint8_t { next, done, end, exit };
    Kind kind = Kind::done; ///< exit: done, and what comes after the list is skipped (PlannedTask::exit_skips)
    // Of an extended task, which stands in no list, done leaves it to its extension where the flow goes; anything else is
    // where the task itself sends it (a case of a switch, a catch): exit to the end of the list that the extension stands in.
    TaskIndex next = no_task; ///< when kind is next
    bool operator==(const Flow&) const = default;
};

/// Which parent step ordered a run.
struct ParentStep {
    RunId run;
    std::uint64_t scheduled = 0; ///< sequence number of its child.scheduled
    std::uint32_t depth = 1;     ///< of the run that it ordered: 1 when nobody ordered the parent
    bool detached = false;       ///< its parent does not wait for it
    bool operator==(const ParentStep&) const = default;
};

/// Which run this one was made from.
struct RunOrigin {
    enum class Kind : std::uint8_t { rerun, fork };
    Kind kind = Kind::rerun;
    RunId run;
    std::uint64_t seq = 0; ///< of a fork: the last event of that run it was made from
    std::string step;      ///< of a fork: the key of the step that is executed anew
    RunId first;           ///< of a fork: the run that wrote the first events; `run`, or what that was itself made from
    bool operator==(const RunOrigin&) const = default;
};

namespace events {

/// FACT, always the first. The value is the workflow's raw input.
struct RunStarted {
    static constexpr const char* type = "run.started";
    RunId run;
    std::string ns;
    std::string name;
    std::string version;
    std::string definition; ///< content hash, hex
    int semantics = semantics_number;
    std::string runtime_name;
    std::string runtime_version;
    std::string jq_version;
    std::string nonce; ///< 16 random bytes, hex: draws, ids and secret placeholders derive from it
    Json secrets;      ///< what `$secrets` is: placeholders
    std::optional<ParentStep> parent;
    std::string cause; ///< who or what started it: manual, child, schedule, rerun, fork
    std::optional<RunOrigin> origin;
    std::string by;     ///< of a rerun or a fork: who asked for it, and why
    std::string reason;
    Payload value;
};
/// The value is the workflow's transformed input.
struct RunEntered {
    static constexpr const char* type = "run.entered";
    TaskIndex first = no_task;
    std::optional<Instant> due; ///< the workflow's timeout
    Payload value;
};
struct RunCompleted {
    static constexpr const char* type = "run.completed";
    Payload value;
};
struct RunFaulted {
    static constexpr const char* type = "run.faulted";
    Fault fault;
};
/// FACT
struct RunCancelRequested {
    static constexpr const char* type = "run.cancel-requested";
    std::string by;
    std::string reason;
};
struct RunCancelled {
    static constexpr const char* type = "run.cancelled";
    std::string reason;
};
/// FACT: nothing is decided until it is resumed. What is under way goes on, and what comes is recorded.
struct RunSuspended {
    static constexpr const char* type = "run.suspended";
    std::string by;
    std::string reason;
};
/// FACT
struct RunResumed {
    static constexpr const char* type = "run.resumed";
    std::string by;
    std::string reason;
};

struct TaskSkipped {
    static constexpr const char* type = "task.skipped";
    StepId step = 0;
    StepId parent = 0;
    TaskIndex task = no_task;
    std::string key;
    Flow flow;
    Payload value; ///< the raw input, which is the output
};
/// The value is the task's transformed input.
struct TaskStarted {
    static constexpr const char* type = "task.started";
    StepId step = 0;
    StepId parent = 0;
    TaskIndex task = no_task;
    std::string kind;
    std::string key; ///< the step's key: pointer and repeat counters
    std::vector<TaskIndex> children; ///< tasks that start with it, one a branch
    std::optional<Instant> due;      ///< the task's timeout
    Payload value;
};
/// The value is the task's transformed output.
struct TaskCompleted {
    static constexpr const char* type = "task.completed";
    StepId step = 0;
    Flow flow;
    std::string chosen;   ///< a switch's case
    bool by_end = false;  ///< a container that an `end` inside it completed
    Payload value;
};
struct TaskFaulted {
    static constexpr const char* type = "task.faulted";
    StepId step = 0;
    Fault fault;
    TaskIndex task = no_task; ///< this and what follows: of a step that had not started, in its `if` or its input
    StepId parent = 0;
    std::string key;
};
struct TaskCancelled {
    static constexpr const char* type = "task.cancelled";
    StepId step = 0;
    std::string reason;
};
/// The value replaces `$context`.
struct ContextExported {
    static constexpr const char* type = "context.exported";
    StepId step = 0;
    Payload value;
};
/// The value is the array a loop goes over.
struct LoopEntered {
    static constexpr const char* type = "loop.entered";
    StepId step = 0;
    Payload value;
};
struct IterationStarted {
    static constexpr const char* type = "iteration.started";
    StepId step = 0;
    std::uint32_t index = 0;
    TaskIndex first = no_task;
};
/// Of a listener's `foreach`. The value is the iteration's output.
struct IterationCompleted {
    static constexpr const char* type = "iteration.completed";
    StepId step = 0;
    Payload value;
};
struct ListenStarted {
    static constexpr const char* type = "listen.started";
    StepId step = 0;
};
/// FACT. The value is the CloudEvent.
struct EventReceived {
    static constexpr const char* type = "event.received";
    StepId step = 0;
    std::uint32_t filter = 0; ///< of Consumption
    std::int64_t bus = 0;     ///< its id on the workspace's bus
    std::string by;           ///< who sent it to this run by hand, and why
    std::string reason;
    Json correlations;        ///< values that it binds, by name; null when none
    Payload value;
};
/// What was received is not all that is wanted.
struct ListenContinued {
    static constexpr const char* type = "listen.continued";
    StepId step = 0;
};
/// The value is the array that the step listened for.
struct ListenCompleted {
    static constexpr const char* type = "listen.completed";
    StepId step = 0;
    Payload value;
};
/// What an extended task comes to next: the tasks before it, itself, those after it.
struct ExtensionEntered {
    static constexpr const char* type = "extension.entered";
    StepId step = 0;
    TaskIndex first = no_task;
    bool applies = false; ///< its condition holds
    bool itself = false;  ///< to the extended task
};
/// FACT, in a fork: what is before it was taken from the history of another run; from here on it goes its own way. Its
/// timers are put off by the time that has passed since. The value is the raw input of the step.
struct RunForked {
    static constexpr const char* type = "run.forked";
    StepId step = 0; ///< about to start; 0, right before that one: the value is another $context, and nothing else changes
    std::int64_t shift_ms = 0;
    Payload value;
    RunId run; ///< that decides from here on: the fork; in a fork of a fork, first the one it was made from
};
/// The value is the called function's raw input.
struct FunctionCalled {
    static constexpr const char* type = "function.called";
    StepId step = 0;
    TaskIndex function = no_task;
    Payload value;
};
struct AttemptStarted {
    static constexpr const char* type = "attempt.started";
    StepId step = 0;
    std::uint32_t attempt = 1;
    TaskIndex first = no_task;
    std::optional<Instant> due; ///< retry.limit.attempt.duration
};
struct RetryScheduled {
    static constexpr const char* type = "retry.scheduled";
    StepId step = 0;
    std::uint32_t attempt = 0; ///< the attempt to come
    std::int64_t delay_ms = 0; ///< with jitter
    std::int64_t jitter_ms = 0;
    Instant due;
    Fault fault; ///< what is retried
};
struct ErrorCaught {
    static constexpr const char* type = "error.caught";
    StepId step = 0;
    TaskIndex handler = no_task;
    Fault fault;
};
struct WaitStarted {
    static constexpr const char* type = "wait.started";
    StepId step = 0;
    Instant due;
};
/// FACT
struct TimerFired {
    static constexpr const char* type = "timer.fired";
    std::uint64_t timer = 0; ///< sequence number of the event that set it
};
/// The value is the request, as an activity runner takes it.
struct ActivityScheduled {
    static constexpr const char* type = "activity.scheduled";
    StepId step = 0;
    std::uint32_t attempt = 1;
    std::string kind;
    bool detached = false; ///< nobody waits for the result
    Payload value;
};
/// FACT. The value is the result.
struct ActivityCompleted {
    static constexpr const char* type = "activity.completed";
    std::uint64_t scheduled = 0; ///< sequence number of its activity.scheduled
    StepId step = 0;
    std::string log;
    Payload value;
};
/// FACT
struct ActivityFailed {
    static constexpr const char* type = "activity.failed";
    std::uint64_t scheduled = 0;
    StepId step = 0;
    std::string log;
    Fault fault;
};
/// FACT: a result that came when nobody waited for it any more.
struct ResultIgnored {
    static constexpr const char* type = "result.ignored";
    std::uint64_t scheduled = 0;
    StepId step = 0;
    std::string reason;
};
/// The value is the CloudEvent.
struct EventEmitted {
    static constexpr const char* type = "event.emitted";
    StepId step = 0;
    Payload value;
};
/// The value is the child run's input.
struct ChildScheduled {
    static constexpr const char* type = "child.scheduled";
    StepId step = 0;
    RunId run;
    std::string ns;
    std::string name;
    std::string version;
    bool detached = false;
    Payload value;
};
/// FACT. The value is the child's output.
struct ChildCompleted {
    static constexpr const char* type = "child.completed";
    std::uint64_t scheduled = 0;
    StepId step = 0;
    Payload value;
};
/// FACT
struct ChildFailed {
    static constexpr const char* type = "child.failed";
    std::uint64_t scheduled = 0;
    StepId step = 0;
    Fault fault;
};
/// An evaluation that a limit stopped: replay takes it over instead of trying again.
struct EvaluationStopped {
    static constexpr const char* type = "evaluation.stopped";
    StepId step = 0;
    std::string slot;
    std::string detail;
};

} // namespace events

using EventBody =
    std::variant<events::RunStarted, events::RunEntered, events::RunCompleted, events::RunFaulted, events::RunCancelRequested,
                 events::RunCancelled, events::TaskSkipped, events::TaskStarted, events::TaskCompleted, events::TaskFaulted,
                 events::TaskCancelled, events::ContextExported, events::LoopEntered, events::IterationStarted,
                 events::FunctionCalled, events::AttemptStarted, events::RetryScheduled, events::ErrorCaught,
                 events::WaitStarted, events::TimerFired, events::ActivityScheduled, events::ActivityCompleted,
                 events::ActivityFailed, events::ResultIgnored, events::EventEmitted, events::ChildScheduled,
                 events::ChildCompleted, events::ChildFailed, events::EvaluationStopped, events::RunSuspended,
                 events::RunResumed, events::IterationCompleted, events::ListenStarted, events::EventReceived,
                 events::ListenContinued, events::ListenCompleted, events::ExtensionEntered, events::RunForked>;

struct Event {
    std::uint64_t seq = 0;
    Instant at;
    EventBody body;
};

const char* type_of(const EventBody& body);
/// True for events that come from outside.
bool is_fact(const EventBody& body);
/// The step an event is about; the workflow's for events of the run and timers.
StepId step_of(const EventBody& body);
/// The event's payload, or null.
const Payload* value_of(const EventBody& body);
Payload* value_of(EventBody& body);
/// The event's error, or null.
const Fault* fault_of(const EventBody& body);
Fault* fault_of(EventBody& body);

} // namespace orkestr
