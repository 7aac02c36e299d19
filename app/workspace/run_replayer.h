// RunReplayer for a program with windows, on threads of its own: one replay after another.
#pragma once

#include "app/workspace/job_thread.h"
#include "core/ports/run_replayer.h"

namespace orkestr {

/// When it ends, what is under way is stopped, and every callback has been made.
class ThreadRunReplayer final : public RunReplayer {
public:
    void replay(ReplayRequest request, std::stop_token stop, std::function<void(const ReplayCell&)> cell,
                std::function<void(const ReplayProgress&)> progress, std::function<void(Result<ReplayTotals>)> done) override;

private:
    JobThread thread_;
};

/// On this thread, which waits; for programs without windows. As core/runtime/replay_matrix.h.
Result<ReplayTotals> replay_runs(const ReplayRequest& request, const std::function<void(const ReplayCell&)>& cell,
                                 const std::function<void(const ReplayProgress&)>& progress, std::stop_token stop);

} // namespace orkestr
