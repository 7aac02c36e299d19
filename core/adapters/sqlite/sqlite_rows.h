// The rows of a statement as values.
#pragma once

#include "core/adapters/sqlite/sqlite_statement.h"

#include <utility>
#include <vector>

namespace orkestr {

/// Runs what is bound and makes a Row of each row: `read` takes the statement and gives a Result<Row>. The row that
/// `is_enough` says so of is the last.
template <class Row, class Read, class IsEnough>
Result<std::vector<Row>> collect_sqlite_rows(SqliteStatement& statement, const Read& read, IsEnough is_enough) {
    const SqliteReading reading(statement);
    if (auto ran = statement.run(); !ran) return ran.error();
    std::vector<Row> rows;
    while (true) {
        const auto there = statement.next();
        if (!there) return there.error();
        if (!*there) return rows;
        Result<Row> row = read(statement);
        if (!row) return row.error();
        rows.push_back(std::move(*row));
        if (is_enough(rows.back())) return rows;
    }
}

template <class Row, class Read>
Result<std::vector<Row>> collect_sqlite_rows(SqliteStatement& statement, const Read& read) {
    return collect_sqlite_rows<Row>(statement, read, [](const Row&) { return false; });
}

} // namespace orkestr
