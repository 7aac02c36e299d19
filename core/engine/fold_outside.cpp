// What is ordered outside and comes from there: timers, activities, child runs, events.
#include "core/engine/fold.h"
#include "core/engine/consumption.h"

namespace orkestr {

void Fold::on(const events::WaitStarted& body) {
    if (Step* step = move(body.step, Trigger::wait)) set_timer(step->id, Timer::Kind::wait, body.due, step->timer);
}

void Fold::on(const events::TimerFired& body) {
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

void Fold::order(Step& step, Pending pending) {
    pending.step = step.id;
    pending.task = step.task;
    if (!pending.detached) step.scheduled = event_.seq;
    else step.result = step.input;
    step.request = pending.request;
    state_.pending.emplace(event_.seq, std::move(pending));
    if (effects_) effects_->ordered.push_back(event_.seq);
}

void Fold::on(const events::ActivityScheduled& body) {
    Step* step = move(body.step, body.detached ? Trigger::schedule_detached : Trigger::schedule_activity);
    if (step) order(*step, {0, no_task, body.attempt, body.kind, {}, body.detached, held(body.value)});
}

void Fold::on(const events::ChildScheduled& body) {
    Step* step = move(body.step, body.detached ? Trigger::schedule_detached : Trigger::schedule_child);
    if (step) order(*step, {0, no_task, 1, "child", body.run, body.detached, held(body.value)});
}

/// Takes an ordered piece of work off the list; its step, unless nobody waits.
Step* Fold::settle(std::uint64_t scheduled, Trigger trigger) {
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

void Fold::on(const events::ActivityCompleted& body) {
    if (Step* step = settle(body.scheduled, Trigger::activity_complete)) step->result = held(body.value);
}

void Fold::on(const events::ChildCompleted& body) {
    if (Step* step = settle(body.scheduled, Trigger::child_complete)) step->result = held(body.value);
}

void Fold::on(const events::ActivityFailed& body) { fail_step(settle(body.scheduled, Trigger::activity_fail), body.fault); }
void Fold::on(const events::ChildFailed& body) { fail_step(settle(body.scheduled, Trigger::child_fail), body.fault); }

void Fold::fail_step(Step* step, const Fault& fault) {
    if (!step) return;
    step->failed = true;
    step->fault = held(fault);
}

void Fold::on(const events::ResultIgnored& body) {
    if (state_.pending.contains(body.scheduled)) fail("the result of event " + std::to_string(body.scheduled) + " is waited for");
}

void Fold::on(const events::EventEmitted& body) {
    Step* step = move(body.step, Trigger::emit);
    if (!step) return;
    step->result = held(body.value);
    if (effects_) effects_->emitted.push_back(event_.seq);
}

void Fold::on(const events::ListenStarted& body) {
    if (move(body.step, Trigger::listen) && effects_) effects_->listening.push_back(body.step);
}

void Fold::on(const events::EventReceived& body) {
    Step* step = move(body.step, Trigger::receive);
    if (!step) return;
    step->heard.push_back({body.filter, held(body.value)});
    if (auto bound = bind_correlations(step->correlations, body.correlations)) step->correlations = std::move(*bound);
    else return fail("the event is correlated with others than those before it");
    if (effects_) effects_->received.emplace_back(body.step, body.bus);
}

void Fold::on(const events::ListenContinued& body) { move(body.step, Trigger::listen); }

void Fold::on(const events::ListenCompleted& body) {
    if (Step* step = move(body.step, Trigger::hear_out)) step->result = held(body.value);
}

} // namespace orkestr
