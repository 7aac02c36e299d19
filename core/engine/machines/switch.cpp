#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 11> tables::switch_ = {{
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

Act machines::act(Turn& turn, Step& step, const SwitchSpec& spec) {
    const Drawn index = turn.value(step, Slot::main, spec.chooser, step.input);
    if (index.blocked()) return Act::blocked;
    if (!index.ready()) return turn.fault(step, index);
    const JsonValue number = JsonValue::of(index.value.json);
    const auto* chosen = number.as_integer();
    const Payload output = step.input;
    if (!chosen || *chosen < 0 || static_cast<std::size_t>(*chosen) >= spec.cases.size()) return turn.complete(step, output);
    const auto& one = spec.cases[static_cast<std::size_t>(*chosen)];
    return turn.complete(step, output, &one.then, one.name);
}

} // namespace orkestr
