// What a snapshot holds of a state, said once for both directions. Internal to history; one user, snapshot.cpp. Whoever
// changes the meaning of a member, or the order of an enumeration, changes snapshot_format.
#pragma once

#include "core/engine/state.h"

namespace orkestr {

inline constexpr int snapshot_format = 1;

template <class A> void fields(A& a, Branch& one) {
    a("live", one.live);
    a.choice("outcome", one.outcome, Branch::Outcome::cancelled);
    a("exited", one.exited);
    a("epoch", one.epoch);
    a("output", one.output);
    a("fault", one.fault);
}

template <class A> void fields(A& a, Heard& one) {
    a("filter", one.filter);
    a("envelope", one.envelope);
}

template <class A> void fields(A& a, Flow& one) {
    a.choice("kind", one.kind, Flow::Kind::exit);
    a.task("next", one.next);
}

template <class A> void fields(A& a, Step& one) {
    a("id", one.id);
    a("parent", one.parent);
    a("branch", one.branch);
    a("epoch", one.epoch);
    a.task("task", one.task);
    a("machine", one.machine);
    a.choice("stage", one.stage, Stage::ended);
    a("touched", one.touched);
    a("started_at", one.started_at.ms);
    a("raw_input", one.raw_input);
    a("input", one.input);
    a.list("branches", one.branches);
    a("open_branches", one.open_branches);
    a("winner", one.winner);
    a("first_fault", one.first_fault);
    a("items", one.items);
    a("index", one.index);
    a.list("heard", one.heard);
    a("iterated", one.iterated);
    a("correlations", one.correlations);
    a.task("entered", one.entered);
    a("applies", one.applies);
    a("itself", one.itself);
    a.part("onward", one.onward);
    a("attempt", one.attempt);
    a("request", one.request);
    a("result", one.result);
    a("fault", one.fault);
    a("scheduled", one.scheduled);
    a("timer", one.timer);
    a("timeout_timer", one.timeout_timer);
    a("attempt_timer", one.attempt_timer);
    a("expired", one.expired);
    a("attempt_expired", one.attempt_expired);
    a("failed", one.failed);
}

template <class A> void fields(A& a, Timer& one) {
    a("step", one.step);
    a.choice("kind", one.kind, Timer::Kind::attempt_timeout);
    a("due", one.due.ms);
}

template <class A> void fields(A& a, Pending& one) {
    a("step", one.step);
    a.task("task", one.task);
    a("attempt", one.attempt);
    a("kind", one.kind);
    a("child", one.child.text);
    a("detached", one.detached);
    a("request", one.request);
}

template <class A> void fields(A& a, Ending& one) {
    a("parent", one.parent);
    a("output", one.output);
}
template <class A> void fields(A& a, events::RunCancelRequested& one) {
    a("by", one.by);
    a("reason", one.reason);
}
template <class A> void fields(A& a, events::RunSuspended& one) {
    a("by", one.by);
    a("reason", one.reason);
}

/// All but the header, and what follows from the steps.
template <class A> void fields(A& a, State& one) {
    a("run", one.run.text);
    a("author", one.author.text);
    a("seq", one.seq);
    a("at", one.at.ms);
    a.choice("status", one.status, RunStatus::completed);
    a("context", one.context);
    a("output", one.output);
    a("fault", one.fault);
    a.part("cancel", one.cancel);
    a.part("suspended", one.suspended);
    a.part("ending", one.ending);
    a.map("timers", one.timers);
    a.map("pending", one.pending);
    a("next_step", one.next_step);
    a("steps_started", one.steps_started);
}

} // namespace orkestr
