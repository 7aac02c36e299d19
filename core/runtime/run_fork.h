// A run made from a point of another's history.
#pragma once

#include "core/engine/state.h"
#include "core/ports/history_reader.h"
#include "core/ports/run_control.h"
#include "core/ports/store.h"
#include "core/runtime/plan_cache.h"

namespace orkestr {

struct ForkWish {
    RunId run;
    std::string step;          ///< a step's key; a task's pointer or its name, also with `#` and the last of the key's counters
    std::optional<Json> input; ///< the step's raw input; nothing: as it was
    Author author;
    std::optional<Json> context = {}; ///< `$context`; nothing: as it was
};

/// What a fork begins with: the other run's history up to where the step started, the results that it has of work that was
/// under way then (what its other branches had not ordered yet is done anew, from the fork's first turn on), and, where `$context` was edited, a run.forked of the workflow's own step, whose value that is. The header
/// says whose it is; its run is still to be set.
struct RunFork {
    std::shared_ptr<const Plan> plan;
    std::vector<Event> events;
    StepId step = 0;
    Payload input;
    /// What the run ran, when it comes from elsewhere: it must be in the workspace before the fork starts.
    std::optional<DefinitionRow> definition = {};
};

/// Errors: not_found (no such run, no such step: the message names those there are); invalid_argument when several steps
/// answer to what was given: their keys; conflict when an activity that the run still does, or a child run, of another
/// branch has no result yet: its step; newer_version for a history of other semantics; what the store says.
Result<RunFork> make_fork(const ForkWish& wish, const Store& store, PlanCache& plans, const std::string& workspace_key);
/// The same of a run that is elsewhere, such as in an audit log; whether that is as it was written is its verifier's
/// question. What that run ordered and does not wait for stays there, child runs too. Errors: also unsupported when what the
/// fork would take holds redacted data: where, and what can be done instead.
Result<RunFork> make_fork(const ForkWish& wish, HistoryReader& reader, PlanCache& plans);

/// A fork as one engine hands it to another: a letter's `fork`. Errors: limit when that takes more than 64 MiB.
Result<JsonValue> fork_letter(const RunFork& fork);
/// Errors: corrupt; what `plans` says of its definition.
Result<RunFork> read_fork_letter(const JsonValue& letter, const Store& store, PlanCache& plans);

} // namespace orkestr
