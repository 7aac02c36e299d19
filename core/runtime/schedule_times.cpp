#include "core/runtime/schedule_times.h"

#include "core/base/duration_text.h"
#include "core/runtime/schedule_clock.h"
#include "core/runtime/schedule_state.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::uint64_t most_counted = 100'000;

} // namespace

std::optional<Instant> next_time(const PlannedSchedule& schedule, std::optional<Instant> last, Instant after) {
    if (schedule.every && schedule.every->ms > 0) {
        const Instant from = last.value_or(after);
        if (from > after) return from;
        const std::int64_t steps = (after - from).ms / schedule.every->ms + 1;
        return from + Duration{steps * schedule.every->ms};
    }
    if (!schedule.cron) return std::nullopt;
    const auto cron = parse_cron(*schedule.cron);
    if (!cron) return std::nullopt;
    const auto due = next_due(*cron, after);
    return due ? *due : std::nullopt;
}

Missed missed_times(const PlannedSchedule& schedule, Instant due, Instant until) {
    Missed missed;
    if (schedule.every && schedule.every->ms > 0) {
        missed.count = static_cast<std::uint64_t>((until - due).ms / schedule.every->ms);
        missed.next = due + Duration{static_cast<std::int64_t>(missed.count + 1) * schedule.every->ms};
        return missed;
    }
    if (!schedule.cron) return missed;
    const auto cron = parse_cron(*schedule.cron);
    if (!cron) return missed;
    const auto after = [&](Instant time) {
        const auto next = next_due(*cron, time);
        return next ? *next : std::nullopt;
    };
    missed.next = after(due);
    while (missed.next && *missed.next <= until && missed.count < most_counted) {
        ++missed.count;
        missed.next = after(*missed.next);
    }
    missed.more = missed.next && *missed.next <= until;
    if (missed.more) missed.next = after(until);
    return missed;
}

std::string count_text(const Missed& missed) { return missed.more ? "more than 100,000" : std::to_string(missed.count); }

std::string rule_text(const PlannedSchedule& schedule) {
    if (schedule.cron) return "cron " + *schedule.cron;
    if (schedule.every) return "every " + to_human(*schedule.every);
    if (schedule.after) return "after " + to_human(*schedule.after);
    if (!schedule.on) return {};
    std::string types;
    for (std::size_t i = 0; i < schedule.on->filters.size(); ++i) {
        const std::string* type = schedule.on->filters[i].type();
        types += (i == 0 ? "" : schedule.on->kind == EventConsumption::Kind::all ? " and " : " or ") + (type ? *type : std::string("any event"));
    }
    return "on " + types;
}

ScheduleView schedule_view(const ScheduleRow& row, const Plan* plan) {
    constexpr std::size_t shown = 5;
    ScheduleView view{row, {}, {}, ScheduleState::of(row.state).failure};
    if (!plan || !plan->schedule) return view;
    view.rule = rule_text(*plan->schedule);
    if (!row.active) return view;
    std::optional<Instant> next = row.next;
    while (next && view.next.size() < shown) {
        view.next.push_back(*next);
        next = next_time(*plan->schedule, *next, *next);
    }
    return view;
}

} // namespace orkestr
