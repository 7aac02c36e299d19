#include "core/filter/filter.h"

namespace orkestr {

namespace {

using enum FilterType;

// In the order of fields.h.
const std::vector<FilterField> run_fields = {
    {"run", text, true, "the run's id", {}, false, {"id"}},
    {"status", text, true, "where the run stands",
     {"pending", "running", "waiting", "suspended", "cancelled", "faulted", "completed"}, true, {"state"}},
    {"definition", text, true, "what it runs: namespace/name", {}, false, {"def", "workflow"}},
    {"name", text, false, "the definition's name"},
    {"namespace", text, false, "the definition's namespace", {}, false, {"ns"}},
    {"version", text, true, "the definition's version"},
    {"hash", text, false, "the definition's content hash"},
    {"started", time, false, "when it started", {}, false, {"start", "begun"}},
    {"ended", time, false, "when it ended", {}, false, {"end", "finished"}},
    {"duration", FilterType::duration, false, "how long it took, or has taken so far", {}, false, {"took", "elapsed"}},
    {"error", text, true, "the error that ended it, in one line"},
    {"parent", text, false, "the run that ordered it"},
    {"events", number, false, "how many events its history has"},
    {"open", boolean, false, "whether it has not ended", {}, false, {"unfinished"}},
    {"input", json, false, "what it was given: input.customer.id"},
    {"output", json, false, "what it came to: output.total"},
    {"tag", json, false, "a tag of its definition's document: tag.env", {}, false, {"tags"}},
};

const std::vector<FilterField> step_fields = {
    {"key", text, true, "the step's key: the task's JSON pointer and repeat counters", {}, false, {"step", "id"}},
    {"task", text, true, "the JSON pointer of its task"},
    {"name", text, true, "the task's name"},
    {"kind", text, true, "what kind of task it is",
     {"do", "set", "call", "run", "for", "fork", "switch", "try", "wait", "listen", "emit", "raise", "extension"}, false,
     {"type"}},
    {"status", text, true, "where the step stands",
     {"skipped", "pending", "running", "waiting", "suspended", "cancelled", "faulted", "completed"}, true, {"state"}},
    {"attempt", number, false, "which attempt it is of the try around it, from 1", {}, false, {"attempts"}},
    {"started", time, false, "when it started", {}, false, {"start", "begun"}},
    {"ended", time, false, "when it ended", {}, false, {"end", "finished"}},
    {"duration", FilterType::duration, false, "how long it took, or has taken so far", {}, false, {"took", "elapsed"}},
    {"error", text, true, "its error, in one line"},
    {"input", json, false, "what it was given: input.orderId"},
    {"output", json, false, "what it came to: output.total"},
};

const std::vector<FilterField> event_fields = {
    {"seq", number, false, "the event's number in the run, from 1", {}, false, {"no", "number"}},
    {"type", text, true, "what happened",
     {"run.started", "run.completed", "run.faulted", "run.cancelled", "run.suspended", "run.resumed", "task.started",
      "task.completed", "task.faulted", "task.cancelled", "task.skipped", "activity.scheduled", "activity.completed",
      "activity.failed", "attempt.started", "retry.scheduled", "error.caught", "wait.started", "timer.fired",
      "event.received", "event.emitted", "child.scheduled", "child.completed", "child.failed"},
     false, {"kind", "event"}},
    {"at", time, false, "when it happened", {}, false, {"time", "when"}},
    {"task", text, true, "the JSON pointer of the task it is about"},
    {"step", text, true, "the key of the step it is about", {}, false, {"key"}},
    {"attempt", number, false, "which attempt of the step it is about", {}, false, {"attempts"}},
    {"data", json, true, "what the event holds: data.value.id, data.error.status"},
    {"failed", boolean, false, "whether it tells of a failure", {}, false, {"failure"}},
};

} // namespace

const std::vector<FilterField>& filter_fields(FilterSubject subject) {
    return subject == FilterSubject::run ? run_fields : subject == FilterSubject::step ? step_fields : event_fields;
}

} // namespace orkestr
