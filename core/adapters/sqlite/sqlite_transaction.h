// A transaction that takes the write lock at once, so that what is read inside it stays true.
#pragma once

#include "core/adapters/sqlite/sqlite_connection.h"

namespace orkestr {

/// Runs `work`, which returns a Result; commits when it is well, else rolls back. A failed commit rolls back too.
template <class Work>
auto in_sqlite_transaction(SqliteConnection& connection, const Work& work) -> decltype(work()) {
    if (auto begun = connection.statement("BEGIN IMMEDIATE").run(); !begun) return begun.error();
    auto done = work();
    if (done) {
        if (auto committed = connection.statement("COMMIT").run(); !committed) done = committed.error();
    }
    // SQLite may have rolled back by itself, and then there is nothing left to do.
    if (!done) (void)connection.statement("ROLLBACK").run();
    return done;
}

} // namespace orkestr
