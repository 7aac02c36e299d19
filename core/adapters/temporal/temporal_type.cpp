#include "core/adapters/temporal/temporal_type.h"

#include "core/base/foreign_record.h"

#include <array>

namespace orkestr {

namespace {

using Role = TemporalRole;

constexpr std::string_view type_prefix = "EVENT_TYPE_";
constexpr std::string_view scheduled = "scheduledEventId";
constexpr std::string_view started = "startedEventId";
constexpr std::string_view initiated = "initiatedEventId";
constexpr std::string_view accepted = "acceptedEventId";

// In the order of their numbers.
constexpr auto types = std::to_array<TemporalType>({
    {"Unspecified"},
    {"WorkflowExecutionStarted", Role::run_started, "running"},
    {"WorkflowExecutionCompleted", Role::run_closed, "completed"},
    {"WorkflowExecutionFailed", Role::run_closed, "faulted"},
    {"WorkflowExecutionTimedOut", Role::run_closed, "faulted"},
    {"WorkflowTaskScheduled", Role::task_scheduled},
    {"WorkflowTaskStarted", Role::task_started},
    {"WorkflowTaskCompleted", Role::task_completed},
    {"WorkflowTaskTimedOut", Role::task_failed},
    {"WorkflowTaskFailed", Role::task_failed},
    {"ActivityTaskScheduled", Role::opens, "pending", {}, "activity", "call"},
    {"ActivityTaskStarted", Role::starts, "running", scheduled},
    {"ActivityTaskCompleted", Role::closes, "completed", scheduled},
    {"ActivityTaskFailed", Role::closes, "faulted", scheduled},
    {"ActivityTaskTimedOut", Role::closes, "faulted", scheduled},
    {"ActivityTaskCancelRequested", Role::other, {}, scheduled},
    {"ActivityTaskCanceled", Role::closes, "cancelled", scheduled},
    {"TimerStarted", Role::opens, "waiting", {}, "timer", "wait"},
    {"TimerFired", Role::closes, "completed", started},
    {"TimerCanceled", Role::closes, "cancelled", started},
    {"WorkflowExecutionCancelRequested", Role::instant, "completed", {}, "cancel-request", "listen"},
    {"WorkflowExecutionCanceled", Role::run_closed, "cancelled"},
    {"RequestCancelExternalWorkflowExecutionInitiated", Role::opens, "running", {}, "cancel", "emit"},
    {"RequestCancelExternalWorkflowExecutionFailed", Role::closes, "faulted", initiated},
    {"ExternalWorkflowExecutionCancelRequested", Role::closes, "completed", initiated},
    {"MarkerRecorded", Role::instant, "completed", {}, "marker", "set"},
    {"WorkflowExecutionSignaled", Role::instant, "completed", {}, "signal", "listen"},
    {"WorkflowExecutionTerminated", Role::run_closed, "cancelled"},
    {"WorkflowExecutionContinuedAsNew", Role::run_closed, "completed"},
    {"StartChildWorkflowExecutionInitiated", Role::opens, "pending", {}, "child", "run"},
    {"StartChildWorkflowExecutionFailed", Role::closes, "faulted", initiated},
    {"ChildWorkflowExecutionStarted", Role::starts, "running", initiated},
    {"ChildWorkflowExecutionCompleted", Role::closes, "completed", initiated},
    {"ChildWorkflowExecutionFailed", Role::closes, "faulted", initiated},
    {"ChildWorkflowExecutionCanceled", Role::closes, "cancelled", initiated},
    {"ChildWorkflowExecutionTimedOut", Role::closes, "faulted", initiated},
    {"ChildWorkflowExecutionTerminated", Role::closes, "cancelled", initiated},
    {"SignalExternalWorkflowExecutionInitiated", Role::opens, "running", {}, "signal-sent", "emit"},
    {"SignalExternalWorkflowExecutionFailed", Role::closes, "faulted", initiated},
    {"ExternalWorkflowExecutionSignaled", Role::closes, "completed", initiated},
    {"UpsertWorkflowSearchAttributes", Role::instant, "completed", {}, "attributes", "set"},
    {"WorkflowExecutionUpdateAccepted", Role::opens, "running", {}, "update", "listen"},
    {"WorkflowExecutionUpdateRejected", Role::instant, "faulted", {}, "update", "listen"},
    {"WorkflowExecutionUpdateCompleted", Role::closes, "completed", accepted},
    {"WorkflowPropertiesModifiedExternally"},
    {"ActivityPropertiesModifiedExternally", Role::other, {}, scheduled},
    {"WorkflowPropertiesModified", Role::instant, "completed", {}, "properties", "set"},
    {"WorkflowExecutionUpdateAdmitted"},
    {"NexusOperationScheduled", Role::opens, "pending", {}, "nexus", "call"},
    {"NexusOperationStarted", Role::starts, "running", scheduled},
    {"NexusOperationCompleted", Role::closes, "completed", scheduled},
    {"NexusOperationFailed", Role::closes, "faulted", scheduled},
    {"NexusOperationCanceled", Role::closes, "cancelled", scheduled},
    {"NexusOperationTimedOut", Role::closes, "faulted", scheduled},
    {"NexusOperationCancelRequested", Role::other, {}, scheduled},
    {"WorkflowExecutionOptionsUpdated"},
    {"NexusOperationCancelRequestCompleted", Role::other, {}, scheduled},
    {"NexusOperationCancelRequestFailed", Role::other, {}, scheduled},
    {"WorkflowExecutionPaused"},
    {"WorkflowExecutionUnpaused"},
});

} // namespace

std::string camel_case(std::string_view upper_snake) {
    std::string out;
    bool capital = true;
    for (const char c : upper_snake) {
        if (c == '_') {
            capital = true;
            continue;
        }
        out += !capital && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        capital = false;
    }
    return out;
}

const TemporalType* temporal_type(const JsonValue& type) {
    if (const auto* number = type.as_integer())
        return *number > 0 && static_cast<std::uint64_t>(*number) < types.size() ? &types[static_cast<std::size_t>(*number)] : nullptr;
    const std::string* text = type.as_string();
    if (!text) return nullptr;
    const bool snake = text->starts_with(type_prefix);
    const std::string name = snake ? camel_case(std::string_view(*text).substr(type_prefix.size())) : *text;
    for (const TemporalType& known : types)
        if (known.name == name) return &known;
    return nullptr;
}

} // namespace orkestr
