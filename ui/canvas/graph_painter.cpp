#include "ui/canvas/graph_painter.h"

#include "ui/canvas/edge_painter.h"
#include "ui/canvas/metrics.h"
#include "ui/canvas/node_shape.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace orkestr {

namespace {

constexpr double dimmed_opacity = 0.35;
constexpr double dot_spacing = 24;
constexpr int least_edged_card = 6; ///< device pixels

void paint_dots(QPainter& painter, const PaintView& view) {
    if (view.detail() != Detail::full) return;
    const double step = dot_spacing * view.scale();
    const QPointF first = QPointF(view.area.topLeft() + view.origin) / step;
    const int side = view.line(1.2);
    QList<QRect> dots;
    for (double y = std::floor(first.y()); y * step < view.area.bottom() + view.origin.y() + 1; ++y) {
        for (double x = std::floor(first.x()); x * step < view.area.right() + view.origin.x() + 1; ++x)
            dots.push_back({qRound(x * step) - view.origin.x(), qRound(y * step) - view.origin.y(), side, side});
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(blended(view.theme.surface, view.theme.strong_border, 0.4));
    painter.drawRects(dots);
}

QColor frame_border(const PaintView& view, int node) {
    const DisplayStatus status = view.statuses.of(node).status;
    if (status != DisplayStatus::none) return blended(view.theme.border, view.theme.colors(status).stripe, 0.75);
    if (view.scene.index.node(node).type == NodeType::catch_)
        return blended(view.theme.border, view.theme.colors(DisplayStatus::faulted).stripe, 0.35);
    return blended(view.theme.border, view.theme.strong_border, 0.35);
}

QColor heat_color(const Theme& theme, double heat) {
    return blended(theme.warning, theme.error, heat > 0.5 ? 2 * heat - 1 : 0);
}

QColor overview_color(const Theme& theme, const NodeStatus& status) {
    if (status.heat >= 0) return blended(theme.surface, heat_color(theme, status.heat), 0.25 + 0.75 * status.heat);
    const QColor full = status.status == DisplayStatus::none ? blended(theme.surface, theme.strong_border, 0.9)
                                                             : theme.colors(status.status).stripe;
    return status.dimmed ? blended(theme.surface, full, dimmed_opacity) : full;
}

} // namespace

QColor frame_fill(const Theme& theme, int depth) {
    const QColor towards = theme.kind == ThemeKind::dark ? QColor(Qt::white) : theme.text;
    return blended(theme.surface, towards, 0.022 * std::min(depth + 1, 7));
}

void GraphPainter::clear() {
    texts_.clear();
    pictures_.clear();
}

void GraphPainter::paint(QPainter& painter, const PaintView& view) {
    painter.fillRect(view.area, view.theme.surface);
    paint_dots(painter, view);
    view.scene.nodes.query(view.world_area(), nodes_);
    // What stands beside an edge reaches further than its line.
    const double beside = view.statuses.knows_frequencies() ? edge_text_reach : 0;
    view.scene.edges.query(view.world_area().adjusted(-beside, -beside, beside, beside), edges_);
    if (view.detail() == Detail::overview) {
        paint_overview(painter, view);
        return;
    }
    texts_.prepare(view);
    pictures_.prepare(view);
    std::stable_sort(nodes_.begin(), nodes_.end(),
                     [&view](int a, int b) { return view.scene.index.node(a).depth < view.scene.index.node(b).depth; });
    for (const int node : nodes_) {
        if (view.scene.index.node(node).container) paint_frame(painter, view, node);
    }
    paint_edges(painter, view, edges_);
    for (const int node : nodes_) {
        if (!view.scene.index.node(node).container) paint_node(painter, view, node);
    }
    if (view.detail() == Detail::full) paint_edge_labels(painter, view, edges_);
}

void GraphPainter::paint_overview(QPainter& painter, const PaintView& view) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    std::stable_sort(nodes_.begin(), nodes_.end(),
                     [&view](int a, int b) { return view.scene.index.node(a).depth < view.scene.index.node(b).depth; });
    QHash<QRgb, QList<QRect>> cards;
    QList<QRect> inner;
    for (const int node : nodes_) {
        const GraphIndex::Node& known = view.scene.index.node(node);
        if (is_port(known.type)) continue;
        QRect place = view.to_device(view.scene.layout.node(node));
        place.setSize(place.size().expandedTo({1, 1}));
        if (known.container) {
            painter.fillRect(place, frame_border(view, node));
            if (place.width() > 2 && place.height() > 2)
                painter.fillRect(place.adjusted(1, 1, -1, -1), frame_fill(view.theme, known.depth));
        } else {
            cards[overview_color(view.theme, view.statuses.of(node)).rgb()].push_back(place);
            // Large enough, a card without a status looks like one: light, with an edge.
            if (place.height() >= least_edged_card && view.statuses.of(node).status == DisplayStatus::none)
                inner.push_back(place.adjusted(1, 1, -1, -1));
        }
    }
    paint_edges(painter, view, edges_);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    for (auto it = cards.cbegin(); it != cards.cend(); ++it) {
        painter.setBrush(QColor(it.key()));
        painter.drawRects(it.value());
    }
    painter.setBrush(view.theme.raised);
    painter.drawRects(inner);
}

