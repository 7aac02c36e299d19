#include "ui/runs/timeline_painter.h"

#include "ui/runs/timeline_words.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace orkestr {

namespace {

constexpr double radius_px = 3;
constexpr int narrow_px = 7; ///< bars below are only a block of colour
constexpr double thin_px = 8;
constexpr double tick_apart_px = 92;

using BarKind = TimelineBar::Kind;

bool is_thin(const TimelineBar& bar) { return bar.kind == BarKind::wait || bar.kind == BarKind::retry_wait || bar.kind == BarKind::queued; }

QColor with_alpha(QColor color, double alpha) {
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

} // namespace

bool timeline_shows_fork(const Timeline& timeline) { return timeline.forked && timeline.begin < *timeline.forked; }

struct TimelinePainter::Work {
    QPainter& painter;
    const Timeline& timeline;
    const TimelineLook& look;
    const Theme& theme;
    QFont font;
    std::array<QList<QRectF>, all_display_statuses.size()> blocks{}; ///< narrow bars, drawn together

    double x(Instant time) const { return look.labels_px + look.scale.x((time - timeline.begin).fractional_ms()); }
};

std::pair<std::uint32_t, std::uint32_t> TimelineLook::seen_lanes(std::size_t count) const {
    const int first = std::max(0, scroll_px / timeline_lane_px);
    const int last = std::max(0, (scroll_px + size.height() - axis_px) / timeline_lane_px + 1);
    const auto most = static_cast<int>(std::min<std::size_t>(count, 0x7fffffff));
    return {static_cast<std::uint32_t>(std::min(first, most)), static_cast<std::uint32_t>(std::min(last, most))};
}

void TimelinePainter::forget() {
    names_.clear();
    widths_.clear();
    cross_ = {};
    of_ = nullptr;
}

const QString& TimelinePainter::name(const Timeline& timeline, std::uint32_t number) {
    auto known = names_.find(number);
    if (known == names_.end()) known = names_.insert(number, to_qt(std::string_view(timeline.names[number]).substr(0, 400)).simplified());
    return *known;
}

int TimelinePainter::name_width(Work& work, std::uint32_t number) {
    auto known = widths_.find(number);
    if (known == widths_.end()) known = widths_.insert(number, work.painter.fontMetrics().horizontalAdvance(name(work.timeline, number)));
    return *known;
}

const QPixmap& TimelinePainter::cross(Work& work) {
    if (cross_.isNull())
        cross_ = icon_pixmap(QStringLiteral("x"), work.theme.colors(DisplayStatus::faulted).text, 12, work.painter.device()->devicePixelRatioF());
    return cross_;
}

void TimelinePainter::paint(QPainter& painter, const Timeline& timeline, const TimelineLook& look, const Theme& theme) {
    if (of_ != &timeline) {
        names_.clear();
        widths_.clear();
        of_ = &timeline;
    }
    Work work{painter, timeline, look, theme, ui_font(11.5)};
    painter.setFont(work.font);
    painter.fillRect(QRect({}, look.size), theme.raised);
    painter.setClipRect(look.lanes());
    paint_suspended(work);
    paint_lanes(work);
    if (look.critical) paint_critical(work);
    paint_fork(work);
    paint_now(work);
    painter.setClipping(false);
    paint_labels(work);
    paint_axis(work);
    paint_moment(work);
}

void TimelinePainter::paint_suspended(Work& work) {
    for (const auto& [from, to] : work.timeline.suspended) {
        const double left = std::max(work.x(from), 0.0);
        const double right = std::min(work.x(to), work.look.size.width() + 1.0);
        if (right < left) continue;
        const QRectF place(left, work.look.axis_px, std::max(1.0, right - left), work.look.size.height());
        work.painter.fillRect(place, with_alpha(work.theme.colors(DisplayStatus::suspended).fill, 0.7));
        work.painter.fillRect(place, QBrush(with_alpha(work.theme.colors(DisplayStatus::suspended).stripe, 0.35), Qt::FDiagPattern));
    }
}

void TimelinePainter::paint_lanes(Work& work) {
    const TimelineLook& look = work.look;
    const Timeline& timeline = work.timeline;
    const auto [first, last] = look.seen_lanes(timeline.lanes.size());
    const QColor line = blended(work.theme.raised, work.theme.border, 0.55);
    for (const auto& tick : timeline_ticks(look.scale, look.lanes().width(), tick_apart_px))
        work.painter.fillRect(QRectF(std::round(look.labels_px + look.scale.x(tick.ms)), look.axis_px, 1, look.size.height()), line);
    const std::uint32_t selected_lane = look.selected >= 0 ? timeline.bars[static_cast<std::size_t>(look.selected)].lane : 0xffffffff;
    for (std::uint32_t lane = first; lane < last; ++lane) {
        const int top = look.lane_top(lane);
        const QRect row(look.labels_px, top, look.size.width(), timeline_lane_px - 1);
        if (lane == selected_lane) work.painter.fillRect(row, with_alpha(work.theme.accent_tint, 0.5));
        work.painter.fillRect(QRect(look.labels_px, top + timeline_lane_px - 1, look.size.width(), 1), line);
    }
    work.painter.setRenderHint(QPainter::Antialiasing);
    for (std::uint32_t lane = first; lane < last; ++lane) {
        const int top = look.lane_top(lane);
        paint_holders(work, timeline.lanes[lane], top);
        paint_bars(work, timeline.lanes[lane], top);
    }
    work.painter.setPen(Qt::NoPen);
    for (const DisplayStatus status : all_display_statuses) {
        const auto& blocks = work.blocks[static_cast<std::size_t>(status)];
        if (blocks.isEmpty()) continue;
        work.painter.setBrush(work.theme.colors(status).stripe);
        work.painter.drawRects(blocks);
    }
    work.painter.setRenderHint(QPainter::Antialiasing, false);
}

/// A line over what they hold, with an end at each side; attempts have their number at the beginning.
void TimelinePainter::paint_holders(Work& work, const TimelineLane& lane, int top) {
    if (lane.holders == 0) return;
    for (int level = 0; level < timeline_levels; ++level) {
        seen_holders(work.timeline, lane, level, work.look.scale, work.look.lanes().width(), work.look.now_ms, seen_);
        const double y = top + 2.5 + 3 * level;
        for (const TimelineSeen& seen : seen_) {
            const TimelineBar& bar = work.timeline.bars[seen.bar];
            const bool selected = static_cast<int>(seen.bar) == work.look.selected;
            const QColor ink = selected ? work.theme.accent : work.theme.colors(display_status(bar.status)).stripe;
            const double left = work.look.labels_px + seen.left;
            const double right = work.look.labels_px + seen.right;
            work.painter.setPen(QPen(ink, selected ? 2.5 : 1.4));
            work.painter.drawLine(QPointF(left, y), QPointF(right, y));
            if (right - left < 6) continue;
            work.painter.drawLine(QPointF(left + 0.7, y), QPointF(left + 0.7, y + 4));
            if (!bar.open) work.painter.drawLine(QPointF(right - 0.7, y), QPointF(right - 0.7, y + 4));
        }
        if (seen_.empty()) return;
    }
}

void TimelinePainter::paint_bars(Work& work, const TimelineLane& lane, int top) {
    seen_bars(work.timeline, lane, work.look.scale, work.look.lanes().width(), work.look.now_ms, seen_);
    for (const TimelineSeen& seen : seen_) {
        const TimelineBar& bar = work.timeline.bars[seen.bar];
        const bool thin = is_thin(bar);
        const double height = thin ? thin_px : timeline_bar_px;
        // Whole pixels: sharp, and quicker to fill.
        const double left = std::round(seen.left);
        const double width = std::max<double>(timeline_least_bar_px, std::round(seen.right) - left);
        const QRectF place(work.look.labels_px + left, top + timeline_bar_top_px + (timeline_bar_px - height) / 2.0, width, height);
        const bool marked = static_cast<int>(seen.bar) == work.look.selected || static_cast<int>(seen.bar) == work.look.hovered;
        if (place.width() < narrow_px && !marked) work.blocks[static_cast<std::size_t>(display_status(bar.status))].append(place);
        else paint_bar(work, seen, bar, place);
    }
    paint_badges(work, top);
}

void TimelinePainter::paint_badges(Work& work, int top) {
    hidden_badges(seen_, work.look.lanes().width(), badges_);
    if (badges_.empty()) return;
    QPainter& painter = work.painter;
    painter.setFont(ui_font(9.5, QFont::Medium));
    for (const TimelineBadge& badge : badges_) {
        const QRectF place(work.look.labels_px + badge.left + 0.5, top + 0.5, badge.right - badge.left - 1, timeline_badge_px - 1);
        painter.setPen(work.theme.border);
        painter.setBrush(work.theme.window);
        painter.drawRoundedRect(place, 5, 5);
        painter.setPen(work.theme.secondary_text);
        painter.drawText(place, Qt::AlignCenter, badge_text(badge));
    }
    painter.setFont(work.font);
}

void TimelinePainter::paint_bar(Work& work, const TimelineSeen& seen, const TimelineBar& bar, const QRectF& place) {
    QPainter& painter = work.painter;
    const DisplayStatus status = display_status(bar.status);
    const StatusColors& colors = work.theme.colors(status);
    const bool selected = static_cast<int>(seen.bar) == work.look.selected;
    const bool hovered = static_cast<int>(seen.bar) == work.look.hovered;
    const QRectF frame = place.adjusted(0.5, 0.5, -0.5, -0.5);
    const bool retry = bar.attempt > 1 && bar.kind == BarKind::run;
    QPen pen(colors.stripe, retry ? 1.6 : 1.0);
    if (bar.kind == BarKind::queued || bar.status == TimelineStatus::skipped) pen.setDashPattern({3, 2});
    painter.setPen(pen);
    const bool hollow = retry || bar.kind == BarKind::queued || bar.status == TimelineStatus::skipped;
    painter.setBrush(hollow ? work.theme.raised : hovered ? blended(colors.fill, colors.stripe, 0.2) : colors.fill);
    painter.drawRoundedRect(frame, radius_px, radius_px);
    const bool hatched = bar.kind == BarKind::wait || bar.kind == BarKind::retry_wait || bar.status == TimelineStatus::cancelled;
    if (hatched) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QBrush(with_alpha(colors.stripe, 0.75), bar.kind == BarKind::retry_wait ? Qt::Dense6Pattern : Qt::BDiagPattern));
        painter.drawRoundedRect(frame, radius_px, radius_px);
    }
    if (!hollow && !hatched && place.width() >= narrow_px) {
        painter.fillRect(QRectF(place.left(), place.top() + 1, 3, place.height() - 2), colors.stripe);
    }
    if (bar.open) {
        // Open to the right: it goes on.
        painter.setPen(QPen(colors.stripe, 1.6));
        painter.setBrush(Qt::NoBrush);
        const double x = place.right() + 2;
        const double y = place.center().y();
        painter.drawPolyline(QPolygonF{{x, y - 4}, {x + 4, y}, {x, y + 4}});
    }
    if (selected) {
        painter.setPen(QPen(work.theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2), radius_px + 1.5, radius_px + 1.5);
    }
    if (!is_thin(bar)) paint_title(work, bar, place.adjusted(6, 0, -3, 0));
}

