#include "core/engine/consumption.h"
#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 27> tables::listen = {{
    {Stage::pending, Trigger::skip, Stage::ended},
    {Stage::pending, Trigger::fault, Stage::ended},
    {Stage::pending, Trigger::cancel, Stage::ended},
    {Stage::pending, Trigger::stop, Stage::pending},
    {Stage::pending, Trigger::start, Stage::running},
    {Stage::running, Trigger::fault, Stage::ended},
    {Stage::running, Trigger::cancel, Stage::ended},
    {Stage::running, Trigger::stop, Stage::running},
    {Stage::running, Trigger::expire, Stage::running},
    {Stage::running, Trigger::listen, Stage::listening},
    {Stage::running, Trigger::iterate, Stage::body},
    {Stage::running, Trigger::export_context, Stage::running},
    {Stage::running, Trigger::iterated, Stage::running},
    {Stage::running, Trigger::hear_out, Stage::leaving},
    {Stage::running, Trigger::complete, Stage::ended},
    {Stage::listening, Trigger::receive, Stage::running},
    {Stage::listening, Trigger::expire, Stage::listening},
    {Stage::listening, Trigger::fault, Stage::ended},
    {Stage::listening, Trigger::cancel, Stage::ended},
    {Stage::body, Trigger::last_branch_done, Stage::running},
    {Stage::body, Trigger::expire, Stage::body},
    {Stage::leaving, Trigger::export_context, Stage::leaving},
    {Stage::leaving, Trigger::complete, Stage::ended},
    {Stage::leaving, Trigger::fault, Stage::ended},
    {Stage::leaving, Trigger::cancel, Stage::ended},
    {Stage::leaving, Trigger::stop, Stage::leaving},
    {Stage::leaving, Trigger::expire, Stage::leaving},
}};

namespace {

/// The tasks of `foreach` for the event that was received last, and what becomes of their output.
Act iterate_event(Turn& turn, Step& step, const ListenSpec::Each& each) {
    const Payload before = step.iterated.empty() ? step.input : step.iterated.back();
    if (each.first != no_task && step.branches.empty()) {
        turn.emit(events::IterationStarted{step.id, static_cast<std::uint32_t>(step.iterated.size()), each.first});
        return Act::acted;
    }
    if (!step.branches.empty() && step.branches[0].outcome == Branch::Outcome::faulted) return turn.fault(step, step.branches[0].fault);
    const Payload raw = step.branches.empty() ? before : step.branches[0].output;
    Act act = Act::acted;
    const auto output = turn.leave(step, {each.output_as, each.output_schema, each.export_as, each.export_schema}, raw, true, act);
    if (output) turn.emit(events::IterationCompleted{step.id, *output});
    return act;
}

Json listened_output(const ListenSpec& spec, const Step& step) {
    if (!spec.each) return events_read(spec.to, step.heard, spec.read);
    std::string out = "[";
    for (const Payload& one : step.iterated) out += (out.size() > 1 ? "," : "") + one.json.text();
    return Json::trusted(out + "]");
}

} // namespace

Act machines::act(Turn& turn, Step& step, const ListenSpec& spec) {
    if (step.stage == Stage::leaving) {
        const Payload output = step.result;
        return turn.complete(step, output);
    }
    if (step.heard.empty()) {
        turn.emit(events::ListenStarted{step.id});
        return Act::acted;
    }
    if (spec.each && step.iterated.size() < consumed_events(spec.to, step.heard)) return iterate_event(turn, step, *spec.each);
    std::optional<bool> enough = has_enough(spec.to, step.heard);
    if (!enough) {
        // As long as all that was heard: made only for who looks at it.
        Payload so_far;
        if (turn.asks_for(step, Slot::listen_until, spec.to.until)) so_far.json = events_read(spec.to, step.heard, spec.read);
        const Drawn judged = turn.value(step, Slot::listen_until, spec.to.until, so_far);
        if (judged.blocked()) return Act::blocked;
        if (!judged.ready()) return turn.fault(step, judged);
        enough = judged.is_true();
    }
    if (*enough) turn.emit(events::ListenCompleted{step.id, {listened_output(spec, step), 0}});
    else turn.emit(events::ListenContinued{step.id});
    return Act::acted;
}

} // namespace orkestr
