// Takes from this process everything that evaluating expressions doesn't need.
#pragma once

#include "core/adapters/jq/worker_protocol.h"

#include <cstddef>

namespace orkestr {

struct SandboxLimits {
    std::size_t memory_bytes = 1u << 30;
    std::int64_t evaluation_time_ms = 5000;
    int parent_pid = 0; ///< dies with this process
};

/// Closes every descriptor but the worker's two, empties the environment, limits memory, processor time, files and
/// processes, ends this process with its parent, and allows only a short list of system calls (Linux on x86-64 and
/// AArch64). False: something the kernel should have granted was refused, and the process must not go on.
bool enter_sandbox(const SandboxLimits& limits);

/// From now on this process may use so much more processor time, and a little for what surrounds an evaluation.
void allow_processor_time(std::int64_t time_ms);

/// Makes the ways to die (no memory, stack overflow, abort, processor time) tell their name in the page first.
void explain_deaths(WorkerStatus& status);

/// Tells that memory is at its end, and ends the process: what libjq is to call when an allocation fails.
[[noreturn]] void die_of_memory(void*);

} // namespace orkestr
