#include "core/adapters/process/process_session.h"

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <sys/prctl.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace orkestr {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr auto look_interval = std::chrono::milliseconds(25);
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

class SessionEnder::Private {
public:
    explicit Private(int grace_ms) : grace_(grace_ms), thread_([this] { run(); }) {}

    ~Private() {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        changed_.notify_one();
        thread_.join();
    }

    void add(pid_t session) {
        {
            const std::lock_guard lock(mutex_);
            added_.push_back(session);
        }
        changed_.notify_one();
    }

private:
    struct Ending {
        SteadyClock::time_point deadline;
        std::set<pid_t> asked; ///< have got SIGTERM
    };

    void run() {
        while (take_added()) {
            const auto living = living_sessions();
            for (auto held = ending_.begin(); held != ending_.end();) {
                const auto members = living.find(held->first);
                const bool stays = members != living.end() && press(held->second, members->second);
                held = stays ? std::next(held) : ending_.erase(held);
            }
        }
        kill_all();
    }

    /// Waits for a session to end, or for the next look at those that are ending; false when all is to end.
    bool take_added() {
        std::unique_lock lock(mutex_);
        const auto ready = [this] { return stopped_ || !added_.empty(); };
        if (ending_.empty()) changed_.wait(lock, ready);
        else changed_.wait_for(lock, look_interval, ready);
        for (const pid_t session : std::exchange(added_, {})) ending_.try_emplace(session, Ending{SteadyClock::now() + grace_, {}});
        return !stopped_;
    }

    /// False when a killed session would not go in time: a process that waits for a dead disk can't be ended.
    bool press(Ending& ending, const std::vector<pid_t>& members) const {
        const auto now = SteadyClock::now();
        if (now < ending.deadline) {
            for (const pid_t pid : members)
                if (ending.asked.insert(pid).second) ::kill(pid, SIGTERM);
            return true;
        }
        for (const pid_t pid : members) ::kill(pid, SIGKILL);
        return now < ending.deadline + patience_after_kill;
    }

    void kill_all() const {
        if (ending_.empty()) return;
        const auto living = living_sessions();
        for (const auto& [session, ending] : ending_)
            if (const auto held = living.find(session); held != living.end())
                for (const pid_t pid : held->second) ::kill(pid, SIGKILL);
    }

    const std::chrono::milliseconds grace_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<pid_t> added_; ///< under the mutex, as stopped_
    bool stopped_ = false;
    std::map<pid_t, Ending> ending_; ///< the thread's own
    std::thread thread_;             ///< last: it uses the others
};

SessionEnder::SessionEnder(int grace_ms) : d_(std::make_unique<Private>(grace_ms)) {}

SessionEnder::~SessionEnder() = default;

void SessionEnder::end(pid_t session) {
    if (session > 0) d_->add(session);
}

} // namespace orkestr
