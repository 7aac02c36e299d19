// The session (setsid) that every process activity gets: what it starts can be found and ended as a whole.
//
// A process of the session that calls setsid itself leaves it and is not ended. When this program is killed, the
// session's leader gets SIGKILL from the kernel (prctl PR_SET_PDEATHSIG, tied to the thread that started it); what the
// leader had started is left.
#pragma once

#include <memory>
#include <sys/types.h>

namespace orkestr {

/// In the child, between fork and exec: a session of its own, no signal blocked, no descriptor but the standard ones
/// inherited. Calls only what is safe there (signal-safety(7)).
void enter_own_session(pid_t parent);

/// SIGTERM or SIGKILL to the leader's process group; `leader` must be a child that runs its program by now and has not
/// been waited for.
void signal_process_group(pid_t leader, int signal);

/// Ends sessions on a thread of its own, since that reads /proc: SIGTERM to every member, SIGKILL to those that are left
/// after the grace.
class SessionEnder {
public:
    explicit SessionEnder(int grace_ms);
    /// Members that still live are killed at once.
    ~SessionEnder();
    SessionEnder(const SessionEnder&) = delete;
    SessionEnder& operator=(const SessionEnder&) = delete;

    /// Any thread; returns at once. A session without members costs one look at /proc.
    void end(pid_t session);

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace orkestr
