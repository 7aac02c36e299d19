// Functions of ours that SQL may call, so that what SQL can't decide the way the filter language does is decided by the
// very code that judges in memory:
//   orkestr_holds(N, value)       whether leaf N of the filter in use holds of the value
//   orkestr_value_of(data)        sequence number of the event that holds this one's payload (core/history/codec.h), or NULL
//   orkestr_off_time(run, start)  whether a run is one for the table runs_off_time
#pragma once

#include "core/base/result.h"
#include "core/filter/filter_tree.h"

#include <memory>
#include <vector>

class QSqlDatabase;

namespace orkestr {

/// The leaves that a statement refers to by number.
struct SqliteFilterLeaves {
    std::vector<const FilterLeaf*> leaves;
    Instant now;
};

class SqliteFunctions {
public:
    /// Of an open connection, which must not outlive the functions. Errors: unavailable (Qt's driver brings its own SQLite).
    static Result<std::unique_ptr<SqliteFunctions>> install(const QSqlDatabase& database);

    const SqliteFilterLeaves* in_use() const { return in_use_; }

private:
    friend class SqliteFilterUse;
    const SqliteFilterLeaves* in_use_ = nullptr;
};

/// While it is, statements of the connection mean these leaves.
class SqliteFilterUse {
public:
    SqliteFilterUse(SqliteFunctions& functions, const SqliteFilterLeaves& leaves) : functions_(functions) { functions.in_use_ = &leaves; }
    ~SqliteFilterUse() { functions_.in_use_ = nullptr; }
    SqliteFilterUse(const SqliteFilterUse&) = delete;
    SqliteFilterUse& operator=(const SqliteFilterUse&) = delete;

private:
    SqliteFunctions& functions_;
};

} // namespace orkestr
