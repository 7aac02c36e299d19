#include "app/workspace/run_replayer.h"

#include "core/adapters/jq/jq_evaluator.h"
#include "core/runtime/replay_matrix.h"

namespace orkestr {

namespace {

Result<std::unique_ptr<ExpressionEvaluator>> jq_evaluator() {
    auto made = JqEvaluator::create();
    if (!made) return made.error();
    return std::unique_ptr<ExpressionEvaluator>(std::move(*made));
}

} // namespace

void ThreadRunReplayer::replay(ReplayRequest request, std::stop_token stop, std::function<void(const ReplayCell&)> cell,
                               std::function<void(const ReplayProgress&)> progress, std::function<void(Result<ReplayTotals>)> done) {
    thread_.add(std::move(stop), [request = std::move(request), cell = std::move(cell), progress = std::move(progress), done = std::move(done)](std::stop_token asked) {
        done(replay_runs(request, cell, progress, std::move(asked)));
    });
}

Result<ReplayTotals> replay_runs(const ReplayRequest& request, const std::function<void(const ReplayCell&)>& cell,
                                 const std::function<void(const ReplayProgress&)>& progress, std::stop_token stop) {
    return replay_matrix(request, {jq_evaluator, cell, progress}, std::move(stop));
}

} // namespace orkestr
