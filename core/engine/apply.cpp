#include "core/engine/state.h"

#include "core/base/json_value.h"

#include <algorithm>

namespace orkestr {

namespace {

bool is_acting(Stage stage) { return stage == Stage::pending || stage == Stage::running || stage == Stage::leaving; }
bool is_waiting(Stage stage) { return stage == Stage::waiting || stage == Stage::backing_off; }
bool is_active(Stage stage) { return stage == Stage::active || stage == Stage::delegating; }

/// Folds one event. The first thing that is wrong stops it.
class Fold {
public:
    Fold(State& state, const Event& event, Effects* effects) : state_(state), event_(event), effects_(effects) {}

    Result<void> run() {
        if (event_.seq != state_.seq + 1) fail("expected sequence number " + std::to_string(state_.seq + 1));
        else if (state_.ended()) fail("the run has ended already");
        else if (event_.seq == 1 && !std::holds_alternative<events::RunStarted>(event_.body)) fail("a history begins with run.started");
        if (!error_) std::visit([this](const auto& body) { on(body); }, event_.body);
        if (error_) return Error{ErrorCode::corrupt, "event " + std::to_string(event_.seq) + " (" + type_of(event_.body) + "): " + *error_, {}};
        state_.seq = event_.seq;
        state_.at = event_.at;
        update_status();
        return {};
    }

private:
    void fail(std::string what) {
        if (!error_) error_ = std::move(what);
    }

    Payload held(const Payload& value) const {
        Payload out = value;
        if (!out.by_reference()) out.origin = event_.seq;
        return out;
    }
    Fault held(const Fault& fault) const { return {fault.problem, fault.origin ? fault.origin : event_.seq}; }

    Step* live(StepId id) {
        Step* step = state_.find(id);
        if (!step) fail("there is no live step " + std::to_string(id));
        return step;
    }

    /// Moves a step along its machine's table; null when that fails.
    Step* move(StepId id, Trigger trigger) {
        Step* step = live(id);
        if (!step) return nullptr;
        // A step that has not started has no machine of its own yet; entering is alike in all of them.
        static const Machine* const entering = find_machine("set");
        const auto to = next_stage(step->machine ? *step->machine : *entering, step->stage, trigger);
        if (!to) {
            fail("no transition of '" + std::string(step->machine ? step->machine->kind : "task") + "' from " +
                 to_string(step->stage) + " by " + to_string(trigger));
            return nullptr;
        }
        set_stage(*step, *to);
        return step;
    }

    void set_stage(Step& step, Stage to) {
        count(step.stage, -1);
        step.stage = to;
        count(to, +1);
        step.touched = event_.seq;
        update_ready(step);
    }

    void count(Stage stage, int by) {
        if (is_waiting(stage)) state_.steps_waiting += static_cast<std::uint32_t>(by);
        if (is_active(stage)) state_.steps_active += static_cast<std::uint32_t>(by);
        if (is_acting(stage)) state_.steps_acting += static_cast<std::uint32_t>(by);
    }

    void update_ready(const Step& step) {
        const bool decides = step.stage == Stage::body && (step.winner || step.first_fault);
        if (is_acting(step.stage) || step.expired || step.attempt_expired || decides) state_.ready.insert(step.id);
        else state_.ready.erase(step.id);
    }

    void update_status() {
        if (state_.ended()) return;
        const bool waiting = state_.steps_waiting > 0 && state_.steps_active == 0 && state_.steps_acting == 0;
        state_.status = waiting ? RunStatus::waiting : RunStatus::running;
    }

    void set_timer(StepId step, Timer::Kind kind, Instant due, std::uint64_t& holder) {
        state_.timers[event_.seq] = {step, kind, due};
        holder = event_.seq;
        if (effects_) effects_->timers_set.emplace_back(event_.seq, due);
    }

    void clear_timer(std::uint64_t& holder) {
        if (holder == 0) return;
        if (state_.timers.erase(holder) > 0 && effects_) effects_->timers_cleared.push_back(holder);
        holder = 0;
    }

    /// Puts a task at the head of a branch.
    void begin(Step& parent, std::uint32_t branch, TaskIndex task, const Payload& raw_input) {
        auto& line = parent.branches[branch];
        Step step;
        step.id = state_.next_step++;
        step.parent = parent.id;
        step.branch = branch;
        step.epoch = line.epoch;
        step.task = task;
        step.raw_input = raw_input;
        step.started_at = event_.at;
        step.touched = event_.seq;
        line.live = step.id;
        line.outcome = Branch::Outcome::open;
        count(Stage::pending, +1);
        const auto& placed = state_.steps.emplace(step.id, std::move(step)).first->second;
        state_.ready.insert(placed.id);
    }

