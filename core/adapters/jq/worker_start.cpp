#include "core/adapters/jq/worker_start.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <mutex>
#include <new>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace orkestr {

namespace {

class OwnedDescriptor {
public:
    explicit OwnedDescriptor(int fd = -1) : fd_(fd) {}
    ~OwnedDescriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    OwnedDescriptor(OwnedDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    OwnedDescriptor& operator=(OwnedDescriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }

    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }

private:
    int fd_;
};

Error not_started(const std::string& what, int error) {
    return {ErrorCode::unavailable, "the expression worker can't be started: " + what + ": " + std::strerror(error), {}};
}

/// Above the numbers that the worker is given its descriptors as, so that handing over one doesn't overwrite another.
OwnedDescriptor moved_up(OwnedDescriptor fd) {
    return OwnedDescriptor(::fcntl(fd.get(), F_DUPFD_CLOEXEC, worker_status_fd + 1));
}

struct SpawnActions {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;

    SpawnActions() {
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawnattr_init(&attributes);
    }
    ~SpawnActions() {
        ::posix_spawn_file_actions_destroy(&files);
        ::posix_spawnattr_destroy(&attributes);
    }
};

int spawn(const JqEvaluatorOptions& options, int socket, int status, int& pid) {
    SpawnActions actions;
    ::posix_spawn_file_actions_adddup2(&actions.files, socket, worker_socket_fd);
    ::posix_spawn_file_actions_adddup2(&actions.files, status, worker_status_fd);
    // A group of its own: Ctrl+C in a terminal is for the engine, which may still have something to evaluate.
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setflags(&actions.attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    ::posix_spawnattr_setpgroup(&actions.attributes, 0);
    ::posix_spawnattr_setsigmask(&actions.attributes, &none);
    ::posix_spawnattr_setsigdefault(&actions.attributes, &all);
    std::array<std::string, 5> texts{options.worker_path, std::to_string(options.memory_bytes),
                                     std::to_string(options.evaluation_time_ms), std::to_string(options.output_bytes),
                                     std::to_string(::getpid())};
    std::array<char*, 6> arguments{};
    for (std::size_t i = 0; i < texts.size(); ++i) arguments[i] = texts[i].data();
    char* environment[] = {nullptr};
    return ::posix_spawn(&pid, options.worker_path.c_str(), &actions.files, &actions.attributes, arguments.data(), environment);
}

/// Killed processes whose end has not been collected.
class Ending {
public:
    void add(int pid) {
        const std::lock_guard lock(mutex_);
        pids_.push_back(pid);
    }
    void collect() {
        const std::lock_guard lock(mutex_);
        std::erase_if(pids_, [](int pid) { return ::waitpid(pid, nullptr, WNOHANG) != 0; });
    }
    ~Ending() {
        for (const int pid : pids_) ::waitpid(pid, nullptr, 0);
    }

private:
    std::mutex mutex_;
    std::vector<int> pids_;
};

std::int64_t now_ns(clockid_t clock) {
    timespec now{};
    if (::clock_gettime(clock, &now) != 0) return -1;
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

Ending& ending_workers() {
    static Ending ending;
    return ending;
}

} // namespace

Result<StartedWorker> start_worker(const JqEvaluatorOptions& options) {
    if (::access(options.worker_path.c_str(), X_OK) != 0) return not_started(options.worker_path, errno);
    OwnedDescriptor page(::memfd_create("orkestr-worker-status", MFD_CLOEXEC));
    if (page.get() < 0 || ::ftruncate(page.get(), sizeof(WorkerStatus)) != 0) return not_started("no memory page", errno);
    page = moved_up(std::move(page));
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return not_started("no socket", errno);
    OwnedDescriptor ours(ends[0]);
    const OwnedDescriptor theirs = moved_up(OwnedDescriptor(ends[1]));
    void* const mapped = ::mmap(nullptr, sizeof(WorkerStatus), PROT_READ | PROT_WRITE, MAP_SHARED, page.get(), 0);
    if (mapped == MAP_FAILED) return not_started("no memory page", errno);
    StartedWorker started;
    started.status = new (mapped) WorkerStatus;
    if (const int error = spawn(options, theirs.get(), page.get(), started.pid); error != 0) {
        ::munmap(mapped, sizeof(WorkerStatus));
        return not_started(options.worker_path, error);
    }
    started.socket = ours.release();
    return started;
}

void end_worker(int pid) {
    if (pid <= 0) return;
    ::kill(pid, SIGKILL);
    ending_workers().add(pid);
}

void collect_ended_workers() { ending_workers().collect(); }

std::int64_t processor_time_ns(int pid) {
    clockid_t clock{};
    return ::clock_getcpuclockid(pid, &clock) == 0 ? now_ns(clock) : -1;
}

std::int64_t monotonic_now_ns() { return now_ns(CLOCK_MONOTONIC); }

} // namespace orkestr
