#include "core/adapters/sqlite/sqlite_schema.h"

#include "core/base/ids.h"
#include "core/base/sha256.h"

#include <array>

namespace orkestr {

namespace {

// Version 1.
//
// A run has a number besides its id, so that the rows that belong to it stay small and its events lie side by side:
// events.key = no * 2^24 + seq. Lists of runs by their start need no index of their own: an id begins with its time.
constexpr std::array version_1 = {
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE runs (no INTEGER PRIMARY KEY, run TEXT NOT NULL UNIQUE, ns TEXT NOT NULL, name TEXT NOT NULL,"
    " version TEXT NOT NULL, definition TEXT NOT NULL, status TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER,"
    " error TEXT NOT NULL, parent TEXT, events INTEGER NOT NULL) STRICT",
    "CREATE INDEX runs_open ON runs (run) WHERE ended IS NULL",
    "CREATE INDEX runs_by_status ON runs (status, run)",
    "CREATE INDEX runs_by_definition ON runs (definition, run)",
    "CREATE TABLE blobs (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT",
    "CREATE TABLE events (key INTEGER PRIMARY KEY, type TEXT NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL,"
    " value TEXT, value_blob INTEGER REFERENCES blobs (id), hash BLOB NOT NULL) STRICT",
    "CREATE TABLE timers (run_no INTEGER NOT NULL REFERENCES runs (no), timer INTEGER NOT NULL, due INTEGER NOT NULL,"
    " PRIMARY KEY (run_no, timer)) STRICT, WITHOUT ROWID",
    "CREATE INDEX timers_by_due ON timers (due)",
    "CREATE TABLE outbox (run_no INTEGER NOT NULL REFERENCES runs (no), seq INTEGER NOT NULL, kind TEXT NOT NULL,"
    " PRIMARY KEY (run_no, seq)) STRICT, WITHOUT ROWID",
    // AUTOINCREMENT: an id that was taken never comes back for another row.
    "CREATE TABLE inbox (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, run TEXT NOT NULL,"
    " body TEXT NOT NULL, at INTEGER NOT NULL) STRICT",
    // named: the one definition that its namespace, name and version stand for.
    "CREATE TABLE definitions (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, ns TEXT NOT NULL, name TEXT NOT NULL,"
    " version TEXT NOT NULL, text TEXT NOT NULL, file_name TEXT NOT NULL, published INTEGER NOT NULL,"
    " listed INTEGER NOT NULL, named INTEGER NOT NULL) STRICT",
    "CREATE UNIQUE INDEX definitions_by_name ON definitions (ns, name, version) WHERE named = 1",
    "CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until INTEGER NOT NULL, token INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID",
};

// Version 2: events of the workspace, listeners, dead letters, schedules, snapshots.
constexpr std::array version_2 = {
    "ALTER TABLE outbox ADD COLUMN lost INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE definitions ADD COLUMN resources TEXT NOT NULL DEFAULT 'null'",
    "CREATE TABLE snapshots (run_no INTEGER PRIMARY KEY REFERENCES runs (no), seq INTEGER NOT NULL,"
    " head BLOB NOT NULL, state BLOB NOT NULL) STRICT",
    // target: the run it is for, or ''. Unclaimed ones may be many and stay for days; claimed ones go soon.
    "CREATE TABLE bus_events (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, expires INTEGER NOT NULL,"
    " target TEXT NOT NULL, sender TEXT NOT NULL, reason TEXT NOT NULL, claimed INTEGER NOT NULL,"
    " event TEXT NOT NULL) STRICT",
    "CREATE INDEX bus_events_by_claim ON bus_events (claimed)",
    "CREATE INDEX bus_events_by_expiry ON bus_events (expires) WHERE claimed = 0",
    "CREATE TABLE listeners (run_no INTEGER NOT NULL REFERENCES runs (no), step INTEGER NOT NULL,"
    " since INTEGER NOT NULL, position INTEGER NOT NULL, types TEXT NOT NULL, PRIMARY KEY (run_no, step))"
    " STRICT, WITHOUT ROWID",
    "CREATE TABLE dead_letters (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL,"
    " run TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL, decided_by TEXT NOT NULL, reason TEXT NOT NULL,"
    " decided INTEGER, retried_as TEXT NOT NULL, body TEXT NOT NULL) STRICT",
    "CREATE INDEX dead_letters_by_state ON dead_letters (state)",
    "CREATE INDEX dead_letters_by_run ON dead_letters (run)",
    "CREATE TABLE schedules (ns TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, definition TEXT NOT NULL,"
    " active INTEGER NOT NULL, next_at INTEGER, last_at INTEGER, last_run TEXT NOT NULL, stopped_by TEXT NOT NULL,"
    " reason TEXT NOT NULL, state TEXT NOT NULL, revision INTEGER NOT NULL, PRIMARY KEY (ns, name))"
    " STRICT, WITHOUT ROWID",
};

// Version 3: what makes finding and counting runs quick (sqlite_run_kinds.h, sqlite_run_time.h), and tags.
constexpr std::array version_3 = {
    // NULL: nobody has looked yet.
    "ALTER TABLE definitions ADD COLUMN tags TEXT",
    "CREATE INDEX runs_by_parent ON runs (parent, run) WHERE parent IS NOT NULL",
    "CREATE TABLE run_kinds (definition TEXT NOT NULL, ns TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,"
    " status TEXT NOT NULL, open INTEGER NOT NULL, runs INTEGER NOT NULL,"
    " PRIMARY KEY (definition, status, open, ns, name, version)) STRICT, WITHOUT ROWID",
    "INSERT INTO run_kinds (definition, ns, name, version, status, open, runs)"
    " SELECT definition, ns, name, version, status, ended IS NULL, count(*) FROM runs GROUP BY 1, 2, 3, 4, 5, 6",
    "CREATE TABLE runs_off_time (run_no INTEGER PRIMARY KEY REFERENCES runs (no), started INTEGER NOT NULL) STRICT",
    "CREATE INDEX runs_off_time_by_start ON runs_off_time (started)",
    "INSERT INTO runs_off_time (run_no, started) SELECT no, started FROM runs WHERE orkestr_off_time(run, started)",
};

using Migration = Result<void> (*)(SqliteConnection&);

Result<void> to_version_1(SqliteConnection& connection) {
    for (const char* sql : version_1) {
        if (auto ran = connection.run(sql); !ran) return ran;
    }
    const std::string id = make_uuid(random_bytes(16));
    const std::string key = random_bytes(workspace_key_bytes);
    SqliteStatement& put = connection.statement("INSERT INTO meta (name, value) VALUES (CAST(? AS TEXT), ?)");
    if (auto ran = put.bind("workspace_id").bind(id).run(); !ran) return ran;
    if (auto ran = put.bind("workspace_key").bind(key).run(); !ran) return ran;
    return connection.run("PRAGMA application_id = 1332898675");
}
static_assert(sqlite_application_id == 1332898675);

Result<void> to_version_2(SqliteConnection& connection) {
    for (const char* sql : version_2) {
        if (auto ran = connection.run(sql); !ran) return ran;
    }
    return {};
}

Result<void> to_version_3(SqliteConnection& connection) {
    for (const char* sql : version_3) {
        if (auto ran = connection.run(sql); !ran) return ran;
    }
    return {};
}

// The migration at index n leads from version n to n + 1.
constexpr std::array<Migration, 3> migrations = {to_version_1, to_version_2, to_version_3};

struct Identity {
    std::int64_t application = 0;
    std::int64_t version = 0;
    std::int64_t tables = 0;
};

/// In one statement, so of one moment: another program may be making the tables just now.
Result<Identity> identify(SqliteConnection& connection) {
    SqliteStatement& find = connection.statement(
        "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),"
        " (SELECT count(*) FROM sqlite_schema)");
    const SqliteReading reading(find);
    if (auto ran = find.run(); !ran) return ran.error();
    const auto there = find.next();
    if (!there) return there.error();
    return Identity{find.integer(0), find.integer(1), find.integer(2)};
}

Result<void> check_identity(const Identity& identity, const std::string& path) {
    const bool empty = identity.application == 0 && identity.version == 0 && identity.tables == 0;
    if (!empty && identity.application != sqlite_application_id) {
        return {ErrorCode::invalid_argument, path + " is another program's SQLite database, not an Orkestr workspace"};
    }
    if (identity.version > sqlite_schema_version()) {
        return {ErrorCode::newer_version, path + " was written by a newer Orkestr (its tables are of version " +
                                              std::to_string(identity.version) + ", this program knows " +
                                              std::to_string(sqlite_schema_version()) + "): update Orkestr to open it"};
    }
    return {};
}

Result<void> migrate_in_transaction(SqliteConnection& connection) {
    // Again, now that nobody else can: another program may have been first.
    const auto identity = identify(connection);
    if (!identity) return identity.error();
    if (auto checked = check_identity(*identity, connection.path()); !checked) return checked;
    for (auto version = static_cast<std::size_t>(identity->version); version < migrations.size(); ++version) {
        if (auto done = migrations[version](connection); !done) return done;
    }
    return connection.run("PRAGMA user_version = " + std::to_string(sqlite_schema_version()));
}

} // namespace

int sqlite_schema_version() { return static_cast<int>(migrations.size()); }

Result<void> migrate_sqlite(SqliteConnection& connection) {
    const auto identity = identify(connection);
    if (!identity) return identity.error();
    if (auto checked = check_identity(*identity, connection.path()); !checked) return checked;
    if (identity->version == sqlite_schema_version()) return {};
    if (auto begun = connection.run("BEGIN IMMEDIATE"); !begun) return begun;
    auto done = migrate_in_transaction(connection);
    if (done) done = connection.run("COMMIT");
    if (!done) (void)connection.run("ROLLBACK");
    return done;
}

Result<void> check_sqlite_schema(SqliteConnection& connection, SqliteTables tables) {
    const auto identity = identify(connection);
    if (!identity) return identity.error();
    if (auto checked = check_identity(*identity, connection.path()); !checked) return checked;
    if (identity->version == 0)
        return {ErrorCode::not_found, connection.path() + " is empty: nothing was recorded in it yet"};
    if (tables == SqliteTables::current && identity->version < sqlite_schema_version()) {
        return {ErrorCode::read_only, connection.path() +
                                          " was written by an older Orkestr and must be brought up to date:"
                                          " run or publish something in it once"};
    }
    return {};
}

} // namespace orkestr
