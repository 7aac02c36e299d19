#include "core/engine/fold.h"

#include <algorithm>

namespace orkestr {

namespace {

bool is_acting(Stage stage) { return stage == Stage::pending || stage == Stage::running || stage == Stage::leaving; }
bool is_waiting(Stage stage) { return stage == Stage::waiting || stage == Stage::listening || stage == Stage::backing_off; }
bool is_active(Stage stage) { return stage == Stage::active || stage == Stage::delegating; }

bool can_act(const Step& step) {
    const bool decides = step.stage == Stage::body && (step.winner || step.first_fault);
    return is_acting(step.stage) || step.expired || step.attempt_expired || decides;
}

void count_stage(State& state, Stage stage, int by) {
    if (is_waiting(stage)) state.steps_waiting += static_cast<std::uint32_t>(by);
    if (is_active(stage)) state.steps_active += static_cast<std::uint32_t>(by);
    if (is_acting(stage)) state.steps_acting += static_cast<std::uint32_t>(by);
}

} // namespace

Result<void> Fold::run() {
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

void Fold::fail(std::string what) {
    if (!error_) error_ = std::move(what);
}

Payload Fold::held(const Payload& value) const {
    Payload out = value;
    if (!out.by_reference()) out.origin = event_.seq;
    return out;
}

Fault Fold::held(const Fault& fault) const { return {fault.problem, fault.origin ? fault.origin : event_.seq}; }

Step* Fold::live(StepId id) {
    Step* step = state_.find(id);
    if (!step) fail("there is no live step " + std::to_string(id));
    return step;
}

/// Moves a step along its machine's table; null when that fails.
Step* Fold::move(StepId id, Trigger trigger) {
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

void Fold::set_stage(Step& step, Stage to) {
    count(step.stage, -1);
    step.stage = to;
    count(to, +1);
    step.touched = event_.seq;
    update_ready(step);
}

void Fold::count(Stage stage, int by) { count_stage(state_, stage, by); }

void Fold::update_ready(const Step& step) {
    if (can_act(step)) state_.ready.insert(step.id);
    else state_.ready.erase(step.id);
}

void Fold::update_status() {
    if (state_.ended()) return;
    const bool waiting = state_.steps_waiting > 0 && state_.steps_active == 0 && state_.steps_acting == 0;
    state_.status = state_.suspended ? RunStatus::suspended : waiting ? RunStatus::waiting : RunStatus::running;
}

void Fold::set_timer(StepId step, Timer::Kind kind, Instant due, std::uint64_t& holder) {
    state_.timers[event_.seq] = {step, kind, due};
    holder = event_.seq;
    if (effects_) effects_->timers_set.emplace_back(event_.seq, due);
}

void Fold::clear_timer(std::uint64_t& holder) {
    if (holder == 0) return;
    if (state_.timers.erase(holder) > 0 && effects_) effects_->timers_cleared.push_back(holder);
    holder = 0;
}

/// Puts a task at the head of a branch.
void Fold::begin(Step& parent, std::uint32_t branch, TaskIndex task, const Payload& raw_input) {
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
    line.exited = false;
    count(Stage::pending, +1);
    const auto& placed = state_.steps.emplace(step.id, std::move(step)).first->second;
    state_.ready.insert(placed.id);
}

void Fold::begin_branches(Step& parent, const std::vector<TaskIndex>& tasks, const Payload& raw_input) {
    parent.branches.assign(tasks.size(), Branch{});
    parent.open_branches = static_cast<std::uint32_t>(tasks.size());
    parent.winner.reset();
    parent.first_fault.reset();
    for (std::uint32_t i = 0; i < tasks.size(); ++i) begin(parent, i, tasks[i], raw_input);
    update_ready(parent); // what a branch of the last round decided is over
}

/// The step is over: its timers and what it ordered go with it. Gives its parent and branch.
std::pair<StepId, std::uint32_t> Fold::end(Step& step) {
    clear_timer(step.timer);
    clear_timer(step.timeout_timer);
    clear_timer(step.attempt_timer);
    if (const auto at = state_.pending.find(step.scheduled); at != state_.pending.end() && !at->second.detached) {
        if (effects_) effects_->withdrawn.emplace_back(step.scheduled, std::move(at->second));
        state_.pending.erase(at);
    }
    if (effects_ && step.machine && step.machine->kind == "listen") effects_->listened.push_back(step.id);
    if (effects_) effects_->ended.push_back({step.id, step.task, step.machine != nullptr, step.correlations});
    const std::pair<StepId, std::uint32_t> place{step.parent, step.branch};
    state_.ready.erase(step.id);
    state_.steps.erase(step.id);
    return place;
}

void Fold::close_branch(std::pair<StepId, std::uint32_t> place, Branch::Outcome outcome, Payload output, Fault fault) {
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

void Fold::follow(std::pair<StepId, std::uint32_t> place, TaskIndex done, const Flow& flow, const Payload& output) {
    Step* parent = live(place.first);
    if (!parent) return;
    if (parent->itself) { // what comes after it in the extension is first; an `end` goes on from the extension
        parent->onward = flow;
        state_.ending.reset();
        return close_branch(place, Branch::Outcome::completed, output, {});
    }
    if (flow.kind == Flow::Kind::next) {
        auto& branch = parent->branches[place.second];
        if (flow.next <= done) ++branch.epoch;
        begin(*parent, place.second, flow.next, output);
        return;
    }
    if (flow.kind == Flow::Kind::exit) parent->branches[place.second].exited = true;
    if (flow.kind == Flow::Kind::end && place.first != workflow_step) state_.ending = Ending{place.first, output};
    else if (flow.kind == Flow::Kind::end) state_.ending.reset();
    close_branch(place, Branch::Outcome::completed, output, {});
}

const char* to_string(RunStatus status) {
    static constexpr const char* names[] = {"pending", "running", "waiting", "suspended", "cancelled", "faulted", "completed"};
    return names[static_cast<std::size_t>(status)];
}

Result<void> apply(State& state, const Event& event, Effects* effects) { return Fold(state, event, effects).run(); }

void count_steps(State& state) {
    state.steps_waiting = state.steps_active = state.steps_acting = 0;
    state.ready.clear();
    for (const auto& [id, step] : state.steps) {
        count_stage(state, step.stage, +1);
        if (!state.ended() && can_act(step)) state.ready.insert(id);
    }
}

TaskIndex extended_task(const Plan& plan, TaskIndex task) {
    while (const auto* extension = std::get_if<ExtensionSpec>(&plan.task(task).spec)) task = extension->task;
    return task;
}

std::string step_key(const Plan& plan, const State& state, const Step& step) {
    std::vector<std::string> counters;
    std::string path = step.id == workflow_step ? "/" : plan.task(step.task).pointer;
    const auto prefix = [&](TaskIndex task) { path = plan.task(task).pointer + ">" + path; };
    // Only functions' bodies, extensions and their tasks lie elsewhere in the text than what runs them.
    if (step.id != workflow_step && extended_task(plan, step.task) != step.task) prefix(extended_task(plan, step.task));
    for (const Step* inner = &step; inner && inner->id != workflow_step;) {
        if (inner->epoch > 0) counters.push_back("~" + std::to_string(inner->epoch));
        const Step* outer = state.find(inner->parent);
        if (!outer || outer->id == workflow_step) break;
        if (outer->machine->kind == "for") counters.push_back(std::to_string(outer->index));
        if (outer->machine->kind == "try") counters.push_back(std::to_string(outer->attempt));
        if (outer->machine->kind == "listen") counters.push_back(std::to_string(outer->iterated.size()));
        if (outer->machine->kind == "call") prefix(outer->task);
        const auto* extension = std::get_if<ExtensionSpec>(&plan.task(outer->task).spec);
        if (extension && outer->entered != extension->task) prefix(extended_task(plan, outer->task));
        inner = outer;
    }
    std::reverse(counters.begin(), counters.end());
    for (std::size_t i = 0; i < counters.size(); ++i) path += (i == 0 ? "#" : ".") + counters[i];
    return path;
}

} // namespace orkestr
