// Where runs are read from: a workspace, later a deployment or an audit log. The UI sees nothing else, and can't tell
// them apart. A request, a stop token and a callback: called exactly once, on the source's own thread, also when the
// request is stopped (then with ErrorCode::cancelled). A source that can't do something answers `unsupported`.
#pragma once

#include "core/ports/store.h"
#include "core/projection/run_view.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace orkestr {

struct RunPage {
    std::vector<RunRow> runs; ///< newest first
    bool more = false;        ///< there are older ones
};

struct EventPage {
    std::vector<EventView> events;
    std::uint64_t total = 0; ///< events of the run at the moment
};

/// Why a schedule could start no run, the last time that it tried.
struct ScheduleFailure {
    Instant at;
    std::string message;
};

/// A schedule, and when it will start runs if nothing changes.
struct ScheduleView {
    ScheduleRow row;
    std::string rule;          ///< `cron 0 9 * * *`, `every PT5M`, `after PT1H`, `on com.example.order`
    std::vector<Instant> next; ///< the next times, at most five; empty when it waits for something else
    std::optional<ScheduleFailure> failure; ///< until a run has started again
};

/// What concerns no single run. Each list holds at most 200, with the number of all.
struct WorkspaceOverview {
    std::vector<ScheduleView> schedules;
    std::vector<DeadLetter> dead;     ///< open ones, newest first
    std::vector<BusEvent> kept;       ///< events that nobody has received yet, oldest first
    bool more_dead = false;
    bool more_kept = false;
};

class RunSource {
public:
    virtual ~RunSource() = default;

    /// What people call it: the workspace's directory, a server, a file.
    virtual std::string title() const = 0;

    virtual void runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) = 0;
    /// One run as it is now; immutable. Asked again, only what is new is read.
    virtual void run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) = 0;
    /// Events of a run after `after`, at most `limit` (to 10,000).
    virtual void events(RunId run, std::uint64_t after, std::uint32_t limit, std::stop_token stop,
                        std::function<void(Result<EventPage>)> done) = 0;
    virtual void definitions(DefinitionQuery query, std::stop_token stop,
                             std::function<void(Result<std::vector<DefinitionRow>>)> done) = 0;
    virtual void overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) = 0;
    /// `changed` is called on the source's thread when something in it has changed, at most ten times a second; an
    /// empty function ends it.
    virtual void watch(std::function<void()> changed) = 0;
};

} // namespace orkestr
