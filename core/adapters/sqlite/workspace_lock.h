// One engine per workspace: a lock of the operating system on `engine.lock` in the workspace's folder. The kernel frees
// it when its process ends, however it ends; the file stays and means nothing by itself. Several locks of one process
// exclude each other too.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

/// What holds a workspace's engine, as it says to others: until it is told to stop (a serve, a Studio), or for as long as
/// what it was asked to do takes.
inline constexpr std::string_view lasting_holder = "stays";
inline constexpr std::string_view passing_holder = "passes";

/// What the holder of a lock has written of itself.
struct LockHolder {
    int process = 0;
    std::string what; ///< as try_acquire was told
    bool operator==(const LockHolder&) const = default;
};

class WorkspaceLock {
public:
    /// Never waits. `what`, a word, tells others what holds it. Errors: locked (another holds it; the message names its
    /// process), not_found (no such folder), read_only, io.
    static Result<WorkspaceLock> try_acquire(const std::string& folder, std::string_view what = {});
    /// The latest to hold it, who may have given it free, or may be about to write: nothing then, or the one before.
    static std::optional<LockHolder> holder(const std::string& folder);
    /// Gives the workspace free.
    ~WorkspaceLock();
    WorkspaceLock(WorkspaceLock&& other) noexcept;
    WorkspaceLock& operator=(WorkspaceLock&& other) noexcept;
    WorkspaceLock(const WorkspaceLock&) = delete;
    WorkspaceLock& operator=(const WorkspaceLock&) = delete;

private:
    explicit WorkspaceLock(int file) : file_(file) {}

    int file_ = -1;
};

} // namespace orkestr
