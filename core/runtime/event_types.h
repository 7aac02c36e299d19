// What is told of an event by its type and its plain attributes. Internal to the runtime. Any thread.
#pragma once

#include "core/base/json_value.h"
#include "core/engine/consumption.h"

#include <string>
#include <string_view>
#include <vector>

namespace orkestr {

/// Those of the engine itself, which only those have who name them.
inline constexpr std::string_view lifecycle_prefix = "io.serverlessworkflow.";

std::string type_of_event(const Json& envelope);
/// The types that a strategy's filters name, as ListenerRow has them: texts of base/text_pattern.h; `` for all but lifecycle
/// events, `*` for those too.
Json listened_types(const Consumption& consumption);
/// ListenerRow's types as a list; empty for any.
std::vector<std::string> types_of(const Json& types);
bool names_lifecycle(const std::string& type);
bool wants_type(const std::vector<std::string>& types, const std::string& type);
/// Whether the simple part of a filter lets the event pass.
bool passes_simple(const PlannedFilter& filter, const JsonValue& envelope);
/// The filters that still want this event by what can be seen without an expression, in the order in which they are tried:
/// those that end the listening first.
std::vector<std::uint32_t> willing_filters(const Consumption& wanted, const std::vector<Heard>& heard, const JsonValue& envelope);

} // namespace orkestr
