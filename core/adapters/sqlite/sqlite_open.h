// Connections to a workspace's file, ready to be used: settled, and with tables this program knows.
#pragma once

#include "core/adapters/sqlite/sqlite_connection.h"
#include "core/adapters/sqlite/sqlite_schema.h"
#include "core/adapters/sqlite/sqlite_store.h"

#include <memory>

namespace orkestr {

/// Makes or brings up to date the tables. The file must exist (sqlite_file.h). Errors as SqliteStore::open.
Result<std::unique_ptr<SqliteConnection>> open_sqlite_for_writing(const SqlitePath& path,
                                                                  SqliteStore::Durability durability);
Result<std::unique_ptr<SqliteConnection>> open_sqlite_for_reading(const SqlitePath& path, SqliteTables tables);

} // namespace orkestr
