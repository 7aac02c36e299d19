// Many runs decided again by many definitions: a matrix, on several threads.
//
// Every worker has a reader and an evaluator of its own and takes one run after another; what is kept at a time is a page
// of runs, the rows that each worker is at, and cells that wait for one before them. Whoever is too far ahead waits.
#pragma once

#include "core/ports/expression_evaluator.h"
#include "core/ports/run_replayer.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace orkestr {

struct ReplayMatrixPorts {
    /// Called on the thread that will use it, which runs a Qt event loop while it waits for answers. Errors: unavailable.
    std::function<Result<std::unique_ptr<ExpressionEvaluator>>()> evaluator;
    std::function<void(const ReplayCell&)> cell;         ///< as RunReplayer's; on any of the workers, one call at a time
    std::function<void(const ReplayProgress&)> progress; ///< the same
};

/// Works until all is replayed; blocks. Needs a QCoreApplication. Errors: as RunReplayer::replay's.
Result<ReplayTotals> replay_matrix(const ReplayRequest& request, const ReplayMatrixPorts& ports, std::stop_token stop);

} // namespace orkestr
