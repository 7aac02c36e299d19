// The truth of a workspace: histories of runs, with their rows, timers and outbox; definitions; leases. An adapter is
// only storage and decides nothing. Calls block; one thread at a time owns an instance. Another instance on the same
// workspace may read at the same time (SQLite: opened read-only).
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/base/time.h"
#include "core/filter/filter.h"
#include "core/history/event_row.h"
#include "core/ports/dead_letters.h"
#include "core/ports/event_bus.h"
#include "core/ports/schedules.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orkestr {

/// What lists of runs show; a projection of the history, written in the same transaction.
struct RunRow {
    RunId run;
    std::string ns;
    std::string name;
    std::string version;
    std::string definition; ///< content hash in hex
    std::string status;     ///< pending, running, waiting, suspended, cancelled, faulted, completed
    Instant started;
    std::optional<Instant> ended;
    std::string error;                 ///< one line: title or type of the error that ended it; empty when none
    std::optional<RunId> parent;
    std::uint64_t events = 0;          ///< the last sequence number
    std::optional<Instant> last_known = {}; ///< in a record of the past: the last time it tells of, of a run that had not ended
    bool open() const { return !ended; }
};

struct TimerRow {
    RunId run;
    std::uint64_t timer = 0; ///< sequence number of the event that set it
    Instant due;
};

/// A command that may reach the outside, committed before it does. What it asks stands in the event `seq`.
struct OutboxRow {
    RunId run;
    std::uint64_t seq = 0; ///< of the event that ordered it; unique in the run
    std::string kind;      ///< http, shell, script, child
    std::uint32_t lost = 0; ///< engines that ended while they worked on it
};

/// A run's state at an event, so that a long history need not be folded from its beginning. Disposable.
struct SnapshotRow {
    std::uint64_t seq = 0; ///< of the last event it holds
    Digest head{};         ///< the chain's hash there
    Json state;            ///< history/snapshot.h
};

/// One run's share of an append. All of it happens, or none.
struct AppendBatch {
    RunId run;
    std::uint64_t expected = 0; ///< the last sequence number the writer has seen; 0 for a run that does not exist yet
    std::vector<EventRow> events; ///< continue at expected + 1
    RunRow row; ///< of a run that is there: its status, end, error and number of events are taken; the rest never changes
    std::vector<TimerRow> timers_set;
    std::vector<std::uint64_t> timers_cleared;
    std::vector<OutboxRow> outbox_added;
    std::vector<std::uint64_t> outbox_done;
    std::vector<std::int64_t> inbox_taken; ///< ids of inbox rows whose facts these events hold
    std::vector<BusEvent> published;       ///< what the run emitted, in order
    std::vector<ListenerRow> listeners_set;
    std::vector<std::uint32_t> listeners_cleared; ///< steps
    std::vector<Receipt> received;         ///< claims the events and moves the listeners on
    std::vector<DeadLetter> dead;
    std::optional<SnapshotRow> snapshot;   ///< takes the place of the run's last one
    std::optional<ScheduleRow> schedule;   ///< that started the run; as Schedules::put_schedule
};

/// What others ask of the workspace's engine; durable until an append takes it.
struct InboxRow {
    std::int64_t id = 0; ///< given by the store, ascending
    std::string kind;    ///< start, cancel, suspend, resume, ...
    RunId run;
    Json body;
    Instant at;
};

struct RunQuery {
    std::optional<RunId> run;          ///< just this one
    std::optional<bool> open;          ///< unfinished only, or finished only
    std::string status;                ///< empty: any
    std::string definition;            ///< content hash; empty: any
    std::optional<RunId> before;       ///< keyset page: runs whose id sorts before this; newest first
    std::uint32_t limit = 200;         ///< 1 to 10,000
    Filter filter = {};                ///< of runs
    Instant now = {};                  ///< that the filter counts from
};

/// Part of an answer that may need many rows looked at.
struct RunScan {
    std::vector<RunRow> runs;   ///< newest first
    std::optional<RunId> next;  ///< where to go on (RunQuery::before); nothing at the end
    std::uint64_t looked_at = 0; ///< rows, as near as is known; found by an index they are those found
};

enum class RunGrouping : std::uint8_t { status, definition, version, error };

struct RunGroup {
    std::string key;   ///< status, NS/NAME, NS/NAME:VERSION, or the error's line
    std::uint64_t runs = 0;
    bool operator==(const RunGroup&) const = default;
};

struct RunGroupScan {
    std::vector<RunGroup> groups; ///< of the rows looked at, most runs first, then by key; at most 1,000
    std::uint64_t others = 0;     ///< runs of groups that are left out
    std::optional<RunId> next;    ///< as in RunScan; the caller adds the parts up
    std::uint64_t looked_at = 0;
};

