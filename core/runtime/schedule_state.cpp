#include "core/runtime/schedule_state.h"

#include "core/base/json_value.h"

namespace orkestr {

ScheduleState ScheduleState::of(const Json& json) {
    ScheduleState state;
    const JsonValue value = JsonValue::of(json);
    if (value.find("position")) state.position = value.integer_at("position");
    if (const auto* correlations = value.find("correlations")) state.correlations = correlations->json();
    if (const auto* failure = value.find("failure")) {
        const auto at = parse_instant(failure->string_at("at"));
        state.failure = ScheduleFailure{at ? *at : Instant(), failure->string_at("message")};
    }
    const auto* heard = value.find("heard");
    if (!heard || !heard->as_array()) return state;
    for (const JsonValue& one : *heard->as_array()) {
        const auto* event = one.find("event");
        state.heard.push_back({static_cast<std::uint32_t>(one.integer_at("filter")), {event ? event->json() : Json(), 0}});
        state.heard_ids.push_back(one.integer_at("id"));
    }
    return state;
}

Json ScheduleState::json() const {
    JsonValue value = JsonValue::object({});
    if (position) value.set("position", *position);
    JsonArray events;
    for (std::size_t i = 0; i < heard.size(); ++i)
        events.push_back(JsonValue::object({{"filter", heard[i].filter}, {"id", heard_ids[i]}, {"event", JsonValue::of(heard[i].envelope.json)}}));
    if (!events.empty()) value.set("heard", std::move(events));
    if (!correlations.is_null()) value.set("correlations", JsonValue::of(correlations));
    if (failure) value.set("failure", JsonValue::object({{"at", to_iso8601(failure->at)}, {"message", failure->message}}));
    return value.as_object()->empty() ? Json() : value.json();
}

Result<void> schedule_again(Stores& store, const std::string& ns, const std::string& name) {
    const auto rows = store.schedules();
    if (!rows) return rows.error();
    for (ScheduleRow row : *rows) {
        if (row.ns != ns || row.name != name || row.active) continue;
        const auto last = store.last_bus_event();
        if (!last) return last.error();
        row.active = true;
        row.by.clear();
        row.reason.clear();
        row.definition.clear();
        ScheduleState state;
        state.position = *last;
        row.state = state.json();
        return store.put_schedule(row);
    }
    return {};
}

} // namespace orkestr
