// RunReplayer for a program with windows, on threads of its own: one replay after another.
#pragma once

#include "core/ports/run_replayer.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace orkestr {

class ThreadRunReplayer final : public RunReplayer {
public:
    ThreadRunReplayer();
    /// Stops what is under way; every callback has been made then.
    ~ThreadRunReplayer() override;

    void replay(ReplayRequest request, std::stop_token stop, std::function<void(const ReplayCell&)> cell,
                std::function<void(const ReplayProgress&)> progress, std::function<void(Result<ReplayTotals>)> done) override;

private:
    struct Job {
        ReplayRequest request;
        std::stop_token stop;
        std::function<void(const ReplayCell&)> cell;
        std::function<void(const ReplayProgress&)> progress;
        std::function<void(Result<ReplayTotals>)> done;
    };
    void work(std::stop_token ending);

    std::mutex mutex_; ///< for the jobs
    std::condition_variable_any more_;
    std::deque<Job> jobs_;
    std::jthread thread_;
};

/// On this thread, which waits; for programs without windows. As core/runtime/replay_matrix.h.
Result<ReplayTotals> replay_runs(const ReplayRequest& request, const std::function<void(const ReplayCell&)>& cell,
                                 const std::function<void(const ReplayProgress&)>& progress, std::stop_token stop);

} // namespace orkestr
