#include "core/adapters/sqlite/workspace_lock.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace orkestr {

namespace {

Error lock_error(const std::string& folder, int error) {
    if (error == ENOENT || error == ENOTDIR)
        return {ErrorCode::not_found, "there is no workspace folder " + folder, {}};
    if (error == EROFS || error == EACCES || error == EPERM) {
        return {
            ErrorCode::read_only, "the workspace " + folder + " can't be written to, so nothing can be run in it", {}};
    }
    return {ErrorCode::io, "the workspace " + folder + " can't be locked: " + std::strerror(error), {}};
}

/// PROCESS, or PROCESS WHAT, and the end of the line.
std::optional<LockHolder> read_holder(int file) {
    char text[64];
    const ssize_t size = pread(file, text, sizeof text, 0);
    if (size <= 0) return std::nullopt;
    LockHolder holder;
    const auto [end, error] = std::from_chars(text, text + size, holder.process);
    if (error != std::errc{} || holder.process <= 0) return std::nullopt;
    if (end != text + size && *end == ' ') holder.what.assign(end + 1, std::find(end + 1, static_cast<const char*>(text + size), '\n'));
    return holder;
}

Error held_error(const std::string& folder, int file) {
    const auto holder = read_holder(file);
    return {ErrorCode::locked,
            "the workspace " + folder + " is in use by another Orkestr" +
                (holder ? " (process " + std::to_string(holder->process) + ")" : std::string{}), {}};
}

} // namespace

Result<WorkspaceLock> WorkspaceLock::try_acquire(const std::string& folder, std::string_view what) {
    // Closed on exec: a child program must not hold the workspace beyond its engine's death.
    const int file = ::open((folder + "/engine.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return lock_error(folder, errno);
    WorkspaceLock lock(file);
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? held_error(folder, file) : lock_error(folder, errno);
    }
    // The lock itself is the kernel's, so a disk too full for a line is no failure.
    const std::string line = std::to_string(getpid()) + (what.empty() ? "" : " ") + std::string(what) + '\n';
    if (ftruncate(file, 0) == 0) (void)!pwrite(file, line.data(), line.size(), 0);
    return lock;
}

std::optional<LockHolder> WorkspaceLock::holder(const std::string& folder) {
    const int file = ::open((folder + "/engine.lock").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) return std::nullopt;
    auto holder = read_holder(file);
    ::close(file);
    return holder;
}

WorkspaceLock::~WorkspaceLock() {
    if (file_ >= 0) ::close(file_);
}

WorkspaceLock::WorkspaceLock(WorkspaceLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

WorkspaceLock& WorkspaceLock::operator=(WorkspaceLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
}

} // namespace orkestr
