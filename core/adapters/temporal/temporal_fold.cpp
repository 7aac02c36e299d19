#include "core/adapters/temporal/temporal_fold.h"

#include "core/adapters/temporal/temporal_payload.h"
#include "core/adapters/temporal/temporal_step.h"

#include <algorithm>

namespace orkestr {

namespace {

std::string place_of(std::uint64_t seq) { return "event " + std::to_string(seq); }

} // namespace

void TemporalFold::add(TemporalEvent event) {
    RecordedEvent recorded;
    recorded.type = event.type_text;
    recorded.data = event.data;
    set_time(event, recorded);
    check_id(event);
    switch (event.role()) {
    case TemporalRole::run_started: start_run(event); break;
    case TemporalRole::run_closed: close_run(event); break;
    case TemporalRole::task_scheduled:
    case TemporalRole::task_started:
    case TemporalRole::task_completed:
    case TemporalRole::task_failed: note_task(event); break;
    case TemporalRole::opens:
    case TemporalRole::instant: open_step(event, recorded); break;
    case TemporalRole::starts:
    case TemporalRole::closes:
    case TemporalRole::other: touch_step(event, recorded); break;
    }
    if (event.role() == TemporalRole::run_closed) view_.ended = recorded.at;
    run_.events.push_back(std::move(recorded));
}

void TemporalFold::set_time(const TemporalEvent& event, RecordedEvent& recorded) {
    if (event.at) {
        recorded.at = *event.at;
    } else {
        findings_.add("has no time that can be read; that of the event before it is shown", place_of(seq()));
        if (!run_.events.empty()) recorded.at = run_.events.back().at;
    }
    if (run_.events.empty()) view_.started = recorded.at;
}

void TemporalFold::check_id(const TemporalEvent& event) {
    if (!event.id) {
        findings_.add("has no eventId", place_of(seq()));
        return;
    }
    if (last_id_ && *event.id <= *last_id_)
        findings_.add("has an eventId that is not above the one before it", place_of(seq()));
    else if (*event.id - last_id_.value_or(0) > 1)
        findings_.add("does not follow the one before it: events between them are missing", place_of(seq()));
    last_id_ = event.id;
}

void TemporalFold::start_run(const TemporalEvent& event) {
    if (started_) return findings_.add("starts the run again", place_of(seq()));
    started_ = true;
    view_.name = event.name_in("workflowType");
    workflow_id_ = event.attributes.string_at("workflowId");
    run_id_ = event.attributes.string_at("originalExecutionRunId", event.attributes.string_at("firstExecutionRunId"));
    identity_ = event.attributes.string_at("identity");
    const JsonValue* parent = event.attributes.find("parentWorkflowExecution");
    const std::string continued = event.attributes.string_at("continuedExecutionRunId");
    view_.cause = parent && parent->is_object()                          ? "child"
                  : !continued.empty()                                   ? "continued"
                  : !event.attributes.string_at("cronSchedule").empty() ? "schedule"
                                                                         : "manual";
    if (const auto input = one_or_all(event.attributes.find("input"))) view_.input = *input;
}

void TemporalFold::close_run(const TemporalEvent& event) {
    if (closed_) return findings_.add("ends the run again", place_of(seq()));
    closed_ = true;
    view_.status = event.type->status;
    view_.output = one_or_all(event.attributes.find("result"));
    view_.error = problem_of(event);
    if (view_.status == "cancelled") {
        view_.by = event.attributes.string_at("identity");
        view_.reason = event.attributes.string_at("reason");
    }
    if (event.type->name == "WorkflowExecutionContinuedAsNew")
        view_.reason = "continued as run " + quoted_part(event.attributes.string_at("newExecutionRunId", "(unknown)"));
    graph_.ended(event.reference("workflowTaskCompletedEventId"));
}

void TemporalFold::note_task(const TemporalEvent& event) {
    if (!event.id) return;
    if (event.role() == TemporalRole::task_started) begun_.insert_or_assign(*event.id, seq());
    if (event.role() != TemporalRole::task_completed) return;
    std::optional<std::uint64_t> began;
    if (const auto started = event.reference("startedEventId"))
        if (const auto found = begun_.find(*started); found != begun_.end()) began = found->second;
    graph_.task_completed(*event.id, began);
}

void TemporalFold::open_step(const TemporalEvent& event, RecordedEvent& recorded) {
    const std::string word = step_word(event);
    StepView step;
    step.id = static_cast<StepId>(view_.steps.size() + 1);
    step.task = "/" + word + "/" + (event.id && !steps_.contains(*event.id) ? std::to_string(*event.id) : "at-" + std::to_string(seq()));
    step.key = step.task;
    step.name = step_name(event, word);
    step.kind = step_kind(event, word);
    step.status = event.type->status;
    step.started = recorded.at;
    step.first = step.last = seq();
    recorded.step = step.id;
    recorded.attempt = 1;
    const std::uint32_t node = graph_.add(step.task, step.name, step.kind);
    nodes_.push_back(node);
    if (event.id) steps_.try_emplace(*event.id, view_.steps.size());
    if (word == "update") updates_.try_emplace(event.attributes.string_at("protocolInstanceId"), view_.steps.size());
    if (word == "timer") {
        const JsonValue* timeout = event.attributes.find("startToFireTimeout");
        const auto length = timeout ? foreign_duration(*timeout) : std::nullopt;
        if (length) step.waits_until = recorded.at + *length;
    }
    step.listens = step.kind == "listen" && event.role() == TemporalRole::opens;
    view_.steps.push_back(std::move(step));
    // A signal or a request to cancel is nobody's order.
    if (word != "signal" && word != "cancel-request") graph_.ordered(node, event.reference("workflowTaskCompletedEventId"));
    if (event.role() != TemporalRole::instant) return;
    StepView& made = view_.steps.back();
    if (word == "local-activity") made.error = problem_of(event);
    close_step(made, event, recorded.at);
    if (made.error) made.status = "faulted";
}

StepView* TemporalFold::referred_step(const TemporalEvent& event) {
    std::optional<std::int64_t> id;
    if (event.type)
        id = event.reference(event.type->reference);
    else
        for (const char* name : {"scheduledEventId", "initiatedEventId", "startedEventId", "acceptedEventId"})
            if (!id) id = event.reference(name);
    if (const auto found = id ? steps_.find(*id) : steps_.end(); found != steps_.end()) return &view_.steps[found->second];
    const JsonValue* meta = event.attributes.find("meta");
    const auto found = meta ? updates_.find(meta->string_at("updateId")) : updates_.end();
    return found == updates_.end() ? nullptr : &view_.steps[found->second];
}

void TemporalFold::touch_step(const TemporalEvent& event, RecordedEvent& recorded) {
    StepView* step = referred_step(event);
    if (!step) {
        if (event.role() != TemporalRole::other) findings_.add("is about a step that is not in the history", place_of(seq()));
        return;
    }
    step->last = seq();
    recorded.step = step->id;
    if (event.role() == TemporalRole::starts) {
        step->attempt = static_cast<std::uint32_t>(std::clamp<std::int64_t>(event.reference("attempt").value_or(1), 1, 1'000'000'000));
        if (!step->ended) step->status = event.type->status;
    }
    recorded.attempt = step->attempt;
    if (event.role() == TemporalRole::closes) close_step(*step, event, recorded.at);
}

void TemporalFold::close_step(StepView& step, const TemporalEvent& event, Instant at) {
    if (step.ended) return findings_.add("ends a step that was over", place_of(seq()));
    step.status = event.type->status;
    step.ended = at;
    step.error = problem_of(event);
    if (step.error) step.status = step.status == "cancelled" ? "cancelled" : "faulted";
    // What the workflow sets itself tells it nothing new.
    if (step.kind != "set") bring_news(step);
}

void TemporalFold::bring_news(const StepView& step) {
    const bool own = step.task.str().starts_with("/local-activity/") || step.task.str().starts_with("/update/");
    graph_.has_news(nodes_[step.id - 1], seq(), own);
}

/// Nobody waits any more for what was under way when the run ended.
void TemporalFold::end_open_steps() {
    if (!closed_) return;
    for (StepView& step : view_.steps) {
        if (step.ended) continue;
        step.status = "cancelled";
        step.ended = view_.ended;
    }
}

void TemporalFold::set_nodes() {
    const auto set = [this](const std::string& id, const std::string& status, Instant from, std::optional<Instant> to) {
        NodeView& node = view_.nodes[id];
        node.status = status;
        node.started = from;
        node.ended = to;
        return &node;
    };
    for (const StepView& step : view_.steps) {
        NodeView* node = set(step.task, step.status, *step.started, step.ended);
        node->steps = 1;
        node->attempts = step.attempt;
        node->faulted = step.status == "faulted" ? 1 : 0;
        if (step.ended) node->busy_ms = std::max<std::int64_t>(0, (*step.ended - *step.started).ms);
    }
    set(TemporalGraph::start_id, "completed", view_.started, view_.started);
    if (closed_) set(TemporalGraph::end_id, view_.status, *view_.ended, view_.ended);
    for (const RunGraphNode& node : view_.graph->nodes)
        if (!view_.nodes.contains(node.id)) set(node.id, "completed", view_.started, view_.started);
}

RecordedRun TemporalFold::take() {
    if (!started_) findings_.add("The history does not begin with WorkflowExecutionStarted: what is before is missing.");
    if (!closed_) view_.status = "running";
    end_open_steps();
    view_.graph = std::make_shared<const RunGraph>(graph_.take());
    set_nodes();
    view_.ns = "temporal";
    if (view_.name.empty()) view_.name = "workflow";
    const std::string id = workflow_id_ + (workflow_id_.empty() || run_id_.empty() ? "" : "/") + run_id_;
    run_.foreign_id = id.empty() ? view_.name : id;
    view_.run = foreign_run_id("temporal", run_.foreign_id, view_.started);
    view_.started_by = identity_.empty() ? run_.foreign_id : identity_ + " (" + run_.foreign_id + ")";
    view_.events = run_.events.size();
    const std::string error = view_.error ? (view_.error->detail.empty() ? view_.error->title : view_.error->title + ": " + view_.error->detail) : "";
    run_.row = {view_.run, view_.ns, view_.name, view_.version, view_.definition, view_.status, view_.started, view_.ended,
                quoted_part(error), std::nullopt, view_.events};
    run_.view = std::make_shared<const RunView>(std::move(view_));
    return std::move(run_);
}

} // namespace orkestr
