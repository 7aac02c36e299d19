#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 11> tables::workflow = {{
    {Stage::pending, Trigger::start, Stage::body},
    {Stage::pending, Trigger::fault, Stage::ended},
    {Stage::pending, Trigger::cancel, Stage::ended},
    {Stage::pending, Trigger::stop, Stage::pending},
    {Stage::body, Trigger::last_branch_done, Stage::leaving},
    {Stage::body, Trigger::expire, Stage::body},
    {Stage::leaving, Trigger::complete, Stage::ended},
    {Stage::leaving, Trigger::fault, Stage::ended},
    {Stage::leaving, Trigger::cancel, Stage::ended},
    {Stage::leaving, Trigger::stop, Stage::leaving},
    {Stage::leaving, Trigger::expire, Stage::leaving},
}};

namespace machines {

Act pass_on(Turn& turn, Step& step) {
    const Branch& branch = step.branches[0];
    if (branch.outcome == Branch::Outcome::faulted) return turn.fault(step, branch.fault);
    const Payload output = branch.output;
    return turn.complete(step, output);
}

std::vector<TaskIndex> children_of(const TaskSpec& spec) {
    if (const auto* block = std::get_if<DoSpec>(&spec)) return {block->first};
    if (const auto* fork = std::get_if<ForkSpec>(&spec)) return fork->branches;
    return {};
}

} // namespace machines

} // namespace orkestr