void TimelinePainter::paint_title(Work& work, const TimelineBar& bar, QRectF place) {
    // Of a long bar whose begin is out of sight the name stays in sight.
    place.setLeft(std::max(place.left(), work.look.labels_px + 4.0));
    place.setRight(std::min(place.right(), static_cast<double>(work.look.size.width())));
    if (place.width() < 10) return;
    const StatusColors& colors = work.theme.colors(display_status(bar.status));
    if (bar.status == TimelineStatus::faulted) {
        work.painter.drawPixmap(QPointF(place.left() - 1, place.center().y() - 6), cross(work));
        place.setLeft(place.left() + 13);
    }
    work.painter.setPen(colors.text);
    if (bar.attempt > 1) {
        const QString number = QStringLiteral("↻%1").arg(bar.attempt);
        const int width = work.painter.fontMetrics().horizontalAdvance(number) + 5;
        if (place.width() >= width) work.painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, number);
        place.setLeft(place.left() + width);
    }
    if (place.width() < 22) return;
    const QString& text = name(work.timeline, bar.name);
    const bool fits = name_width(work, bar.name) <= place.width();
    // Two letters of a name say nothing.
    if (!fits && place.width() < 40) return;
    if (bar.status == TimelineStatus::cancelled) {
        // Hatching is not written over.
        const double width = std::min<double>(name_width(work, bar.name), place.width());
        work.painter.fillRect(QRectF(place.left() - 2, place.top() + 2, width + 4, place.height() - 4), colors.fill);
    }
    work.painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          fits ? text : work.painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(place.width())));
}

