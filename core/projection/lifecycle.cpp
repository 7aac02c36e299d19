#include "core/projection/lifecycle.h"

#include "core/base/json_value.h"

#include <algorithm>
#include <type_traits>

namespace orkestr {

namespace {

class Teller {
public:
    Teller(const Plan& plan, const State& after, const std::vector<Event>& events, const std::vector<EndedStep>& ended,
           const std::function<bool(const std::string&)>& wanted)
        : plan_(plan), after_(after), events_(events), wanted_(wanted) {
        for (const EndedStep& one : ended) ended_[one.step] = &one;
    }

    std::vector<Json> tell() {
        const bool pauses = std::any_of(events_.begin(), events_.end(), [](const Event& event) {
            return std::holds_alternative<events::RunSuspended>(event.body) || std::holds_alternative<events::RunResumed>(event.body);
        });
        if (pauses) live_ = live_before();
        for (const Event& event : events_) {
            event_ = &event;
            std::visit([this](const auto& body) { (*this)(body); }, event.body);
        }
        return std::move(told_);
    }

private:
    /// Steps that had started before the first of the events.
    std::map<StepId, TaskIndex> live_before() const {
        std::map<StepId, TaskIndex> live;
        for (const auto& [id, step] : after_.steps)
            if (id != workflow_step && step.machine) live[id] = step.task;
        for (const auto& [id, ended] : ended_)
            if (ended->started) live[id] = ended->task;
        for (const Event& event : events_)
            if (const auto* started = std::get_if<events::TaskStarted>(&event.body)) live.erase(started->step);
        return live;
    }

    void tell_one(const std::string& kind, JsonValue data, const char* when, std::optional<StepId> step = {}) {
        data.set(when, to_iso8601(event_->at));
        const auto& header = after_.header;
        std::string id = after_.run.text + "-" + std::to_string(event_->seq) + "-" + kind;
        if (step) id += "-" + std::to_string(*step);
        told_.push_back(JsonValue::object({{"specversion", "1.0"},
                                           {"id", std::move(id)},
                                           {"source", "/" + header.ns + "/" + header.name + "/" + after_.run.text},
                                           {"type", type_of_kind(kind)},
                                           {"time", to_iso8601(event_->at)},
                                           {"datacontenttype", "application/json"},
                                           {"data", std::move(data)}})
                            .json());
    }
    static std::string type_of_kind(const std::string& kind) { return "io.serverlessworkflow." + kind + ".v1"; }
    bool tells(const std::string& kind) const { return !silent_ && wanted_(type_of_kind(kind)); }
    std::string qualified_name() const { return after_.header.name + "-" + after_.run.text + "." + after_.header.ns; }

    void workflow(const char* kind, const char* when, const char* name = nullptr, JsonValue value = {}) {
        const std::string full = std::string("workflow.") + kind;
        if (!tells(full)) return;
        JsonValue data = JsonValue::object({{"name", qualified_name()}});
        if (name) data.set(name, std::move(value));
        tell_one(full, std::move(data), when);
    }

    /// `value` is asked for only when somebody wants to know.
    template <class Value>
    void task(const char* kind, const char* when, StepId step, TaskIndex task, const char* name, Value&& value) {
        const std::string full = std::string("task.") + kind;
        if (task >= plan_.tasks.size() || !tells(full)) return;
        if (std::holds_alternative<ExtensionSpec>(plan_.task(task).spec)) return;
        JsonValue data = JsonValue::object({{"workflow", qualified_name()}, {"task", plan_.task(task).pointer}});
        if (name) data.set(name, value());
        tell_one(full, std::move(data), when, step);
    }
    void task(const char* kind, const char* when, StepId step, TaskIndex one) {
        task(kind, when, step, one, nullptr, [] { return JsonValue(); });
    }

    const EndedStep* ended(StepId step) const {
        const auto at = ended_.find(step);
        return at == ended_.end() ? nullptr : at->second;
    }
    TaskIndex task_of(StepId step) const {
        if (const auto* one = ended(step)) return one->task;
        const Step* live = after_.find(step);
        return live ? live->task : no_task;
    }
    Json correlations_of(StepId step) const {
        if (const auto* one = ended(step)) return one->correlations;
        const Step* live = after_.find(step);
        return live ? live->correlations : Json();
    }

