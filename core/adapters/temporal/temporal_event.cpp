#include "core/adapters/temporal/temporal_event.h"

#include "core/adapters/temporal/temporal_payload.h"

namespace orkestr {

namespace {

constexpr std::int64_t most_events = std::int64_t{1} << 50;

/// The member that holds the attributes; null when there is none, or more than one.
const std::string* attributes_member(const JsonObject& event) {
    const std::string* found = nullptr;
    for (const auto& [name, value] : event) {
        if (!value.is_object() || (!name.ends_with("EventAttributes") && name != "attributes")) continue;
        // The web interface adds `attributes` beside the member that the protocol has.
        if (name == "attributes" && found) continue;
        if (found && *found != "attributes") return nullptr;
        found = &name;
    }
    return found;
}

} // namespace

std::optional<std::int64_t> TemporalEvent::reference(std::string_view attribute) const {
    const JsonValue* value = attribute.empty() ? nullptr : attributes.find(attribute);
    return value ? foreign_integer(*value) : std::nullopt;
}

std::string TemporalEvent::name_in(std::string_view attribute) const {
    const JsonValue* value = attributes.find(attribute);
    if (!value) return {};
    return value->is_string() ? *value->as_string() : value->string_at("name");
}

Result<TemporalEvent> read_temporal_event(std::string_view text) {
    auto parsed = JsonValue::parse(text);
    if (!parsed) return parsed.error();
    if (!parsed->is_object()) return Error{ErrorCode::invalid_json, std::string("it is of the type ") + parsed->type_name(), {}};
    JsonValue whole = with_readable_payloads(std::move(*parsed));
    TemporalEvent event;
    if (const JsonValue* type = whole.find("eventType")) {
        event.type = temporal_type(*type);
        event.type_text = event.type ? std::string(event.type->name) : type->is_string() ? *type->as_string() : type->json().text();
    }
    if (event.type_text.empty()) event.type_text = "Unspecified";
    if (const JsonValue* id = whole.find("eventId")) event.id = foreign_integer(*id);
    if (event.id && (*event.id < 1 || *event.id > most_events)) event.id.reset();
    if (const JsonValue* at = whole.find("eventTime")) event.at = foreign_instant(*at);
    event.attributes = JsonValue(JsonObject{});
    if (const std::string* member = attributes_member(*whole.as_object())) {
        const std::string name = *member;
        event.attributes = *whole.find(name);
        whole.remove(name);
        whole.set("attributes", event.attributes);
    }
    if (event.type) whole.remove("eventType");
    event.data = whole.json();
    return event;
}

} // namespace orkestr