    void begin_branches(Step& parent, const std::vector<TaskIndex>& tasks, const Payload& raw_input) {
        parent.branches.assign(tasks.size(), Branch{});
        parent.open_branches = static_cast<std::uint32_t>(tasks.size());
        parent.winner.reset();
        parent.first_fault.reset();
        for (std::uint32_t i = 0; i < tasks.size(); ++i) begin(parent, i, tasks[i], raw_input);
        update_ready(parent); // what a branch of the last round decided is over
    }

    /// The step is over: its timers and what it ordered go with it. Gives its parent and branch.
    std::pair<StepId, std::uint32_t> end(Step& step) {
        clear_timer(step.timer);
        clear_timer(step.timeout_timer);
        clear_timer(step.attempt_timer);
        if (const auto at = state_.pending.find(step.scheduled); at != state_.pending.end() && !at->second.detached) {
            if (effects_) effects_->withdrawn.emplace_back(step.scheduled, std::move(at->second));
            state_.pending.erase(at);
        }
        const std::pair<StepId, std::uint32_t> place{step.parent, step.branch};
        state_.ready.erase(step.id);
        state_.steps.erase(step.id);
        return place;
    }

    void close_branch(std::pair<StepId, std::uint32_t> place, Branch::Outcome outcome, Payload output, Fault fault) {
        Step* parent = live(place.first);
        if (!parent) return;
        auto& branch = parent->branches[place.second];
        branch.live = 0;
        branch.outcome = outcome;
        branch.output = std::move(output);
        branch.fault = std::move(fault);
        if (outcome == Branch::Outcome::completed && !parent->winner) parent->winner = place.second;
        if (outcome == Branch::Outcome::faulted && !parent->first_fault) parent->first_fault = place.second;
        --parent->open_branches;
        move(parent->id, parent->open_branches == 0 ? Trigger::last_branch_done : Trigger::branch_done);
    }

    void follow(std::pair<StepId, std::uint32_t> place, TaskIndex done, const Flow& flow, const Payload& output) {
        Step* parent = live(place.first);
        if (!parent) return;
        if (flow.kind == Flow::Kind::next) {
            auto& branch = parent->branches[place.second];
            if (flow.next <= done) ++branch.epoch;
            begin(*parent, place.second, flow.next, output);
            return;
        }
        if (flow.kind == Flow::Kind::end && place.first != workflow_step) state_.ending = Ending{place.first, output};
        else if (flow.kind == Flow::Kind::end) state_.ending.reset();
        close_branch(place, Branch::Outcome::completed, output, {});
    }

    void on(const events::RunStarted& body) {
        if (event_.seq != 1) return fail("a run starts once");
        state_.run = body.run;
        state_.header = body;
        state_.header.value = held(body.value);
        Step workflow;
        workflow.machine = find_machine("workflow");
        workflow.started_at = event_.at;
        workflow.raw_input = state_.header.value;
        workflow.touched = event_.seq;
        count(Stage::pending, +1);
        state_.steps.emplace(workflow_step, std::move(workflow));
        state_.ready.insert(workflow_step);
    }

    void on(const events::RunEntered& body) {
        Step* workflow = move(workflow_step, Trigger::start);
        if (!workflow) return;
        workflow->input = held(body.value);
        if (body.due) set_timer(workflow_step, Timer::Kind::timeout, *body.due, workflow->timeout_timer);
        begin_branches(*workflow, {body.first}, workflow->input);
    }

    void finish(RunStatus status, Trigger trigger) {
        Step* workflow = move(workflow_step, trigger);
        if (!workflow) return;
        if (state_.steps.size() != 1) return fail("the run ended while steps were under way");
        clear_timer(workflow->timeout_timer);
        state_.ready.clear();
        state_.status = status;
    }

    void on(const events::RunCompleted& body) {
        finish(RunStatus::completed, Trigger::complete);
        state_.output = held(body.value);
    }
    void on(const events::RunFaulted& body) {
        finish(RunStatus::faulted, Trigger::fault);
        state_.fault = held(body.fault);
    }
    void on(const events::RunCancelRequested& body) { state_.cancel = body; }
    void on(const events::RunCancelled&) { finish(RunStatus::cancelled, Trigger::cancel); }

