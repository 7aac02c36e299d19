#include "core/adapters/temporal/temporal_step.h"

#include "core/adapters/temporal/temporal_payload.h"
#include "core/ports/records.h"

#include <array>

namespace orkestr {

namespace {

constexpr int most_causes = 20;

bool is_local_activity(const std::string& marker) { return marker == "LocalActivity" || marker == "core_local_activity"; }

/// A member of a marker's `details`, which is a list of what the SDK wrote, mostly of one value.
const JsonValue* marker_detail(const TemporalEvent& event, std::string_view name) {
    const JsonValue* details = event.attributes.find("details");
    const JsonValue* value = details ? details->find(name) : nullptr;
    const JsonArray* list = value ? value->as_array() : nullptr;
    return list && list->size() == 1 ? &list->front() : value;
}

std::string marker_text(const TemporalEvent& event, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        const JsonValue* value = marker_detail(event, name);
        if (value && value->is_string()) return *value->as_string();
        if (value && value->is_integer()) return value->json().text();
    }
    return {};
}

std::string local_activity_name(const TemporalEvent& event) {
    if (const JsonValue* data = marker_detail(event, "data"))
        for (const char* member : {"activity_type", "ActivityType"})
            if (const std::string name = data->string_at(member); !name.empty()) return name;
    const std::string name = marker_text(event, {"type", "activityType", "activity_type"});
    return name.empty() ? "local activity" : name;
}

std::string marker_name(const TemporalEvent& event, const std::string& word) {
    if (word == "local-activity") return local_activity_name(event);
    if (word == "version") {
        std::string name = marker_text(event, {"change-id", "changeId"});
        if (const JsonValue* patch = marker_detail(event, "patch-data"); name.empty() && patch) name = patch->string_at("id");
        const std::string version = marker_text(event, {"version"});
        return "version" + (name.empty() ? "" : " " + name) + (version.empty() ? "" : " = " + version);
    }
    if (word == "side-effect") {
        const std::string id = marker_text(event, {"side-effect-id"});
        return "side effect" + (id.empty() ? "" : " " + id);
    }
    const std::string name = event.attributes.string_at("markerName");
    return name.empty() ? "marker" : name;
}

std::string first_of(const TemporalEvent& event, std::initializer_list<std::string_view> attributes, std::string otherwise) {
    for (const std::string_view attribute : attributes)
        if (std::string name = event.name_in(attribute); !name.empty()) return name;
    return otherwise;
}

/// `applicationFailureInfo` as `ApplicationFailure`, with the type that the code gave it.
std::string failure_title(const JsonValue& failure) {
    for (const auto& [name, info] : *failure.as_object()) {
        if (!name.ends_with("FailureInfo") || !info.is_object()) continue;
        std::string title = name.substr(0, name.size() - 4);
        title[0] = static_cast<char>(title[0] >= 'a' && title[0] <= 'z' ? title[0] - 'a' + 'A' : title[0]);
        for (const char* member : {"type", "timeoutType"})
            if (const std::string type = info.string_at(member); !type.empty()) return title + ": " + type;
        return title;
    }
    return "Failure";
}

const JsonValue* failure_in(const JsonValue& attributes) {
    for (const char* name : {"failure", "lastFailure"})
        if (const JsonValue* failure = attributes.find(name); failure && failure->is_object()) return failure;
    const JsonValue* outcome = attributes.find("outcome");
    const JsonValue* failure = outcome ? outcome->find("failure") : nullptr;
    return failure && failure->is_object() ? failure : nullptr;
}

std::optional<Json> input_of(const TemporalEvent& event, const std::string& word) {
    if (word == "local-activity") {
        const JsonValue* input = marker_detail(event, "input");
        return input ? std::optional(input->json()) : std::nullopt;
    }
    if (const JsonValue* request = event.attributes.find("acceptedRequest")) {
        const JsonValue* input = request->find("input");
        return one_or_all(input ? input->find("args") : nullptr);
    }
    return one_or_all(event.attributes.find("input"));
}

std::optional<Json> output_of(const TemporalEvent& event, const std::string& word) {
    if (event.type && event.type->name == "MarkerRecorded") {
        for (const char* name : {"result", "data", "version"}) {
            const JsonValue* value = word == "local-activity" && name == std::string_view("data") ? nullptr : marker_detail(event, name);
            if (value) return value->json();
        }
        return std::nullopt;
    }
    if (const JsonValue* outcome = event.attributes.find("outcome")) return one_or_all(outcome->find("success"));
    for (const char* name : {"result", "searchAttributes", "upsertedMemo", "input"}) {
        if (name == std::string_view("input") && event.role() != TemporalRole::instant) continue;
        if (auto value = one_or_all(event.attributes.find(name))) return value;
    }
    return std::nullopt;
}

void take_up(StepDetail& detail, AttemptView& attempt, const TemporalEvent& event, const std::string& word, Instant at) {
    switch (event.role()) {
    case TemporalRole::instant:
        detail.step.input = input_of(event, word);
        detail.step.output = output_of(event, word);
        break;
    case TemporalRole::opens:
        detail.step.input = input_of(event, word);
        attempt.queued = at;
        attempt.request = event.attributes.json();
        break;
    case TemporalRole::starts: {
        attempt.started = at;
        attempt.number = static_cast<std::uint32_t>(std::clamp<std::int64_t>(event.reference("attempt").value_or(1), 1, 1'000'000'000));
        const JsonValue* last = event.attributes.find("lastFailure");
        if (attempt.number < 2 || !last || !last->is_object()) break;
        AttemptView before; // the only one of those before that a history tells of
        before.number = attempt.number - 1;
        before.status = "faulted";
        before.error = problem_of(last);
        before.log = stack_of(last);
        detail.attempts.push_back(std::move(before));
        break;
    }
    case TemporalRole::closes:
        attempt.ended = at;
        attempt.error = problem_of(event);
        attempt.response = output_of(event, word);
        attempt.log = stack_of(failure_in(event.attributes));
        detail.step.output = attempt.response;
        break;
    default: break;
    }
}

} // namespace

std::string step_word(const TemporalEvent& event) {
    const std::string word(event.type->word);
    if (word != "marker") return word;
    const std::string marker = event.attributes.string_at("markerName");
    if (is_local_activity(marker)) return "local-activity";
    if (marker == "Version" || marker == "core_patch") return "version";
    if (marker == "SideEffect" || marker == "MutableSideEffect") return "side-effect";
    return word;
}

std::string step_kind(const TemporalEvent& event, const std::string& word) {
    return word == "local-activity" ? "call" : std::string(event.type->kind);
}

std::string step_name(const TemporalEvent& event, const std::string& word) {
    if (event.type->word == "marker") return marker_name(event, word);
    if (word == "activity") return first_of(event, {"activityType", "activityId"}, "activity");
    if (word == "child") return first_of(event, {"workflowType", "workflowId"}, "child workflow");
    if (word == "signal") return first_of(event, {"signalName"}, "signal");
    if (word == "signal-sent") return "signal " + first_of(event, {"signalName"}, "");
    if (word == "nexus") return first_of(event, {"operation", "service"}, "Nexus operation");
    if (word == "attributes") return "search attributes";
    if (word == "properties") return "properties";
    if (word == "cancel-request") return "cancel requested";
    if (word == "cancel") return "cancel another workflow";
    if (word == "timer") {
        const JsonValue* timeout = event.attributes.find("startToFireTimeout");
        return "timer" + (timeout && timeout->is_string() ? " " + quoted_part(*timeout->as_string()) : "");
    }
    const JsonValue* request = event.attributes.find(word == "update" && event.attributes.find("rejectedRequest") ? "rejectedRequest" : "acceptedRequest");
    const JsonValue* input = request ? request->find("input") : nullptr;
    const std::string name = input ? input->string_at("name") : std::string();
    return name.empty() ? word : name;
}

std::optional<Problem> problem_of(const JsonValue* failure) {
    if (!failure || !failure->is_object()) return std::nullopt;
    const bool timed_out = failure->find("timeoutFailureInfo") != nullptr;
    Problem problem = Problem::standard(timed_out ? StandardError::timeout : StandardError::runtime, {});
    problem.title = failure_title(*failure);
    const JsonValue* at = failure;
    for (int i = 0; i < most_causes && at && at->is_object(); ++i, at = at->find("cause")) {
        const std::string message = at->string_at("message");
        if (message.empty()) continue;
        if (!problem.detail.empty()) problem.detail += "; caused by: ";
        problem.detail += message;
    }
    return problem;
}

std::optional<Problem> problem_of(const TemporalEvent& event) {
    if (const JsonValue* failure = failure_in(event.attributes)) return problem_of(failure);
    if (!event.type || event.type->status != "faulted") return std::nullopt;
    const bool timed_out = event.type->name.ends_with("TimedOut");
    Problem problem = Problem::standard(timed_out ? StandardError::timeout : StandardError::runtime, {});
    problem.detail = event.attributes.string_at("cause", event.attributes.string_at("timeoutType"));
    return problem;
}

std::string stack_of(const JsonValue* failure) {
    std::string out;
    for (int i = 0; i < most_causes && failure && failure->is_object(); ++i, failure = failure->find("cause")) {
        const std::string stack = failure->string_at("stackTrace");
        if (stack.empty()) continue;
        if (!out.empty()) out += "\n\ncaused by:\n";
        out += stack;
    }
    return out;
}

StepDetail temporal_step_detail(const RecordedRun& run, const StepView& step) {
    StepDetail detail;
    detail.step = step;
    detail.events = events_of_step(run, step);
    AttemptView attempt;
    attempt.number = step.attempt;
    const std::string word = step.task.str().substr(1, step.task.str().find('/', 1) - 1);
    bool ordered = false;
    for (const std::uint64_t seq : detail.events) {
        const RecordedEvent& recorded = run.events[seq - 1];
        TemporalEvent event;
        const JsonValue data = JsonValue::of(recorded.data);
        event.type = temporal_type(JsonValue(recorded.type));
        const JsonValue* attributes = data.find("attributes");
        event.attributes = attributes ? *attributes : JsonValue(JsonObject{});
        ordered = ordered || event.role() == TemporalRole::opens;
        take_up(detail, attempt, event, word, recorded.at);
    }
    detail.step.request = attempt.request;
    if (!ordered) return detail;
    attempt.status = step.status;
    detail.attempts.push_back(std::move(attempt));
    return detail;
}

} // namespace orkestr
