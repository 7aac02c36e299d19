#include "app/expression_worker/sandbox.h"

#include "app/expression_worker/system_calls.h"

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <new>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

extern "C" {
#include <jq.h>
}

namespace orkestr {

namespace {

constexpr rlim_t stack_bytes = 64u << 20;
constexpr int exit_explained = 3;

/// At most `value`: a limit that is tighter already stays.
bool set_limit(__rlimit_resource resource, rlim_t value) {
    rlimit limit{};
    if (::getrlimit(resource, &limit) != 0) return false;
    limit.rlim_max = std::min(limit.rlim_max, value);
    limit.rlim_cur = limit.rlim_max;
    return ::setrlimit(resource, &limit) == 0;
}

bool close_others() {
    const int nothing = ::open("/dev/null", O_RDWR);
    if (nothing < 0) return false;
    for (int fd = 0; fd < 3; ++fd)
        if (::dup2(nothing, fd) < 0) return false;
    return ::close_range(worker_status_fd + 1, ~0u, 0) == 0;
}

/// The zone is the environment's last word on anything: libjq's dates are in UTC.
bool empty_environment() {
    if (::clearenv() != 0 || ::setenv("TZ", "UTC0", 1) != 0) return false;
    ::tzset();
    return true;
}

bool bind_to_parent(int parent_pid) {
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return false;
    // The parent may have gone before that call.
    return parent_pid == 0 || ::getppid() == parent_pid;
}

WorkerStatus* dying_status = nullptr;
std::uintptr_t stack_top = 0;

[[noreturn]] void die(WorkerStop reason) {
    if (dying_status) dying_status->stop = reason;
    ::_exit(exit_explained);
}

/// Of a bad access: on the stack, or where an allocation that failed was not checked for, or anywhere else.
WorkerStop reason_of_access(const void* address) {
    const auto at = reinterpret_cast<std::uintptr_t>(address);
    constexpr std::uintptr_t first_pages = 64u << 20;
    constexpr std::uintptr_t guard = 1u << 20;
    if (at < first_pages) return WorkerStop::memory;
    return at < stack_top && at > stack_top - stack_bytes - guard ? WorkerStop::stack : WorkerStop::aborted;
}

void on_signal(int number, siginfo_t* info, void*) {
    switch (number) {
    case SIGSEGV: die(reason_of_access(info->si_addr));
    // The kernel could not give a page.
    case SIGBUS: die(WorkerStop::memory);
    case SIGABRT: die(WorkerStop::aborted);
    case SIGXCPU: die(WorkerStop::processor_time);
    default: die(WorkerStop::unknown);
    }
}

} // namespace

bool enter_sandbox(const SandboxLimits& limits) {
    if (!close_others() || !empty_environment() || !bind_to_parent(limits.parent_pid)) return false;
    if (!set_limit(RLIMIT_STACK, stack_bytes) || !set_limit(RLIMIT_AS, limits.memory_bytes) || !set_limit(RLIMIT_FSIZE, 0) || !set_limit(RLIMIT_CORE, 0) ||
        !set_limit(RLIMIT_NOFILE, worker_status_fd + 1) || !set_limit(RLIMIT_NPROC, 0))
        return false;
    allow_processor_time(limits.evaluation_time_ms);
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
    return allow_only_needed_system_calls();
}

void allow_processor_time(std::int64_t time_ms) {
    timespec used{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    rlimit limit{};
    if (::getrlimit(RLIMIT_CPU, &limit) != 0) return;
    // Whole seconds: one for the remainder of both, one for what goes on between two evaluations.
    limit.rlim_cur = static_cast<rlim_t>(used.tv_sec + time_ms / 1000 + 3);
    if (limit.rlim_max < limit.rlim_cur) limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_CPU, &limit);
}

void die_of_memory(void*) { die(WorkerStop::memory); }

void explain_deaths(WorkerStatus& status) {
    dying_status = &status;
    std::set_new_handler([] { die(WorkerStop::memory); });
    jv_nomem_handler(die_of_memory, nullptr);
    static char alternate[64 * 1024];
    stack_top = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) + (64u << 10);
    const stack_t stack{alternate, 0, sizeof alternate};
    ::sigaltstack(&stack, nullptr);
    struct sigaction action {};
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_ONSTACK | SA_SIGINFO;
    for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU, SIGSYS}) ::sigaction(number, &action, nullptr);
}

} // namespace orkestr