    void on(const events::TaskSkipped& body) {
        Step* step = move(body.step, Trigger::skip);
        if (!step) return;
        if (step->parent != body.parent || step->task != body.task) return fail("this is not the task that was to start");
        const TaskIndex task = step->task;
        follow(end(*step), task, body.flow, held(body.value));
    }

    void on(const events::TaskStarted& body) {
        Step* step = live(body.step);
        if (!step) return;
        if (step->machine || step->parent != body.parent || step->task != body.task) return fail("this is not the task that was to start");
        step->machine = find_machine(body.kind);
        if (!step->machine || step->machine->kind == "workflow") return fail("no machine for kind '" + body.kind + "'");
        if (!move(body.step, Trigger::start)) return;
        ++state_.steps_started;
        step->started_at = event_.at;
        step->input = held(body.value);
        if (body.due) set_timer(step->id, Timer::Kind::timeout, *body.due, step->timeout_timer);
        if (!body.children.empty()) begin_branches(*step, body.children, step->input);
    }

    void on(const events::TaskCompleted& body) {
        Step* step = move(body.step, Trigger::complete);
        if (!step) return;
        const TaskIndex task = step->task;
        follow(end(*step), task, body.flow, held(body.value));
    }

    void on(const events::TaskFaulted& body) {
        Step* step = move(body.step, Trigger::fault);
        if (step) close_branch(end(*step), Branch::Outcome::faulted, {}, held(body.fault));
    }

    void on(const events::TaskCancelled& body) {
        Step* step = move(body.step, Trigger::cancel);
        if (step) close_branch(end(*step), Branch::Outcome::cancelled, {}, {});
    }

    void on(const events::ContextExported& body) {
        if (move(body.step, Trigger::export_context)) state_.context = held(body.value);
    }

    void on(const events::LoopEntered& body) {
        Step* step = move(body.step, Trigger::enter);
        if (!step) return;
        const JsonValue array = JsonValue::of(body.value.json);
        if (!array.is_array()) return fail("a loop goes over an array");
        auto items = std::make_shared<std::vector<Json>>();
        items->reserve(array.as_array()->size());
        for (const auto& item : *array.as_array()) items->push_back(item.json());
        step->items = held(body.value);
        step->item_list = std::move(items);
        step->result = step->input;
    }

    void on(const events::IterationStarted& body) {
        Step* step = move(body.step, Trigger::iterate);
        if (!step) return;
        step->index = body.index;
        const Payload previous = step->branches.empty() ? step->input : step->branches[0].output;
        begin_branches(*step, {body.first}, previous);
    }

    void on(const events::FunctionCalled& body) {
        Step* step = move(body.step, Trigger::call);
        if (step) begin_branches(*step, {body.function}, held(body.value));
    }

    void on(const events::AttemptStarted& body) {
        Step* step = move(body.step, Trigger::attempt);
        if (!step) return;
        step->attempt = body.attempt;
        step->attempt_expired = false;
        step->fault = {};
        if (body.due) set_timer(step->id, Timer::Kind::attempt_timeout, *body.due, step->attempt_timer);
        begin_branches(*step, {body.first}, step->input);
        update_ready(*step);
    }

    void on(const events::RetryScheduled& body) {
        Step* step = move(body.step, Trigger::retry);
        if (!step) return;
        clear_timer(step->attempt_timer);
        step->attempt_expired = false;
        step->attempt = body.attempt;
        step->branches.clear();
        step->fault = held(body.fault);
        set_timer(step->id, Timer::Kind::retry, body.due, step->timer);
        update_ready(*step);
    }

    void on(const events::ErrorCaught& body) {
        Step* step = move(body.step, body.handler == no_task ? Trigger::pass_error : Trigger::handle_error);
        if (!step) return;
        clear_timer(step->attempt_timer);
        step->attempt_expired = false;
        step->branches.clear();
        step->fault = held(body.fault);
        if (body.handler != no_task) begin_branches(*step, {body.handler}, step->input);
        update_ready(*step);
    }

    void on(const events::WaitStarted& body) {
        if (Step* step = move(body.step, Trigger::wait)) set_timer(step->id, Timer::Kind::wait, body.due, step->timer);
    }

    void on(const events::TimerFired& body) {
        const auto at = state_.timers.find(body.timer);
        if (at == state_.timers.end()) return fail("there is no timer " + std::to_string(body.timer));
        const Timer timer = at->second;
        state_.timers.erase(at);
        if (effects_) effects_->timers_cleared.push_back(body.timer);
        Step* step = live(timer.step);
        if (!step) return;
        switch (timer.kind) {
        case Timer::Kind::wait:
        case Timer::Kind::retry:
            step->timer = 0;
            move(step->id, Trigger::timer);
            return;
        case Timer::Kind::timeout:
            step->timeout_timer = 0;
            step->expired = true;
            move(step->id, Trigger::expire);
            return;
        case Timer::Kind::attempt_timeout:
            step->attempt_timer = 0;
            step->attempt_expired = true;
            move(step->id, Trigger::attempt_expire);
        }
    }

