#include "tests/bench/compare/made_histories.h"

#include "core/base/json_value.h"
#include "core/history/codec.h"
#include "tests/bench/engine/bench_engine.h"

namespace orkestr::bench {

namespace {

constexpr std::size_t events_of_item = 12;

/// What the definition's few expressions come to.
Json value_of_request(const Plan& plan, const State& state, const ValueRequest& request, std::size_t items, std::int64_t changed) {
    const Step* step = state.find(request.key.step);
    const std::string& kind = plan.task(step->task).kind;
    const std::int64_t item = step->id == 0 || !state.find(step->parent) ? 0 : state.find(step->parent)->index;
    if (kind == "switch") return Json::integer(item % 2);
    if (kind == "set") return JsonValue::object({{"item", item}, {"note", std::string(40, 'x')}, {"n", changed != 0 && item >= changed ? 2 : 1}}).json();
    JsonArray all;
    for (std::size_t i = 0; i < items; ++i) all.emplace_back(static_cast<std::int64_t>(i));
    return JsonValue(std::move(all)).json();
}

} // namespace

MadeDefinition looping_definition() {
    MadeDefinition made;
    made.plan = plan_of("do:\n"
                        "  - each:\n"
                        "      for: {each: item, in: '${ .items }'}\n"
                        "      do:\n"
                        "        - note: {set: '${ {item: $item} }'}\n"
                        "        - choose: {switch: [{even: {when: '.item % 2 == 0', then: even}}, {odd: {then: odd}}]}\n"
                        "        - even: {set: {even: true}, then: exit}\n"
                        "        - odd: {set: {even: false}}\n",
                        &made.text);
    return made;
}

AppendBatch made_history(const MadeDefinition& definition, std::uint64_t number, std::size_t events, std::int64_t changed) {
    const Plan& plan = *definition.plan;
    AppendBatch batch;
    Instant now{1'767'225'600'000 + static_cast<std::int64_t>(number) * 1000};
    batch.run = RunId{make_ulid(now, "entropy" + std::to_string(1000 + number % 1000))};
    State state;
    events::RunStarted started;
    started.run = batch.run;
    started.ns = plan.ns, started.name = plan.name, started.version = plan.version, started.definition = plan.definition_hash;
    started.nonce = to_hex(sha256(std::to_string(number))).substr(0, 32);
    started.cause = "manual";
    started.value = {Json::trusted("{\"items\":[]}"), 0};
    const Event first{1, now, std::move(started)};
    if (!apply(state, first)) fail("a made history does not begin");
    batch.events.push_back(encode(first));
    Values values;
    while (!state.ended()) {
        Effects effects;
        now = now + Duration{1 + static_cast<std::int64_t>(number % 7)};
        const auto advanced = advance(plan, state, values, now, effects);
        if (!advanced) fail(advanced.error().message);
        for (const Event& event : advanced->events) batch.events.push_back(encode(event));
        values.clear();
        for (const auto& request : advanced->requests) values[request.key] = value_of_request(plan, state, request, events / events_of_item, changed);
    }
    batch.row = {batch.run, plan.ns, plan.name, plan.version, plan.definition_hash, "completed", batch.events.front().at, state.at, {}, {}, batch.events.size()};
    return batch;
}

} // namespace orkestr::bench
