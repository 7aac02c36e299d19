#include "core/runtime/event_types.h"

#include "core/base/text_pattern.h"

#include <algorithm>

namespace orkestr {

std::string type_of_event(const Json& envelope) { return JsonValue::of(envelope).string_at("type"); }

Json listened_types(const Consumption& consumption) {
    JsonArray types;
    for (std::size_t i = 0; i < consumption.filter_count(); ++i) {
        const std::string* type = consumption.filter(i).type();
        types.emplace_back(type ? *type : consumption.filter(i).names_lifecycle ? "*" : "");
    }
    return JsonValue(std::move(types)).json();
}

std::vector<std::string> types_of(const Json& types) {
    std::vector<std::string> all;
    const JsonValue value = JsonValue::of(types);
    if (const auto* items = value.as_array())
        for (const auto& item : *items)
            if (const auto* text = item.as_string()) all.push_back(*text);
    return all;
}

bool wants_type(const std::vector<std::string>& types, const std::string& type) {
    const bool lifecycle = std::string_view(type).starts_with(lifecycle_prefix);
    if (types.empty()) return !lifecycle;
    return std::any_of(types.begin(), types.end(), [&](const std::string& one) {
        if (one.empty()) return !lifecycle;
        return one == "*" || matches_simple_pattern(one, type);
    });
}

bool names_lifecycle(const std::string& type) { return type == "*" || std::string_view(type).starts_with(lifecycle_prefix); }

bool passes_simple(const PlannedFilter& filter, const JsonValue& envelope) {
    return std::all_of(filter.simple.begin(), filter.simple.end(), [&](const auto& attribute) {
        const JsonValue* found = envelope.find(attribute.first);
        const std::string* text = found ? found->as_string() : nullptr;
        return text && matches_simple_pattern(attribute.second, *text);
    });
}

std::vector<std::uint32_t> willing_filters(const Consumption& wanted, const std::vector<Heard>& heard, const JsonValue& envelope) {
    std::vector<std::uint32_t> willing;
    const auto consider = [&](std::size_t number) {
        if (wants_event(wanted, heard, number) && passes_simple(wanted.filter(number), envelope)) willing.push_back(static_cast<std::uint32_t>(number));
    };
    for (std::size_t i = wanted.filters.size(); i < wanted.filter_count(); ++i) consider(i);
    for (std::size_t i = 0; i < wanted.filters.size(); ++i) consider(i);
    return willing;
}

} // namespace orkestr
