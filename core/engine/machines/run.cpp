#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 28> tables::run = {{
    {Stage::pending, Trigger::skip, Stage::ended},
    {Stage::pending, Trigger::fault, Stage::ended},
    {Stage::pending, Trigger::cancel, Stage::ended},
    {Stage::pending, Trigger::stop, Stage::pending},
    {Stage::pending, Trigger::start, Stage::running},
    {Stage::running, Trigger::fault, Stage::ended},
    {Stage::running, Trigger::cancel, Stage::ended},
    {Stage::running, Trigger::stop, Stage::running},
    {Stage::running, Trigger::expire, Stage::running},
    {Stage::running, Trigger::schedule_activity, Stage::active},
    {Stage::running, Trigger::schedule_detached, Stage::leaving},
    {Stage::active, Trigger::activity_complete, Stage::leaving},
    {Stage::active, Trigger::activity_fail, Stage::leaving},
    {Stage::active, Trigger::expire, Stage::active},
    {Stage::active, Trigger::fault, Stage::ended},
    {Stage::active, Trigger::cancel, Stage::ended},
    {Stage::running, Trigger::schedule_child, Stage::delegating},
    {Stage::delegating, Trigger::child_complete, Stage::leaving},
    {Stage::delegating, Trigger::child_fail, Stage::leaving},
    {Stage::delegating, Trigger::expire, Stage::delegating},
    {Stage::delegating, Trigger::fault, Stage::ended},
    {Stage::delegating, Trigger::cancel, Stage::ended},
    {Stage::leaving, Trigger::export_context, Stage::leaving},
    {Stage::leaving, Trigger::complete, Stage::ended},
    {Stage::leaving, Trigger::fault, Stage::ended},
    {Stage::leaving, Trigger::cancel, Stage::ended},
    {Stage::leaving, Trigger::stop, Stage::leaving},
    {Stage::leaving, Trigger::expire, Stage::leaving},
}};

namespace {

Act schedule_child(Turn& turn, Step& step, const WorkflowSpec& spec) {
    const Drawn input = turn.value(step, Slot::main, spec.input, step.input);
    if (input.blocked()) return Act::blocked;
    if (!input.ready()) return turn.fault(step, input);
    const Digest drawn = draw(turn.state, turn.state.seq + 1, "child run");
    turn.emit(events::ChildScheduled{step.id, RunId{make_ulid(turn.now, bytes_of(drawn))}, spec.ns, spec.name, spec.version,
                                     !spec.await, input.value});
    return Act::acted;
}

} // namespace

Act machines::act(Turn& turn, Step& step, const WorkflowSpec& spec) {
    if (step.stage == Stage::running) return schedule_child(turn, step, spec);
    if (step.failed) return turn.fault(step, step.fault);
    const Payload output = step.result;
    return turn.complete(step, output);
}

} // namespace orkestr
