// Which indexes lead to the runs that a query means. Each way gives runs in the order of their ids, so that pages and
// parts of a scan go on where the last one ended, and what several ways give is merged.
#pragma once

#include "core/adapters/sqlite/sqlite_filter.h"
#include "core/adapters/sqlite/sqlite_run_kinds.h"

namespace orkestr {

/// One way to runs; no two ways of a plan lead to the same run.
struct RunWay {
    std::string from;        ///< `runs INDEXED BY ...`
    SqliteCondition where;   ///< what the index is asked; not all that must hold
    bool few = false;        ///< it is quick as a whole, but not in the order of ids
};

struct RunPlan {
    std::vector<RunWay> ways; ///< none: no run can be meant
    SqliteCondition holds;    ///< all that must hold of a run
    SqliteFilterLeaves leaves;
};

/// The filter of the query must stay as long as the plan.
Result<RunPlan> plan_sqlite_runs(SqliteConnection& connection, const RunQuery& query);

} // namespace orkestr
