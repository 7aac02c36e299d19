// orkestr-expression-worker: started by core/adapters/jq with a socket and a page of memory as descriptors 3 and 4, and
// the limits as arguments. It reads nothing else and writes nowhere else.
#include "app/expression_worker/sandbox.h"
#include "app/expression_worker/worker.h"

#include <charconv>
#include <cstdio>
#include <optional>
#include <sys/mman.h>
#include <vector>

namespace {

constexpr int usage_error = 2;
constexpr int sandbox_error = 4;

/// The limits: memory in bytes, time in ms, output in bytes, the parent's process id.
std::optional<std::vector<std::int64_t>> read_arguments(int count, char** arguments) {
    std::vector<std::int64_t> numbers;
    for (int i = 1; i < count; ++i) {
        const std::string_view text(arguments[i]);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), numbers.emplace_back());
        if (error != std::errc{} || end != text.data() + text.size() || numbers.back() <= 0) return std::nullopt;
    }
    if (numbers.size() != 4) return std::nullopt;
    return numbers;
}

} // namespace

int main(int count, char** arguments) {
    const auto numbers = read_arguments(count, arguments);
    void* const page = ::mmap(nullptr, sizeof(orkestr::WorkerStatus), PROT_READ | PROT_WRITE, MAP_SHARED,
                              orkestr::worker_status_fd, 0);
    if (!numbers || page == MAP_FAILED) {
        std::fputs("orkestr-expression-worker is started by orkestr itself, with a socket for its requests\n", stderr);
        return usage_error;
    }
    auto& status = *static_cast<orkestr::WorkerStatus*>(page);
    orkestr::explain_deaths(status);
    orkestr::SandboxLimits sandbox;
    sandbox.memory_bytes = static_cast<std::size_t>((*numbers)[0]);
    sandbox.evaluation_time_ms = (*numbers)[1];
    sandbox.parent_pid = static_cast<int>((*numbers)[3]);
    if (!orkestr::enter_sandbox(sandbox)) return sandbox_error;
    orkestr::Channel channel(orkestr::worker_socket_fd);
    const orkestr::WorkerLimits limits{static_cast<std::size_t>((*numbers)[2]), sandbox.evaluation_time_ms};
    return orkestr::Worker(channel, status, limits).run();
}
