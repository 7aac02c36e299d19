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

ThreadRunReplayer::ThreadRunReplayer() : thread_([this](std::stop_token ending) { work(std::move(ending)); }) {}

ThreadRunReplayer::~ThreadRunReplayer() {
    thread_.request_stop();
    thread_.join();
}

void ThreadRunReplayer::replay(ReplayRequest request, std::stop_token stop, std::function<void(const ReplayCell&)> cell,
                               std::function<void(const ReplayProgress&)> progress, std::function<void(Result<ReplayTotals>)> done) {
    const std::lock_guard lock(mutex_);
    jobs_.push_back({std::move(request), std::move(stop), std::move(cell), std::move(progress), std::move(done)});
    more_.notify_one();
}

void ThreadRunReplayer::work(std::stop_token ending) {
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            // Those that were not begun are told that they will not be.
            more_.wait(lock, ending, [&] { return !jobs_.empty(); });
            if (jobs_.empty()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        std::stop_source either;
        const std::stop_callback asked(job.stop, [&] { either.request_stop(); });
        const std::stop_callback ended(ending, [&] { either.request_stop(); });
        job.done(replay_runs(job.request, job.cell, job.progress, either.get_token()));
    }
}

Result<ReplayTotals> replay_runs(const ReplayRequest& request, const std::function<void(const ReplayCell&)>& cell,
                                 const std::function<void(const ReplayProgress&)>& progress, std::stop_token stop) {
    return replay_matrix(request, {jq_evaluator, cell, progress}, std::move(stop));
}

} // namespace orkestr