/// The line under the bars that determined the end, from one to the next; as fine as there are pixels.
QPainterPath TimelinePainter::critical_line(const Work& work) const {
    const auto& spans = work.timeline.critical;
    const TimelineLook& look = work.look;
    const double right_edge = look.labels_px + look.lanes().width();
    const auto ends_before = [&](const TimelineSpan& span, double ms) { return (span.end - work.timeline.begin).fractional_ms() < ms; };
    const auto time_at = [&](double x) { return look.scale.ms(x - look.labels_px); };
    const auto near = [&](double x) { return std::clamp(x, -20.0, right_edge + 20); };
    auto at = std::lower_bound(spans.begin(), spans.end(), time_at(look.labels_px - 10), ends_before);
    if (at != spans.begin()) --at;
    QPainterPath line;
    while (at != spans.end()) {
        const bool open = work.timeline.live && at->end >= work.timeline.end;
        const double left = near(work.x(at->begin));
        const double right = std::max(left + 2, near(work.x(open ? Instant{look.now_ms} : at->end)));
        const double y = std::clamp(look.lane_top(at->lane) + timeline_bar_top_px + timeline_bar_px + 2.0, -20.0, look.size.height() + 20.0);
        if (line.isEmpty()) line.moveTo(left, y);
        else line.lineTo(left, y);
        line.lineTo(right, y);
        if (work.x(at->begin) > right_edge || at + 1 == spans.end()) break;
        // What ends within the same pixel adds nothing, but the last.
        const auto next = std::lower_bound(at + 1, spans.end(), time_at(right + 0.5), ends_before);
        at = next == spans.end() ? spans.end() - 1 : next;
    }
    return line;
}

