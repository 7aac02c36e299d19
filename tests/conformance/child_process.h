// Parts of a test that need a process of their own: another user, another file system, a death.
#pragma once

#include <functional>
#include <string>
#include <sys/types.h>

namespace orkestr::test {

/// Runs `work` in a forked child and gives back what it returned; a child that ends otherwise gives "died".
std::string in_child(const std::function<std::string()>& work);

/// A forked child that writes to the pipe `output` as it goes on. The caller reads, kills and waits.
struct Child {
    pid_t pid = -1;
    int output = -1;
};
Child start_child(const std::function<void(int output)>& work);
/// Sends SIGKILL, waits for the end and closes the pipe.
void kill_child(Child& child);

/// In a child: go on as a user without rights where the test runs as root. False when that fails.
bool drop_root();
/// In a child: puts a new empty file system of this size at `folder`, seen by this process only. False where user
/// namespaces are not allowed.
bool mount_small_disk(const std::string& folder, long size_bytes);

} // namespace orkestr::test
