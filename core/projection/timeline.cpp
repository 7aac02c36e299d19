#include "core/projection/timeline.h"

#include "core/projection/timeline_layout.h"

#include <algorithm>

namespace orkestr {

const char* to_string(TimelineStatus status) {
    static constexpr const char* words[] = {"pending", "running", "waiting", "suspended", "cancelled", "faulted", "completed", "skipped"};
    return words[static_cast<std::size_t>(status)];
}

namespace {

/// Letters and digits only, in lower case: `ActivityTaskStarted` and `EVENT_TYPE_ACTIVITY_TASK_STARTED` are told alike.
std::string bare_type(std::string_view type) {
    std::string out;
    for (const char c : type) {
        if (c >= 'A' && c <= 'Z') out += static_cast<char>(c | 0x20);
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    }
    return out;
}

enum class TimelineEvent { none, started, attempt, retry, queued, begun, suspended, resumed, forked };

TimelineEvent timeline_event(std::string_view type) {
    if (type == events::RunStarted::type) return TimelineEvent::started;
    if (type == events::AttemptStarted::type) return TimelineEvent::attempt;
    if (type == events::RetryScheduled::type) return TimelineEvent::retry;
    if (type == events::RunSuspended::type) return TimelineEvent::suspended;
    if (type == events::RunResumed::type) return TimelineEvent::resumed;
    if (type == events::RunForked::type) return TimelineEvent::forked;
    const std::string bare = bare_type(type);
    if (bare.ends_with("activitytaskscheduled")) return TimelineEvent::queued;
    if (bare.ends_with("activitytaskstarted")) return TimelineEvent::begun;
    return TimelineEvent::none;
}

} // namespace

bool TimelineProjection::is_wanted(std::string_view type) { return timeline_event(type) != TimelineEvent::none; }

void TimelineProjection::mark(Mark::Kind kind, StepId step, std::uint32_t attempt, Instant at, std::optional<Instant> due) {
    marks_.push_back({kind, step, 0, attempt, at, due});
}

void TimelineProjection::suspend(Instant at, bool suspended) {
    const bool is_suspended = !suspended_.empty() && !suspended_.back().second;
    if (suspended && !is_suspended) suspended_.emplace_back(at, std::nullopt);
    if (!suspended && is_suspended) suspended_.back().second = at;
}

void TimelineProjection::fork(std::uint64_t seq, Instant at, Duration shift) {
    suspend(std::max(last_, at + Duration{-shift.ms}), false);
    for (Mark& mark : marks_) {
        mark.at = mark.at + shift;
        if (mark.due) mark.due = *mark.due + shift;
    }
    for (auto& [from, to] : suspended_) {
        from = from + shift;
        if (to) to = *to + shift;
    }
    if (started_) started_ = *started_ + shift;
    forks_.push_back({seq, at, shift});
}

void TimelineProjection::add(const Event& event) {
    if (const auto* e = std::get_if<events::RunForked>(&event.body); e && e->step != workflow_step) fork(event.seq, event.at, Duration{e->shift_ms});
    last_ = std::max(last_, event.at);
    if (std::holds_alternative<events::RunStarted>(event.body)) started_ = event.at;
    if (const auto* e = std::get_if<events::AttemptStarted>(&event.body)) mark(Mark::Kind::attempt, e->step, e->attempt, event.at, e->due);
    else if (const auto* retry = std::get_if<events::RetryScheduled>(&event.body))
        mark(Mark::Kind::retry, retry->step, retry->attempt, event.at, retry->due);
    else if (std::holds_alternative<events::RunSuspended>(event.body)) suspend(event.at, true);
    else if (std::holds_alternative<events::RunResumed>(event.body)) suspend(event.at, false);
}

std::uint32_t TimelineProjection::key_number(const std::string& key) {
    const auto [at, fresh] = key_numbers_.try_emplace(key, static_cast<std::uint32_t>(keys_.size()));
    if (fresh) keys_.push_back(key);
    return at->second;
}

void TimelineProjection::add(const EventView& event) {
    const TimelineEvent what = timeline_event(event.type);
    if (what == TimelineEvent::forked) {
        // One of its context alone tells no time.
        const JsonValue data = JsonValue::of(event.data);
        if (data.find("shift_ms")) fork(event.seq, event.at, Duration{data.integer_at("shift_ms")});
    }
    last_ = std::max(last_, event.at);
    if (what == TimelineEvent::suspended || what == TimelineEvent::resumed) return suspend(event.at, what == TimelineEvent::suspended);
    if (what == TimelineEvent::started) started_ = event.at;
    if (what == TimelineEvent::none || event.step.empty()) return;
    Mark mark;
    mark.key = key_number(event.step);
    mark.at = event.at;
    mark.attempt = event.attempt;
    mark.kind = what == TimelineEvent::attempt  ? Mark::Kind::attempt
                : what == TimelineEvent::retry  ? Mark::Kind::retry
                : what == TimelineEvent::queued ? Mark::Kind::queued
                                                : Mark::Kind::begun;
    if (what == TimelineEvent::attempt || what == TimelineEvent::retry) {
        const JsonValue data = JsonValue::of(event.data);
        mark.attempt = static_cast<std::uint32_t>(std::clamp<std::int64_t>(data.integer_at("attempt", 1), 0, 0xffffffff));
        if (const auto due = parse_instant(data.string_at("due"))) mark.due = *due;
    }
    marks_.push_back(mark);
}

Timeline TimelineProjection::timeline(const RunView& view) const { return TimelineLayout(view, *this).run(); }

} // namespace orkestr
