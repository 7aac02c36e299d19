// Replays a recorded run with an evaluator: the asynchronous driver of core/history/replay.h.
#pragma once

#include "core/history/replay.h"
#include "core/ports/expression_evaluator.h"

#include <functional>
#include <memory>

namespace orkestr {

struct ReplayReport {
    std::optional<Divergence> divergence;
    std::uint64_t events = 0;   ///< in the record
    std::uint64_t compared = 0; ///< decided again and found equal
};

/// `done` comes once, on the evaluator's thread, possibly within the call. Errors: as Replay's.
void replay_run(std::shared_ptr<const Plan> plan, std::vector<EventRow> rows, ExpressionEvaluator& evaluator,
                std::function<void(Result<ReplayReport>)> done);

} // namespace orkestr
