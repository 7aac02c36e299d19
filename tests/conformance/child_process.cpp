#include "tests/conformance/child_process.h"

#include <csignal>
#include <fstream>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace orkestr::test {

namespace {

bool write_file(const char* path, const std::string& text) {
    std::ofstream file(path);
    file << text;
    file.close();
    return file.good();
}

} // namespace

Child start_child(const std::function<void(int output)>& work) {
    int ends[2];
    if (pipe(ends) != 0) return {};
    const pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        work(ends[1]);
        // Not exit(): what the parent registered for its own end is not the child's to do.
        _exit(0);
    }
    close(ends[1]);
    return {pid, ends[0]};
}

void kill_child(Child& child) {
    if (child.pid > 0) {
        kill(child.pid, SIGKILL);
        waitpid(child.pid, nullptr, 0);
    }
    close(child.output);
    child = {};
}

std::string in_child(const std::function<std::string()>& work) {
    const Child child = start_child([&](int output) {
        const std::string said = work();
        (void)!write(output, said.data(), said.size());
    });
    if (child.pid < 0) return "no child";
    std::string said;
    char buffer[4096];
    for (ssize_t size = 0; (size = read(child.output, buffer, sizeof buffer)) > 0;)
        said.append(buffer, static_cast<std::size_t>(size));
    close(child.output);
    int status = 0;
    waitpid(child.pid, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? said : "died";
}

bool drop_root() {
    constexpr uid_t nobody = 65534;
    if (geteuid() != 0) return true;
    return setgid(nobody) == 0 && setuid(nobody) == 0;
}

bool mount_small_disk(const std::string& folder, long size_bytes) {
    const std::string user = "0 " + std::to_string(geteuid()) + " 1";
    const std::string group = "0 " + std::to_string(getegid()) + " 1";
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    if (!write_file("/proc/self/setgroups", "deny")) return false;
    if (!write_file("/proc/self/uid_map", user) || !write_file("/proc/self/gid_map", group)) return false;
    const std::string options = "size=" + std::to_string(size_bytes);
    return mount("none", folder.c_str(), "tmpfs", 0, options.c_str()) == 0;
}

} // namespace orkestr::test
