// The events of a workspace and those who listen, in its file; see EventBus.
#pragma once

#include "core/adapters/sqlite/sqlite_connection.h"
#include "core/ports/event_bus.h"

namespace orkestr {

Result<std::int64_t> publish_sqlite_event(SqliteConnection& connection, const BusEvent& event);
Result<std::vector<BusEvent>> read_sqlite_bus(SqliteConnection& connection, const BusQuery& query);
Result<std::int64_t> last_sqlite_event(SqliteConnection& connection);
Result<std::vector<ListenerRow>> read_sqlite_listeners(SqliteConnection& connection);
Result<void> claim_sqlite_event(SqliteConnection& connection, std::int64_t id);
Result<std::vector<BusEvent>> expire_sqlite_events(SqliteConnection& connection, Instant now, std::int64_t passed,
                                                   std::uint32_t limit);

// Parts of an append; `run_no` is the number of the run, whatever the rows say.
Result<void> set_sqlite_listener(SqliteConnection& connection, std::int64_t run_no, const ListenerRow& listener);
Result<void> receive_sqlite_event(SqliteConnection& connection, std::int64_t run_no, const Receipt& receipt);
Result<void> clear_sqlite_listener(SqliteConnection& connection, std::int64_t run_no, std::uint32_t step);
Result<void> clear_sqlite_listeners(SqliteConnection& connection, std::int64_t run_no);

} // namespace orkestr
