// The types of events in a Temporal history, and what each means for the step it is about.
#pragma once

#include "core/base/json_value.h"

#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

enum class TemporalRole : std::uint8_t {
    other,       ///< belongs to the run, or to the step that it names
    run_started,
    run_closed,
    task_scheduled, ///< a workflow task: the workflow's code is asked what to do
    task_started,
    task_completed,
    task_failed,
    opens,   ///< begins a step
    starts,  ///< somebody began to work on it
    closes,  ///< ends it
    instant, ///< a step that is over as it is recorded
};

struct TemporalType {
    std::string_view name; ///< `ActivityTaskScheduled`
    TemporalRole role = TemporalRole::other;
    std::string_view status = {};    ///< of the run or the step after it
    std::string_view reference = {}; ///< the attribute that holds the number of the event that began the step
    std::string_view word = {};      ///< of a step that it begins: `activity`
    std::string_view kind = {};      ///< of that step, a task kind of the DSL as near as there is
};

/// By either name or by number; null for one that is not known.
const TemporalType* temporal_type(const JsonValue& type);

/// `ACTIVITY_TASK_SCHEDULED` as `ActivityTaskScheduled`.
std::string camel_case(std::string_view upper_snake);

} // namespace orkestr
