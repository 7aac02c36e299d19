#include "ui/canvas/layered_layout.h"

#include "ui/canvas/as_index.h"
#include "ui/canvas/layered_part.h"
#include "ui/canvas/metrics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace orkestr {

namespace {

constexpr double part_gap = 64;
constexpr double wanted_shape = 1.6; ///< width by height
constexpr double gain_of_turning = 1.3;

QSizeF card_size(NodeType type) {
    return is_terminal(type) ? QSizeF(metrics::terminal_width, metrics::terminal_height) : QSizeF(metrics::card_width, metrics::card_height);
}

class LayeredBuilder {
public:
    LayeredBuilder(const CanvasGraph& graph, const GraphIndex& index) : graph_(graph), index_(index) {}

    CanvasLayout build() {
        result_.nodes.resize(index_.nodes.size());
        result_.axes.resize(index_.nodes.size());
        for (const GraphIndex::Edge& edge : index_.edges) {
            CanvasLayout::Edge made{edge.from, edge.to};
            made.label = graph_.edges[as_index(edge.source)].label;
            made.label_width = label_width(made.label);
            result_.edges.push_back(std::move(made));
        }
        find_parts();
        lay_out_parts();
        place_parts();
        return std::move(result_);
    }

private:
    struct Placed {
        std::vector<int> nodes;
        std::vector<int> edges;
        LayeredPart part;
    };

    int root(int node) {
        while (joined_[as_index(node)] != node) {
            joined_[as_index(node)] = joined_[as_index(joined_[as_index(node)])];
            node = joined_[as_index(node)];
        }
        return node;
    }

    /// What edges join, in the order of their first nodes; what has no edge at all.
    void find_parts() {
        joined_.resize(index_.nodes.size());
        std::iota(joined_.begin(), joined_.end(), 0);
        std::vector<char> has_edge(index_.nodes.size(), 0);
        for (const GraphIndex::Edge& edge : index_.edges) {
            has_edge[as_index(edge.from)] = has_edge[as_index(edge.to)] = 1;
            const int a = root(edge.from);
            const int b = root(edge.to);
            joined_[as_index(std::max(a, b))] = std::min(a, b);
        }
        std::vector<int> part_of(index_.nodes.size(), -1);
        local_.resize(index_.nodes.size());
        for (int node = 0; node < index_.top(); ++node) {
            if (!has_edge[as_index(node)]) {
                alone_.push_back(node);
                continue;
            }
            int& part = part_of[as_index(root(node))];
            if (part < 0) {
                part = static_cast<int>(parts_.size());
                parts_.emplace_back();
            }
            local_[as_index(node)] = static_cast<int>(parts_[as_index(part)].nodes.size());
            parts_[as_index(part)].nodes.push_back(node);
        }
        for (int i = 0; i < static_cast<int>(index_.edges.size()); ++i)
            parts_[as_index(part_of[as_index(root(index_.edges[as_index(i)].from))])].edges.push_back(i);
    }

    std::vector<QSizeF> sizes_of(const Placed& one) const {
        std::vector<QSizeF> sizes;
        for (const int node : one.nodes) sizes.push_back(card_size(index_.node(node).type));
        return sizes;
    }

    std::vector<LayeredEdge> edges_of(const Placed& one) const {
        std::vector<LayeredEdge> edges;
        for (const int edge : one.edges)
            edges.push_back({local_[as_index(index_.edges[as_index(edge)].from)], local_[as_index(index_.edges[as_index(edge)].to)]});
        return edges;
    }

    /// Down, unless the largest part can be seen much larger when it leads to the right: cards are wide, and what is broad
    /// and not deep would be a line.
    void choose_direction() {
        const auto largest = std::max_element(parts_.begin(), parts_.end(), [](const Placed& a, const Placed& b) { return a.nodes.size() < b.nodes.size(); });
        if (largest == parts_.end()) return;
        const auto sizes = sizes_of(*largest);
        const auto edges = edges_of(*largest);
        const auto scale = [](const QSizeF& size) { return std::min(wanted_shape / std::max(1.0, size.width()), 1 / std::max(1.0, size.height())); };
        result_.rightwards = scale(estimate_part(sizes, edges, true)) > gain_of_turning * scale(estimate_part(sizes, edges, false));
    }

