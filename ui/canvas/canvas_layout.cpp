#include "ui/canvas/canvas_layout.h"

#include "ui/canvas/as_index.h"
#include "ui/canvas/edge_paths.h"
#include "ui/canvas/flow.h"
#include "ui/canvas/metrics.h"

#include <algorithm>
#include <cmath>

namespace orkestr {

double label_width(const QString& label) {
    if (label.isEmpty()) return 0;
    return std::min(metrics::label_max_width, 16 + 7.0 * static_cast<double>(label.size()));
}

namespace {

constexpr int most_leaving_lanes = 6;

class LayoutBuilder {
public:
    LayoutBuilder(const CanvasGraph& graph, const GraphIndex& index) : graph_(graph), index_(index) {}

    CanvasLayout build() {
        sizes_.resize(index_.nodes.size());
        offsets_.resize(index_.nodes.size());
        leaving_.assign(index_.nodes.size(), 0);
        local_number_.assign(index_.nodes.size(), 0);
        make_edges();
        find_levels();
        for (auto it = index_.by_depth.rbegin(); it != index_.by_depth.rend(); ++it)
            set_size(*it);
        lay_out_children(index_.top());
        place();
        make_edge_paths(index_, levels_, routes_, result_);
        return std::move(result_);
    }

private:
    void make_edges() {
        result_.edges.reserve(index_.edges.size());
        QHash<std::pair<int, int>, int> first_of;
        for (const GraphIndex::Edge& edge : index_.edges) {
            CanvasLayout::Edge made{edge.from, edge.to};
            const QString& label = graph_.edges[as_index(edge.source)].label;
            const int target = index_.owner(edge.to);
            // A branch's edge is named like the branch: the card says it already.
            if (label != graph_.nodes[as_index(target)].label) made.label = label;
            if (index_.node(target).type == NodeType::catch_ && !index_.contains(target, edge.from))
                made.kind = EdgeKind::error;
            if (graph_.edges[as_index(edge.source)].back) made.kind = EdgeKind::back;
            const int number = static_cast<int>(result_.edges.size());
            const auto first = first_of.constFind({edge.from, edge.to});
            if (first == first_of.cend()) {
                first_of.insert({edge.from, edge.to}, number);
            } else if (!made.label.isEmpty()) {
                QString& joined = result_.edges[as_index(*first)].label;
                joined = joined.isEmpty() ? made.label : joined + QStringLiteral(", ") + made.label;
                made.label.clear();
            }
            result_.edges.push_back(made);
        }
        for (CanvasLayout::Edge& edge : result_.edges)
            edge.label_width = label_width(edge.label);
        for (int i = 0; i < index_.top(); ++i) {
            const GraphIndex::Node& node = index_.node(i);
            if (node.type != NodeType::for_ || node.entry < 0 || node.exit < 0) continue;
            result_.edges.push_back({node.exit, node.entry, EdgeKind::loop});
        }
    }

    /// For each edge the container in which both ends, or what holds them, are siblings.
    void find_levels() {
        levels_.reserve(result_.edges.size());
        std::vector<int> keys;
        std::vector<int> numbers;
        for (std::size_t i = 0; i < result_.edges.size(); ++i) {
            int a = result_.edges[i].from;
            int b = result_.edges[i].to;
            while (index_.node(a).depth > index_.node(b).depth)
                a = index_.node(a).parent;
            while (index_.node(b).depth > index_.node(a).depth)
                b = index_.node(b).parent;
            while (index_.node(a).parent != index_.node(b).parent) {
                a = index_.node(a).parent;
                b = index_.node(b).parent;
            }
            EdgeLevel level{a, b, -1};
            if (index_.owner(result_.edges[i].from) != a && result_.edges[i].from != a) level.lane = leaving_[as_index(a)]++;
            levels_.push_back(level);
            // An edge between a container and what it holds has no place: the frame shows it.
            const bool drawn = a != b || result_.edges[i].from == result_.edges[i].to;
            const int parent = index_.node(a).parent;
            keys.push_back(!drawn ? -1 : parent < 0 ? index_.top() : parent);
            numbers.push_back(static_cast<int>(i));
        }
        edges_in_ = IndexLists(index_.top() + 1, keys, numbers);
        routes_.resize(result_.edges.size());
    }

    void set_size(int node) {
        const NodeType type = index_.node(node).type;
        FlowItem& size = sizes_[as_index(node)];
        if (index_.node(node).container) {
            lay_out_children(node);
        } else if (is_port(type)) {
            size = {metrics::port_size, metrics::port_size, metrics::port_size / 2};
        } else if (is_terminal(type)) {
            size = {metrics::terminal_width, metrics::terminal_height, metrics::terminal_width / 2};
        } else {
            size = {metrics::card_width, metrics::card_height, metrics::card_width / 2};
        }
    }

