#include "ui/canvas/canvas_state.h"

#include "ui/canvas/canvas_map.h"
#include "ui/canvas/metrics.h"
#include "ui/canvas/navigation.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr int settle_ms = 120;
constexpr double ring_room = 14; ///< around a node, for rings and shadows

constexpr int best_readable_level = -3; ///< 59 %: below, cards show their names only

} // namespace

CanvasState::CanvasState(Canvas& owner) : canvas(owner) {
    settle.setSingleShot(true);
    settle.setInterval(settle_ms);
    QObject::connect(&settle, &QTimer::timeout, &canvas, [this] { canvas.viewport()->update(); });
}

QSizeF CanvasState::view_size() const { return QSizeF(canvas.viewport()->size()) * viewpoint.device_pixel_ratio; }

QRectF CanvasState::to_logical(const QRectF& world) const {
    const QRectF device = viewpoint.to_device(world);
    const double ratio = viewpoint.device_pixel_ratio;
    return {device.topLeft() / ratio, device.size() / ratio};
}

void CanvasState::keep_in_sight(Viewpoint& view) const {
    if (!scene) return;
    const QSizeF size = view_size();
    const QSizeF world(scene->layout.bounds.width() * view.scale(), scene->layout.bounds.height() * view.scale());
    const auto limited = [](int origin, double content, double room) {
        const double margin = std::min(content, room) * 0.3;
        return static_cast<int>(std::clamp<double>(origin, margin - room, std::max(margin - room, content - margin)));
    };
    view.origin = {limited(view.origin.x(), world.width(), size.width()),
                   limited(view.origin.y(), world.height(), size.height())};
}

void CanvasState::change_view(const Viewpoint& wanted_view, bool by_user) {
    Viewpoint next = wanted_view;
    keep_in_sight(next);
    looked_around = looked_around || by_user;
    if (next == viewpoint) return;
    const bool zoomed = next.level != viewpoint.level;
    viewpoint = next;
    if (by_user) {
        last_move.start();
        settle.start();
    }
    canvas.viewport()->update();
    if (zoomed) Q_EMIT canvas.zoom_changed(viewpoint.zoom());
    Q_EMIT canvas.view_changed();
}

void CanvasState::fit(bool by_user) {
    if (!scene) return;
    Viewpoint next = viewpoint;
    const QRectF bounds = scene->layout.bounds;
    next.level = Viewpoint::level_to_fit(bounds.size() * viewpoint.device_pixel_ratio, view_size(), 0);
    next.bring(bounds.center(), QPointF(view_size().width(), view_size().height()) / 2);
    change_view(next, by_user);
}

/// All of it where that can be read, else its beginning.
void CanvasState::show_from_start() {
    if (!scene || canvas.viewport()->size().isEmpty()) return;
    const QRectF bounds = scene->layout.bounds;
    const QSizeF size = view_size();
    Viewpoint next = viewpoint;
    const int fitting = Viewpoint::level_to_fit(bounds.size() * viewpoint.device_pixel_ratio, size, 0);
    if (fitting >= best_readable_level) {
        next.level = fitting;
        next.bring(bounds.center(), QPointF(size.width(), size.height()) / 2);
    } else {
        const bool rightwards = scene->layout.rightwards;
        const double ratio = viewpoint.device_pixel_ratio;
        const QSizeF across = rightwards ? QSizeF(1, bounds.height() * ratio) : QSizeF(bounds.width() * ratio, 1);
        next.level = std::max(best_readable_level, Viewpoint::level_to_fit(across, size, 0));
        const int first = scene->first_node();
        QPointF start = first < 0 ? bounds.center() : scene->layout.node(first).center();
        if (first >= 0) start.setX(scene->layout.axes[static_cast<std::size_t>(first)]);
        if (bounds.width() * next.scale() <= size.width()) start.setX(bounds.center().x());
        if (bounds.height() * next.scale() <= size.height()) start.setY(bounds.center().y());
        if (rightwards)
            next.bring({bounds.left(), start.y()}, {0, size.height() / 2});
        else
            next.bring({start.x(), bounds.top()}, {size.width() / 2, 0});
    }
    change_view(next, false);
}

void CanvasState::zoom_to(int level, QPointF device) {
    Viewpoint next = viewpoint;
    next.zoom_at(device, level);
    change_view(next, true);
}

