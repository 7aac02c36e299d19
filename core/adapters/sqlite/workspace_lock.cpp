#include "core/adapters/sqlite/workspace_lock.h"

#include <cerrno>
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

/// What the holder wrote; empty while it is about to.
std::string holder_of(int file) {
    char text[32];
    const ssize_t size = pread(file, text, sizeof text, 0);
    std::string digits;
    for (ssize_t i = 0; i < size && text[i] >= '0' && text[i] <= '9'; ++i) digits += text[i];
    return digits;
}

Error held_error(const std::string& folder, int file) {
    const std::string holder = holder_of(file);
    return {ErrorCode::locked,
            "the workspace " + folder + " is in use by another Orkestr" +
                (holder.empty() ? std::string{} : " (process " + holder + ")"), {}};
}

} // namespace

Result<WorkspaceLock> WorkspaceLock::try_acquire(const std::string& folder) {
    // Closed on exec: a child program must not hold the workspace beyond its engine's death.
    const int file = ::open((folder + "/engine.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return lock_error(folder, errno);
    WorkspaceLock lock(file);
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? held_error(folder, file) : lock_error(folder, errno);
    }
    // For people only; the lock itself is the kernel's, so a disk too full for a number is no failure.
    const std::string pid = std::to_string(getpid()) + '\n';
    if (ftruncate(file, 0) == 0) (void)!pwrite(file, pid.data(), pid.size(), 0);
    return lock;
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
