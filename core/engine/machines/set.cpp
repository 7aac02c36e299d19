#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 11> tables::set = {{
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
}};

Act machines::act(Turn& turn, Step& step, const SetSpec& spec) {
    const Drawn output = turn.value(step, Slot::main, spec.value, step.input);
    if (output.blocked()) return Act::blocked;
    if (!output.ready()) return turn.fault(step, output);
    return turn.complete(step, output.value);
}

} // namespace orkestr
