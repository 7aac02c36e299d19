#include "core/definition/event_attributes.h"

#include "core/definition/uri_template.h"

namespace orkestr {

std::optional<EventAttributeFault> find_event_type_fault(std::string_view type) {
    if (type.find_first_not_of(" \t\r\n") != std::string_view::npos) return std::nullopt;
    return EventAttributeFault{0, type.size(), "an event's 'type' can't be empty", "say what happened, such as com.example.order.placed"};
}

std::optional<EventAttributeFault> find_event_source_fault(std::string_view source) {
    const std::string suggestion = "expected a URI or a path, such as https://example.com/orders or /orders";
    if (const auto fault = find_uri_template_fault(source)) return EventAttributeFault{fault->begin, fault->end, fault->message, suggestion};
    if (const auto brace = source.find('{'); brace != std::string_view::npos)
        return EventAttributeFault{brace, brace + 1, "'{' can't stand in a URI", suggestion};
    return std::nullopt;
}

} // namespace orkestr
