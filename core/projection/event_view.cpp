// Events for people (run_view.h).
#include "core/base/json_value.h"
#include "core/projection/run_view.h"

namespace orkestr {

namespace {

struct PeopleData {
    JsonValue out = JsonValue(JsonObject{});

    void due(const std::optional<Instant>& time) {
        if (time) out.set("due", to_iso8601(*time));
    }
    void text(const char* name, const std::string& value) {
        if (!value.empty()) out.set(name, value);
    }

    void operator()(const events::RunStarted& e) {
        out.set("run", e.run.text);
        out.set("definition", e.definition);
        out.set("name", e.ns + "/" + e.name + ":" + e.version);
        out.set("cause", e.cause);
        out.set("semantics", e.semantics);
        out.set("runtime", e.runtime_name + " " + e.runtime_version);
        out.set("jq", e.jq_version);
        if (e.parent) out.set("parent", e.parent->run.text);
        if (e.origin) {
            out.set("from", e.origin->run.text);
            if (e.origin->seq != 0) out.set("from_seq", e.origin->seq);
            text("from_step", e.origin->step);
        }
        text("by", e.by);
        text("reason", e.reason);
    }
    void operator()(const events::RunEntered& e) { due(e.due); }
    void operator()(const events::RunCancelRequested& e) {
        text("by", e.by);
        text("reason", e.reason);
    }
    void operator()(const events::RunCancelled& e) { text("reason", e.reason); }
    void operator()(const events::RunSuspended& e) {
        text("by", e.by);
        text("reason", e.reason);
    }
    void operator()(const events::RunResumed& e) {
        text("by", e.by);
        text("reason", e.reason);
    }
    void operator()(const events::RunForked& e) {
        if (e.step == workflow_step) out.set("sets", "$context");
        else out.set("shift_ms", e.shift_ms);
    }
    void operator()(const events::EventReceived& e) {
        out.set("filter", e.filter);
        text("by", e.by);
        text("reason", e.reason);
        if (e.correlations.size_bytes() > 2 && !e.correlations.is_null()) out.set("correlations", JsonValue::of(e.correlations));
    }
    void operator()(const events::ExtensionEntered& e) { out.set("applies", e.applies); }
    void operator()(const events::TaskStarted& e) {
        out.set("kind", e.kind);
        due(e.due);
    }
    void operator()(const events::TaskCompleted& e) {
        text("case", e.chosen);
        if (e.flow.kind == Flow::Kind::end) out.set("then", "end");
    }
    void operator()(const events::TaskCancelled& e) { text("reason", e.reason); }
    void operator()(const events::IterationStarted& e) { out.set("index", e.index); }
    void operator()(const events::AttemptStarted& e) {
        out.set("attempt", e.attempt);
        due(e.due);
    }
    void operator()(const events::RetryScheduled& e) {
        out.set("attempt", e.attempt);
        out.set("delay_ms", e.delay_ms);
        if (e.jitter_ms != 0) out.set("jitter_ms", e.jitter_ms);
        due(e.due);
    }
    void operator()(const events::WaitStarted& e) { due(e.due); }
    void operator()(const events::TimerFired& e) { out.set("timer", e.timer); }
    void operator()(const events::ActivityScheduled& e) {
        out.set("kind", e.kind);
        if (e.detached) out.set("detached", true);
    }
    void operator()(const events::ActivityCompleted& e) { text("log", e.log); }
    void operator()(const events::ActivityFailed& e) { text("log", e.log); }
    void operator()(const events::ResultIgnored& e) { text("reason", e.reason); }
    void operator()(const events::ChildScheduled& e) {
        out.set("run", e.run.text);
        out.set("name", e.ns + "/" + e.name + ":" + e.version);
    }
    void operator()(const events::EvaluationStopped& e) {
        out.set("slot", e.slot);
        out.set("detail", e.detail);
    }
    template <class Other>
    void operator()(const Other&) {}
};

JsonValue people_data(const EventBody& body) {
    PeopleData data;
    std::visit(data, body);
    if (const Payload* payload = value_of(body)) data.out.set("value", JsonValue::of(payload->json));
    if (const Fault* fault = fault_of(body)) data.out.set("error", fault->problem.to_value());
    return data.out;
}

EventView with_step(EventView out, const StepView* step) {
    if (!step) return out;
    out.task = step->task;
    out.step = step->key;
    out.attempt = step->attempt;
    return out;
}

} // namespace

EventView event_view(const Event& event, const StepView* step) {
    return with_step({event.seq, type_of(event.body), event.at, {}, {}, 0, people_data(event.body).json()}, step);
}

EventView raw_event_view(const EventRow& row, const StepView* step) {
    EventView out{row.seq, row.type, row.at, {}, {}, 0, row.data};
    if (row.value) {
        JsonValue data = JsonValue::of(row.data);
        data.set("value", JsonValue::of(*row.value));
        out.data = data.json();
    }
    return with_step(std::move(out), step);
}

Json EventView::json() const {
    JsonValue out = JsonValue::object({{"seq", seq}, {"type", type}, {"at", to_iso8601(at)}});
    out.set("task", task.empty() ? JsonValue() : JsonValue(task));
    out.set("step", step.empty() ? JsonValue() : JsonValue(step));
    out.set("attempt", attempt == 0 ? JsonValue() : JsonValue(attempt));
    out.set("data", JsonValue::of(data));
    return out.json();
}

} // namespace orkestr
