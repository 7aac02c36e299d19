#include "core/adapters/sqlite/sqlite_open.h"

#include "core/adapters/sqlite/sqlite_file.h"

#include <chrono>
#include <thread>

namespace orkestr {

namespace {

using Access = SqliteConnection::Access;

Result<void> run_all(SqliteConnection& connection, std::initializer_list<const char*> statements) {
    for (const char* sql : statements) {
        if (auto ran = connection.run(sql); !ran) return ran;
    }
    return {};
}

Result<void> settle(SqliteConnection& connection) {
    // trusted_schema, cell_size_check: the file may come from anywhere.
    return run_all(connection, {"PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON",
                                "PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -16384"});
}

Result<void> settle_for_writing(SqliteConnection& connection, SqliteStore::Durability durability) {
    const auto journal = connection.text("PRAGMA journal_mode = WAL");
    if (!journal) return journal.error();
    if (*journal != "wal") {
        return {ErrorCode::io, connection.path() +
                                   " can't have a write-ahead log: is it on a network drive? Put the workspace"
                                   " on a local disk"};
    }
    const bool full = durability == SqliteStore::Durability::full;
    // Checkpoints cost two more syncs and write each page again: rarer ones, of about 16 MB.
    return run_all(connection,
                   {full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON",
                    "PRAGMA wal_autocheckpoint = 4000", "PRAGMA journal_size_limit = 67108864"});
}

Result<std::unique_ptr<SqliteConnection>> try_open_for_writing(const SqlitePath& path,
                                                               SqliteStore::Durability durability) {
    auto connection = SqliteConnection::open(path, Access::write);
    if (!connection) return connection;
    if (auto settled = settle(**connection); !settled) return settled.error();
    if (auto migrated = migrate_sqlite(**connection); !migrated) return migrated.error();
    if (auto settled = settle_for_writing(**connection, durability); !settled) return settled.error();
    return connection;
}

Result<std::unique_ptr<SqliteConnection>> open_with_access(const SqlitePath& path, Access access, SqliteTables tables) {
    auto connection = SqliteConnection::open(path, access);
    if (!connection) return connection;
    if (auto settled = settle(**connection); !settled) return settled.error();
    if (auto checked = check_sqlite_schema(**connection, tables); !checked) return checked.error();
    return connection;
}

} // namespace

// SQLite's own waiting does not reach the change to a write-ahead log: several programs that make one workspace would
// refuse each other.
Result<std::unique_ptr<SqliteConnection>> open_sqlite_for_writing(const SqlitePath& path,
                                                                  SqliteStore::Durability durability) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    auto connection = try_open_for_writing(path, durability);
    while (!connection && connection.error().code == ErrorCode::locked && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        connection = try_open_for_writing(path, durability);
    }
    return connection;
}

// A write-ahead log needs its index beside the file even for reading. Where that can't be made, a file without a log
// is read as it stands.
Result<std::unique_ptr<SqliteConnection>> open_sqlite_for_reading(const SqlitePath& path, SqliteTables tables) {
    auto connection = open_with_access(path, Access::read, tables);
    if (connection || check_sqlite_file(path.file, true)) return connection;
    const ErrorCode code = connection.error().code;
    if (code != ErrorCode::io && code != ErrorCode::read_only) return connection;
    if (!has_write_ahead_log(path.file)) return open_with_access(path, Access::read_immutable, tables);
    return {ErrorCode::read_only,
            path.file + " was not closed properly and its folder can't be written to, which reading it needs:"
                        " copy it with its -wal file to another folder and open that"};
}

} // namespace orkestr
