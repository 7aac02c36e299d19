// Lists of what concerns no single run, as the commands print them.
#pragma once

#include "core/base/json_value.h"
#include "core/plan/plan.h"
#include "core/ports/run_source.h"

#include <string>
#include <vector>

namespace orkestr::cli {

JsonValue time_or_null(const std::optional<Instant>& at);

/// The event types that are listened for: `com.example.a or com.example.b`.
std::string awaited(const Consumption& consumption);

/// The schedules of a workspace: those that an engine has taken over, and those that are published and wait for one.
/// Errors: what the store says.
Result<std::vector<ScheduleView>> list_schedules(const Stores& store, Instant now);
/// When it starts runs, for people: `next 2026-11-21T09:00:00.000Z`, `waits for com.example.order`, ...
std::string when_text(const ScheduleView& schedule, Instant now);

} // namespace orkestr::cli
