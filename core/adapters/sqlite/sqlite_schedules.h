// Schedules in a workspace's file; see Schedules.
#pragma once

#include "core/adapters/sqlite/sqlite_connection.h"
#include "core/ports/schedules.h"

namespace orkestr {

Result<std::vector<ScheduleRow>> read_sqlite_schedules(SqliteConnection& connection);
/// One statement, so also a part of an append.
Result<void> put_sqlite_schedule(SqliteConnection& connection, const ScheduleRow& row);

} // namespace orkestr
