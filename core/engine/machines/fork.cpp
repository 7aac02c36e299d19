#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 14> tables::fork = {{
    {Stage::pending, Trigger::skip, Stage::ended},
    {Stage::pending, Trigger::fault, Stage::ended},
    {Stage::pending, Trigger::cancel, Stage::ended},
    {Stage::pending, Trigger::stop, Stage::pending},
    {Stage::pending, Trigger::start, Stage::body},
    {Stage::body, Trigger::branch_done, Stage::body},
    {Stage::body, Trigger::last_branch_done, Stage::leaving},
    {Stage::body, Trigger::expire, Stage::body},
    {Stage::leaving, Trigger::export_context, Stage::leaving},
    {Stage::leaving, Trigger::complete, Stage::ended},
    {Stage::leaving, Trigger::fault, Stage::ended},
    {Stage::leaving, Trigger::cancel, Stage::ended},
    {Stage::leaving, Trigger::stop, Stage::leaving},
    {Stage::leaving, Trigger::expire, Stage::leaving},
}};

namespace {

/// An array of the branches' outputs in declared order.
Payload outputs_of(const Step& step) {
    std::string text = "[";
    for (const auto& branch : step.branches) {
        if (text.size() > 1) text += ',';
        text += branch.output.json.text();
    }
    return {Json::trusted(text + "]"), 0};
}

} // namespace

Act machines::act(Turn& turn, Step& step, const ForkSpec& spec) {
    const bool all_done = step.stage == Stage::leaving;
    const bool decided = spec.compete ? step.winner.has_value() : step.first_fault.has_value();
    if (!all_done) {
        if (!decided) return Act::blocked;
        turn.cancel_inside(step.id, spec.compete ? "another branch completed first" : "another branch faulted");
        return Act::acted;
    }
    if (spec.compete && step.winner) {
        const Payload output = step.branches[*step.winner].output;
        return turn.complete(step, output);
    }
    if (step.first_fault) return turn.fault(step, step.branches[*step.first_fault].fault);
    return turn.complete(step, outputs_of(step));
}

} // namespace orkestr