    /// The room that a node takes among its siblings: its own, and the lanes of edges that leave it at the right.
    FlowItem outer_size(int node) const {
        FlowItem size = sizes_[as_index(node)];
        size.width += metrics::lane_width * std::min(leaving_[as_index(node)], most_leaving_lanes);
        return size;
    }

    void lay_out_children(int container) {
        const auto children = index_.children[container];
        const bool is_top = container == index_.top();
        std::vector<FlowItem> items;
        int entry = -1;
        int exit = -1;
        for (const int child : children) {
            const int number = static_cast<int>(items.size());
            local_number_[as_index(child)] = number;
            const NodeType type = index_.node(child).type;
            if (entry < 0 && type == (is_top ? NodeType::start : NodeType::entry)) entry = number;
            if (exit < 0 && type == (is_top ? NodeType::end : NodeType::exit)) exit = number;
            items.push_back(outer_size(child));
        }
        std::vector<FlowEdge> edges;
        for (const int number : edges_in_[container]) {
            const CanvasLayout::Edge& edge = result_.edges[as_index(number)];
            const EdgeLevel& level = levels_[as_index(number)];
            edges.push_back({local_number_[as_index(level.from)], local_number_[as_index(level.to)], edge.label_width,
                             edge.kind == EdgeKind::error, edge.kind == EdgeKind::back || edge.kind == EdgeKind::loop});
        }
        const FlowLayout flow = lay_out_flow(items, edges, entry, exit);
        const QPointF origin = is_top ? QPointF(metrics::margin, metrics::margin) : set_frame(container, flow);
        for (std::size_t i = 0; i < children.size(); ++i)
            offsets_[as_index(children[i])] = origin + flow.positions[i];
        for (std::size_t i = 0; i < edges.size(); ++i) {
            FlowRoute route = flow.routes[i];
            route.channel_x += origin.x();
            route.out_y += origin.y();
            route.in_y += origin.y();
            routes_[as_index(edges_in_[container][i])] = route;
        }
        if (is_top) result_.bounds = QRectF(0, 0, flow.width + 2 * metrics::margin, flow.height + 2 * metrics::margin);
    }

    /// Sets a container's own size and says where what it holds begins.
    QPointF set_frame(int container, const FlowLayout& flow) {
        const bool has_entry = index_.node(container).entry >= 0;
        const bool has_exit = index_.node(container).exit >= 0;
        const double width = std::max(metrics::frame_min_width, flow.width + 2 * metrics::frame_padding);
        const double left = (width - flow.width) / 2;
        const double top = metrics::header_height + (has_entry ? metrics::frame_port_gap : metrics::frame_padding);
        const double bottom = has_exit ? metrics::frame_port_gap * 2 : metrics::frame_padding;
        sizes_[as_index(container)] = {width, top + flow.height + bottom, left + flow.axis};
        return {left, top};
    }

    void place() {
        result_.nodes.resize(index_.nodes.size());
        result_.axes.resize(index_.nodes.size());
        for (const int node : index_.by_depth) {
            const int parent = index_.node(node).parent;
            const QPointF base = parent < 0 ? QPointF() : result_.nodes[as_index(parent)].topLeft();
            result_.nodes[as_index(node)] =
                QRectF(base + offsets_[as_index(node)], QSizeF(sizes_[as_index(node)].width, sizes_[as_index(node)].height));
            result_.axes[as_index(node)] = result_.nodes[as_index(node)].left() + sizes_[as_index(node)].axis;
        }
        for (std::size_t i = 0; i < routes_.size(); ++i) {
            const int parent = index_.node(levels_[i].from).parent;
            if (parent < 0) continue;
            const QPointF base = result_.nodes[as_index(parent)].topLeft();
            routes_[i].channel_x += base.x();
            routes_[i].out_y += base.y();
            routes_[i].in_y += base.y();
        }
    }

    const CanvasGraph& graph_;
    const GraphIndex& index_;
    CanvasLayout result_;
    std::vector<FlowItem> sizes_;
    std::vector<QPointF> offsets_; ///< within the container
    std::vector<int> leaving_;     ///< by node: edges that leave from inside it
    std::vector<int> local_number_;
    std::vector<EdgeLevel> levels_;
    std::vector<FlowRoute> routes_;
    IndexLists edges_in_; ///< by the container in which they run
};

} // namespace

CanvasLayout lay_out(const CanvasGraph& graph, const GraphIndex& index) { return LayoutBuilder(graph, index).build(); }

} // namespace orkestr
