#include "ui/canvas/edge_paths.h"

#include "ui/canvas/metrics.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace orkestr {

namespace {

constexpr double label_drop = 18; ///< from the turn of an edge to the middle of its label
constexpr double self_loop_half = 9;
constexpr int most_drawn_lanes = 6;

/// Points of one edge; those that say nothing new are left out.
class PathPoints {
public:
    explicit PathPoints(std::vector<QPointF>& points) : points_(points), first_(points.size()) {}

    void add(double x, double y) {
        const QPointF point(x, y);
        if (count() > 0 && near(points_.back(), point)) return;
        if (count() > 1 && in_line(points_[points_.size() - 2], points_.back(), point)) {
            points_.back() = point;
            return;
        }
        points_.push_back(point);
    }
    std::size_t count() const { return points_.size() - first_; }
    int first() const { return static_cast<int>(first_); }

private:
    static bool near(QPointF a, QPointF b) { return std::abs(a.x() - b.x()) < 0.01 && std::abs(a.y() - b.y()) < 0.01; }
    static bool in_line(QPointF a, QPointF b, QPointF c) {
        const bool across = std::abs(a.y() - b.y()) < 0.01 && std::abs(b.y() - c.y()) < 0.01;
        const bool down = std::abs(a.x() - b.x()) < 0.01 && std::abs(b.x() - c.x()) < 0.01;
        return (across && (b.x() - a.x()) * (c.x() - b.x()) > 0) || (down && (b.y() - a.y()) * (c.y() - b.y()) > 0);
    }

    std::vector<QPointF>& points_;
    std::size_t first_;
};

class EdgePaths {
public:
    EdgePaths(const GraphIndex& index, CanvasLayout& layout) : index_(index), layout_(layout) {}

    void make(CanvasLayout::Edge& edge, const EdgeLevel& level, const FlowRoute& route) {
        PathPoints path(layout_.points);
        if (route.kind == FlowRoute::Kind::back)
            add_back(path, edge, level, route);
        else if (level.lane >= 0)
            add_leaving(path, edge, level, route);
        else
            add_down(path, edge, level, route);
        edge.first_point = path.first();
        edge.point_count = static_cast<int>(path.count());
        edge.arrow = index_.node(edge.to).type != NodeType::exit || index_.owner(edge.to) == level.to;
    }

private:
    double axis(int node) const { return layout_.axes[static_cast<std::size_t>(node)]; }

    void add_down(PathPoints& path, CanvasLayout::Edge& edge, const EdgeLevel& level, const FlowRoute& route) {
        const double x = axis(level.from);
        const double y = layout_.node(level.from).bottom();
        path.add(x, y);
        if (route.kind == FlowRoute::Kind::channel) {
            path.add(x, route.out_y);
            add_channel(path, level, route);
        }
        path.add(axis(level.to), layout_.node(level.to).top());
        edge.label_center = label_place(level, route, QPointF(x, y));
    }

    static double label_y(double from_y, double to_y) {
        const double usual = metrics::bus + label_drop;
        return to_y - from_y >= metrics::labelled_gap ? from_y + usual : (from_y + to_y) / 2 - 3;
    }

    /// On the part of the edge that is its own.
    QPointF label_place(const EdgeLevel& level, const FlowRoute& route, QPointF from) const {
        if (route.kind == FlowRoute::Kind::straight) return {from.x(), label_y(from.y(), layout_.node(level.to).top())};
        if (route.label_at_end) return {axis(level.to), route.in_y + label_drop};
        return {route.channel_x, route.out_y + label_drop};
    }

    void add_channel(PathPoints& path, const EdgeLevel& level, const FlowRoute& route) {
        path.add(route.channel_x, route.out_y);
        path.add(route.channel_x, route.in_y);
        path.add(axis(level.to), route.in_y);
    }

    /// From the right of a node that lies inside `level.from`, down beside that container, and on from there.
    void add_leaving(PathPoints& path, CanvasLayout::Edge& edge, const EdgeLevel& level, const FlowRoute& route) {
        const QRectF from = layout_.node(index_.owner(edge.from));
        const double lane =
            layout_.node(level.from).right() + metrics::lane_width * (std::min(level.lane, most_drawn_lanes - 1) + 0.5);
        path.add(from.right(), from.center().y());
        path.add(lane, from.center().y());
        if (route.kind == FlowRoute::Kind::channel) {
            path.add(lane, route.out_y);
            add_channel(path, level, route);
        } else {
            path.add(lane, route.in_y);
            path.add(axis(level.to), route.in_y);
        }
        path.add(axis(level.to), layout_.node(level.to).top());
        edge.label_center = QPointF(lane, from.center().y() + label_drop);
    }

    void add_back(PathPoints& path, CanvasLayout::Edge& edge, const EdgeLevel& level, const FlowRoute& route) {
        const QRectF from = level.lane >= 0 ? layout_.node(index_.owner(edge.from)) : layout_.node(level.from);
        const QRectF to = layout_.node(level.to);
        const double nudge = level.from == level.to ? self_loop_half : 0;
        const double out_y = from.center().y() + nudge;
        const double in_y =
            index_.node(level.to).container ? to.top() + metrics::header_height / 2 : to.center().y() - nudge;
        path.add(from.left(), out_y);
        path.add(route.channel_x, out_y);
        path.add(route.channel_x, in_y);
        path.add(to.left(), in_y);
        const double along = std::min(2 * label_drop, std::abs(in_y - out_y) / 2);
        edge.label_center = QPointF(route.channel_x, out_y + (in_y < out_y ? -along : along));
        if (edge.kind == EdgeKind::flow) edge.kind = EdgeKind::back;
    }

    const GraphIndex& index_;
    CanvasLayout& layout_;
};

} // namespace

void make_edge_paths(const GraphIndex& index, const std::vector<EdgeLevel>& levels,
                     const std::vector<FlowRoute>& routes, CanvasLayout& layout) {
    EdgePaths paths(index, layout);
    QSet<std::pair<int, int>> drawn;
    layout.points.reserve(layout.edges.size() * 3);
    for (std::size_t i = 0; i < layout.edges.size(); ++i) {
        CanvasLayout::Edge& edge = layout.edges[i];
        if (levels[i].from == levels[i].to && edge.from != edge.to) continue;
        if (edge.kind != EdgeKind::loop) {
            if (drawn.contains({edge.from, edge.to})) continue;
            drawn.insert({edge.from, edge.to});
        }
        paths.make(edge, levels[i], routes[i]);
    }
}

} // namespace orkestr
