// Replays a recorded run with an evaluator: the asynchronous driver of core/history/replay.h.
#pragma once

#include "core/history/replay.h"
#include "core/ports/expression_evaluator.h"

#include <functional>
#include <memory>

namespace orkestr {

struct ReplayReport {
    std::optional<Divergence> divergence;
    std::uint64_t events = 0;   ///< read of the record: all of it when nothing differs
    std::uint64_t compared = 0; ///< decided again and found equal
};

/// Reads `rows` as it goes on, on the evaluator's thread. `done` comes once, on the evaluator's thread, possibly within the call. Errors: as Replay's.
void replay_run(std::shared_ptr<const Plan> plan, RecordedRows rows, ExpressionEvaluator& evaluator,
                std::function<void(Result<ReplayReport>)> done);

} // namespace orkestr
