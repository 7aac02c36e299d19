// A filter of runs as a condition in SQL.
#pragma once

#include "core/adapters/sqlite/sqlite_functions.h"
#include "core/adapters/sqlite/sqlite_statement.h"

#include <variant>

namespace orkestr {

/// Part of a statement with its parameters, in order.
struct SqliteCondition {
    using Parameter = std::variant<std::int64_t, double, std::string>;
    std::string sql;
    std::vector<Parameter> parameters;

    /// The parameters' texts must stay until the statement has run and been read.
    void bind_to(SqliteStatement& statement) const;
    /// Both must hold.
    void add(const SqliteCondition& other);
};

/// Columns are written so that no index is chosen for them: that is for who puts the statement together. It refers to
/// the columns of `runs`, and to orkestr_holds with the leaves that are added to `leaves`.
SqliteCondition sqlite_condition(const FilterNode& node, SqliteFilterLeaves& leaves);

} // namespace orkestr