void TimelinePainter::paint_critical(Work& work) {
    work.painter.setRenderHint(QPainter::Antialiasing);
    work.painter.setBrush(Qt::NoBrush);
    work.painter.setPen(QPen(work.theme.accent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    work.painter.drawPath(critical_line(work));
    work.painter.setRenderHint(QPainter::Antialiasing, false);
}

/// What is left of it was done by another run.
void TimelinePainter::paint_fork(Work& work) {
    if (!timeline_shows_fork(work.timeline)) return;
    const double x = std::round(work.x(*work.timeline.forked)) + 0.5;
    work.painter.setPen(QPen(work.theme.secondary_text, 1, Qt::DashLine));
    work.painter.drawLine(QPointF(x, work.look.axis_px), QPointF(x, work.look.size.height()));
}

void TimelinePainter::paint_now(Work& work) {
    if (!work.timeline.live) return;
    const double x = work.look.labels_px + work.look.scale.x(static_cast<double>(work.look.now_ms - work.timeline.begin.ms));
    work.painter.setPen(QPen(work.theme.accent, 1, Qt::DashLine));
    work.painter.drawLine(QPointF(std::round(x) + 0.5, work.look.axis_px), QPointF(std::round(x) + 0.5, work.look.size.height()));
}

/// A line with a head in the axis: what is shown elsewhere is of this time.
void TimelinePainter::paint_moment(Work& work) {
    if (!work.look.moment_ms) return;
    const double place = work.look.scale.x(static_cast<double>(*work.look.moment_ms - work.timeline.begin.ms));
    if (place < -1 || place > work.look.lanes().width() + 1) return;
    const double x = std::round(work.look.labels_px + place) + 0.5;
    const double top = work.look.axis_px;
    work.painter.setRenderHint(QPainter::Antialiasing);
    work.painter.setPen(QPen(work.theme.accent, 2));
    work.painter.drawLine(QPointF(x, top), QPointF(x, work.look.size.height()));
    work.painter.setPen(Qt::NoPen);
    work.painter.setBrush(work.theme.accent);
    work.painter.drawPolygon(QPolygonF{{x - 6, top - 10}, {x + 6, top - 10}, {x + 6, top - 5}, {x, top + 1}, {x - 6, top - 5}});
}

void TimelinePainter::paint_labels(Work& work) {
    const TimelineLook& look = work.look;
    QPainter& painter = work.painter;
    painter.fillRect(QRect(0, look.axis_px, look.labels_px, look.size.height()), work.theme.window);
    painter.setClipRect(QRect(0, look.axis_px, look.labels_px - 1, look.size.height()));
    const auto [first, last] = look.seen_lanes(work.timeline.lanes.size());
    const std::uint32_t selected_lane = look.selected >= 0 ? work.timeline.bars[static_cast<std::size_t>(look.selected)].lane : 0xffffffff;
    painter.setFont(ui_font(12));
    const QFontMetrics metrics = painter.fontMetrics();
    for (std::uint32_t lane = first; lane < last; ++lane) {
        const TimelineLane& one = work.timeline.lanes[lane];
        const int indent = 12 + static_cast<int>(std::min<std::uint32_t>(one.depth, 6)) * 12;
        const QRect row(0, look.lane_top(lane), look.labels_px - 1, timeline_lane_px);
        if (lane == selected_lane) painter.fillRect(row.adjusted(0, 0, 0, -1), work.theme.accent_tint);
        painter.fillRect(QRect(0, row.bottom(), row.width(), 1), blended(work.theme.window, work.theme.border, 0.55));
        if (one.depth > 0) {
            painter.setPen(work.theme.strong_border);
            painter.drawPolyline(QPolygon{{indent - 9, row.top() + 6}, {indent - 9, row.center().y()}, {indent - 4, row.center().y()}});
        }
        painter.setPen(one.depth == 0 ? work.theme.text : work.theme.secondary_text);
        const QRect place = row.adjusted(indent, 0, -6, 0);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(name(work.timeline, one.name), Qt::ElideRight, place.width()));
    }
    painter.setClipping(false);
    painter.fillRect(QRect(look.labels_px - 1, 0, 1, look.size.height()), work.theme.border);
    painter.setFont(work.font);
}

/// A word in the axis, over what it is of; null where that is out of sight.
QRectF TimelinePainter::word_place(const Work& work, Instant at, const QString& word) const {
    const TimelineLook& look = work.look;
    const double x = work.x(at);
    if (x < look.labels_px || x > look.size.width()) return {};
    const int width = work.painter.fontMetrics().horizontalAdvance(word) + 10;
    const double most = std::max(look.labels_px, look.size.width() - width);
    return {std::clamp<double>(x - width / 2.0, look.labels_px, most), 5, static_cast<double>(width), look.axis_px - 10.0};
}

void TimelinePainter::paint_word(Work& work, const QRectF& place, const QString& word, const QColor& fill, const QColor& ink) {
    if (place.isNull()) return;
    QPainter& painter = work.painter;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(place, 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(ink);
    painter.drawText(place, Qt::AlignCenter, word);
}

void TimelinePainter::paint_axis(Work& work) {
    const TimelineLook& look = work.look;
    QPainter& painter = work.painter;
    painter.fillRect(QRect(0, 0, look.size.width(), look.axis_px), work.theme.window);
    painter.setPen(work.theme.secondary_text);
    const QString now_word = QCoreApplication::translate("TimelinePainter", "now");
    const QString fork_word = QCoreApplication::translate("TimelinePainter", "fork", "in the axis: here the run was forked");
    const bool is_fork = timeline_shows_fork(work.timeline);
    const QRectF now = work.timeline.live ? word_place(work, Instant{look.now_ms}, now_word) : QRectF();
    const QRectF fork = is_fork ? word_place(work, *work.timeline.forked, fork_word) : QRectF();
    if (!now.intersects(fork)) paint_word(work, fork, fork_word, blended(work.theme.window, work.theme.secondary_text, 0.16), work.theme.text);
    paint_word(work, now, now_word, work.theme.accent_fill, work.theme.on_accent);
    painter.setClipRect(QRect(look.labels_px, 0, look.size.width(), look.axis_px));
    for (const auto& tick : timeline_ticks(look.scale, look.lanes().width(), tick_apart_px)) {
        const double x = std::round(look.labels_px + look.scale.x(tick.ms));
        painter.fillRect(QRectF(x, look.axis_px - 6, 1, 5), work.theme.strong_border);
        const QRectF place(x + 4, 0, tick_apart_px, look.axis_px - 1);
        const int label_px = painter.fontMetrics().horizontalAdvance(tick.label) + 6;
        const QRectF label(x, 0, label_px, look.axis_px);
        // Half a number is another number.
        if (x + label_px > look.size.width() || now.intersects(label) || fork.intersects(label)) continue;
        painter.setPen(work.theme.secondary_text);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, tick.label);
    }
    painter.setClipping(false);
    painter.fillRect(QRect(0, look.axis_px - 1, look.size.width(), 1), work.theme.border);
    painter.fillRect(QRect(look.labels_px - 1, 0, 1, look.axis_px), work.theme.border);
}

} // namespace orkestr
