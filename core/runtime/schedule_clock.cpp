#include "core/runtime/schedule_clock.h"

#include <QDateTime>
#include <QTimeZone>

namespace orkestr {

namespace {

struct Change {
    std::int64_t at_s = 0;     ///< since 1970
    std::int64_t offset_s = 0; ///< from then on
};

std::optional<Change> next_change(const QTimeZone& zone, std::int64_t after_s) {
    const auto data = zone.nextTransition(QDateTime::fromSecsSinceEpoch(after_s, Qt::UTC));
    if (!data.atUtc.isValid()) return std::nullopt;
    return Change{data.atUtc.toSecsSinceEpoch(), data.offsetFromUtc};
}

} // namespace

bool has_time_zone(const std::string& name) { return name.empty() || QTimeZone::isTimeZoneIdAvailable(QByteArray::fromStdString(name)); }

Result<std::optional<Instant>> next_due(const CronSchedule& schedule, Instant after) {
    if (!has_time_zone(schedule.zone)) return Error{ErrorCode::not_found, "there is no time zone '" + schedule.zone + "'", {}};
    const QTimeZone zone = schedule.zone.empty() ? QTimeZone::utc() : QTimeZone(QByteArray::fromStdString(schedule.zone));
    const std::int64_t after_s = after.ms >= 0 ? after.ms / 1000 : (after.ms - 999) / 1000;
    // From one change of the clocks to the next the offset is the same, and what the clocks show is plain arithmetic.
    std::int64_t offset_s = zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(after_s, Qt::UTC));
    std::int64_t shown_s = after_s + offset_s;
    std::int64_t from_s = after_s;
    constexpr int most_changes = 200;
    for (int i = 0; i < most_changes; ++i) {
        const auto shown = next_match(schedule, shown_s);
        if (!shown) return std::optional<Instant>();
        const std::int64_t due_s = *shown - offset_s;
        const auto change = next_change(zone, from_s);
        if (!change || due_s < change->at_s) return std::optional(Instant{due_s * 1000});
        const std::int64_t before_s = change->at_s + offset_s; // what the clocks would have shown
        const std::int64_t then_s = change->at_s + change->offset_s;
        if (then_s > before_s && schedule.names_hours() && *shown < then_s) return std::optional(Instant{change->at_s * 1000});
        shown_s = (then_s < before_s && schedule.names_hours() ? before_s : then_s) - 1;
        offset_s = change->offset_s;
        from_s = change->at_s;
    }
    return std::optional<Instant>();
}

} // namespace orkestr
