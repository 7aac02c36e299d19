#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 11> tables::extension = {{
    {Stage::pending, Trigger::skip, Stage::ended},
    {Stage::pending, Trigger::fault, Stage::ended},
    {Stage::pending, Trigger::cancel, Stage::ended},
    {Stage::pending, Trigger::stop, Stage::pending},
    {Stage::pending, Trigger::start, Stage::running},
    {Stage::running, Trigger::fault, Stage::ended},
    {Stage::running, Trigger::cancel, Stage::ended},
    {Stage::running, Trigger::stop, Stage::running},
    {Stage::running, Trigger::apply, Stage::body},
    {Stage::running, Trigger::complete, Stage::ended},
    {Stage::body, Trigger::last_branch_done, Stage::running},
}};

namespace {

/// The task's own way, where it has one; else that of its place.
Flow way_on(const Turn& turn, const Step& step) {
    const Step* outer = turn.state.find(step.parent);
    const bool passes_it_on = outer && outer->itself;
    if (step.onward.kind == Flow::Kind::done) return turn.flow_after(step, turn.task(step).then);
    if (step.onward.kind == Flow::Kind::exit && !passes_it_on) return {};
    return step.onward;
}

} // namespace

// An extension watches: what comes before the task begins with the task's raw input, and the task has that too, as it
// would without it; what comes after begins with the task's output, which stands. Only an `exit` before the task puts
// another output in its place. The task may have a timeout; its extension has none.
Act machines::act(Turn& turn, Step& step, const ExtensionSpec& spec) {
    const auto enter = [&](TaskIndex first, bool applies) {
        turn.emit(events::ExtensionEntered{step.id, first, applies, first == spec.task});
        return Act::acted;
    };
    if (step.branches.empty()) {
        const Drawn applies = turn.value(step, Slot::extension_when, spec.when, step.input);
        if (applies.blocked()) return Act::blocked;
        if (!applies.ready()) return turn.fault(step, applies);
        const bool holds = std::holds_alternative<Absent>(spec.when) || applies.is_true();
        return enter(holds && spec.before != no_task ? spec.before : spec.task, holds);
    }
    const Branch& branch = step.branches[0];
    if (branch.outcome == Branch::Outcome::faulted) return turn.fault(step, branch.fault);
    if (step.entered == spec.task) {
        if (step.applies && spec.after != no_task) return enter(spec.after, true);
    } else if (step.entered == spec.before && !branch.exited) {
        return enter(spec.task, true);
    }
    const Payload output = step.entered == spec.after ? step.result : branch.output;
    turn.emit(events::TaskCompleted{step.id, way_on(turn, step), {}, false, output});
    return Act::acted;
}

} // namespace orkestr
