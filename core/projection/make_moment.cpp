#include "core/projection/make_moment.h"

#include <algorithm>

namespace orkestr {

namespace {

const char* kind_of(Timer::Kind kind) {
    switch (kind) {
    case Timer::Kind::wait: return "wait";
    case Timer::Kind::retry: return "retry";
    case Timer::Kind::timeout: return "timeout";
    case Timer::Kind::attempt_timeout: break;
    }
    return "attempt timeout";
}

std::optional<Json> held_json(const Payload& payload) { return payload.origin != 0 ? std::optional(payload.json) : std::nullopt; }

/// Builds one moment.
struct MomentMaker {
    const State& state;
    const MomentIndex& index;
    const Plan* plan;
    RunMoment out = {};

    /// Its number; none while it is about to start.
    std::uint32_t begun(StepId id) const {
        const auto number = index.step_number(id);
        return number == MomentIndex::none || index.step_event(number, 0) > state.seq ? MomentIndex::none : number;
    }
    /// Of a step that is about to start; empty where that can't be told.
    std::string key_before_start(const Step& step) const {
        // A history that somebody made up may name tasks that there are not.
        for (const Step* at = &step; at && at->id != workflow_step; at = state.find(at->parent))
            if (!plan || at->task >= plan->tasks.size() || at->parent >= at->id) return {};
        return step_key(*plan, state, step);
    }
    std::string key_of(StepId id) const {
        if (id == workflow_step) return {};
        if (const auto number = begun(id); number != MomentIndex::none) return index.latest_step(number).key;
        const Step* step = state.find(id);
        return step ? key_before_start(*step) : std::string();
    }
    void add_live(const Step& step) {
        MomentStep live;
        live.id = step.id;
        live.stage = to_string(step.stage);
        if (const auto number = begun(step.id); number != MomentIndex::none) {
            const StepView& view = add_view(step, number);
            live.key = view.key;
            live.task = view.task;
            live.name = view.name;
            live.kind = view.kind;
        } else if (plan && step.task < plan->tasks.size()) {
            const PlannedTask& task = plan->task(extended_task(*plan, step.task));
            live.key = key_before_start(step);
            live.task = task.pointer;
            live.name = task.name;
            live.kind = task.kind;
        }
        live.raw_input = held_json(step.raw_input);
        live.result = held_json(step.result);
        live.binds = bound_variables(step, plan);
        if (step.machine && step.machine->kind == "fork") {
            live.branches = static_cast<std::uint32_t>(step.branches.size());
            live.open_branches = step.open_branches;
        }
        live.events_received = static_cast<std::uint32_t>(step.heard.size());
        if (!step.correlations.is_null()) live.correlations = step.correlations;
        out.live.push_back(std::move(live));
    }
    const StepView& add_view(const Step& step, std::uint32_t number) {
        StepView view = index.step_at(number, state.seq);
        view.input = held_json(step.input);
        view.request = held_json(step.request);
        out.run.steps.push_back(std::move(view));
        return out.run.steps.back();
    }
    void add_waits() {
        for (const auto& [seq, timer] : state.timers) out.timers.push_back({seq, timer.step, key_of(timer.step), kind_of(timer.kind), timer.due});
        std::stable_sort(out.timers.begin(), out.timers.end(), [](const MomentTimer& a, const MomentTimer& b) { return a.due < b.due; });
        for (const auto& [seq, one] : state.pending) {
            const bool child = one.kind == "child";
            out.pending.push_back({seq, one.step, key_of(one.step), one.kind, one.attempt, child ? std::optional(one.child) : std::nullopt, one.detached, one.request.json});
        }
    }
};

/// An object's members, written in the order that is canonical.
class MomentObject {
public:
    void put(const char* name, const std::string& text) { members_[name] = text; }
    void json(const char* name, const std::optional<Json>& value) {
        if (value) put(name, value->text());
    }
    void text(const char* name, const std::string& value) {
        if (!value.empty()) put(name, Json::string(value).text());
    }
    void number(const char* name, std::uint64_t value) { put(name, std::to_string(value)); }
    void time(const char* name, const std::optional<Instant>& value) {
        if (value) put(name, Json::string(to_iso8601(*value)).text());
    }
    void problem(const char* name, const std::optional<Problem>& value) {
        if (value) put(name, value->to_json().text());
    }
    std::string written() const {
        std::string out = "{";
        for (const auto& [name, value] : members_) {
            if (out.size() > 1) out += ',';
            append_json_string(out, name);
            out += ':' + value;
        }
        return out + "}";
    }

private:
    std::map<std::string, std::string> members_;
};

std::string variables_object(const std::vector<MomentVariable>& variables) {
    MomentObject object;
    for (const auto& one : variables) object.json(one.name.c_str(), one.value);
    return object.written();
}

template <class One, class Write>
std::string list_of(const std::vector<One>& all, const Write& write) {
    std::string out = "[";
    for (const One& one : all) {
        if (out.size() > 1) out += ',';
        out += write(one);
    }
    return out + "]";
}

/// As EventView::json, around data as deep as it may be.
std::string event_object(const EventView& event) {
    MomentObject object;
    object.number("seq", event.seq);
    object.text("type", event.type);
    object.time("at", event.at);
    object.put("task", event.task.empty() ? "null" : Json::string(event.task).text());
    object.put("step", event.step.empty() ? "null" : Json::string(event.step).text());
    object.put("attempt", event.attempt == 0 ? "null" : std::to_string(event.attempt));
    object.json("data", event.data);
    return object.written();
}

std::string live_object(const MomentStep& live, const StepView* view) {
    MomentObject object;
    object.number("id", live.id);
    object.text("step", live.key);
    object.text("task", live.task);
    object.text("name", live.name);
    object.text("kind", live.kind);
    object.text("stage", live.stage);
    object.json("raw_input", live.raw_input);
    object.json("result", live.result);
    if (!live.binds.empty()) object.put("variables", variables_object(live.binds));
    if (live.branches > 0) object.number("branches", live.branches);
    if (live.branches > 0) object.number("open_branches", live.open_branches);
    if (live.events_received > 0) object.number("events_received", live.events_received);
    object.json("correlations", live.correlations);
    object.text("status", view ? view->status : "pending");
    if (!view) return object.written();
    object.number("attempt", view->attempt);
    object.time("started", view->started);
    object.time("until", view->waits_until);
    object.json("input", view->input);
    object.json("request", view->request);
    object.problem("error", view->error);
    if (view->child) object.text("child", view->child->text);
    if (view->listens) object.put("listens", "true");
    return object.written();
}

std::string live_list(const RunMoment& moment) {
    // Both are by id, and each that has an outline is in both.
    auto view = moment.run.steps.begin();
    return list_of(moment.live, [&](const MomentStep& live) {
        const bool outlined = view != moment.run.steps.end() && view->id == live.id;
        return live_object(live, outlined ? &*view++ : nullptr);
    });
}

std::string timer_object(const MomentTimer& timer) {
    MomentObject object;
    object.number("seq", timer.seq);
    object.text("step", timer.key);
    object.text("kind", timer.kind);
    object.time("due", timer.due);
    return object.written();
}

std::string pending_object(const MomentPending& pending) {
    MomentObject object;
    object.number("seq", pending.seq);
    object.text("step", pending.key);
    object.text("kind", pending.kind);
    object.number("attempt", pending.attempt);
    if (pending.child) object.text("child", pending.child->text);
    object.put("detached", pending.detached ? "true" : "false");
    object.json("request", pending.request);
    return object.written();
}

} // namespace

Result<RunMoment> make_moment(const State& state, const Event& event, const MomentIndex& index, MomentData& data, const Plan* plan) {
    MomentMaker maker{state, index, plan};
    RunMoment& out = maker.out;
    out.seq = state.seq;
    out.at = state.at;
    const auto about = index.step_of_event(event.seq);
    if (about == MomentIndex::none) {
        out.event = event_view(event, nullptr);
    } else {
        const StepView step = index.step_at(about, event.seq);
        out.event = event_view(event, &step);
    }
    out.run = index.run_at(state.seq);
    out.steps_begun = index.steps_begun(state.seq);
    out.run.steps.reserve(state.steps.size());
    out.live.reserve(state.steps.size());
    for (const auto& [id, step] : state.steps)
        if (id != workflow_step) maker.add_live(step);
    maker.add_waits();
    for (const auto& [what, member] : {std::pair{DataIndex::RunData::input, &out.input}, {DataIndex::RunData::context, &out.context}, {DataIndex::RunData::data, &out.data}}) {
        auto value = data.run_data(what, state.seq);
        if (!value) return value.error();
        if (*value) *member = std::move(**value);
    }
    out.variables = data.variables(state.seq);
    return std::move(out);
}

Result<Json> moment_document(const RunMoment& moment, const State& state, MomentData& data) {
    MomentObject object;
    const RunView& run = moment.run;
    object.number("seq", moment.seq);
    object.time("at", moment.at);
    object.text("run", run.run.text);
    object.text("definition", run.definition);
    object.put("event", event_object(moment.event));
    object.text("status", run.status);
    object.time("started", run.started);
    object.time("ended", run.ended);
    object.text("by", run.by);
    object.text("reason", run.reason);
    object.json("input", moment.input);
    object.json("context", moment.context);
    object.json("data", moment.data);
    object.json("output", run.output);
    object.problem("error", run.error);
    const auto tasks = data.tasks(moment.seq);
    if (!tasks) return tasks.error();
    object.json("tasks", *tasks);
    object.put("variables", variables_object(moment.variables));
    object.put("steps", live_list(moment));
    object.put("timers", list_of(moment.timers, timer_object));
    object.put("pending", list_of(moment.pending, pending_object));
    object.text("state", state_hash(state));
    return Json::trusted(object.written());
}

} // namespace orkestr
