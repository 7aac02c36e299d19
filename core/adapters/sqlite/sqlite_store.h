// A workspace in one SQLite file (and SQLite's -wal and -shm beside it).
//
// One thread at a time owns an instance; it may be handed over as a whole. Several instances, in one process or many,
// may be open on the same file: readers never wait for the writer nor it for them, and two writers take turns
// (conflicts are found by the expected sequence numbers). Needs a QCoreApplication: Qt loads its SQLite driver as a
// plug-in.
#pragma once

#include "core/ports/store.h"

#include <cstdint>
#include <memory>
#include <string>

namespace orkestr {

class SqliteConnection;

class SqliteStore final : public Stores {
public:
    enum class Mode {
        read_write_create, ///< makes the file (0600) and its folders (0700) when they are missing
        read_write,
        read_only,
    };
    enum class Durability {
        full,   ///< a commit is at the disk when it returns (synchronous=FULL)
        normal, ///< the last commits may be lost when the machine loses power, never half of one (synchronous=NORMAL)
    };

    /// The name of the file in a workspace's folder.
    static constexpr const char* file_name = "workspace.sqlite";

    /// `path`: a path; or, when it begins with `file:`, an SQLite URI (sqlite_path.h).
    ///
    /// Errors: not_found, newer_version, corrupt (damaged or no database), invalid_argument (another program's
    /// database, or not a file), read_only, io (no permission), disk_full, locked, unavailable (Qt's driver is
    /// missing).
    ///
    /// Read-only also works where nothing can be written to (a folder without permission, a read-only medium), as long
    /// as the last writer closed the file properly; it then sees the file as it is now and no later change.
    static Result<std::unique_ptr<SqliteStore>> open(const std::string& path, Mode mode,
                                                     Durability durability = Durability::full);
    ~SqliteStore() override;

    std::vector<Result<void>> append(const std::vector<AppendBatch>& batches) override;
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) const override;
    Result<std::vector<RunRow>> runs(const RunQuery& query) const override;
    Result<RunScan> scan_runs(const RunQuery& query, std::uint32_t most) const override;
    Result<RunGroupScan> group_runs(const RunQuery& query, RunGrouping grouping, std::uint32_t most) const override;
    Result<std::vector<TimerRow>> timers(Instant until, std::uint32_t limit) const override;
    Result<std::vector<OutboxRow>> outbox(const std::optional<RunId>& run) const override;
    Result<void> count_lost(const std::vector<OutboxRow>& rows) override;
    Result<std::optional<SnapshotRow>> snapshot(const RunId& run) const override;
    Result<void> put_definition(const DefinitionRow& definition) override;
    Result<std::vector<DefinitionRow>> definitions(const DefinitionQuery& query) const override;
    Result<Lease> lease(const std::string& name, const std::string& owner, Instant now, Instant until) override;

    Result<std::int64_t> post(const InboxRow& row) override;
    Result<std::vector<InboxRow>> pending(std::uint32_t limit) const override;
    Result<void> drop(std::int64_t id) override;

    Result<std::int64_t> publish(const BusEvent& event) override;
    Result<std::vector<BusEvent>> bus_events(const BusQuery& query) const override;
    Result<std::int64_t> last_bus_event() const override;
    Result<std::vector<ListenerRow>> listeners() const override;
    Result<void> claim_bus_event(std::int64_t id) override;
    Result<std::vector<BusEvent>> expire_bus_events(Instant now, std::int64_t passed, std::uint32_t limit) override;

    Result<std::int64_t> add_dead_letter(const DeadLetter& letter) override;
    Result<std::vector<DeadLetter>> dead_letters(const DeadLetterQuery& query) const override;
    Result<void> decide_dead_letter(const DeadLetter& letter) override;

    Result<std::vector<ScheduleRow>> schedules() const override;
    Result<void> put_schedule(const ScheduleRow& row) override;

    /// 32 random bytes, drawn when the workspace was made. A secret: never in logs, exports or on the screen.
    Result<std::string> workspace_key() const;
    /// A UUID.
    Result<std::string> workspace_id() const;
    /// Changes when another instance has committed something since the last call; only ever compare for equality.
    Result<std::uint64_t> data_version() const;

private:
    explicit SqliteStore(std::unique_ptr<SqliteConnection> connection);

    std::unique_ptr<SqliteConnection> connection_;
};

} // namespace orkestr
