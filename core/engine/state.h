// A run's state: nothing but the fold of its events.
#pragma once

#include "core/engine/event.h"
#include "core/engine/transition.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace orkestr {

enum class RunStatus : std::uint8_t { pending, running, waiting, suspended, cancelled, faulted, completed };
const char* to_string(RunStatus status);

/// One line of tasks inside a step: a list, a fork's branch, a function's body.
struct Branch {
    enum class Outcome : std::uint8_t { open, completed, faulted, cancelled };
    StepId live = 0; ///< the step under way; 0 when none is
    Outcome outcome = Outcome::open;
    bool exited = false;     ///< completed by an `exit` that skips what comes after
    std::uint32_t epoch = 0; ///< backward jumps taken: within an epoch no task starts twice
    Payload output;
    Fault fault;
};

/// An event that a step received.
struct Heard {
    std::uint32_t filter = 0;
    Payload envelope;
};

struct Step {
    StepId id = 0;
    StepId parent = 0;
    std::uint32_t branch = 0; ///< in the parent
    std::uint32_t epoch = 0;  ///< of that branch, when this step began
    TaskIndex task = no_task;
    const Machine* machine = nullptr; ///< known once started
    Stage stage = Stage::pending;
    std::uint64_t touched = 0; ///< the last event about it
    Instant started_at; ///< while pending: when it came to be
    Payload raw_input;
    Payload input;

    std::vector<Branch> branches;
    std::uint32_t open_branches = 0;
    std::optional<std::uint32_t> winner; ///< the first branch to complete
    std::optional<std::uint32_t> first_fault;

    Payload items; ///< of a loop
    std::shared_ptr<const std::vector<Json>> item_list;
    std::uint32_t index = 0;

    std::vector<Heard> heard;      ///< of a listener, in order
    std::vector<Payload> iterated; ///< of a listener's `foreach`: the outputs
    Json correlations;             ///< bound so far, an object; null when none
    TaskIndex entered = no_task;   ///< of an extension: the task it came to last
    bool applies = false;          ///< its condition holds
    bool itself = false;           ///< it came to the extended task
    Flow onward;                   ///< where the extended task sends the flow

    std::uint32_t attempt = 0; ///< of a try
    Payload request;           ///< what was asked of an activity or a child
    Payload result;            ///< an activity's, a child's
    Fault fault;               ///< caught, or an activity's or a child's
    std::uint64_t scheduled = 0;
    std::uint64_t timer = 0;         ///< of a wait or a retry
    std::uint64_t timeout_timer = 0;
    std::uint64_t attempt_timer = 0;
    bool expired = false;
    bool attempt_expired = false;
    bool failed = false; ///< the activity or the child failed
};

struct Timer {
    enum class Kind : std::uint8_t { wait, retry, timeout, attempt_timeout };
    StepId step = 0;
    Kind kind = Kind::wait;
    Instant due;
};

/// Work that was ordered and has no result yet.
struct Pending {
    StepId step = 0;
    TaskIndex task = no_task;
    std::uint32_t attempt = 0;
    std::string kind; ///< http, shell, script, child
    RunId child;
    bool detached = false;
    Payload request;
};

/// An `end` on its way up.
struct Ending {
    StepId parent = 0; ///< the innermost container not completed yet
    Payload output;
};

struct State {
    RunId run;
    RunId author;          ///< the run that decides: in what a fork took from another's history, that one
    std::uint64_t seq = 0; ///< the last event
    Instant at;            ///< its time
    RunStatus status = RunStatus::pending;

    events::RunStarted header; ///< its value is the raw input
    Payload context;             ///< null at first
    Payload output;
    Fault fault;
    std::optional<events::RunCancelRequested> cancel;
    std::optional<events::RunSuspended> suspended;
    std::optional<Ending> ending;

    std::map<StepId, Step> steps; ///< those not ended; the workflow's is always there
    std::set<StepId> ready;       ///< steps that can act
    std::map<std::uint64_t, Timer> timers;
    std::map<std::uint64_t, Pending> pending; ///< by sequence number of what ordered it
    StepId next_step = 1;
    std::uint32_t steps_started = 0;
    std::uint32_t steps_waiting = 0; ///< in stage waiting, listening or backing_off
    std::uint32_t steps_active = 0;  ///< in stage active or delegating
    std::uint32_t steps_acting = 0;  ///< in stage pending, running or leaving

    bool ended() const {
        return status == RunStatus::completed || status == RunStatus::faulted || status == RunStatus::cancelled;
    }
    Step* find(StepId id) {
        const auto at_id = steps.find(id);
        return at_id == steps.end() ? nullptr : &at_id->second;
    }
    const Step* find(StepId id) const { return const_cast<State*>(this)->find(id); }
};

/// A step that is over: what its last event does not say.
struct EndedStep {
    StepId step = 0;
    TaskIndex task = no_task;
    bool started = false;
    Json correlations; ///< of a listener
};

/// What an event changed about the world outside the run: rows for the store, and commands once they are committed.
struct Effects {
    std::vector<std::pair<std::uint64_t, Instant>> timers_set;
    std::vector<std::uint64_t> timers_cleared;
    std::vector<std::uint64_t> ordered;   ///< sequence numbers of activities and children to start
    std::vector<std::pair<std::uint64_t, Pending>> withdrawn; ///< ordered before; nobody waits any more: cancel them
    std::vector<std::uint64_t> settled;   ///< ordered before; their result is in
    std::vector<StepId> listening;        ///< steps that began to listen
    std::vector<StepId> listened;         ///< those that listen no more
    std::vector<std::uint64_t> emitted;   ///< sequence numbers of the events with CloudEvents for the bus
    std::vector<std::pair<StepId, std::int64_t>> received; ///< by a step, from the bus
    std::vector<EndedStep> ended;         ///< for those outside who are told of tasks (projection/lifecycle.h)
};

/// The fold. Checks that the event is the next and that every transition is in its machine's table. On an error the
/// state is not to be used any more. Errors: corrupt, naming the sequence number and what was wrong.
Result<void> apply(State& state, const Event& event, Effects* effects = nullptr);

/// Sets what follows from the steps: who is ready, and how many are at what.
void count_steps(State& state);

/// The task that an extension extends, through all of its extensions; another task itself.
TaskIndex extended_task(const Plan& plan, TaskIndex task);

/// The step's key: the pointers of its call chain joined by `>`, then `#` and its repeat counters, outermost first:
/// a loop's index, a listener's event, a try's attempt, `~n` for the n-th time round by a backward `then`. An extension
/// and the tasks that it runs follow the pointer of the extended task.
/// `/do/0/loop/do/1/tryIt/try/0/call#3.2`
std::string step_key(const Plan& plan, const State& state, const Step& step);

} // namespace orkestr