    void lay_out_parts() {
        choose_direction();
        for (Placed& one : parts_) one.part = lay_out_part(sizes_of(one), edges_of(one), result_.rightwards);
    }

    /// Side by side until a row is as wide as the whole should be.
    void place_parts() {
        double widest = 0;
        double area = 0;
        for (const Placed& one : parts_) {
            widest = std::max(widest, one.part.width);
            area += (one.part.width + part_gap) * (one.part.height + part_gap);
        }
        const double alone_area = static_cast<double>(alone_.size()) * (metrics::card_width + metrics::column_gap) * (metrics::card_height + metrics::series_gap);
        const double width = std::max(widest, std::sqrt((area + alone_area) * wanted_shape));
        QPointF at(0, 0);
        double row_height = 0;
        double right = 0;
        for (Placed& one : parts_) {
            if (at.x() > 0 && at.x() + one.part.width > width) {
                at = QPointF(0, at.y() + row_height + part_gap);
                row_height = 0;
            }
            place_part(one, at + QPointF(metrics::margin, metrics::margin));
            right = std::max(right, at.x() + one.part.width);
            row_height = std::max(row_height, one.part.height);
            at.rx() += one.part.width + part_gap;
            one.part = {};
        }
        double bottom = at.y() + row_height;
        if (!alone_.empty()) place_alone(width, parts_.empty() ? 0 : bottom + part_gap, right, bottom);
        result_.bounds = QRectF(0, 0, right + 2 * metrics::margin, bottom + 2 * metrics::margin);
    }

    void set_node(int node, QPointF place) {
        result_.nodes[as_index(node)] = QRectF(place, card_size(index_.node(node).type));
        result_.axes[as_index(node)] = result_.nodes[as_index(node)].center().x();
    }

    void place_alone(double width, double top, double& right, double& bottom) {
        const double step_x = metrics::card_width + metrics::column_gap;
        const double step_y = metrics::card_height + metrics::series_gap;
        const auto columns = std::max<std::size_t>(1, static_cast<std::size_t>((width + metrics::column_gap) / step_x));
        for (std::size_t i = 0; i < alone_.size(); ++i) {
            const QPointF place(static_cast<double>(i % columns) * step_x, top + static_cast<double>(i / columns) * step_y);
            set_node(alone_[i], place + QPointF(metrics::margin, metrics::margin));
            right = std::max(right, place.x() + metrics::card_width);
            bottom = place.y() + metrics::card_height;
        }
    }

    void place_part(Placed& one, QPointF origin) {
        for (std::size_t i = 0; i < one.nodes.size(); ++i) set_node(one.nodes[i], origin + one.part.positions[i]);
        for (std::size_t i = 0; i < one.edges.size(); ++i) {
            CanvasLayout::Edge& edge = result_.edges[as_index(one.edges[i])];
            const auto& path = one.part.paths[i];
            edge.first_point = static_cast<int>(result_.points.size());
            edge.point_count = static_cast<int>(path.size());
            if (one.part.kinds[i] == LayeredGraph::Path::Kind::back || one.part.kinds[i] == LayeredGraph::Path::Kind::self) edge.kind = EdgeKind::back;
            for (const QPointF& point : path) result_.points.push_back(origin + point);
            if (!path.empty()) edge.label_center = origin + (path[path.size() - 2] + path.back()) / 2;
        }
    }

    const CanvasGraph& graph_;
    const GraphIndex& index_;
    CanvasLayout result_;
    std::vector<int> joined_;
    std::vector<int> local_; ///< by node: its number in its part
    std::vector<int> alone_;
    std::vector<Placed> parts_;
};

} // namespace

CanvasLayout lay_out_layered(const CanvasGraph& graph, const GraphIndex& index) { return LayeredBuilder(graph, index).build(); }

} // namespace orkestr
