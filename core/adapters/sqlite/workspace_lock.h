// One engine per workspace: a lock of the operating system on `engine.lock` in the workspace's folder. The kernel frees
// it when its process ends, however it ends; the file stays and means nothing by itself. Several locks of one process
// exclude each other too.
#pragma once

#include "core/base/result.h"

#include <string>

namespace orkestr {

class WorkspaceLock {
public:
    /// Never waits. Errors: locked (another holds it; the message names its process), not_found (no such folder),
    /// read_only, io.
    static Result<WorkspaceLock> try_acquire(const std::string& folder);
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
