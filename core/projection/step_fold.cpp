#include "core/projection/step_fold.h"

#include "core/base/json_value.h"
#include "core/projection/expression_place.h"

namespace orkestr {

namespace {

constexpr std::size_t most_step_events = 10'000;

/// As they stand in the definition, with what their conditions came to: `[{"case":{"when":false}},...]`, up to the chosen one.
Json tried_cases(const SwitchSpec& spec, const std::string& chosen) {
    JsonArray cases;
    for (const auto& one : spec.cases) {
        cases.push_back(JsonValue::object({{one.name, JsonValue::object({{"when", one.name == chosen}})}}));
        if (one.name == chosen) break;
    }
    return JsonValue(std::move(cases)).json();
}

} // namespace

/// One event's change to the detail.
struct StepFold::Folder {
    StepFold& all;
    const Event& event;
    StepDetail& detail = all.detail_;

    void fail(const Fault& fault, const char* status) {
        detail.step.error = fault.problem;
        all.end_attempt(event.at, status);
    }

    void operator()(const events::TaskSkipped& e) {
        detail.step.input = e.value.json;
        detail.step.output = e.value.json;
    }
    void operator()(const events::TaskStarted& e) { detail.step.input = e.value.json; }
    void operator()(const events::TaskCompleted& e) {
        detail.step.output = e.value.json;
        all.end_attempt(event.at, "completed");
    }
    void operator()(const events::TaskFaulted& e) { fail(e.fault, "faulted"); }
    void operator()(const events::TaskCancelled&) { all.end_attempt(event.at, "cancelled"); }
    void operator()(const events::ContextExported& e) { detail.context = e.value.json; }
    void operator()(const events::LoopEntered& e) { all.looped_ = e.value.json; }
    void operator()(const events::AttemptStarted& e) {
        all.end_attempt(event.at, "faulted");
        all.begin_attempt(e.attempt, event.at).started = event.at;
    }
    void operator()(const events::RetryScheduled& e) {
        all.end_attempt(event.at, "faulted");
        if (detail.attempts.empty()) return;
        detail.attempts.back().error = e.fault.problem;
        detail.attempts.back().next = e.due;
    }
    void operator()(const events::ErrorCaught& e) {
        detail.step.error = e.fault.problem;
        if (!detail.attempts.empty()) detail.attempts.back().error = e.fault.problem;
        all.end_attempt(event.at, "faulted");
    }
    void operator()(const events::ActivityScheduled& e) { order(e.attempt, e.value.json); }
    void operator()(const events::FunctionCalled& e) { order(detail.step.attempt, e.value.json); }
    void operator()(const events::ChildScheduled& e) {
        order(detail.step.attempt, e.value.json);
        detail.step.child = e.run;
    }
    void order(std::uint32_t attempt, const Json& request) {
        detail.step.request = request;
        all.begin_attempt(attempt, event.at).request = request;
    }
    void answer(const Json& value, const std::string& log) {
        all.produced_ = value;
        detail.step.log = log;
        if (AttemptView* attempt = all.running()) {
            attempt->response = value;
            attempt->log = log;
        }
        all.end_attempt(event.at, "completed");
    }
    void refuse(const Fault& fault, const std::string& log) {
        detail.step.log = log;
        if (AttemptView* attempt = all.running()) {
            attempt->error = fault.problem;
            attempt->log = log;
        }
        all.end_attempt(event.at, "faulted");
    }
    void operator()(const events::ActivityCompleted& e) { answer(e.value.json, e.log); }
    void operator()(const events::ActivityFailed& e) { refuse(e.fault, e.log); }
    void operator()(const events::ChildCompleted& e) { answer(e.value.json, {}); }
    void operator()(const events::ChildFailed& e) { refuse(e.fault, {}); }
    void operator()(const events::EventEmitted& e) { all.produced_ = e.value.json; }
    void operator()(const events::ListenCompleted& e) { all.produced_ = e.value.json; }
    template <class Other>
    void operator()(const Other&) {}
};

StepFold::StepFold(StepView step, std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) { detail_.step = std::move(step); }

/// What was tried before a fork stands where its step does (run_view.h).
void StepFold::put_off(Duration shift) {
    for (AttemptView& attempt : detail_.attempts)
        for (auto* time : {&attempt.queued, &attempt.started, &attempt.ended, &attempt.next})
            if (*time) *time = **time + shift;
}

void StepFold::add(const Event& event) {
    if (const auto* forked = std::get_if<events::RunForked>(&event.body)) return put_off(Duration{forked->shift_ms});
    if (step_of(event.body) != detail_.step.id) return;
    if (detail_.events.size() < most_step_events) detail_.events.push_back(event.seq);
    std::visit(Folder{*this, event}, event.body);
}

AttemptView& StepFold::begin_attempt(std::uint32_t number, Instant at) {
    AttemptView attempt;
    attempt.number = number;
    attempt.status = "running";
    attempt.queued = at;
    return detail_.attempts.emplace_back(std::move(attempt));
}

AttemptView* StepFold::running() {
    return detail_.attempts.empty() || detail_.attempts.back().ended ? nullptr : &detail_.attempts.back();
}

void StepFold::end_attempt(Instant at, const char* status) {
    AttemptView* attempt = running();
    if (!attempt) return;
    attempt->status = status;
    attempt->ended = at;
    if (attempt->status == "faulted" && !attempt->error) attempt->error = detail_.step.error;
}

void StepFold::list(Slot slot, const ValueSource& source, std::optional<Json> value) {
    const auto* index = std::get_if<ExpressionIndex>(&source);
    if (index) detail_.expressions.push_back({expression_place(*plan_, task_, slot, *index), {}, std::move(value)});
}

void StepFold::list(Slot slot, const std::optional<PlannedDuration>& duration) {
    if (const auto* index = duration ? std::get_if<ExpressionIndex>(&*duration) : nullptr) list(slot, ValueSource(*index));
}

void StepFold::list_retry(const PlannedRetry& retry) {
    list(Slot::retry_when, retry.when);
    list(Slot::retry_except, retry.except_when);
    list(Slot::retry_delay, retry.delay);
    list(Slot::retry_duration, retry.duration);
    list(Slot::attempt_duration, retry.attempt_duration);
    list(Slot::jitter_from, retry.jitter_from);
    list(Slot::jitter_to, retry.jitter_to);
}

void StepFold::list_expressions() {
    task_ = plan_->find(detail_.step.task);
    if (task_ == no_task) return;
    const PlannedTask& task = plan_->task(task_);
    const StepView& step = detail_.step;
    const bool ended_well = step.status == "completed";
    list(Slot::if_true, task.if_true, Json::boolean(step.status != "skipped"));
    list(Slot::input_from, task.input_from, step.input);
    list(Slot::timeout, task.timeout);
    if (const auto* spec = std::get_if<SetSpec>(&task.spec))
        list(Slot::main, spec->value, std::holds_alternative<Absent>(task.output_as) && ended_well ? step.output : std::nullopt);
    if (const auto* spec = std::get_if<ForSpec>(&task.spec)) {
        list(Slot::main, spec->in, looped_);
        list(Slot::loop_while, spec->while_true);
    }
    if (const auto* spec = std::get_if<TrySpec>(&task.spec)) {
        list(Slot::catch_when, spec->when);
        list(Slot::catch_except, spec->except_when);
        if (spec->retry) list_retry(*spec->retry);
    }
    if (const auto* spec = std::get_if<WaitSpec>(&task.spec)) list(Slot::main, std::optional(spec->duration));
    if (const auto* spec = std::get_if<ListenSpec>(&task.spec)) {
        list(Slot::listen_until, spec->to.until);
        if (spec->each) {
            list(Slot::output_as, spec->each->output_as);
            list(Slot::export_as, spec->each->export_as);
        }
    }
    if (const auto* spec = std::get_if<ExtensionSpec>(&task.spec)) list(Slot::extension_when, spec->when);
    if (const auto* spec = std::get_if<RaiseSpec>(&task.spec))
        list(Slot::main, spec->error, step.error ? std::optional(step.error->to_json()) : std::nullopt);
    if (const auto* spec = std::get_if<EmitSpec>(&task.spec)) list(Slot::main, spec->event, produced_);
    if (const auto* spec = std::get_if<ActivitySpec>(&task.spec)) {
        list(Slot::authentication, spec->authentication);
        list(Slot::main, spec->request, step.request);
    }
    if (const auto* spec = std::get_if<FunctionSpec>(&task.spec)) list(Slot::main, spec->with, step.request);
    if (const auto* spec = std::get_if<WorkflowSpec>(&task.spec)) list(Slot::main, spec->input, step.request);
    if (const auto* spec = std::get_if<SwitchSpec>(&task.spec))
        list(Slot::main, spec->chooser, ended_well ? std::optional(tried_cases(*spec, step.chosen)) : std::nullopt);
    list(Slot::output_as, task.output_as, ended_well ? step.output : std::nullopt);
    list(Slot::export_as, task.export_as, detail_.context);
}

StepDetail StepFold::take() {
    if (plan_) list_expressions();
    return std::move(detail_);
}

} // namespace orkestr
