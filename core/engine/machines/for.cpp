#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 15> tables::for_ = {{
    {Stage::pending, Trigger::skip, Stage::ended},
    {Stage::pending, Trigger::fault, Stage::ended},
    {Stage::pending, Trigger::cancel, Stage::ended},
    {Stage::pending, Trigger::stop, Stage::pending},
    {Stage::pending, Trigger::start, Stage::running},
    {Stage::running, Trigger::fault, Stage::ended},
    {Stage::running, Trigger::cancel, Stage::ended},
    {Stage::running, Trigger::stop, Stage::running},
    {Stage::running, Trigger::expire, Stage::running},
    {Stage::running, Trigger::export_context, Stage::running},
    {Stage::running, Trigger::complete, Stage::ended},
    {Stage::running, Trigger::enter, Stage::running},
    {Stage::running, Trigger::iterate, Stage::body},
    {Stage::body, Trigger::last_branch_done, Stage::running},
    {Stage::body, Trigger::expire, Stage::body},
}};

namespace {

Act enter_loop(Turn& turn, Step& step, const ForSpec& spec) {
    const Drawn items = turn.value(step, Slot::main, spec.in, step.input);
    if (items.blocked()) return Act::blocked;
    if (!items.ready()) return turn.fault(step, items);
    if (!items.value.json.is_array())
        return turn.fault(step, turn.problem(step, StandardError::expression,
                                             std::string("for.in yields ") + JsonValue::of(items.value.json).type_name() + "; an array is expected"));
    turn.emit(events::LoopEntered{step.id, items.value});
    return Act::acted;
}

/// The next iteration, or the end of the loop.
Act iterate(Turn& turn, Step& step, const ForSpec& spec) {
    const std::uint32_t next = step.branches.empty() ? 0 : step.index + 1;
    const Payload previous = step.branches.empty() ? step.input : step.branches[0].output;
    if (next >= step.item_list->size()) return turn.complete(step, previous);
    if (!std::holds_alternative<Absent>(spec.while_true)) {
        // `while` sees the loop's variables as they will be in that iteration.
        Step ahead = step;
        ahead.index = next;
        ExtraVariables extra;
        extra.own_loop = true;
        const Drawn goes_on = turn.value(ahead, Slot::loop_while, spec.while_true, previous, extra);
        if (goes_on.blocked()) return Act::blocked;
        if (!goes_on.ready()) return turn.fault(step, goes_on);
        if (!goes_on.is_true()) return turn.complete(step, previous);
    }
    turn.emit(events::IterationStarted{step.id, next, spec.first});
    return Act::acted;
}

} // namespace

Act machines::act(Turn& turn, Step& step, const ForSpec& spec) {
    if (!step.item_list) return enter_loop(turn, step, spec);
    if (!step.branches.empty() && step.branches[0].outcome == Branch::Outcome::faulted)
        return turn.fault(step, step.branches[0].fault);
    return iterate(turn, step, spec);
}

} // namespace orkestr
