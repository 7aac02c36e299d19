// Draws what can be seen of a timeline. Statuses are told by colour and by shape: waits are thin and hatched, retries
// outlined with their number, what faulted has a cross, what goes on an open end, what was cancelled is struck. Where bars
// have no room, a badge says how many.
#pragma once

#include "ui/runs/timeline_seen.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QPainterPath>
#include <QPainter>
#include <QPixmap>

namespace orkestr {

/// What is shown where.
struct TimelineLook {
    TimelineScale scale;
    QSize size;          ///< of the viewport
    int labels_px = 180; ///< width of the lanes' names at the left
    int axis_px = 28;    ///< height of the axis at the top
    int scroll_px = 0;   ///< of the lanes
    qint64 now_ms = 0;   ///< since 1970: where open bars end
    std::optional<qint64> moment_ms; ///< the same: where a line stands
    bool critical = true;
    int selected = -1;   ///< bars
    int hovered = -1;
    bool focused = false;

    QRect lanes() const { return {labels_px, axis_px, size.width() - labels_px, size.height() - axis_px}; }
    int lane_top(std::uint32_t lane) const { return axis_px + static_cast<int>(lane) * timeline_lane_px - scroll_px; }
    /// The lanes that can be seen: [first, last).
    std::pair<std::uint32_t, std::uint32_t> seen_lanes(std::size_t count) const;
};

/// It begins with what the run took from the one that it was forked from.
bool timeline_shows_fork(const Timeline& timeline);

class TimelinePainter {
public:
    void paint(QPainter& painter, const Timeline& timeline, const TimelineLook& look, const Theme& theme);
    /// Names and pictures are drawn anew.
    void forget();

private:
    struct Work;
    void paint_lanes(Work& work);
    void paint_suspended(Work& work);
    void paint_holders(Work& work, const TimelineLane& lane, int top);
    void paint_bars(Work& work, const TimelineLane& lane, int top);
    void paint_bar(Work& work, const TimelineSeen& seen, const TimelineBar& bar, const QRectF& place);
    void paint_title(Work& work, const TimelineBar& bar, QRectF place);
    void paint_badges(Work& work, int top);
    QPainterPath critical_line(const Work& work) const;
    void paint_critical(Work& work);
    void paint_labels(Work& work);
    void paint_axis(Work& work);
    void paint_fork(Work& work);
    void paint_now(Work& work);
    QRectF word_place(const Work& work, Instant at, const QString& word) const;
    void paint_word(Work& work, const QRectF& place, const QString& word, const QColor& fill, const QColor& ink);
    void paint_moment(Work& work);
    const QString& name(const Timeline& timeline, std::uint32_t number);
    int name_width(Work& work, std::uint32_t number);
    const QPixmap& cross(Work& work);

    QHash<std::uint32_t, QString> names_;
    QHash<std::uint32_t, int> widths_;
    QPixmap cross_;
    const Timeline* of_ = nullptr;
    std::vector<TimelineSeen> seen_;
    std::vector<TimelineBadge> badges_;
};

} // namespace orkestr
