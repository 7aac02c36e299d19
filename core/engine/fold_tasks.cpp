// Events of tasks, and of what they hold.
#include "core/engine/fold.h"
#include "core/base/json_value.h"

namespace orkestr {

void Fold::on(const events::TaskSkipped& body) {
    Step* step = move(body.step, Trigger::skip);
    if (!step) return;
    if (step->parent != body.parent || step->task != body.task) return fail("this is not the task that was to start");
    const TaskIndex task = step->task;
    follow(end(*step), task, body.flow, held(body.value));
}

void Fold::on(const events::TaskStarted& body) {
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

void Fold::on(const events::TaskCompleted& body) {
    Step* step = move(body.step, Trigger::complete);
    if (!step) return;
    const TaskIndex task = step->task;
    follow(end(*step), task, body.flow, held(body.value));
}

void Fold::on(const events::TaskFaulted& body) {
    Step* step = move(body.step, Trigger::fault);
    if (step) close_branch(end(*step), Branch::Outcome::faulted, {}, held(body.fault));
}

void Fold::on(const events::TaskCancelled& body) {
    Step* step = move(body.step, Trigger::cancel);
    if (step) close_branch(end(*step), Branch::Outcome::cancelled, {}, {});
}

void Fold::on(const events::ContextExported& body) {
    if (move(body.step, Trigger::export_context)) state_.context = held(body.value);
}

void Fold::on(const events::LoopEntered& body) {
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

void Fold::on(const events::IterationStarted& body) {
    Step* step = move(body.step, Trigger::iterate);
    if (!step) return;
    step->index = body.index;
    Payload previous = step->branches.empty() ? step->input : step->branches[0].output;
    if (!step->iterated.empty()) previous = step->iterated.back();
    begin_branches(*step, {body.first}, previous);
}

void Fold::on(const events::IterationCompleted& body) {
    Step* step = move(body.step, Trigger::iterated);
    if (!step) return;
    step->iterated.push_back(held(body.value));
    step->branches.clear();
}

void Fold::on(const events::FunctionCalled& body) {
    Step* step = move(body.step, Trigger::call);
    if (step) begin_branches(*step, {body.function}, held(body.value));
}

void Fold::on(const events::ExtensionEntered& body) {
    Step* step = move(body.step, Trigger::apply);
    if (!step) return;
    const bool after = step->itself && !step->branches.empty();
    if (after) step->result = step->branches[0].output;
    step->applies = body.applies;
    step->entered = body.first;
    step->itself = body.itself;
    begin_branches(*step, {body.first}, after ? step->result : step->input);
}

void Fold::on(const events::AttemptStarted& body) {
    Step* step = move(body.step, Trigger::attempt);
    if (!step) return;
    step->attempt = body.attempt;
    step->attempt_expired = false;
    step->fault = {};
    if (body.due) set_timer(step->id, Timer::Kind::attempt_timeout, *body.due, step->attempt_timer);
    begin_branches(*step, {body.first}, step->input);
    update_ready(*step);
}

void Fold::on(const events::RetryScheduled& body) {
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

void Fold::on(const events::ErrorCaught& body) {
    Step* step = move(body.step, body.handler == no_task ? Trigger::pass_error : Trigger::handle_error);
    if (!step) return;
    clear_timer(step->attempt_timer);
    step->attempt_expired = false;
    step->branches.clear();
    step->fault = held(body.fault);
    if (body.handler != no_task) begin_branches(*step, {body.handler}, step->input);
    update_ready(*step);
}

void Fold::on(const events::EvaluationStopped& body) { move(body.step, Trigger::stop); }

} // namespace orkestr
