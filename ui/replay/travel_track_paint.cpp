#include "ui/replay/travel_track.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace orkestr {

namespace {

constexpr double line_top_px = 15;
constexpr double line_px = 12;
constexpr double upper_sign_y = 7.5;  ///< centre of what stands above the line
constexpr double lower_sign_y = 35;   ///< and below it
constexpr double sign_px = 4;         ///< half of a sign's height
constexpr int sign_apart_px = 9;      ///< nearer ones are drawn as one
constexpr double bookmark_px = 13;
constexpr int line_margin_px = 10;

void draw_triangle(QPainter& painter, QPointF c) {
    painter.drawPolygon(QPolygonF{c + QPointF(0, -sign_px), c + QPointF(sign_px + 0.5, sign_px - 0.5), c + QPointF(-sign_px - 0.5, sign_px - 0.5)});
}

void draw_diamond(QPainter& painter, QPointF c) {
    painter.drawPolygon(QPolygonF{c + QPointF(0, -sign_px), c + QPointF(sign_px, 0), c + QPointF(0, sign_px), c + QPointF(-sign_px, 0)});
}

void draw_disc(QPainter& painter, QPointF c) { painter.drawEllipse(c, sign_px - 0.3, sign_px - 0.3); }

} // namespace

void TravelTrack::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_line(painter);
    if (!is_ready()) return;
    paint_signs(painter);
    paint_bookmarks(painter);
    paint_handle(painter);
}

void TravelTrack::paint_line(QPainter& painter) const {
    const Theme& theme = Theme::of(palette());
    const QRectF line(line_margin_px, line_top_px, line_width(), line_px);
    QPainterPath shape;
    shape.addRoundedRect(line.adjusted(-3, 0, 3, 0), 4, 4);
    painter.fillPath(shape, theme.sunken);
    painter.save();
    painter.setClipPath(shape);
    const TravelDocument& document = travel_->document();
    if (document.stage() == TravelDocument::Stage::reading) {
        painter.fillRect(QRectF(line.left() - 3, line.top(), (line.width() + 6) * std::max(0, document.percent()) / 100, line.height()), theme.accent_tint);
    } else if (is_ready()) {
        const double here = x_of(document.position());
        painter.fillRect(QRectF(line.left() - 3, line.top(), here - line.left() + 3, line.height()), theme.accent_tint);
        std::uint32_t most = 1;
        for (const Column& column : columns()) most = std::max(most, column.events);
        const QColor ahead = blended(theme.sunken, theme.secondary_text, 0.45);
        const QColor behind = blended(theme.accent_tint, theme.accent, 0.55);
        for (std::size_t i = 0; i < columns().size(); ++i) {
            const Column& column = columns()[i];
            if (column.events == 0) continue;
            const double x = line.left() + static_cast<double>(i);
            // A few beside thousands are seen, too.
            const double share = most == 1 ? 0.5 : std::log1p(column.events) / std::log1p(most);
            const double height = column.of_task > 0 ? line_px : 2 + share * (line_px - 5);
            const QColor ink = column.of_task > 0 ? theme.accent : x <= here ? behind : ahead;
            painter.fillRect(QRectF(x - (column.of_task > 0 ? 0.5 : 0), line.bottom() - height, column.of_task > 0 ? 2 : 1, height), ink);
        }
    }
    painter.restore();
    painter.setPen(QPen(theme.border, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
}

void TravelTrack::paint_signs(QPainter& painter) const {
    const Theme& theme = Theme::of(palette());
    const auto draw = [&](std::uint32_t Column::*member, const QColor& ink, double y, void (*sign)(QPainter&, QPointF)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        int free_from = -1;
        for (int i = 0; i < static_cast<int>(columns().size()); ++i) {
            if (columns()[static_cast<std::size_t>(i)].*member == 0 || i < free_from) continue;
            sign(painter, QPointF(line_margin_px + i + 0.5, y));
            free_from = i + sign_apart_px;
        }
    };
    draw(&Column::retries, theme.colors(DisplayStatus::suspended).stripe, lower_sign_y, draw_diamond);
    draw(&Column::faults, theme.colors(DisplayStatus::faulted).stripe, lower_sign_y, draw_triangle);
    draw(&Column::stops, theme.colors(DisplayStatus::waiting).stripe, upper_sign_y, draw_disc);
}

/// The icons that lists of bookmarks have, so that none is taken for one of the signs, which are filled.
void TravelTrack::paint_bookmarks(QPainter& painter) const {
    const Theme& theme = Theme::of(palette());
    double free_from = -1;
    for (const TravelBookmark& one : travel_->bookmarks().all()) {
        if (one.seq > travel_->document().last()) break;
        const double x = std::floor(x_of(one.seq)) + 0.5;
        painter.setPen(QPen(theme.accent, 1.5));
        painter.drawLine(QPointF(x, line_top_px - 1), QPointF(x, line_top_px + line_px));
        if (x < free_from) continue;
        const QPixmap picture = icon_pixmap(QString::fromLatin1(to_string(one.shape)), theme.accent, bookmark_px, devicePixelRatioF());
        // Beneath it nothing else is to be seen through.
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.raised);
        painter.drawEllipse(QPointF(x, upper_sign_y - 1), bookmark_px / 2, bookmark_px / 2);
        painter.drawPixmap(QPointF(x - bookmark_px / 2, upper_sign_y - 1 - bookmark_px / 2), picture);
        free_from = x + bookmark_px - 1;
    }
}

void TravelTrack::paint_handle(QPainter& painter) const {
    const Theme& theme = Theme::of(palette());
    if (hovered_x_ >= 0) {
        painter.setPen(QPen(theme.secondary_text, 1, Qt::DotLine));
        const double x = std::floor(x_of(seq_at(hovered_x_))) + 0.5;
        painter.drawLine(QPointF(x, line_top_px - 3), QPointF(x, line_top_px + line_px + 3));
    }
    const bool past = travel_->document().is_past();
    const double x = x_of(travel_->document().position());
    const QRectF knob(x - 4.5, line_top_px - 4, 9, line_px + 8);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(knob.adjusted(-2.5, -2.5, 2.5, 2.5), 6, 6);
    }
    painter.setPen(QPen(past ? theme.raised : theme.accent, past ? 1.5 : 2));
    painter.setBrush(past ? theme.accent_fill : theme.raised);
    painter.drawRoundedRect(knob, 3.5, 3.5);
    if (!past) return;
    painter.setPen(QPen(theme.on_accent, 1.2));
    for (const double dx : {-1.5, 1.5}) painter.drawLine(QPointF(x + dx, knob.center().y() - 4), QPointF(x + dx, knob.center().y() + 4));
}

} // namespace orkestr
