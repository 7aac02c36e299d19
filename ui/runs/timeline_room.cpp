// How a timeline gives room to bars that have none, and what of it is seen.
#include "ui/runs/timeline_chart.h"
#include "ui/runs/timeline_words.h"
#include "ui/theme/icon.h"

#include <QMenu>
#include <QScrollBar>

namespace orkestr {

namespace {

constexpr std::uint32_t most_offered = 40;
/// Of the width, what the bars that were asked for take.
constexpr double filled_share = 0.6;

} // namespace

std::optional<TimelineBadge> TimelineChart::badge_at(QPoint position) const {
    if (!timeline_ || !look_.lanes().contains(position)) return std::nullopt;
    const int lane = (position.y() - look_.axis_px + look_.scroll_px) / timeline_lane_px;
    if (lane < 0 || static_cast<std::size_t>(lane) >= timeline_->lanes.size()) return std::nullopt;
    if (position.y() - look_.lane_top(static_cast<std::uint32_t>(lane)) > timeline_badge_px) return std::nullopt;
    seen_bars(*timeline_, timeline_->lanes[static_cast<std::size_t>(lane)], look_.scale, look_.lanes().width(), look_.now_ms, seen_);
    hidden_badges(seen_, look_.lanes().width(), badges_);
    const double x = position.x() - look_.labels_px;
    for (const TimelineBadge& badge : badges_)
        if (x >= badge.left && x <= badge.right) return badge;
    return std::nullopt;
}

/// False when that can't be seen any larger.
bool TimelineChart::show_times(double from_ms, double to_ms) {
    const double width = look_.lanes().width();
    const double least = least_scale();
    const double wanted = std::clamp(filled_share * width / std::max(is_fine_ ? 1e-6 : 1e-3, to_ms - from_ms), least, most_scale());
    if (wanted < look_.scale.px_per_ms * 1.05) return false;
    look_.scale.px_per_ms = wanted;
    fitted_ = false;
    set_from((from_ms + to_ms) / 2 - width / 2 / wanted);
    show_changed();
    return true;
}

void TimelineChart::open_badge(const TimelineBadge& badge) {
    if (!timeline_ || badge.last >= timeline_->bars.size()) return;
    const TimelineBar& last = timeline_->bars[badge.last];
    const double from_ms = (timeline_->bars[badge.first].begin - timeline_->begin).fractional_ms();
    const double to_ms = ((last.open ? Instant{look_.now_ms} : last.end) - timeline_->begin).fractional_ms();
    if (!show_times(from_ms, std::max(to_ms, from_ms + (is_fine_ ? 1e-4 : 1)))) offer_bars(badge);
}

/// Bars of the same moment: no zoom tells them apart.
void TimelineChart::offer_bars(const TimelineBadge& badge) {
    QMenu menu(this);
    const std::uint32_t last = std::min(badge.last, badge.first + most_offered - 1);
    for (std::uint32_t bar = badge.first; bar <= last; ++bar) {
        const TimelineBar& one = timeline_->bars[bar];
        const QString text = timeline_bar_title(*timeline_, one) + QStringLiteral(" – ") + timeline_bar_words(*timeline_, one, look_.now_ms);
        QAction* action = menu.addAction(status_icon(display_status(one.status)), QString(text).replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, bar] { choose(static_cast<int>(bar)); });
    }
    if (last < badge.last) menu.addAction(tr("and %Ln more; go through them with Ctrl+Right", nullptr, static_cast<int>(badge.last - last)))->setEnabled(false);
    const QPoint at(look_.labels_px + static_cast<int>(badge.left), look_.lane_top(timeline_->bars[badge.first].lane) + timeline_badge_px);
    menu.exec(viewport()->mapToGlobal(at));
}

/// A bar that others leave no room for is zoomed at until it has some, as far as that goes.
void TimelineChart::make_room(int bar) {
    const TimelineBar& one = timeline_->bars[static_cast<std::size_t>(bar)];
    if (one.is_holder()) return;
    const TimelineLane& lane = timeline_->lanes[one.lane];
    const auto is_seen = [&](const TimelineScale& scale) {
        seen_bars(*timeline_, lane, scale, look_.lanes().width(), look_.now_ms, seen_);
        return std::any_of(seen_.begin(), seen_.end(), [bar](const TimelineSeen& seen) { return static_cast<int>(seen.bar) == bar; });
    };
    const double at_ms = (one.begin - timeline_->begin).fractional_ms();
    TimelineScale scale = look_.scale;
    const double most = most_scale();
    bool seen = is_seen(scale);
    while (!seen && scale.px_per_ms < most) {
        scale.px_per_ms = std::min(most, scale.px_per_ms * 2);
        scale.from_ms = at_ms - look_.lanes().width() * 0.4 / scale.px_per_ms;
        seen = is_seen(scale);
    }
    if (scale.px_per_ms == look_.scale.px_per_ms) return;
    look_.scale.px_per_ms = scale.px_per_ms;
    fitted_ = false;
    set_from(scale.from_ms);
    show_changed();
}

QRectF TimelineChart::seen_part() const {
    if (!timeline_) return {};
    const double lanes_px = std::max<double>(1, static_cast<double>(timeline_->lanes.size()) * timeline_lane_px);
    return {look_.scale.from_ms, look_.scroll_px / lanes_px, look_.lanes().width() / look_.scale.px_per_ms, std::min(1.0, look_.lanes().height() / lanes_px)};
}

void TimelineChart::look_at(double ms, double lanes) {
    if (!timeline_) return;
    if (!fitted_) set_from(ms - look_.lanes().width() / 2.0 / look_.scale.px_per_ms);
    update_bars();
    const double lanes_px = static_cast<double>(timeline_->lanes.size()) * timeline_lane_px;
    verticalScrollBar()->setValue(static_cast<int>(lanes * lanes_px - look_.lanes().height() / 2.0));
    viewport()->update();
    Q_EMIT view_changed();
}

} // namespace orkestr
