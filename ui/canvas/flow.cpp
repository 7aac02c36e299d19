#include "ui/canvas/flow.h"

#include "ui/canvas/flow_blocks.h"
#include "ui/canvas/metrics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace orkestr {

namespace {

constexpr std::size_t most_back_lanes = 16;

class FlowAssembly {
public:
    FlowAssembly(const std::vector<FlowItem>& items, const std::vector<FlowEdge>& edges, const FlowGraph& graph,
                 const FlowBlocks& blocks)
        : items_(items), edges_(edges), graph_(graph), blocks_(blocks) {}

    FlowLayout assemble() {
        place_blocks();
        result_.routes.resize(edges_.size());
        for (const FlowGraph::Edge& edge : graph_.edges) {
            if (edge.number >= 0) route(edge.number) = plain_route(edge);
        }
        for (const BlockRoute& made : blocks_.routes) {
            const FlowGraph::Edge& edge = graph_.edge(made.edge);
            if (edge.number >= 0) route(edge.number) = placed_route(made, edge);
        }
        for (std::size_t i = 0; i < edges_.size(); ++i)
            result_.routes[i] = route(graph_.twin[i]);
        add_back_lanes();
        result_.positions.resize(static_cast<std::size_t>(graph_.item_count));
        return std::move(result_);
    }

private:
    FlowRoute& route(int number) { return result_.routes[static_cast<std::size_t>(number)]; }
    const FlowItem& item(int index) const { return items_[static_cast<std::size_t>(index)]; }
    QPointF position(int index) const { return result_.positions[static_cast<std::size_t>(index)]; }
    double axis_x(int index) const { return position(index).x() + item(index).axis; }
    double top(int index) const { return position(index).y(); }
    double bottom(int index) const { return position(index).y() + item(index).height; }

    void place_blocks() {
        origins_.resize(blocks_.blocks.size());
        result_.positions.resize(items_.size());
        for (int i = static_cast<int>(blocks_.blocks.size()) - 1; i >= 0; --i) {
            const FlowBlock& block = blocks_.blocks[static_cast<std::size_t>(i)];
            QPointF origin(block.x, block.y);
            if (block.parent >= 0) origin += origins_[static_cast<std::size_t>(block.parent)];
            origins_[static_cast<std::size_t>(i)] = origin;
            if (block.node >= 0 && graph_.is_item(block.node))
                result_.positions[static_cast<std::size_t>(block.node)] = origin;
        }
        const FlowBlock& whole = blocks_.blocks.back();
        result_.width = whole.width;
        result_.height = whole.height;
        result_.axis = whole.axis;
    }

    /// A fork's edges turn right below it, so that they look like one that divides; all others right above their end.
    FlowRoute plain_route(const FlowGraph::Edge& edge) const {
        FlowRoute made;
        made.out_y = bottom(edge.from) + metrics::bus;
        made.in_y = top(edge.to) - metrics::bus;
        if (std::abs(axis_x(edge.from) - axis_x(edge.to)) < 0.5) return made;
        made.kind = FlowRoute::Kind::channel;
        made.channel_x = graph_.out[edge.from].size() > 1 ? axis_x(edge.to) : axis_x(edge.from);
        return made;
    }

    FlowRoute placed_route(const BlockRoute& made, const FlowGraph::Edge& edge) const {
        const QPointF origin = origins_[static_cast<std::size_t>(made.block)];
        FlowRoute placed = made.route;
        placed.channel_x += origin.x();
        placed.out_y = std::isnan(placed.out_y) ? bottom(edge.from) + metrics::bus : placed.out_y + origin.y();
        placed.in_y = std::isnan(placed.in_y) ? top(edge.to) - metrics::bus : placed.in_y + origin.y();
        return placed;
    }

    /// Edges that lead back go up at the left of everything, each in the innermost lane that is free over its height.
    void add_back_lanes() {
        if (graph_.back_edges.empty()) return;
        std::vector<int> order = graph_.back_edges;
        const auto span = [this](int number) {
            const FlowEdge& edge = edges_[static_cast<std::size_t>(number)];
            return std::pair(std::min(top(edge.from), top(edge.to)), std::max(bottom(edge.from), bottom(edge.to)));
        };
        std::stable_sort(order.begin(), order.end(), [&span](int a, int b) {
            return span(a).second - span(a).first < span(b).second - span(b).first;
        });
        std::vector<std::vector<std::pair<double, double>>> lanes;
        double widest_label = 0;
        for (const int number : order) {
            const auto wanted = span(number);
            std::size_t lane = 0;
            const auto is_free = [&wanted](const auto& taken) {
                return std::none_of(taken.begin(), taken.end(), [&wanted](const auto& other) {
                    return other.first < wanted.second && wanted.first < other.second;
                });
            };
            while (lane < lanes.size() && lane + 1 < most_back_lanes && !is_free(lanes[lane]))
                ++lane;
            if (lane == lanes.size()) lanes.emplace_back();
            if (lane + 1 < most_back_lanes) lanes[lane].push_back(wanted);
            const FlowEdge& edge = edges_[static_cast<std::size_t>(number)];
            widest_label = std::max(widest_label, edge.label_width);
            route(number) = {FlowRoute::Kind::back, -metrics::lane_width * (static_cast<double>(lane) + 1),
                             (top(edge.from) + bottom(edge.from)) / 2, (top(edge.to) + bottom(edge.to)) / 2};
        }
        shift_right(metrics::lane_width * static_cast<double>(lanes.size()) + std::max(4.0, widest_label / 2));
    }

    void shift_right(double distance) {
        for (QPointF& place : result_.positions)
            place.rx() += distance;
        for (FlowRoute& made : result_.routes)
            made.channel_x += distance;
        result_.width += distance;
        result_.axis += distance;
    }

    const std::vector<FlowItem>& items_;
    const std::vector<FlowEdge>& edges_;
    const FlowGraph& graph_;
    const FlowBlocks& blocks_;
    std::vector<QPointF> origins_;
    FlowLayout result_;
};

} // namespace

FlowLayout lay_out_flow(const std::vector<FlowItem>& items, const std::vector<FlowEdge>& edges, int entry, int exit) {
    if (items.empty()) return {};
    const FlowGraph graph = make_flow_graph(static_cast<int>(items.size()), edges, entry, exit);
    std::vector<FlowItem> with_ends = items;
    with_ends.resize(items.size() + 2);
    const FlowBlocks blocks = build_blocks(graph, with_ends);
    return FlowAssembly(with_ends, edges, graph, blocks).assemble();
}

} // namespace orkestr
