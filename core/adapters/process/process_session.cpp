#include "core/adapters/process/process_session.h"

#include <QObject>
#include <QThread>
#include <QTimer>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <sys/prctl.h>
#include <unistd.h>
#include <vector>

namespace orkestr {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr int look_interval_ms = 25;
constexpr auto patience_after_kill = std::chrono::seconds(2);

struct Member {
    pid_t pid = 0;
    pid_t session = 0;
};

/// Reads /proc/PID/stat (proc(5)): the state is the third field, the session the sixth; the second, in brackets, may
/// hold anything. Nothing for zombies and for processes that are gone.
std::optional<Member> read_member(const char* pid) {
    const std::string path = std::string("/proc/") + pid + "/stat";
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return std::nullopt;
    char text[512];
    const auto size = ::read(file, text, sizeof text - 1);
    ::close(file);
    if (size <= 0) return std::nullopt;
    text[size] = '\0';
    const char* rest = std::strrchr(text, ')');
    char state = 0;
    int parent = 0;
    int group = 0;
    int session = 0;
    if (!rest || std::sscanf(rest + 1, " %c %d %d %d", &state, &parent, &group, &session) != 4) return std::nullopt;
    if (state == 'Z' || state == 'X') return std::nullopt;
    return Member{static_cast<pid_t>(std::atoi(pid)), session};
}

/// Every living process, sorted out by session.
std::map<pid_t, std::vector<pid_t>> living_sessions() {
    std::map<pid_t, std::vector<pid_t>> out;
    DIR* folder = ::opendir("/proc");
    if (!folder) return out;
    while (const dirent* entry = ::readdir(folder)) {
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
        if (const auto member = read_member(entry->d_name)) out[member->session].push_back(member->pid);
    }
    ::closedir(folder);
    return out;
}

} // namespace

void enter_own_session(pid_t parent) {
    ::setsid();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The parent may have died before prctl took hold.
    if (::getppid() != parent) ::_exit(127);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
}

void signal_process_group(pid_t leader, int signal) {
    if (leader > 0) ::kill(-leader, signal);
}

class SessionEnder::Private : public QObject {
public:
    explicit Private(int grace_ms) : grace_(grace_ms), timer_(this) {
        timer_.setSingleShot(true);
        connect(&timer_, &QTimer::timeout, this, [this] { look(); });
    }

    void add(pid_t session) {
        ending_.try_emplace(session, Ending{SteadyClock::now() + grace_, {}});
        timer_.start(0);
    }

    void kill_all() {
        timer_.stop();
        if (ending_.empty()) return;
        const auto living = living_sessions();
        for (const auto& [session, ending] : ending_)
            if (const auto held = living.find(session); held != living.end())
                for (const pid_t pid : held->second) ::kill(pid, SIGKILL);
        ending_.clear();
    }

    QThread thread;

private:
    struct Ending {
        SteadyClock::time_point deadline;
        std::set<pid_t> asked; ///< have got SIGTERM
    };

    void look() {
        const auto living = living_sessions();
        for (auto held = ending_.begin(); held != ending_.end();) {
            const auto members = living.find(held->first);
            const bool stays = members != living.end() && press(held->second, members->second);
            held = stays ? std::next(held) : ending_.erase(held);
        }
        if (!ending_.empty()) timer_.start(look_interval_ms);
    }

    /// False when a killed session would not go in time: a process that waits for a dead disk can't be ended.
    bool press(Ending& ending, const std::vector<pid_t>& members) {
        const auto now = SteadyClock::now();
        if (now < ending.deadline) {
            for (const pid_t pid : members)
                if (ending.asked.insert(pid).second) ::kill(pid, SIGTERM);
            return true;
        }
        for (const pid_t pid : members) ::kill(pid, SIGKILL);
        return now < ending.deadline + patience_after_kill;
    }

    const std::chrono::milliseconds grace_;
    QTimer timer_;
    std::map<pid_t, Ending> ending_;
};

SessionEnder::SessionEnder(int grace_ms) : d_(std::make_unique<Private>(grace_ms)) {
    d_->moveToThread(&d_->thread);
    d_->thread.start();
}

SessionEnder::~SessionEnder() {
    QMetaObject::invokeMethod(d_.get(), [this] { d_->kill_all(); }, Qt::BlockingQueuedConnection);
    d_->thread.quit();
    d_->thread.wait();
}

void SessionEnder::end(pid_t session) {
    if (session > 0) QMetaObject::invokeMethod(d_.get(), [this, session] { d_->add(session); }, Qt::QueuedConnection);
}

} // namespace orkestr