void CanvasState::bring_into_view(int node) {
    if (!scene || node < 0) return;
    const QRectF place = viewpoint.to_device(scene->layout.node(node));
    const QSizeF size = view_size();
    const double margin = std::min({48 * viewpoint.device_pixel_ratio, size.width() / 6, size.height() / 6});
    // Of what is larger than the view, the beginning.
    const auto shift = [margin](double low, double high, double room) {
        if (low < margin || high - low > room - 2 * margin) return low - margin;
        return high > room - margin ? high - room + margin : 0.0;
    };
    const bool sees_all = QRectF(QPointF(0, 0), size).contains(place);
    Viewpoint next = viewpoint;
    if (!sees_all)
        next.origin +=
            QPointF(shift(place.left(), place.right(), size.width()), shift(place.top(), place.bottom(), size.height()))
                .toPoint();
    const double covered = covered_by_map(next.to_device(scene->layout.node(node)));
    next.origin += QPointF(0, covered).toPoint();
    if (!sees_all || covered > 0) change_view(next, true);
}

/// How far a place must go up to stand above the map instead of under it; 0 where that would lead out of the view.
double CanvasState::covered_by_map(const QRectF& place) const {
    if (!map->isVisible()) return 0;
    const double ratio = viewpoint.device_pixel_ratio;
    const QRectF covered(QPointF(map->geometry().topLeft()) * ratio, QSizeF(map->size()) * ratio);
    const double up = place.bottom() - covered.top() + 12 * ratio;
    return covered.intersects(place) && place.top() >= up ? up : 0;
}

void CanvasState::center_on(int node) {
    if (!scene || node < 0) return;
    Viewpoint next = viewpoint;
    if (next.zoom() < 0.55) next.level = -3;
    const QRectF place = scene->layout.node(node);
    const QSizeF size = view_size();
    const bool tall = place.height() * next.scale() > size.height();
    const QPointF point =
        tall ? QPointF(place.center().x(), place.top() + size.height() / next.scale() * 0.4) : place.center();
    next.bring(point, QPointF(size.width(), size.height()) / 2);
    change_view(next, true);
}

void CanvasState::repaint_node(int node) {
    if (!scene || node < 0) return;
    const QRectF world = scene->layout.node(node).adjusted(-ring_room, -ring_room, ring_room, ring_room);
    canvas.viewport()->update(to_logical(world).toAlignedRect().adjusted(-2, -2, 2, 2));
}

void CanvasState::set_selected(int node, bool by_user) {
    if (node == selected && by_user) return;
    repaint_node(selected);
    selected = node;
    selected_id = node < 0 ? QString() : scene->node(node).id;
    repaint_node(selected);
    announce_focus();
    if (by_user) Q_EMIT canvas.selected(selected_id);
}

void CanvasState::set_hovered(int node) {
    if (node == hovered) return;
    repaint_node(hovered);
    hovered = node;
    repaint_node(hovered);
}

void CanvasState::go_to_match(int position) {
    if (matches.empty()) return;
    const int count = static_cast<int>(matches.size());
    match = (position % count + count) % count;
    const int node = matches[static_cast<std::size_t>(match)];
    center_on(node);
    set_selected(node, true);
    canvas.viewport()->update();
    Q_EMIT canvas.found(match, count);
}

void CanvasState::resolve_matches() {
    matches = scene ? find_nodes(*scene, wanted) : std::vector<int>();
    if (match >= static_cast<int>(matches.size())) match = matches.empty() ? -1 : 0;
}

void CanvasState::apply_status(int node, const NodeStatus& status) {
    const StatusOverlay::Change change = overlay.set(node, status);
    if (!change.node) return;
    map->invalidate();
    painter.forget(node);
    const QRectF place = scene->layout.node(node);
    const auto repaint = [this](const QRectF& world) {
        tiles.invalidate(world);
        canvas.viewport()->update(to_logical(world).toAlignedRect().adjusted(-2, -2, 2, 2));
    };
    if (scene->index.node(node).container) {
        // Only the frame shows it: what lies inside has its own.
        const double line = 4;
        repaint({place.left() - line, place.top() - line, place.width() + 2 * line,
                 metrics::header_height + metrics::port_size + 3 * line});
        repaint({place.left() - line, place.top(), 2 * line, place.height()});
        repaint({place.right() - line, place.top(), 2 * line, place.height()});
        repaint({place.left() - line, place.bottom() - 24, place.width() + 2 * line, 24 + line});
    } else {
        repaint(place.adjusted(-ring_room, -ring_room, ring_room, ring_room));
    }
    for (const int edge : change.edges) {
        const CanvasLayout::Edge& line = scene->edge(edge);
        const auto points = scene->layout.path(line);
        for (std::size_t i = 1; i < points.size(); ++i)
            repaint(QRectF(points[i - 1], points[i]).normalized().adjusted(-8, -8, 8, 8));
        if (!line.label.isEmpty())
            repaint(
                QRectF(line.label_center - QPointF(line.label_width / 2 + 2, 12), QSizeF(line.label_width + 4, 24)));
    }
}

void CanvasState::apply_statuses() {
    if (!scene) return;
    for (int node = 0; node < scene->index.top(); ++node)
        apply_status(node, statuses.value(scene->node(node).id));
}

void CanvasState::announce_focus() { items->announce(selected); }

} // namespace orkestr