struct DefinitionRow {
    std::string ns;
    std::string name;
    std::string version;
    std::string hash;      ///< content hash in hex, plan.h
    std::string text;      ///< as the author wrote it
    std::string file_name; ///< as given at publication, for messages
    Instant published;
    bool listed = true; ///< false: recorded by a run only, not published
    /// What it refers to elsewhere, pinned when it was loaded: {URI: text}; null when there is nothing. Part of the hash.
    Json resources = {};
    /// The document's tags, an object, or null when it has none; nothing as long as nobody has looked.
    std::optional<Json> tags = {};
};

struct DefinitionQuery {
    std::string hash; ///< if not empty: just this one
    std::string ns;
    std::string name;    ///< with ns: all its versions
    std::string version; ///< with ns and name: this one
    bool listed_only = false;
    bool untagged_only = false; ///< those whose tags are not known, also the ones kept under their hash only
};

struct Lease {
    std::string name;
    std::string owner;
    Instant until;
    std::uint64_t token = 0; ///< fencing token: grows with every change of owner
};

class Store {
public:
    virtual ~Store() = default;

    /// Appends the batches in one transaction, each in a savepoint of its own: a batch that fails leaves the others
    /// be. Results are in the order of the batches. Durable when it returns (SQLite: synchronous=FULL). Errors of a
    /// batch: conflict (expected is not the last sequence number, the run exists, an inbox row was taken before, or the
    /// schedule was changed),
    /// invalid_argument (append_check.h), corrupt; of the whole, repeated in each result: disk_full, read_only,
    /// corrupt, locked (another program writes and doesn't stop), io. Within a batch what is set comes before what is
    /// cleared or done; clearing what isn't there is no error.
    virtual std::vector<Result<void>> append(const std::vector<AppendBatch>& batches) = 0;

    /// Events of a run after `after`, in order, at most `limit`. Errors: not_found when there is no such run; corrupt.
    virtual Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) const = 0;

    /// A page of runs, newest first. With a filter: however many rows that takes.
    virtual Result<std::vector<RunRow>> runs(const RunQuery& query) const = 0;
    /// The same, but looks at no more than about `most` rows, so that the caller can tell how far it is, and stop.
    virtual Result<RunScan> scan_runs(const RunQuery& query, std::uint32_t most) const = 0;
    /// How many runs there are of each kind; limit of the query does not count. Without a filter quick however many there
    /// are, but for errors.
    virtual Result<RunGroupScan> group_runs(const RunQuery& query, RunGrouping grouping, std::uint32_t most) const = 0;

    /// Timers in the order of their time, at most `limit`, those due up to and including `until`.
    virtual Result<std::vector<TimerRow>> timers(Instant until, std::uint32_t limit) const = 0;

    /// Commands that were committed and have no result yet, by run and sequence.
    virtual Result<std::vector<OutboxRow>> outbox(const std::optional<RunId>& run) const = 0;
    /// Counts an engine that ended while it worked on these; rows that are gone are no error.
    virtual Result<void> count_lost(const std::vector<OutboxRow>& rows) = 0;

    /// The run's last snapshot; nothing when there is none.
    virtual Result<std::optional<SnapshotRow>> snapshot(const RunId& run) const = 0;

    /// Puts a definition: the same namespace, name and version with the same hash again is no error (and listed stays
    /// true once it was; becoming listed takes over the time and file name of the publication, the text stays). With
    /// another hash: already_exists when both are listed; a listed one takes the name over from one that a run merely
    /// recorded; one that is not listed is kept under its hash only. Definitions never change; tags that were not known
    /// before are taken.
    virtual Result<void> put_definition(const DefinitionRow& definition) = 0;
    /// Sorted by namespace, name and version (as text). Those kept under their hash only are found by their hash only.
    virtual Result<std::vector<DefinitionRow>> definitions(const DefinitionQuery& query) const = 0;

    /// Takes or renews a lease until `until` (renewing until `now` gives it up). Errors: conflict while another owner
    /// holds it beyond `now`.
    virtual Result<Lease> lease(const std::string& name, const std::string& owner, Instant now, Instant until) = 0;
};

/// The durable letter box of a workspace's engine. Another connection than the engine's may post.
class Inbox {
public:
    virtual ~Inbox() = default;
    /// Durable when it returns; gives the row's id.
    virtual Result<std::int64_t> post(const InboxRow& row) = 0;
    /// Rows not taken yet, oldest first, at most `limit`.
    virtual Result<std::vector<InboxRow>> pending(std::uint32_t limit) const = 0;
    /// Drops a row that can't be served (its answer was given otherwise); one that is gone is no error.
    virtual Result<void> drop(std::int64_t id) = 0;
};

/// All that one workspace keeps. Parts of it may be given where only they are needed.
class Stores : public Store, public Inbox, public EventBus, public DeadLetters, public Schedules {};

} // namespace orkestr
