#include "core/projection/run_view.h"

#include "core/engine/state.h"

namespace orkestr {

/// One event's change to the view.
struct RunProjection::Folder {
    RunProjection& all;
    const Event& event;
    RunView& view = all.view_;

    void end(StepId id, const char* status) {
        StepView* step = all.find(id);
        if (!step) return;
        set_status(id, status);
        step->ended = event.at;
        step->waits_until.reset();
        NodeView& node = all.node(*step);
        node.ended = event.at;
        if (step->started) node.busy_ms += (event.at - *step->started).ms;
        if (step->status == "faulted") ++node.faulted;
        step->listens = false;
        all.bodies_.erase(id);
        all.listeners_.erase(id);
        all.attempts_.erase(id);
    }
    void say(const std::string& by, const std::string& reason) {
        view.by = by;
        view.reason = reason;
    }
    void end_run(const char* status) {
        view.status = status;
        view.ended = event.at;
    }
    /// From now on it holds other steps, as a list does; or no longer.
    void set_body(StepId id, bool body) {
        StepView* step = all.find(id);
        if (!step) return;
        all.count(*step, -1);
        if (body) all.bodies_.insert(id);
        else all.bodies_.erase(id);
        all.count(*step, +1);
    }
    void listen(StepId id) {
        StepView* step = all.find(id);
        if (!step) return;
        step->listens = true;
        step->waits_until = all.listeners_[id].due;
        set_status(id, "waiting");
    }
    void set_status(StepId id, const char* status) {
        StepView* step = all.find(id);
        if (!step) return;
        all.count(*step, -1);
        step->status = all.word(status);
        all.count(*step, +1);
        all.node(*step).status = status;
    }

