// Events of the run as a whole.
#include "core/engine/fold.h"

namespace orkestr {

void Fold::on(const events::RunStarted& body) {
    if (event_.seq != 1) return fail("a run starts once");
    state_.run = body.run;
    state_.author = body.run;
    if (const auto& origin = body.origin; origin && origin->kind == RunOrigin::Kind::fork)
        state_.author = origin->first.text.empty() ? origin->run : origin->first;
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

void Fold::on(const events::RunEntered& body) {
    Step* workflow = move(workflow_step, Trigger::start);
    if (!workflow) return;
    workflow->input = held(body.value);
    if (body.due) set_timer(workflow_step, Timer::Kind::timeout, *body.due, workflow->timeout_timer);
    begin_branches(*workflow, {body.first}, workflow->input);
}

void Fold::finish(RunStatus status, Trigger trigger) {
    Step* workflow = move(workflow_step, trigger);
    if (!workflow) return;
    if (state_.steps.size() != 1) return fail("the run ended while steps were under way");
    clear_timer(workflow->timeout_timer);
    state_.ready.clear();
    state_.status = status;
}

void Fold::on(const events::RunCompleted& body) {
    finish(RunStatus::completed, Trigger::complete);
    state_.output = held(body.value);
}

void Fold::on(const events::RunFaulted& body) {
    finish(RunStatus::faulted, Trigger::fault);
    state_.fault = held(body.fault);
}

void Fold::on(const events::RunCancelRequested& body) { state_.cancel = body; }
void Fold::on(const events::RunCancelled&) { finish(RunStatus::cancelled, Trigger::cancel); }

void Fold::on(const events::RunSuspended& body) {
    if (state_.suspended) return fail("the run is suspended already");
    state_.suspended = body;
}

void Fold::on(const events::RunResumed&) {
    if (!state_.suspended) return fail("the run is not suspended");
    state_.suspended.reset();
}

void Fold::on(const events::RunForked& body) {
    // Of the workflow itself: only `$context` is another one, and the step's own event follows.
    if (body.step == workflow_step) {
        state_.context = held(body.value);
        return;
    }
    Step* step = live(body.step);
    if (!step) return;
    if (step->stage != Stage::pending) return fail("step " + std::to_string(body.step) + " has started already");
    step->raw_input = held(body.value);
    step->touched = event_.seq;
    state_.suspended.reset();
    state_.author = body.run.text.empty() ? state_.run : body.run;
    if (Step* workflow = live(workflow_step)) workflow->started_at = event_.at;
    for (auto& [number, timer] : state_.timers) {
        timer.due = timer.due + Duration{body.shift_ms};
        if (!effects_) continue;
        for (auto& [set, due] : effects_->timers_set)
            if (set == number) due = timer.due;
    }
}

} // namespace orkestr
