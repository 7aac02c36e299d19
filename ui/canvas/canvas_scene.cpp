#include "ui/canvas/canvas_scene.h"

#include "ui/canvas/layered_layout.h"
#include "ui/canvas/metrics.h"

#include <algorithm>

namespace orkestr {

QString CanvasScene::title(int number) const {
    const QString& label = node(number).label;
    const NodeType type = index.node(number).type;
    if (label.isEmpty()) return node_type_label(type);
    // A catch has no name, only that of its variable.
    return type == NodeType::catch_ ? node_type_label(type) + QLatin1Char(' ') + label : label;
}

QString CanvasScene::subtitle(int number) const {
    QString text = node(number).subtitle;
    if (text.isEmpty()) {
        const NodeType type = index.node(number).type;
        return node(number).label.isEmpty() || type == NodeType::catch_ ? QString() : node_type_label(type);
    }
    // Nearly every address has the same scheme: what follows tells more.
    return text.remove(QStringLiteral("https://")).remove(QStringLiteral("http://"));
}

int CanvasScene::node_at(QPointF place) const {
    std::vector<int> near;
    nodes.query(QRectF(place, QSizeF(0, 0)), near);
    int best = -1;
    for (const int number : near) {
        const GraphIndex::Node& candidate = index.node(number);
        if (is_port(candidate.type) || !layout.node(number).contains(place)) continue;
        if (best < 0 || candidate.depth > index.node(best).depth) best = number;
    }
    return best;
}

int CanvasScene::first_node() const {
    const auto top = index.children[index.top()];
    if (top.empty()) return -1;
    if (!graph.layered) return top.front();
    const auto along = [this](int number) { return layout.rightwards ? layout.node(number).left() : layout.node(number).top(); };
    int best = -1;
    for (const int number : top)
        if (!index.edges_out[number].empty() && (best < 0 || along(number) < along(best))) best = number;
    return best < 0 ? top.front() : best;
}

QRectF CanvasScene::edge_rect(int number) const {
    const auto points = layout.path(edge(number));
    if (points.empty()) return {};
    double left = points.front().x();
    double right = left;
    double top = points.front().y();
    double bottom = top;
    for (const QPointF& point : points) {
        left = std::min(left, point.x());
        right = std::max(right, point.x());
        top = std::min(top, point.y());
        bottom = std::max(bottom, point.y());
    }
    constexpr double around = 8;
    return QRectF(QPointF(left - around, top - around), QPointF(right + around, bottom + around));
}

namespace {

SpatialGrid node_grid(const CanvasScene& scene) {
    std::vector<SpatialGrid::Item> items;
    items.reserve(scene.layout.nodes.size());
    // Rings, shadows and stripes reach a little over a node's edge.
    constexpr double around = 10;
    for (int i = 0; i < scene.index.top(); ++i)
        items.push_back({i, scene.layout.node(i).adjusted(-around, -around, around, around)});
    return SpatialGrid(scene.layout.bounds, items);
}

SpatialGrid edge_grid(const CanvasScene& scene) {
    std::vector<SpatialGrid::Item> items;
    items.reserve(scene.layout.edges.size() * 2);
    constexpr double around = 8;
    for (int i = 0; i < static_cast<int>(scene.layout.edges.size()); ++i) {
        const CanvasLayout::Edge& edge = scene.edge(i);
        const auto points = scene.layout.path(edge);
        for (std::size_t p = 1; p < points.size(); ++p) {
            const QRectF part = QRectF(points[p - 1], points[p]).normalized();
            items.push_back({i, part.adjusted(-around, -around, around, around)});
        }
        if (edge.label.isEmpty() || points.empty()) continue;
        const QSizeF size(edge.label_width, metrics::label_height);
        items.push_back({i, QRectF(edge.label_center - QPointF(size.width() / 2, size.height() / 2), size)});
    }
    return SpatialGrid(scene.layout.bounds, items);
}

} // namespace

std::shared_ptr<const CanvasScene> make_scene(CanvasGraph graph) {
    auto scene = std::make_shared<CanvasScene>();
    scene->graph = std::move(graph);
    scene->index = make_index(scene->graph);
    scene->layout = scene->graph.layered ? lay_out_layered(scene->graph, scene->index) : lay_out(scene->graph, scene->index);
    scene->nodes = node_grid(*scene);
    scene->edges = edge_grid(*scene);
    return scene;
}

} // namespace orkestr