void GraphPainter::paint_frame(QPainter& painter, const PaintView& view, int node) {
    const QRect place = view.to_device(view.scene.layout.node(node));
    const NodeStatus& status = view.statuses.of(node);
    const FrameShape shape(view, view.scene.layout.node(node));
    const double line = view.line(1);
    const QRectF body = QRectF(place).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(frame_fill(view.theme, view.scene.index.node(node).depth));
    painter.drawRoundedRect(body, shape.radius(), shape.radius());
    // The fill never depends on the status: a change repaints header and frame, not all that lies inside.
    painter.setOpacity(status.dimmed ? dimmed_opacity : 1);
    if (status.status != DisplayStatus::none) {
        QPainterPath header;
        header.addRoundedRect(body.adjusted(0, 0, 0, 0), shape.radius(), shape.radius());
        painter.save();
        painter.setClipRect(QRect(place.x(), place.y(), place.width(), shape.header_height()), Qt::IntersectClip);
        painter.fillPath(header, blended(frame_fill(view.theme, 0), view.theme.colors(status.status).fill, 0.85));
        painter.restore();
    }
    QPen pen(frame_border(view, node), line);
    if (view.scene.index.node(node).type == NodeType::catch_) pen.setDashPattern({5, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(body, shape.radius(), shape.radius());
    paint_frame_header(painter, view, node, place);
    painter.setOpacity(1);
}

void GraphPainter::paint_frame_header(QPainter& painter, const PaintView& view, int node, const QRect& place) {
    const FrameShape shape(view, view.scene.layout.node(node));
    const NodeTexts::Texts& texts = texts_.of(view, node);
    const DisplayStatus status = view.statuses.of(node).status;
    const bool full = view.detail() == Detail::full;
    const int title_y = place.y() + (shape.header_height() - qCeil(texts.title.size().height())) / 2;
    int x = place.x() + shape.text_left();
    painter.setPen(view.theme.text);
    painter.setFont(texts_.frame_font());
    painter.drawStaticText(x, title_y, texts.title);
    if (!full) return;

    const NodeType type = view.scene.index.node(node).type;
    const QColor icon_color =
        status == DisplayStatus::none ? view.theme.secondary_text : view.theme.colors(status).text;
    painter.drawPixmap(place.topLeft() + shape.icon().topLeft(),
                       pictures_.type_icon(view, type, icon_color, shape.icon().width()));
    painter.setFont(texts_.small_font());
    painter.setPen(view.theme.secondary_text);
    x += texts.title_width + view.pixels(10);
    const int small_y = title_y + (qCeil(texts.title.size().height()) - texts_.small_height()) / 2 + view.pixels(0.5);
    painter.drawStaticText(x, small_y, texts.subtitle);
    int right = place.x() + shape.badge().right() + 1;
    if (status != DisplayStatus::none) {
        painter.drawPixmap(place.topLeft() + shape.badge().topLeft(),
                           pictures_.status_icon(view, status, shape.badge().width()));
        right = place.x() + shape.badge().left() - view.pixels(8);
        painter.setPen(view.theme.colors(status).text);
    }
    painter.drawStaticText(right - texts.note_width, small_y, texts.note);
}

void GraphPainter::paint_node(QPainter& painter, const PaintView& view, int node) {
    const NodeType type = view.scene.index.node(node).type;
    if (is_port(type)) {
        paint_port(painter, view, node);
        return;
    }
    const NodeStatus& status = view.statuses.of(node);
    const QRect place = view.to_device(view.scene.layout.node(node));
    const int room = view.pixels(NodePictures::shadow_room);
    painter.setOpacity(status.dimmed ? dimmed_opacity : 1);
    painter.drawPixmap(place.topLeft() - QPoint(room, room), pictures_.card(view, type, status.status));
    paint_card_content(painter, view, node, place.topLeft());
    if (status.heat >= 0) paint_heat(painter, view, node, place);
    painter.setOpacity(1);
}

/// A bar along the card's lower edge, as long as its share: its length says the same as its colour.
void GraphPainter::paint_heat(QPainter& painter, const PaintView& view, int node, const QRect& place) {
    const NodeType type = view.scene.index.node(node).type;
    if (is_terminal(type)) return;
    const CardShape shape(view, type);
    const double heat = view.statuses.of(node).heat;
    const int height = std::max(2, view.pixels(3));
    const QRect track(place.left() + shape.radius(), place.bottom() - height - view.pixels(2), place.width() - 2 * shape.radius(), height);
    painter.fillRect(track, blended(view.theme.raised, view.theme.border, 0.8));
    painter.fillRect(QRect(track.topLeft(), QSize(std::max(1, static_cast<int>(track.width() * heat)), height)), heat_color(view.theme, heat));
}

void GraphPainter::paint_card_content(QPainter& painter, const PaintView& view, int node, QPoint corner) {
    const NodeType type = view.scene.index.node(node).type;
    const DisplayStatus status = view.statuses.of(node).status;
    const CardShape shape(view, type);
    const NodeTexts::Texts& texts = texts_.of(view, node);
    const bool full = view.detail() == Detail::full;
    const bool two_lines = full && !is_terminal(type);
    const int line_gap = view.pixels(1);
    const int height = texts_.title_height() + (two_lines ? texts_.small_height() + line_gap : 0);
    const int top = corner.y() + (shape.size().height() - height) / 2;
    const bool stands_back = status == DisplayStatus::pending || status == DisplayStatus::skipped;

    painter.setFont(texts_.title_font());
    painter.setPen(stands_back ? view.theme.secondary_text : view.theme.text);
    int title_x = corner.x() + shape.text_left();
    if (is_terminal(type)) title_x = corner.x() + shape.terminal_title_left(texts.title_width);
    painter.drawStaticText(title_x, top, texts.title);
    if (!full) return;

    const QColor icon_color = card_colors(view.theme, status).icon;
    const QPixmap& icon = pictures_.type_icon(view, type, icon_color, shape.icon().width());
    if (!two_lines) {
        painter.drawPixmap(title_x - view.pixels(6) - shape.icon().width(), corner.y() + shape.icon().y(), icon);
        return;
    }
    painter.drawPixmap(corner + shape.icon().topLeft(), icon);
    const int second = top + texts_.title_height() + line_gap;
    painter.setFont(texts_.small_font());
    painter.setPen(view.theme.secondary_text);
    painter.drawStaticText(corner.x() + shape.text_left(), second, texts.subtitle);
    if (status == DisplayStatus::none) return;
    painter.drawPixmap(corner + shape.badge().topLeft(), pictures_.status_icon(view, status, shape.badge().width()));
    painter.setPen(view.theme.colors(status).text);
    painter.drawStaticText(corner.x() + shape.text_right() - texts.note_width, second, texts.note);
}

void GraphPainter::paint_port(QPainter& painter, const PaintView& view, int node) {
    const QRectF place = view.to_device(view.scene.layout.node(node));
    const double inset = view.scale();
    const DisplayStatus status = view.statuses.of(view.scene.index.owner(node)).status;
    const QColor color = status == DisplayStatus::none
                             ? view.theme.strong_border
                             : blended(view.theme.strong_border, view.theme.colors(status).stripe, 0.8);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(color, view.line(1.5)));
    painter.setBrush(view.scene.index.node(node).type == NodeType::entry ? view.theme.raised : color);
    painter.drawEllipse(place.adjusted(inset, inset, -inset, -inset));
}

} // namespace orkestr
