// Starting and ending worker processes: no shell, no environment, only the two descriptors that they need.
#pragma once

#include "core/adapters/jq/jq_evaluator.h"
#include "core/adapters/jq/worker_protocol.h"

namespace orkestr {

struct StartedWorker {
    int pid = -1;
    int socket = -1;                ///< the caller's to close
    WorkerStatus* status = nullptr; ///< the caller's to unmap
};

/// Errors: unavailable, naming the program and the reason.
Result<StartedWorker> start_worker(const JqEvaluatorOptions& options);

/// Kills the process, without waiting for its end.
void end_worker(int pid);
/// Leaves nothing behind of killed workers that have ended by now.
void collect_ended_workers();

/// What the process has used of the processor since its start; negative when the system doesn't tell.
std::int64_t processor_time_ns(int pid);

/// CLOCK_MONOTONIC, the clock of WorkerStatus::since_ns.
std::int64_t monotonic_now_ns();

} // namespace orkestr
