// How many runs there are of each kind: of the same definition, status and so on. Kept in the transaction that changes a
// run, so that counting takes no look at runs; and what a filter says of these alone tells which index to read.
#pragma once

#include "core/adapters/sqlite/sqlite_connection.h"
#include "core/ports/store.h"

namespace orkestr {

struct RunKind {
    RunRow row; ///< definition, namespace, name, version and status; ended, of any time, when the runs have
    std::uint64_t runs = 0;
};

/// Adds to the count of the kind that the run in the table is of now.
Result<void> count_sqlite_run(SqliteConnection& connection, std::int64_t run_no, int by);

/// True when all that this part of a filter says is of what runs of a kind have in common.
bool is_of_kinds(const FilterNode& node);

struct RunKinds {
    std::vector<RunKind> all;   ///< that have runs
    std::vector<RunKind> meant; ///< those whose runs the query may mean; all of these runs, when it is of kinds
};
Result<RunKinds> sqlite_kinds_of(SqliteConnection& connection, const RunQuery& query);

/// Whether all that the query says is of kinds, so that they are all one needs to count.
bool is_of_kinds(const RunQuery& query);

} // namespace orkestr
