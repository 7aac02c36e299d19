// Replays a recorded run with an evaluator: the asynchronous driver of core/history/replay.h.
#pragma once

#include "core/history/replay.h"
#include "core/ports/expression_evaluator.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace orkestr {

struct ReplayReport {
    std::optional<Divergence> divergence;
    std::uint64_t events = 0;   ///< read of the record: all of it when nothing differs
    std::uint64_t compared = 0; ///< decided again and found equal
    std::optional<Error> stopped; ///< why the record can't be followed further; all before it is equal
    std::string step; ///< what differs is about the step of this key; empty: nothing differs, or it is about the workflow itself
    Unjudged unjudged = {};
    std::vector<std::string> unjudged_steps = {}; ///< their keys, in the order of the run; the workflow's is `/`
};

/// Reads `rows` as it goes on, on the evaluator's thread. `done` comes once, on the evaluator's thread, possibly within the
/// call. `alignment` and `taken_out` as Replay::create's. Errors: as Replay::create's; what comes later is told in the report.
void replay_run(std::shared_ptr<const Plan> plan, RecordedRows rows, ExpressionEvaluator& evaluator,
                std::function<void(Result<ReplayReport>)> done, std::shared_ptr<const PlanAlignment> alignment = {}, RedactedPlaces taken_out = {});

/// The name of the task at the end of a step's key: `/do/1/loop/do/0/call#3.2` -> `call`.
std::string task_of_key(std::string_view key);

} // namespace orkestr
