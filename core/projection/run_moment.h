// A run as it was right after one of its events: what a graph, a list of steps and a look at its data show of a moment.
//
// Its data is one JSON document, which paths are applied to (data_path.h says how):
//
//     {"seq","at","run","definition","event":{as EventView::json},
//      "status","started","ended","by","reason",
//      "input":    the run's input: the raw one until its input was transformed,
//      "context":  $context; null until something was exported,
//      "data":     what flows: the output of the last task that ended, which is the next one's input,
//      "output","error": of a run that has ended so,
//      "tasks":    {NAME: {"task","kind","status","steps","attempts","iterations","faulted","started","ended",
//                          "input","output","error"}},
//      "variables":{NAME: value}, of loops, listeners and catches under way; of several the one bound last,
//      "steps":    [{"id","step","task","name","kind","status","stage","attempt","started","input","request",
//                    "result","until","variables",...}], those that are not over, also those about to start,
//      "timers":   [{"seq","step","kind","due"}],
//      "pending":  [{"seq","step","kind","attempt","child","detached","request"}],
//      "state":    SHA-256 of the run's folded state, hex}
//
// NAME is a task's name, or its JSON pointer where others have the same name. "input" of a task is of its step that began
// last, "output" and "error" of the one that had one last: they stay until there is another, an error until one completes.
// What there is not is left out.
#pragma once

#include "core/engine/state.h"
#include "core/projection/run_view.h"

#include <optional>
#include <string>
#include <vector>

namespace orkestr {

/// A variable that expressions see.
struct MomentVariable {
    std::string name; ///< without `$`
    Json value;
    bool operator==(const MomentVariable&) const = default;
};

/// A step that is not over, as the engine has it.
struct MomentStep {
    StepId id = 0;
    std::string key;
    std::string task;                    ///< JSON pointer
    std::string name;
    std::string kind;
    std::string stage;                   ///< the engine's word: pending (about to start), running, waiting, active, body, ...
    std::optional<Json> raw_input;       ///< before `input.from`
    std::optional<Json> result;          ///< what it came to so far, before `output.as`
    std::vector<MomentVariable> binds;   ///< for what it holds: a loop's item and index, a catch's error
    std::uint32_t branches = 0;          ///< of a fork
    std::uint32_t open_branches = 0;
    std::uint32_t events_received = 0;   ///< of a listener
    std::optional<Json> correlations;    ///< that a listener has bound
};

struct MomentTimer {
    std::uint64_t seq = 0; ///< of the event that set it
    StepId step = 0;       ///< 0: the run's own
    std::string key;       ///< of the step; empty for the run's
    std::string kind;      ///< wait, retry, timeout, attempt timeout
    Instant due;
};

/// Work that was ordered and had no result yet.
struct MomentPending {
    std::uint64_t seq = 0; ///< of the event that ordered it
    StepId step = 0;
    std::string key;
    std::string kind;      ///< http, shell, script, child
    std::uint32_t attempt = 0;
    std::optional<RunId> child;
    bool detached = false; ///< nobody waits for its result
    Json request;
};

struct RunMoment {
    std::uint64_t seq = 0; ///< of the event that it is right after
    Instant at;            ///< its time
    EventView event;
    /// The run as it was shown then: status, outcome, every task's NodeView. `steps` are those that were not over, with
    /// input, request and error; steps that were about to start are not among them.
    RunView run;
    std::uint64_t steps_begun = 0; ///< so far, those that were over too
    std::vector<MomentStep> live;  ///< by id: what is in `run.steps`, and those about to start
    Json input;                    ///< as in the document
    Json context;
    Json data;
    std::vector<MomentVariable> variables; ///< by name
    std::vector<MomentTimer> timers;       ///< by due time
    std::vector<MomentPending> pending;    ///< by seq
};

/// SHA-256, in hex, of the state's canonical form (history/snapshot.h): two states are the same when these are.
std::string state_hash(const State& state);

/// The variables that a live step binds for what it holds. Without a plan there are none.
std::vector<MomentVariable> bound_variables(const Step& step, const Plan* plan);

} // namespace orkestr
