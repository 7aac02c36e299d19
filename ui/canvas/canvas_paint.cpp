#include "ui/canvas/canvas_state.h"
#include "ui/canvas/metrics.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"

#include <QBackingStore>
#include <QPaintEngine>
#include <QPaintEvent>
#include <QPainter>

#include <limits>

namespace orkestr {

namespace {

constexpr double moving_budget_ms = 10;
constexpr double resting_budget_ms = 2000;

double corner_of(const CanvasScene& scene, int node) {
    const NodeType type = scene.index.node(node).type;
    if (is_terminal(type)) return metrics::terminal_height / 2;
    return scene.index.node(node).container ? 12 : 9;
}

/// A ring around a node, in logical pixels, as thick at every zoom.
void paint_ring(QPainter& painter, const CanvasState& s, int node, const QColor& color, double width, double distance) {
    const QRectF place = s.to_logical(s.scene->layout.node(node));
    const double grow = distance + width / 2;
    const double radius = corner_of(*s.scene, node) * s.viewpoint.zoom() + grow;
    painter.setPen(QPen(color, width));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(place.adjusted(-grow, -grow, grow, grow), radius, radius);
}

/// Not a picture of the widget. The painter names the widget as its device in both cases; its engine knows better.
bool is_on_screen(const QPainter& painter, const QWidget& widget) {
    QBackingStore* screen = widget.backingStore();
    return screen && painter.paintEngine() && painter.paintEngine()->paintDevice() == screen->paintDevice();
}

/// While it moves, a frame must be quick and may be coarse. A picture that somebody takes (QWidget::grab) is always whole.
double time_to_paint_ms(const CanvasState& s, const QPainter& painter) {
    if (!is_on_screen(painter, *s.canvas.viewport())) return std::numeric_limits<double>::infinity();
    const bool moving = s.last_move.isValid() && s.last_move.elapsed() < s.settle.interval();
    return moving ? moving_budget_ms : resting_budget_ms;
}

bool is_seen(const CanvasState& s, int node) {
    return s.to_logical(s.scene->layout.node(node)).intersects(QRectF(s.canvas.viewport()->rect()));
}

} // namespace

void Canvas::paintEvent(QPaintEvent* event) {
    CanvasState& s = *state_;
    const Theme& theme = Theme::of(palette());
    QPainter painter(viewport());
    const bool has_graph = s.scene && !s.scene->graph.nodes.empty();
    if (!has_graph || s.message.kind != CanvasMessage::Kind::none) {
        painter.fillRect(event->rect(), theme.surface);
        paint_message(painter);
        return;
    }
    const double ratio = s.viewpoint.device_pixel_ratio;
    painter.save();
    painter.scale(1 / ratio, 1 / ratio);
    const QRectF exposed(QPointF(event->rect().topLeft()) * ratio, QSizeF(event->rect().size()) * ratio);
    const TileCache::Source source{*s.scene, s.overlay, theme, s.painter};
    const bool complete = s.tiles.draw(painter, exposed.toAlignedRect(), s.viewpoint,
                                       source, time_to_paint_ms(s, painter));
    painter.restore();
    if (!complete) viewport()->update();
    painter.setRenderHint(QPainter::Antialiasing);
    paint_marks(painter);
}

void Canvas::paint_marks(QPainter& painter) {
    const CanvasState& s = *state_;
    const Theme& theme = Theme::of(palette());
    const QColor found = theme.colors(DisplayStatus::suspended).stripe;
    for (const int node : s.matches) {
        if (is_seen(s, node)) paint_ring(painter, s, node, found, 2, 2);
    }
    if (s.hovered >= 0 && s.hovered != s.selected && !s.dragging)
        paint_ring(painter, s, s.hovered, blended(theme.strong_border, theme.accent, 0.5), 1.5, 1);
    if (s.selected >= 0 && is_seen(s, s.selected)) {
        const bool focused = hasFocus();
        QColor halo = theme.accent;
        halo.setAlphaF(0.22F);
        if (focused) paint_ring(painter, s, s.selected, halo, 4, 3.5);
        paint_ring(painter, s, s.selected, focused ? theme.accent : blended(theme.surface, theme.accent, 0.75), 2, 1.5);
    } else if (hasFocus() && s.focus_by_key && s.selected < 0) {
        // Focus must be seen even when no node has it.
        painter.setPen(QPen(theme.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void Canvas::paint_message(QPainter& painter) {
    CanvasMessage shown = state_->message;
    if (shown.kind == CanvasMessage::Kind::none) {
        if (state_->busy)
            shown = {CanvasMessage::Kind::loading, tr("Laying out the graph…"), {}};
        else
            shown = {CanvasMessage::Kind::empty, tr("Nothing to show"),
                     tr("Choose a workflow definition to see its graph.")};
    }
    const Theme& theme = Theme::of(palette());
    const bool failed = shown.kind == CanvasMessage::Kind::failed;
    const QString name = failed                                       ? QStringLiteral("octagon-x")
                         : shown.kind == CanvasMessage::Kind::loading ? QStringLiteral("loader-circle")
                                                                      : QStringLiteral("workflow");
    constexpr int icon_side = 32;
    const int width = std::min(viewport()->width() - 48, 460);
    const QFont title_font = ui_font(15, QFont::DemiBold);
    const QRect room(0, 0, width, 10000);
    const QFontMetrics title_metrics(title_font);
    const QFontMetrics detail_metrics(ui_font());
    const int flags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
    const int title_height = title_metrics.boundingRect(room, flags, shown.title).height();
    const int detail_height =
        shown.detail.isEmpty() ? 0 : detail_metrics.boundingRect(room, flags, shown.detail).height() + 8;
    const int top = (viewport()->height() - icon_side - 14 - title_height - detail_height) / 2;
    const int left = (viewport()->width() - width) / 2;
    painter.drawPixmap(
        (viewport()->width() - icon_side) / 2, top,
        icon_pixmap(name, failed ? theme.error : theme.secondary_text, icon_side, viewport()->devicePixelRatioF()));
    painter.setFont(title_font);
    painter.setPen(failed ? theme.error : theme.text);
    painter.drawText(QRect(left, top + icon_side + 14, width, title_height), flags, shown.title);
    painter.setFont(ui_font());
    painter.setPen(theme.secondary_text);
    painter.drawText(QRect(left, top + icon_side + 14 + title_height + 8, width, detail_height), flags, shown.detail);
}

} // namespace orkestr
