// Events: what is emitted, listened for and correlated (dsl-reference.md, "Event Properties", "Event Filter",
// "Event Consumption Strategy").
#pragma once

#include "core/definition/value.h"

namespace orkestr {

/// CloudEvents attributes. In an emit they are the event's; in a filter each must equal or match.
struct EventProperties {
    std::optional<Text> id;
    std::optional<Text> source;
    std::optional<Text> type;
    std::optional<Text> time;
    std::optional<Text> subject;
    std::optional<Text> datacontenttype;
    std::optional<Text> dataschema;
    std::optional<Value> data;
    /// Extension attributes, in the order of the text.
    std::vector<Named<Value>> attributes;
    /// All of the above as it stands: an object.
    Value all;
    SourceSpan span;
};

struct Correlation {
    std::string name;
    Expression from;
    std::optional<Text> expect;
};

struct EventFilter {
    EventProperties with;
    std::vector<Correlation> correlate;
    SourceSpan span;
};

struct EventConsumption {
    enum class Kind { all, any, one };
    Kind kind = Kind::one;
    std::vector<EventFilter> filters;
    /// Of `any` only: a condition, or the events that end the listening.
    std::optional<Expression> until;
    std::unique_ptr<EventConsumption> until_consumed;
    SourceSpan span;
};

enum class EventRead { data, envelope, raw };

} // namespace orkestr