    void operator()(const events::RunStarted& e) {
        view.run = e.run;
        view.ns = e.ns;
        view.name = e.name;
        view.version = e.version;
        view.definition = e.definition;
        view.status = "running";
        view.started = event.at;
        view.input = e.value.json;
        view.parent = e.parent;
        view.origin = e.origin;
        view.cause = e.cause;
        view.started_by = e.by;
    }
    void operator()(const events::RunEntered&) {}
    void operator()(const events::RunCompleted& e) {
        end_run("completed");
        view.output = e.value.json;
    }
    void operator()(const events::RunFaulted& e) {
        end_run("faulted");
        view.error = e.fault.problem;
    }
    void operator()(const events::RunCancelRequested& e) { say(e.by, e.reason); }
    void operator()(const events::RunCancelled& e) {
        end_run("cancelled");
        view.reason = e.reason;
    }
    void operator()(const events::RunSuspended& e) {
        all.suspended_ = true;
        say(e.by, e.reason);
    }
    void operator()(const events::RunResumed&) {
        all.suspended_ = false;
        say({}, {});
    }
    void operator()(const events::RunForked& e) {
        if (e.step == workflow_step) return; // only its data is another
        view.started = event.at;
        all.suspended_ = false;
        say({}, {});
        const auto put_off = [&](auto& time) {
            if (time) *time = *time + Duration{e.shift_ms};
        };
        for (auto& step : view.steps) {
            put_off(step.waits_until);
            if (!step.ended) put_off(step.started);
        }
        for (auto& [task, node] : view.nodes)
            if (!node.ended) put_off(node.started);
        for (auto& [step, listener] : all.listeners_) put_off(listener.due);
    }
    void operator()(const events::TaskSkipped& e) {
        auto& step = all.open(e.step, e.parent, e.task, e.key, nullptr);
        step.started = event.at;
        step.attempt = all.attempt_of(e.parent);
        all.keep(step.input, e.value);
        all.keep(step.output, e.value);
        end(e.step, "skipped");
    }
    void operator()(const events::TaskStarted& e) {
        auto& step = all.open(e.step, e.parent, e.task, e.key, e.kind.c_str());
        step.started = event.at;
        all.keep(step.input, e.value);
        step.attempt = all.attempt_of(e.parent);
        set_status(e.step, "running");
        auto& node = all.node(step);
        node.started = event.at;
        node.ended.reset();
        node.attempts = step.attempt;
        if (e.kind == "listen") all.listeners_[e.step].due = e.due;
    }
    void operator()(const events::TaskCompleted& e) {
        if (StepView* step = all.find(e.step)) {
            all.keep(step->output, e.value);
            step->chosen = e.chosen;
        }
        end(e.step, "completed");
    }
    void operator()(const events::TaskFaulted& e) {
        if (e.task != no_task) {
            auto& step = all.open(e.step, e.parent, e.task, e.key, nullptr);
            step.started = event.at;
            step.attempt = all.attempt_of(e.parent);
        }
        if (StepView* step = all.find(e.step)) step->error = e.fault.problem;
        end(e.step, "faulted");
    }
    void operator()(const events::TaskCancelled& e) { end(e.step, "cancelled"); }
    void operator()(const events::ContextExported&) {}
    void operator()(const events::LoopEntered&) {}
    void operator()(const events::IterationStarted& e) {
        StepView* step = all.find(e.step);
        if (!step) return;
        all.node(*step).iterations = e.index + 1;
        if (step->kind == "listen") set_body(e.step, true);
    }
    void operator()(const events::IterationCompleted& e) {
        if (StepView* step = all.find(e.step)) all.node(*step).iterations = ++all.listeners_[e.step].iterated;
        set_body(e.step, false);
    }
    void operator()(const events::ListenStarted& e) { listen(e.step); }
    void operator()(const events::ListenContinued& e) { listen(e.step); }
    void operator()(const events::EventReceived& e) {
        StepView* step = all.find(e.step);
        if (!step) return;
        ++step->events_received;
        step->listens = false;
        step->waits_until.reset();
        set_status(e.step, "running");
    }
    void operator()(const events::ListenCompleted&) {}
    void operator()(const events::ExtensionEntered&) {}
    void operator()(const events::FunctionCalled& e) {
        StepView* step = all.find(e.step);
        if (!step) return;
        all.keep(step->request, e.value);
        set_body(e.step, true);
    }
    void operator()(const events::AttemptStarted& e) {
        all.attempts_[e.step] = e.attempt;
        StepView* step = all.find(e.step);
        if (!step) return;
        step->waits_until.reset();
        all.node(*step).attempts = e.attempt;
        set_status(e.step, "running");
    }
    void operator()(const events::RetryScheduled& e) {
        if (StepView* step = all.find(e.step)) step->waits_until = e.due;
        all.timers_[event.seq] = e.step;
        set_status(e.step, "waiting");
    }
    void operator()(const events::ErrorCaught& e) {
        if (StepView* step = all.find(e.step)) step->error = e.fault.problem;
    }
    void operator()(const events::WaitStarted& e) {
        if (StepView* step = all.find(e.step)) step->waits_until = e.due;
        all.timers_[event.seq] = e.step;
        set_status(e.step, "waiting");
    }
    void operator()(const events::TimerFired& e) {
        const auto at = all.timers_.find(e.timer);
        if (at == all.timers_.end()) return;
        if (StepView* step = all.find(at->second)) step->waits_until.reset();
        set_status(at->second, "running");
        all.timers_.erase(at);
    }
    void operator()(const events::ActivityScheduled& e) {
        StepView* step = all.find(e.step);
        if (!step) return;
        all.keep(step->request, e.value);
        step->attempt = e.attempt;
    }
    void operator()(const events::ActivityCompleted& e) {
        all.log(e.step, e.log);
    }
    void operator()(const events::ActivityFailed& e) {
        all.log(e.step, e.log);
    }
    void operator()(const events::ResultIgnored&) {}
    void operator()(const events::EventEmitted&) {}
    void operator()(const events::ChildScheduled& e) {
        StepView* step = all.find(e.step);
        if (!step) return;
        all.keep(step->request, e.value);
        step->child = e.run;
    }
    void operator()(const events::ChildCompleted&) {}
    void operator()(const events::ChildFailed&) {}
    void operator()(const events::EvaluationStopped&) {}
};

StepView& RunProjection::open(StepId step, StepId parent, TaskIndex task, const std::string& key, const char* kind) {
    StepView* known = find(step);
    if (!known) {
        index_.set(step, static_cast<std::uint32_t>(view_.steps.size()));
        known = &view_.steps.emplace_back();
    }
    known->id = step;
    known->parent = parent;
    known->key = key;
    name(*known, task, kind);
    ++node(*known).steps;
    return *known;
}

void RunProjection::name(StepView& view, TaskIndex task, const char* kind) {
    if (plan_ && task < plan_->tasks.size()) {
        // What is skipped, or fails before it starts, is the task and not what was to be put in front of it.
        if (!kind) task = extended_task(*plan_, task);
        if (tasks_.size() <= task) tasks_.resize(plan_->tasks.size());
        TaskName& known = tasks_[task];
        if (known.pointer.empty()) {
            const PlannedTask& planned = plan_->task(task);
            known = {planned.pointer, planned.name, planned.kind};
        }
        view.task = known.pointer;
        view.name = known.name;
        view.kind = kind ? word(kind) : known.kind;
        return;
    }
    view.kind = kind ? word(kind) : SharedText();
    std::string_view pointer = std::string_view(view.key).substr(0, view.key.find('#'));
    pointer.remove_prefix(pointer.rfind('>') + 1);
    view.task = word(pointer);
    view.name = word(pointer.substr(pointer.rfind('/') + 1));
}

/// Statuses, kinds and tasks are a handful in whatever we recorded ourselves.
const SharedText& RunProjection::word(std::string_view text) {
    constexpr std::size_t most = 10'000;
    const auto found = words_.find(text);
    if (found != words_.end()) return found->second;
    if (words_.size() >= most) words_.clear();
    const SharedText made(text);
    return words_.emplace(made.str(), made).first->second;
}

StepView* RunProjection::find(StepId step) { return const_cast<StepView*>(std::as_const(*this).find(step)); }

const StepView* RunProjection::find(StepId step) const {
    const auto at = index_.find(step);
    return at == StepNumbers::none ? nullptr : &view_.steps[at];
}

void RunProjection::keep(Rare<Json>& member, const Payload& payload) const {
    if (detail_ == Detail::whole) member = payload.json;
}

void RunProjection::log(StepId id, const std::string& text) {
    StepView* step = detail_ == Detail::whole ? find(id) : nullptr;
    if (step) step->log = text;
}

std::uint32_t RunProjection::attempt_of(StepId parent) const {
    // What a hostile file says may be a ring.
    for (const StepView* step = find(parent); step; step = step->parent < step->id ? find(step->parent) : nullptr) {
        const auto attempt = attempts_.find(step->id);
        if (attempt != attempts_.end()) return attempt->second;
    }
    return 1;
}

/// Containers wait with what they hold, so that only the innermost steps count.
void RunProjection::count(const StepView& step, int by) {
    if (step.status == "waiting") waiting_ += by;
    if (step.status != "running" || bodies_.contains(step.id)) return;
    for (const char* container : {"do", "for", "fork", "try", "extension"})
        if (step.kind == container) return;
    working_ += by;
}

void RunProjection::fold(const Event& event) {
    std::visit(Folder{*this, event}, event.body);
    view_.events = event.seq;
    if (!view_.ended) view_.status = suspended_ ? "suspended" : waiting_ > 0 && working_ == 0 ? "waiting" : "running";
    StepView* step = find(step_of(event.body));
    if (!step) return;
    if (step->first == 0) step->first = event.seq;
    step->last = event.seq;
}

void RunProjection::pass(const EventRow& row) {
    view_.events = row.seq;
    if (!view_.damage.empty()) return;
    view_.damage = "event " + std::to_string(row.seq) + " (" + row.type +
                   ") is of a type that this Orkestr does not know, perhaps of a newer one: from there on the run's state may lag behind";
}

const StepView* RunProjection::step_of_event(const Event& event) const {
    return step_at(step_of(event.body), event.seq);
}

const StepView* RunProjection::step_at(StepId id, std::uint64_t seq) const {
    const StepView* step = find(id);
    // What an evaluation that was stopped was for may begin after it.
    return step && step->first <= seq ? step : nullptr;
}

EventView RunProjection::add(const Event& event) {
    fold(event);
    return event_view(event, step_of_event(event));
}

} // namespace orkestr
