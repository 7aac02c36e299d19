#include "app/expression_worker/status.h"

#include <ctime>

namespace orkestr {

std::int64_t monotonic_ns() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

void note_step(WorkerStatus& status) { status.since_ns = monotonic_ns(); }

} // namespace orkestr
