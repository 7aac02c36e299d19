// Workflow histories of Temporal as its command line and its web interface export them: `{"events":[...]}`, also inside a
// `history`, or the array alone; event types and other enumerations in the words of either JSON form of the protocol
// (`ActivityTaskScheduled`, `EVENT_TYPE_ACTIVITY_TASK_SCHEDULED`) or by number. One file is one run.
// Source: github.com/temporalio/api, temporal/api/history/v1/message.proto and enums/v1/event_type.proto.
//
// A step is what a workflow orders or receives: activities, local activities, timers, child workflows, Nexus operations,
// signals, updates, requests to others; side effects, versions and attributes it sets. Edges lead from what a workflow
// task learnt to what it then ordered; where many meet many, the workflow task stands between them.
#pragma once

#include "core/ports/records.h"

#include <string_view>

namespace orkestr {

/// Errors: invalid_json (there is no event that can be read),
/// cancelled. A history that breaks off, events without ids or times and the like are told of in Records::damage.
Result<Records> read_temporal(std::string_view text, const RecordReading& reading = {});

} // namespace orkestr
