// The page that outlives the worker: which request is in progress, since when, and why the worker ended.
#pragma once

#include "core/adapters/jq/worker_protocol.h"

namespace orkestr {

/// Notes that a step (an evaluation, a chunk's compilation) begins now: each has the whole time limit for itself.
void note_step(WorkerStatus& status);
/// CLOCK_MONOTONIC.
std::int64_t monotonic_ns();

} // namespace orkestr
