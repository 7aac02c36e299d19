#include "app/cli/listing.h"

#include "core/runtime/latest_version.h"
#include "core/runtime/plan_cache.h"
#include "core/runtime/schedule_times.h"

#include <algorithm>
#include <map>

namespace orkestr::cli {

JsonValue time_or_null(const std::optional<Instant>& at) { return at ? JsonValue(to_iso8601(*at)) : JsonValue(); }

std::string awaited(const Consumption& consumption) {
    PlannedSchedule schedule;
    schedule.on = consumption;
    return rule_text(schedule).substr(3); // without its `on `
}

Result<std::vector<ScheduleView>> list_schedules(const Stores& store, Instant now) {
    DefinitionQuery listed;
    listed.listed_only = true;
    const auto definitions = store.definitions(listed);
    if (!definitions) return definitions.error();
    const auto rows = store.schedules();
    if (!rows) return rows.error();
    std::map<std::pair<std::string, std::string>, std::vector<DefinitionRow>> versions;
    for (const DefinitionRow& row : *definitions) versions[{row.ns, row.name}].push_back(row);
    std::vector<ScheduleView> found;
    PlanCache plans;
    for (const auto& [name, all] : versions) {
        const DefinitionRow& latest = latest_version(all);
        const auto plan = plans.get(latest.hash, store);
        if (!plan) return plan.error();
        if (!(*plan)->schedule) continue;
        const auto known = std::find_if(rows->begin(), rows->end(), [&](const ScheduleRow& row) { return row.ns == latest.ns && row.name == latest.name; });
        ScheduleRow row;
        if (known != rows->end()) row = *known;
        if (row.definition != latest.hash) {
            // No engine has seen this version: its times begin with the one that does.
            row.ns = latest.ns;
            row.name = latest.name;
            row.version = latest.version;
            row.definition = latest.hash;
            row.next = row.active ? next_time(*(*plan)->schedule, now, now) : std::nullopt;
        }
        found.push_back(schedule_view(row, plan->get()));
    }
    return found;
}

std::string when_text(const ScheduleView& schedule, Instant now) {
    const ScheduleRow& row = schedule.row;
    if (!row.active) return "unscheduled" + (row.by.empty() ? "" : " by " + row.by) + (row.reason.empty() ? "" : ": " + row.reason);
    if (schedule.next.empty()) {
        if (schedule.rule.starts_with("on ")) return "waits for " + schedule.rule.substr(3);
        if (schedule.rule.starts_with("after ")) return row.last_run.empty() ? "begins with the engine" : "waits for the end of run " + row.last_run.text;
        return "no more times";
    }
    std::string times;
    for (const Instant& at : schedule.next) times += (times.empty() ? "" : ", ") + to_iso8601(at);
    return (schedule.next.front() < now ? "overdue since " : "next ") + times;
}

} // namespace orkestr::cli
