// Rows of the table of runs.
#pragma once

#include "core/adapters/sqlite/sqlite_connection.h"
#include "core/ports/store.h"

namespace orkestr {

/// In the order that sqlite_run_of reads.
inline constexpr const char* sqlite_run_columns =
    "CAST(run AS BLOB), CAST(ns AS BLOB), CAST(name AS BLOB), CAST(version AS BLOB), CAST(definition AS BLOB),"
    " CAST(status AS BLOB), started, ended, CAST(error AS BLOB), CAST(parent AS BLOB), events";

inline Result<RunRow> sqlite_run_of(const SqliteStatement& row) {
    RunRow run;
    run.run.text = row.text(0);
    run.ns = row.text(1);
    run.name = row.text(2);
    run.version = row.text(3);
    run.definition = row.text(4);
    run.status = row.text(5);
    run.started = Instant{row.integer(6)};
    if (!row.is_null(7)) run.ended = Instant{row.integer(7)};
    run.error = row.text(8);
    if (!row.is_null(9)) run.parent = RunId{row.text(9)};
    run.events = static_cast<std::uint64_t>(row.integer(10));
    return run;
}

/// A page of runs without a look at the query's filter.
Result<std::vector<RunRow>> read_sqlite_run_page(SqliteConnection& connection, const RunQuery& query);

} // namespace orkestr
