#include "core/definition/read_parts.h"

#include "core/base/time.h"
#include "core/definition/event_attributes.h"

#include <algorithm>

namespace orkestr {

namespace {

Text read_event_time(Reading& reading, const Node& node, ExpressionRole role) {
    Text time = read_text(reading, node, TextKind::data, role);
    if (role == ExpressionRole::task && node.is_string() && !time.is_expression && !time.is_loose && !parse_instant(time.text))
        reading.error("invalid-value", node.span(), "'time' is no date-time", "expected the form 2026-01-31T12:00:00Z");
    return time;
}

Text read_event_type(Reading& reading, const Node& node, ExpressionRole role) {
    Text type = read_text(reading, node, TextKind::data, role);
    if (role != ExpressionRole::task || !node.is_string() || type.is_expression || type.is_loose) return type;
    if (const auto fault = find_event_type_fault(type.text)) reading.error("invalid-value", node.span(), fault->message, fault->suggestion);
    return type;
}

EventFilter read_event_filter(Reading& reading, const Node& node, ExpressionRole role) {
    EventFilter filter;
    filter.span = node.span();
    ObjectReader object(reading, node, "an event filter");
    object.required("with", [&](const Node& value) {
        filter.with = read_event_properties(reading, value, "an event filter's attributes", role);
        if (value.is_mapping() && value.size() == 0)
            reading.error("invalid-value", value.span(), "'with' of an event filter names no attribute", "expected one such as 'type'");
    });
    object.optional("correlate", [&](const Node& value) {
        if (!read_open_mapping(reading, value)) return;
        for (const auto& member : value.members()) {
            if (!reading.count_part(member.key->span())) break;
            const Reading::Step step(reading, member.key->text());
            ObjectReader one(reading, *member.value, "a correlation");
            Correlation correlation;
            correlation.name = member.key->text();
            one.required("from", [&](const Node& from) {
                if (auto expression = read_expression(reading, from, role)) correlation.from = std::move(*expression);
            });
            one.optional("expect", [&](const Node& expect) { correlation.expect = read_text(reading, expect, TextKind::data, role); });
            one.refuse_others();
            filter.correlate.push_back(std::move(correlation));
        }
    });
    object.refuse_others();
    return filter;
}

void read_event_filters(Reading& reading, const Node& node, ExpressionRole role, std::vector<EventFilter>& filters) {
    if (!node.is_sequence()) return reading.wrong_type(node, "a list of event filters");
    std::size_t index = 0;
    for (const Node* item : node.items()) {
        if (!reading.count_part(item->span())) break;
        const Reading::Step step(reading, index++);
        filters.push_back(read_event_filter(reading, *item, role));
    }
}

void read_until(Reading& reading, const Node& node, Listener listener, EventConsumption& consumption) {
    if (node.is_mapping()) {
        consumption.until_consumed = std::make_unique<EventConsumption>(read_event_consumption(reading, node, listener, false));
        return;
    }
    consumption.until = read_expression(reading, node, listener == Listener::task ? ExpressionRole::condition : ExpressionRole::schedule);
}

} // namespace

EventProperties read_event_properties(Reading& reading, const Node& node, std::string_view what, ExpressionRole role) {
    EventProperties event;
    event.span = node.span();
    event.all.node = &node;
    ObjectReader object(reading, node, what);
    const std::size_t before = reading.expressions.size();
    const auto text = [&](std::string_view name, std::optional<Text>& into) {
        object.optional(name, [&](const Node& value) { into = read_text(reading, value, TextKind::data, role); });
    };
    text("id", event.id);
    object.optional("type", [&](const Node& value) { event.type = read_event_type(reading, value, role); });
    text("subject", event.subject);
    text("datacontenttype", event.datacontenttype);
    // In a filter a URI may be a regular expression.
    const auto uri = [&](const Node& value) {
        return role == ExpressionRole::task ? read_uri(reading, value, role) : read_text(reading, value, TextKind::data, role);
    };
    object.optional("source", [&](const Node& value) { event.source = uri(value); });
    object.optional("dataschema", [&](const Node& value) { event.dataschema = uri(value); });
    object.optional("time", [&](const Node& value) { event.time = read_event_time(reading, value, role); });
    object.optional("data", [&](const Node& value) { event.data = read_value(reading, value, role); });
    static constexpr std::string_view known[] = {"id", "type", "subject", "datacontenttype", "source", "dataschema", "time", "data"};
    for (const auto& member : node.members()) {
        const std::string_view name = member.key->text();
        if (std::find(std::begin(known), std::end(known), name) != std::end(known)) continue;
        if (!reading.count_part(member.key->span())) break;
        const Reading::Step step(reading, name);
        event.attributes.push_back({std::string(name), member.key->span(), read_value(reading, *member.value, role)});
    }
    const auto is_tried = [](const std::optional<Text>& one) { return one && one->is_loose; };
    const bool loose = is_tried(event.id) || is_tried(event.source) || is_tried(event.type) || is_tried(event.time) || is_tried(event.subject) ||
                       is_tried(event.datacontenttype) || is_tried(event.dataschema) || (event.data && event.data->has_expressions) ||
                       std::any_of(event.attributes.begin(), event.attributes.end(), [](const auto& one) { return one.value.has_expressions; });
    event.all.has_expressions = loose || reading.expressions.size() > before;
    return event;
}

EventConsumption read_event_consumption(Reading& reading, const Node& node, Listener listener, bool may_have_until) {
    static constexpr std::string_view kinds[] = {"all", "any", "one"};
    EventConsumption consumption;
    consumption.span = node.span();
    ObjectReader object(reading, node, "an event consumption strategy");
    const Member* const found = object.one_of(kinds);
    const ExpressionRole role = listener == Listener::task ? ExpressionRole::event : ExpressionRole::schedule;
    const bool any = found && found->key->text() == "any";
    if (found) {
        const Reading::Step step(reading, found->key->text());
        if (found->key->text() == "one") {
            consumption.filters.push_back(read_event_filter(reading, *found->value, role));
        } else {
            consumption.kind = any ? EventConsumption::Kind::any : EventConsumption::Kind::all;
            read_event_filters(reading, *found->value, role, consumption.filters);
            if (!any && found->value->is_sequence() && found->value->size() == 0)
                reading.error("empty-list", found->value->span(), "'all' of no event", "expected at least one filter; 'any: []' takes every event");
        }
    }
    if (any && may_have_until) object.optional("until", [&](const Node& value) { read_until(reading, value, listener, consumption); });
    object.refuse_others();
    return consumption;
}

SubscriptionIterator read_subscription_iterator(Reading& reading, const Node& node) {
    SubscriptionIterator iterator;
    iterator.span = node.span();
    ObjectReader object(reading, node, "'foreach'");
    object.optional("item", [&](const Node& value) {
        if (auto name = read_variable_name(reading, value)) iterator.item = std::move(*name);
    });
    object.optional("at", [&](const Node& value) {
        if (auto name = read_variable_name(reading, value)) iterator.at = std::move(*name);
    });
    if (iterator.item == iterator.at)
        reading.error("invalid-name", node.span(), "'item' and 'at' have the same name '" + iterator.item + "'", "choose another for one of them");
    const auto outer = reading.scope;
    reading.scope = with_variable(with_variable(outer, iterator.item), iterator.at);
    object.optional("do", [&](const Node& value) { iterator.tasks = read_task_list(reading, value); });
    object.optional("output", [&](const Node& value) { iterator.output = read_output(reading, value, ExpressionRole::task_output_as); });
    object.optional("export", [&](const Node& value) { iterator.export_to = read_export(reading, value); });
    reading.scope = outer;
    object.refuse_others();
    return iterator;
}

ListenTask read_listen(Reading& reading, ObjectReader& task) {
    static constexpr std::string_view reads[] = {"data", "envelope", "raw"};
    ListenTask listen;
    task.required("listen", [&](const Node& node) {
        ObjectReader object(reading, node, "'listen'");
        object.required("to", [&](const Node& value) { listen.to = read_event_consumption(reading, value, Listener::task); });
        object.optional("read", [&](const Node& value) {
            if (const auto read = read_choice(reading, value, reads)) listen.read = static_cast<EventRead>(*read);
        });
        object.refuse_others();
    });
    task.optional("foreach", [&](const Node& node) { listen.foreach = read_subscription_iterator(reading, node); });
    return listen;
}

EmitTask read_emit(Reading& reading, ObjectReader& task) {
    EmitTask emit;
    task.required("emit", [&](const Node& node) {
        ObjectReader object(reading, node, "'emit'");
        object.required("event", [&](const Node& event) {
            ObjectReader inner(reading, event, "the event to emit");
            inner.required("with", [&](const Node& value) {
                emit.event = read_event_properties(reading, value, "an event's attributes", ExpressionRole::task);
                if (value.is_mapping() && !value.find("type"))
                    ObjectReader(reading, value, "an event's attributes").missing("type");
            });
            inner.refuse_others(Severity::warning);
        });
        object.refuse_others();
    });
    return emit;
}

} // namespace orkestr
