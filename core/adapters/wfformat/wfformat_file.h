// Execution records of scientific workflows in WfFormat 1.5 (`workflow.specification` and `workflow.execution`), and its
// versions 1.0 to 1.4, which say both in one list, `workflow.tasks` (older: `jobs`). One file is one run, each task a step.
// Source: github.com/wfcommons/WfFormat, wfcommons-schema.json.
//
// Edges go from parents to children as the tasks name them; where no task names any, from whoever writes a file to whoever
// reads it. A task without a time of its own is shown to start when what it waits for has ended: Records::note says so.
// Events: `task.started` (its data all that the file says of the task), `task.completed`; `task.recorded` of one without
// an execution.
#pragma once

#include "core/ports/records.h"

#include <string_view>

namespace orkestr {

/// Errors: invalid_json (there is no task that can be read), cancelled. Parents that are not there, cycles, broken ends and
/// the like are told of in Records::damage.
Result<Records> read_wfformat(std::string_view text, const RecordReading& reading = {});

} // namespace orkestr
