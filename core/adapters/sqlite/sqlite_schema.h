// The tables of a workspace's file and how they came to be, version by version. This is the only place that changes
// them.
#pragma once

#include "core/adapters/sqlite/sqlite_connection.h"

namespace orkestr {

/// `PRAGMA application_id` of our files: "Orks" in ASCII.
inline constexpr std::int64_t sqlite_application_id = 0x4f726b73;
/// The secret of a workspace, drawn when its tables are made.
inline constexpr std::size_t workspace_key_bytes = 32;
/// The newest version of the tables this program knows; `PRAGMA user_version` of a file.
int sqlite_schema_version();

/// Makes or brings up to date the tables of a file opened for writing, in one transaction. Errors: newer_version;
/// invalid_argument when the file is another program's database; what sqlite_error.h says.
Result<void> migrate_sqlite(SqliteConnection& connection);

/// Which tables will do.
enum class SqliteTables {
    current,   ///< those of this program
    any_known, ///< older ones too: the file is looked at as a whole
};

/// Checks a file opened for reading. Errors: newer_version; read_only when its tables are older and would have to be
/// brought up to date; invalid_argument when it is another program's; not_found when it has no tables yet.
Result<void> check_sqlite_schema(SqliteConnection& connection, SqliteTables tables);

} // namespace orkestr
