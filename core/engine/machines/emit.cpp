#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 16> tables::emit = {{
    {Stage::pending, Trigger::skip, Stage::ended},
    {Stage::pending, Trigger::fault, Stage::ended},
    {Stage::pending, Trigger::cancel, Stage::ended},
    {Stage::pending, Trigger::stop, Stage::pending},
    {Stage::pending, Trigger::start, Stage::running},
    {Stage::running, Trigger::fault, Stage::ended},
    {Stage::running, Trigger::cancel, Stage::ended},
    {Stage::running, Trigger::stop, Stage::running},
    {Stage::running, Trigger::expire, Stage::running},
    {Stage::running, Trigger::emit, Stage::leaving},
    {Stage::leaving, Trigger::export_context, Stage::leaving},
    {Stage::leaving, Trigger::complete, Stage::ended},
    {Stage::leaving, Trigger::fault, Stage::ended},
    {Stage::leaving, Trigger::cancel, Stage::ended},
    {Stage::leaving, Trigger::stop, Stage::leaving},
    {Stage::leaving, Trigger::expire, Stage::leaving},
}};

namespace {

/// The attributes that the author left out (CloudEvents 1.0): drawn, or said by the run.
Payload completed_event(const Turn& turn, const Json& given) {
    JsonValue event = JsonValue::of(given);
    const auto& state = turn.state;
    const auto absent = [&](const char* name) { return !event.find(name) || event.find(name)->is_null(); };
    event.set("specversion", "1.0");
    if (absent("id")) event.set("id", make_uuid(bytes_of(draw(state, state.seq + 1, "event id"))));
    if (absent("time")) event.set("time", to_iso8601(turn.now));
    if (absent("source")) event.set("source", "/" + state.header.ns + "/" + state.header.name + "/" + state.author.text);
    if (event.find("data") && absent("datacontenttype")) event.set("datacontenttype", "application/json");
    return {event.json(), 0};
}

} // namespace

Act machines::act(Turn& turn, Step& step, const EmitSpec& spec) {
    if (step.stage == Stage::leaving) {
        const Payload output = step.result;
        return turn.complete(step, output);
    }
    const Drawn event = turn.value(step, Slot::main, spec.event, step.input);
    if (event.blocked()) return Act::blocked;
    if (!event.ready()) return turn.fault(step, event);
    turn.emit(events::EventEmitted{step.id, completed_event(turn, event.value.json)});
    return Act::acted;
}

} // namespace orkestr
