// What a workspace's file answers; see the functions of Store and Inbox of the same names.
#pragma once

#include "core/adapters/sqlite/sqlite_connection.h"
#include "core/ports/store.h"

namespace orkestr {

Result<std::vector<EventRow>> read_sqlite_events(SqliteConnection& connection, const RunId& run, std::uint64_t after,
                                                 std::uint32_t limit);
Result<std::vector<RunRow>> read_sqlite_runs(SqliteConnection& connection, const RunQuery& query);
Result<RunScan> scan_sqlite_runs(SqliteConnection& connection, const RunQuery& query, std::uint32_t most);
Result<RunGroupScan> group_sqlite_runs(SqliteConnection& connection, const RunQuery& query, RunGrouping grouping, std::uint32_t most);
Result<std::vector<TimerRow>> read_sqlite_timers(SqliteConnection& connection, Instant until, std::uint32_t limit);
Result<std::vector<OutboxRow>> read_sqlite_outbox(SqliteConnection& connection, const std::optional<RunId>& run);
Result<std::optional<SnapshotRow>> read_sqlite_snapshot(SqliteConnection& connection, const RunId& run);
Result<std::vector<InboxRow>> read_sqlite_inbox(SqliteConnection& connection, std::uint32_t limit);

} // namespace orkestr
