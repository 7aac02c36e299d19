#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 20> tables::wait = {{
    {Stage::pending, Trigger::skip, Stage::ended},
    {Stage::pending, Trigger::fault, Stage::ended},
    {Stage::pending, Trigger::cancel, Stage::ended},
    {Stage::pending, Trigger::stop, Stage::pending},
    {Stage::pending, Trigger::start, Stage::running},
    {Stage::running, Trigger::fault, Stage::ended},
    {Stage::running, Trigger::cancel, Stage::ended},
    {Stage::running, Trigger::stop, Stage::running},
    {Stage::running, Trigger::expire, Stage::running},
    {Stage::running, Trigger::wait, Stage::waiting},
    {Stage::waiting, Trigger::timer, Stage::leaving},
    {Stage::waiting, Trigger::expire, Stage::waiting},
    {Stage::waiting, Trigger::fault, Stage::ended},
    {Stage::waiting, Trigger::cancel, Stage::ended},
    {Stage::leaving, Trigger::export_context, Stage::leaving},
    {Stage::leaving, Trigger::complete, Stage::ended},
    {Stage::leaving, Trigger::fault, Stage::ended},
    {Stage::leaving, Trigger::cancel, Stage::ended},
    {Stage::leaving, Trigger::stop, Stage::leaving},
    {Stage::leaving, Trigger::expire, Stage::leaving},
}};

Act machines::act(Turn& turn, Step& step, const WaitSpec& spec) {
    if (step.stage == Stage::leaving) {
        const Payload output = step.input;
        return turn.complete(step, output);
    }
    const Drawn length = turn.duration(step, Slot::main, spec.duration, step.input);
    if (length.blocked()) return Act::blocked;
    if (!length.ready()) return turn.fault(step, length);
    turn.emit(events::WaitStarted{step.id, turn.now + Duration{*JsonValue::of(length.value.json).as_integer()}});
    return Act::acted;
}

} // namespace orkestr
