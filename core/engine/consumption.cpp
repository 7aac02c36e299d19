#include "core/engine/consumption.h"

#include "core/base/json_value.h"

#include <algorithm>

namespace orkestr {

namespace {

using Kind = EventConsumption::Kind;

/// Of filters numbered from `first`: whether each (or, but for `all`, any) was heard.
bool was_heard(Kind kind, std::size_t first, std::size_t count, const std::vector<Heard>& heard) {
    const auto heard_one = [&](std::size_t number) {
        return std::any_of(heard.begin(), heard.end(), [&](const Heard& one) { return one.filter == number; });
    };
    std::size_t done = 0;
    for (std::size_t i = first; i < first + count; ++i) done += heard_one(i) ? 1 : 0;
    return kind == Kind::all ? done == count : done > 0;
}

bool ends_by_itself(const Consumption& consumption) {
    return std::holds_alternative<Absent>(consumption.until) && consumption.until_filters.empty();
}

} // namespace

Json read_event(EventRead read, const Json& envelope) {
    if (read == EventRead::envelope) return envelope;
    const JsonValue event = JsonValue::of(envelope);
    const JsonValue* data = event.find("data");
    if (!data) data = event.find("data_base64");
    if (!data) return {};
    if (read == EventRead::data || data->as_string()) return data->json();
    return JsonValue(data->json().text()).json();
}

const Json& consumed_event(const Consumption& consumption, const Step& step, std::size_t index) {
    static const Json none;
    for (const Heard& one : step.heard)
        if (one.filter < consumption.filters.size() && index-- == 0) return one.envelope.json;
    return none;
}

std::size_t consumed_events(const Consumption& consumption, const std::vector<Heard>& heard) {
    return static_cast<std::size_t>(std::count_if(heard.begin(), heard.end(), [&](const Heard& one) { return one.filter < consumption.filters.size(); }));
}

bool wants_event(const Consumption& consumption, const std::vector<Heard>& heard, std::size_t filter) {
    const std::size_t own = consumption.filters.size();
    if (filter >= own) return consumption.until_kind != Kind::all || !was_heard(Kind::any, filter, 1, heard);
    if (consumption.kind == Kind::all) return !was_heard(Kind::any, filter, 1, heard);
    return !ends_by_itself(consumption) || heard.empty();
}

std::optional<bool> has_enough(const Consumption& consumption, const std::vector<Heard>& heard) {
    const std::size_t own = consumption.filters.size();
    if (consumption.kind == Kind::all || ends_by_itself(consumption)) return was_heard(consumption.kind, 0, own, heard);
    if (!consumption.until_filters.empty()) return was_heard(consumption.until_kind, own, consumption.until_filters.size(), heard);
    return std::nullopt;
}

Json events_read(const Consumption& consumption, const std::vector<Heard>& heard, EventRead read) {
    std::string out = "[";
    for (const Heard& one : heard) {
        if (one.filter >= consumption.filters.size()) continue;
        if (out.size() > 1) out += ',';
        out += read_event(read, one.envelope.json).text();
    }
    return Json::trusted(out + "]");
}

bool takes_event(const Plan& plan, const State& state, const events::EventReceived& event) {
    const Step* step = state.find(event.step);
    if (!step || step->stage != Stage::listening || state.suspended || step->task >= plan.tasks.size()) return false;
    const auto* spec = std::get_if<ListenSpec>(&plan.task(step->task).spec);
    if (!spec || event.filter >= spec->to.filter_count()) return false;
    return wants_event(spec->to, step->heard, event.filter) && bind_correlations(step->correlations, event.correlations).has_value();
}

std::optional<Json> bind_correlations(const Json& bound, const Json& found) {
    JsonValue all = bound.is_null() ? JsonValue(JsonObject{}) : JsonValue::of(bound);
    const JsonValue more = JsonValue::of(found);
    if (!more.is_object()) return bound;
    for (const auto& [name, value] : *more.as_object()) {
        const JsonValue* before = all.find(name);
        if (before && before->json() != value.json()) return std::nullopt;
        if (!before) all.set(name, value);
    }
    return all.json();
}

} // namespace orkestr
