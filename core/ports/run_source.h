// Where runs are read from: a workspace, later a deployment or an audit log. The UI sees nothing else, and can't tell
// them apart. A request, a stop token and a callback: called exactly once, on the source's own thread, also when the
// request is stopped (then with ErrorCode::cancelled). A source that can't do something answers `unsupported`.
#pragma once

#include "core/ports/history_reader.h"
#include "core/projection/run_view.h"
#include "core/projection/step_detail.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace orkestr {

// What needs a scan is answered in parts of about a tenth of a second: each tells how far it came and where to go on, so
// that whoever asks can show progress, and stop.

/// Part of the counting of groups; the caller adds the parts up.
struct RunGroups {
    std::vector<RunGroup> groups;
    std::uint64_t others = 0;
    std::optional<RunId> next; ///< nothing: that was all
    std::uint64_t looked_at = 0;
};

struct EventQuery {
    RunId run;
    std::uint64_t after = 0;
    std::uint32_t limit = 1000;       ///< to 10,000
    std::vector<std::uint64_t> seqs = {}; ///< just these, ascending; then `after` does not count
    Filter filter = {};               ///< of events
    Instant now = {};
    bool numbers_only = false;        ///< EventPage::seqs instead of the events: up to 1,000,000 at a time
};

struct EventPage {
    std::vector<EventView> events;
    std::vector<std::uint64_t> seqs; ///< asked for numbers only
    std::uint64_t total = 0; ///< events of the run at the moment
    std::uint64_t next = 0;  ///< `after` of the next page; 0: that was all there is
};

/// What the source is, and how far it has been read and checked.
struct SourceState {
    enum class Kind : std::uint8_t { workspace, audit_log, audit_case, temporal, otlp, wfformat };
    enum class Proof : std::uint8_t { none, checking, intact, broken }; ///< none: nothing to check, or not asked for
    Kind kind = Kind::workspace;
    std::uint64_t size_bytes = 0;  ///< of a file; 0: nothing to read through
    std::uint64_t read_bytes = 0;  ///< how much of it is known; equal when the index is complete
    std::uint64_t checked_bytes = 0;
    Proof proof = Proof::none;
    std::string damage;  ///< why some of it can't be shown: where, what, and what is shown all the same; empty when whole
    std::string finding; ///< what the check came to, in a sentence
    std::string signer;  ///< public key, hex; empty when nobody signed
    std::uint64_t redacted = 0; ///< redacted views
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
    virtual void groups(RunQuery query, RunGrouping grouping, std::stop_token stop, std::function<void(Result<RunGroups>)> done) = 0;
    /// One run as it is now, in outline; immutable. Asked again, only what is new is read.
    virtual void run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) = 0;
    /// One step of it, whole. Errors: not_found.
    virtual void step(RunId run, StepId step, std::stop_token stop, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) = 0;
    /// What the step's expressions came to, computed again from its history where that is possible. Unlike the others' its
    /// callback comes several times, each with all that there is so far, the last time complete or with an error; on a thread
    /// of its own. Errors: not_found; unsupported, then perhaps within the call.
    virtual void values(RunId, StepId, std::stop_token, std::function<void(Result<StepValues>)> done) {
        done(Error{ErrorCode::unsupported, "expressions are not computed again here", {}});
    }
    virtual void events(EventQuery query, std::stop_token stop, std::function<void(Result<EventPage>)> done) = 0;
    virtual void definitions(DefinitionQuery query, std::stop_token stop,
                             std::function<void(Result<std::vector<DefinitionRow>>)> done) = 0;
    virtual void overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) = 0;
    virtual void state(std::stop_token stop, std::function<void(Result<SourceState>)> done) = 0;
    /// Whether the histories in it are Orkestr's own, which never changes: only then open_reader() can give a reader, and
    /// travelling, replaying, comparing, forking and verifying are offered. Any thread.
    virtual bool holds_histories() const { return false; }
    /// At once, on the calling thread, which may be any. Errors: unsupported where the histories are not Orkestr's own;
    /// what opening says.
    virtual Result<std::unique_ptr<HistoryReader>> open_reader() const {
        return Error{ErrorCode::unsupported, title() + " holds no histories of Orkestr's own, which could be travelled in or replayed", {}};
    }
    /// `changed` is called on the source's thread when something in it has changed, at most ten times a second; an
    /// empty function ends it.
    virtual void watch(std::function<void()> changed) = 0;
};

} // namespace orkestr
