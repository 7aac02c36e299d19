#include "ui/canvas/navigation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace orkestr {

namespace {

/// Follows edges from `node` to the first node that can be selected, past exits and into entries.
int along_flow(const CanvasScene& scene, int node, bool forward) {
    const GraphIndex& index = scene.index;
    const NodeType into = forward ? NodeType::entry : NodeType::exit;
    // From a container one first goes inside.
    const int inside = forward ? index.node(node).entry : -1;
    int at = inside >= 0 ? inside : node;
    for (int step = 0; step < index.top(); ++step) {
        auto edges = forward ? index.edges_out[at] : index.edges_in[at];
        const int entry = index.node(at).entry;
        if (edges.empty() && !forward && entry >= 0) edges = index.edges_in[entry];
        if (edges.empty()) return -1;
        const GraphIndex::Edge& edge = index.edges[static_cast<std::size_t>(edges.front())];
        at = forward ? edge.to : edge.from;
        const NodeType type = index.node(at).type;
        if (!is_port(type)) return at;
        if (forward && type == into) return index.owner(at);
        if (!forward && type == NodeType::entry) return index.owner(at);
    }
    return -1;
}

/// The nearest node in a direction, what is straight ahead before what is aside; never one that holds `node` or that it
/// holds.
int by_place(const CanvasScene& scene, int node, Direction direction) {
    const QRectF from = scene.layout.node(node);
    int best = -1;
    double best_distance = std::numeric_limits<double>::max();
    for (int other = 0; other < scene.index.top(); ++other) {
        if (other == node || is_port(scene.index.node(other).type)) continue;
        const QRectF to = scene.layout.node(other);
        if (to.contains(from) || from.contains(to)) continue;
        double ahead = 0;
        double aside = 0;
        switch (direction) {
        case Direction::left: ahead = from.left() - to.right(); break;
        case Direction::right: ahead = to.left() - from.right(); break;
        case Direction::up: ahead = from.top() - to.bottom(); break;
        case Direction::down: ahead = to.top() - from.bottom(); break;
        }
        if (ahead < -0.5) continue;
        const bool across = direction == Direction::left || direction == Direction::right;
        const double low = across ? std::max(from.top(), to.top()) : std::max(from.left(), to.left());
        const double high = across ? std::min(from.bottom(), to.bottom()) : std::min(from.right(), to.right());
        aside = std::max(0.0, low - high);
        if (across && aside > 400) continue;
        const QPointF between = to.center() - from.center();
        const double off = across ? std::abs(between.y()) : std::abs(between.x());
        // Where the flow leads to the right, what stands above or below is of the same layer.
        const double weight = scene.layout.rightwards && !across ? 30 : 3;
        const double distance = ahead + weight * aside + 0.05 * off - 0.001 * scene.index.node(other).depth;
        if (distance < best_distance) {
            best_distance = distance;
            best = other;
        }
    }
    return best;
}

} // namespace

int neighbour(const CanvasScene& scene, int node, Direction direction) {
    const Direction forward = scene.layout.rightwards ? Direction::right : Direction::down;
    const Direction backward = scene.layout.rightwards ? Direction::left : Direction::up;
    if (direction == forward || direction == backward) {
        const int next = along_flow(scene, node, direction == forward);
        if (next >= 0 && next != node) return next;
    }
    return by_place(scene, node, direction);
}

std::vector<int> reading_order(const CanvasScene& scene) {
    std::vector<int> order;
    std::vector<int> open;
    const auto push_children = [&](int key) {
        const auto children = scene.index.children[key];
        open.insert(open.end(), children.rbegin(), children.rend());
    };
    push_children(scene.index.top());
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        if (!is_port(scene.index.node(node).type)) order.push_back(node);
        push_children(node);
    }
    return order;
}

std::vector<int> find_nodes(const CanvasScene& scene, const QString& text) {
    std::vector<int> found;
    const QString wanted = text.trimmed();
    if (wanted.isEmpty()) return found;
    for (const int number : reading_order(scene)) {
        const CanvasGraph::Node& node = scene.node(number);
        const bool matches = scene.title(number).contains(wanted, Qt::CaseInsensitive) ||
                             node.subtitle.contains(wanted, Qt::CaseInsensitive) ||
                             node_type_label(scene.index.node(number).type).contains(wanted, Qt::CaseInsensitive) ||
                             (wanted.startsWith('/') && node.id.contains(wanted, Qt::CaseInsensitive));
        if (matches) found.push_back(number);
    }
    return found;
}

} // namespace orkestr
