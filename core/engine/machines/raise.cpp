#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 9> tables::raise = {{
    {Stage::pending, Trigger::skip, Stage::ended},
    {Stage::pending, Trigger::fault, Stage::ended},
    {Stage::pending, Trigger::cancel, Stage::ended},
    {Stage::pending, Trigger::stop, Stage::pending},
    {Stage::pending, Trigger::start, Stage::running},
    {Stage::running, Trigger::fault, Stage::ended},
    {Stage::running, Trigger::cancel, Stage::ended},
    {Stage::running, Trigger::stop, Stage::running},
    {Stage::running, Trigger::expire, Stage::running},
}};

Act machines::act(Turn& turn, Step& step, const RaiseSpec& spec) {
    const Drawn error = turn.value(step, Slot::main, spec.error, step.input);
    if (error.blocked()) return Act::blocked;
    if (!error.ready()) return turn.fault(step, error);
    Problem raised = Problem::from_value(JsonValue::of(error.value.json));
    raised.instance = turn.task(step).pointer;
    return turn.fault(step, std::move(raised));
}

} // namespace orkestr