    void order(Step& step, Pending pending) {
        pending.step = step.id;
        pending.task = step.task;
        if (!pending.detached) step.scheduled = event_.seq;
        else step.result = step.input;
        step.request = pending.request;
        state_.pending.emplace(event_.seq, std::move(pending));
        if (effects_) effects_->ordered.push_back(event_.seq);
    }

    void on(const events::ActivityScheduled& body) {
        Step* step = move(body.step, body.detached ? Trigger::schedule_detached : Trigger::schedule_activity);
        if (step) order(*step, {0, no_task, body.attempt, body.kind, {}, body.detached, held(body.value)});
    }

    void on(const events::ChildScheduled& body) {
        Step* step = move(body.step, body.detached ? Trigger::schedule_detached : Trigger::schedule_child);
        if (step) order(*step, {0, no_task, 1, "child", body.run, body.detached, held(body.value)});
    }

    /// Takes an ordered piece of work off the list; its step, unless nobody waits.
    Step* settle(std::uint64_t scheduled, Trigger trigger) {
        const auto at = state_.pending.find(scheduled);
        if (at == state_.pending.end()) {
            fail("nothing was ordered by event " + std::to_string(scheduled) + ", or its result was taken");
            return nullptr;
        }
        const bool detached = at->second.detached;
        const StepId id = at->second.step;
        state_.pending.erase(at);
        if (effects_) effects_->settled.push_back(scheduled);
        if (detached) return nullptr;
        Step* step = move(id, trigger);
        if (step) step->scheduled = 0;
        return step;
    }

    void on(const events::ActivityCompleted& body) {
        if (Step* step = settle(body.scheduled, Trigger::activity_complete)) step->result = held(body.value);
    }
    void on(const events::ChildCompleted& body) {
        if (Step* step = settle(body.scheduled, Trigger::child_complete)) step->result = held(body.value);
    }
    void on(const events::ActivityFailed& body) { fail_step(settle(body.scheduled, Trigger::activity_fail), body.fault); }
    void on(const events::ChildFailed& body) { fail_step(settle(body.scheduled, Trigger::child_fail), body.fault); }
    void fail_step(Step* step, const Fault& fault) {
        if (!step) return;
        step->failed = true;
        step->fault = held(fault);
    }
    void on(const events::ResultIgnored& body) {
        if (state_.pending.contains(body.scheduled)) fail("the result of event " + std::to_string(body.scheduled) + " is waited for");
    }

    void on(const events::EventEmitted& body) {
        if (Step* step = move(body.step, Trigger::emit)) step->result = held(body.value);
    }
    void on(const events::EvaluationStopped& body) { move(body.step, Trigger::stop); }

    State& state_;
    const Event& event_;
    Effects* effects_;
    std::optional<std::string> error_;
};

} // namespace

const char* to_string(RunStatus status) {
    static constexpr const char* names[] = {"pending", "running", "waiting", "suspended", "cancelled", "faulted", "completed"};
    return names[static_cast<std::size_t>(status)];
}

Result<void> apply(State& state, const Event& event, Effects* effects) { return Fold(state, event, effects).run(); }

std::string step_key(const Plan& plan, const State& state, const Step& step) {
    std::vector<std::string> counters;
    std::string path = step.id == workflow_step ? "/" : plan.task(step.task).pointer;
    for (const Step* inner = &step; inner && inner->id != workflow_step;) {
        if (inner->epoch > 0) counters.push_back("~" + std::to_string(inner->epoch));
        const Step* outer = state.find(inner->parent);
        if (!outer || outer->id == workflow_step) break;
        if (outer->machine->kind == "for") counters.push_back(std::to_string(outer->index));
        if (outer->machine->kind == "try") counters.push_back(std::to_string(outer->attempt));
        // Only a function's body lies elsewhere in the text than its caller.
        if (outer->machine->kind == "call") path = plan.task(outer->task).pointer + ">" + path;
        inner = outer;
    }
    std::reverse(counters.begin(), counters.end());
    for (std::size_t i = 0; i < counters.size(); ++i) path += (i == 0 ? "#" : ".") + counters[i];
    return path;
}

} // namespace orkestr
