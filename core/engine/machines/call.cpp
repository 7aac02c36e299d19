#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 24> tables::call = {{
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
    {Stage::active, Trigger::activity_complete, Stage::leaving},
    {Stage::active, Trigger::activity_fail, Stage::leaving},
    {Stage::active, Trigger::expire, Stage::active},
    {Stage::active, Trigger::fault, Stage::ended},
    {Stage::active, Trigger::cancel, Stage::ended},
    {Stage::running, Trigger::call, Stage::body},
    {Stage::body, Trigger::last_branch_done, Stage::leaving},
    {Stage::body, Trigger::expire, Stage::body},
    {Stage::leaving, Trigger::export_context, Stage::leaving},
    {Stage::leaving, Trigger::complete, Stage::ended},
    {Stage::leaving, Trigger::fault, Stage::ended},
    {Stage::leaving, Trigger::cancel, Stage::ended},
    {Stage::leaving, Trigger::stop, Stage::leaving},
    {Stage::leaving, Trigger::expire, Stage::leaving},
}};

Act machines::act(Turn& turn, Step& step, const ActivitySpec& spec) {
    if (step.stage == Stage::leaving) {
        if (step.failed) return turn.fault(step, step.fault);
        const Payload output = step.result;
        return turn.complete(step, output);
    }
    return turn.call_activity(step, spec);
}

Act machines::act(Turn& turn, Step& step, const FunctionSpec& spec) {
    if (step.stage == Stage::leaving) return pass_on(turn, step);
    const Drawn arguments = turn.value(step, Slot::main, spec.with, step.input);
    if (arguments.blocked()) return Act::blocked;
    if (!arguments.ready()) return turn.fault(step, arguments);
    // Functions may call each other; a chain without end would fill the memory.
    constexpr int deepest = 100;
    int depth = 0;
    for (const Step* outer = &step; outer; outer = outer->id == workflow_step ? nullptr : turn.state.find(outer->parent)) ++depth;
    if (depth > deepest * 10) return turn.fault(step, turn.problem(step, StandardError::runtime, "functions are called too deep"));
    turn.emit(events::FunctionCalled{step.id, spec.function, arguments.value});
    return Act::acted;
}

} // namespace orkestr