    void started() {
        workflow("started", "startedAt", "definition",
                 JsonValue::object({{"namespace", after_.header.ns}, {"name", after_.header.name}, {"version", after_.header.version}}));
    }
    void all_live(const char* kind, const char* when) {
        for (const auto& [step, one] : live_) task(kind, when, step, one);
    }

    void operator()(const events::RunStarted& e) {
        silent_ = e.origin && e.origin->kind == RunOrigin::Kind::fork;
        started();
    }
    void operator()(const events::RunForked& e) {
        if (e.step == workflow_step || e.run != after_.run) return; // what the other run took itself
        silent_ = false;
        started();
    }
    void operator()(const events::RunSuspended&) {
        workflow("suspended", "suspendedAt");
        all_live("suspended", "suspendedAt");
    }
    void operator()(const events::RunResumed&) {
        workflow("resumed", "resumedAt");
        all_live("resumed", "resumedAt");
    }
    void operator()(const events::ListenStarted&) { workflow("correlation-started", "startedAt"); }
    void operator()(const events::ListenCompleted& e) {
        const Json keys = correlations_of(e.step);
        if (keys.is_null()) workflow("correlation-completed", "completedAt");
        else workflow("correlation-completed", "completedAt", "correlationKeys", JsonValue::of(keys));
    }
    void operator()(const events::RunCancelled&) { workflow("cancelled", "cancelledAt"); }
    void operator()(const events::RunFaulted& e) { workflow("faulted", "faultedAt", "error", e.fault.problem.to_value()); }
    void operator()(const events::RunCompleted& e) {
        if (tells("workflow.completed")) workflow("completed", "completedAt", "output", JsonValue::of(e.value.json));
    }
    void operator()(const events::TaskStarted& e) {
        live_[e.step] = e.task;
        task("created", "createdAt", e.step, e.task);
        task("started", "startedAt", e.step, e.task);
    }
    void operator()(const events::TaskCompleted& e) {
        live_.erase(e.step);
        task("completed", "completedAt", e.step, task_of(e.step), "output", [&] { return JsonValue::of(e.value.json); });
    }
    void operator()(const events::TaskFaulted& e) {
        live_.erase(e.step);
        TaskIndex one = task_of(e.step);
        if (e.task != no_task && e.task < plan_.tasks.size()) {
            one = extended_task(plan_, e.task); // in its `if`, before anything extends it
            task("created", "createdAt", e.step, one);
        }
        task("faulted", "faultedAt", e.step, one, "error", [&] { return e.fault.problem.to_value(); });
    }
    void operator()(const events::TaskCancelled& e) {
        live_.erase(e.step);
        if (const auto* one = ended(e.step); !one || one->started) task("cancelled", "cancelledAt", e.step, task_of(e.step));
    }
    void operator()(const events::AttemptStarted& e) {
        if (e.attempt > 1) task("retried", "retriedAt", e.step, task_of(e.step));
    }
    template <class Other> void operator()(const Other&) {}

    const Plan& plan_;
    const State& after_;
    const std::vector<Event>& events_;
    const std::function<bool(const std::string&)>& wanted_;
    std::map<StepId, const EndedStep*> ended_;
    std::map<StepId, TaskIndex> live_;
    const Event* event_ = nullptr;
    bool silent_ = false;
    std::vector<Json> told_;
};

} // namespace

bool has_lifecycle(const EventBody& body) {
    return std::visit(
        [](const auto& one) {
            using namespace events;
            using Body = std::decay_t<decltype(one)>;
            return std::is_same_v<Body, RunStarted> || std::is_same_v<Body, RunForked> || std::is_same_v<Body, RunSuspended> ||
                   std::is_same_v<Body, RunResumed> || std::is_same_v<Body, ListenStarted> || std::is_same_v<Body, ListenCompleted> ||
                   std::is_same_v<Body, RunCancelled> || std::is_same_v<Body, RunFaulted> || std::is_same_v<Body, RunCompleted> ||
                   std::is_same_v<Body, TaskStarted> || std::is_same_v<Body, TaskCompleted> || std::is_same_v<Body, TaskFaulted> ||
                   std::is_same_v<Body, TaskCancelled> || std::is_same_v<Body, AttemptStarted>;
        },
        body);
}

std::vector<Json> lifecycle_events(const Plan& plan, const State& after, const std::vector<Event>& events,
                                   const std::vector<EndedStep>& ended, const std::function<bool(const std::string& type)>& wanted) {
    return Teller(plan, after, events, ended, wanted).tell();
}

} // namespace orkestr
