#include "ui/canvas/layered_blocks.h"

#include "ui/canvas/as_index.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace orkestr {

namespace {

constexpr std::size_t fewest_in_a_block = 8;
constexpr double wanted_block_shape = 1.6; ///< width by height
constexpr double lane_aside = 14;          ///< from a node to the lines beside it
constexpr double between_columns = 44;
constexpr double between_rows = 32;
constexpr double hook_in = 12;  ///< from the line that leads to a node to the node
constexpr double hook_out = 12;
constexpr double block_padding = 20;
constexpr double bus_inside = 8; ///< from a block's edge to the line that goes to all columns

} // namespace

LayeredBlocks::LayeredBlocks(const std::vector<QSizeF>& sizes, const std::vector<LayeredEdge>& edges, bool rightwards)
    : sizes_(sizes), rightwards_(rightwards), vertex_of_(sizes.size(), -1), places_(sizes.size()) {
    find_blocks(edges);
    for (int node = 0; node < static_cast<int>(sizes.size()); ++node) {
        if (vertex_of_[as_index(node)] >= 0) continue;
        vertex_of_[as_index(node)] = vertex_count();
        vertices_.push_back({sizes[as_index(node)]});
    }
    for (const LayeredEdge& edge : edges) edges_.push_back({vertex_of(edge.from), vertex_of(edge.to)});
}

void LayeredBlocks::find_blocks(const std::vector<LayeredEdge>& edges) {
    struct Neighbours {
        std::vector<int> before;
        std::vector<int> after;
        bool operator<(const Neighbours& other) const { return std::tie(before, after) < std::tie(other.before, other.after); }
    };
    std::vector<Neighbours> around(sizes_.size());
    for (const LayeredEdge& edge : edges) {
        around[as_index(edge.from)].after.push_back(edge.to);
        around[as_index(edge.to)].before.push_back(edge.from);
    }
    std::map<Neighbours, std::vector<int>> alike;
    for (int node = 0; node < static_cast<int>(sizes_.size()); ++node) {
        Neighbours& own = around[as_index(node)];
        for (auto* list : {&own.before, &own.after}) {
            std::sort(list->begin(), list->end());
            list->erase(std::unique(list->begin(), list->end()), list->end());
        }
        // Who leads to itself is like nobody else.
        if (std::binary_search(own.after.begin(), own.after.end(), node)) continue;
        alike[std::move(own)].push_back(node);
    }
    std::vector<const std::vector<int>*> blocks;
    for (const auto& [neighbours, nodes] : alike) {
        const bool same_size = std::all_of(nodes.begin(), nodes.end(), [&](int node) { return sizes_[as_index(node)] == sizes_[as_index(nodes.front())]; });
        if (nodes.size() >= fewest_in_a_block && same_size) blocks.push_back(&nodes);
    }
    std::sort(blocks.begin(), blocks.end(), [](const auto* a, const auto* b) { return a->front() < b->front(); });
    for (const auto* nodes : blocks) make_block(*nodes);
}

void LayeredBlocks::make_block(const std::vector<int>& nodes) {
    const QSizeF card = sizes_[as_index(nodes.front())];
    const QSizeF step(card.width() + between_columns, card.height() + between_rows);
    const auto count = static_cast<double>(nodes.size());
    const double shape = rightwards_ ? 1 / wanted_block_shape : wanted_block_shape;
    const auto columns = static_cast<std::size_t>(std::max(1.0, std::ceil(std::sqrt(count * step.height() * shape / step.width()))));
    const std::size_t rows = (nodes.size() + columns - 1) / columns;
    const int vertex = vertex_count();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        vertex_of_[as_index(nodes[i])] = vertex;
        places_[as_index(nodes[i])] = QPointF(between_columns / 2 + static_cast<double>(i % columns) * step.width(),
                                          block_padding + static_cast<double>(i / columns) * step.height());
    }
    vertices_.push_back({QSizeF(static_cast<double>(columns) * step.width(),
                                2 * block_padding + static_cast<double>(rows) * step.height() - between_rows),
                         static_cast<int>(nodes.size())});
}

std::vector<QPointF> LayeredBlocks::way_in(int node) const {
    const double middle = size(vertex_of(node)).width() / 2;
    if (!is_in_block(node)) return {{middle, 0}};
    const QPointF at = place(node);
    const double lane = at.x() - lane_aside;
    const double center = at.x() + sizes_[as_index(node)].width() / 2;
    return {{middle, 0}, {middle, bus_inside}, {lane, bus_inside}, {lane, at.y() - hook_in}, {center, at.y() - hook_in}, {center, at.y()}};
}

std::vector<QPointF> LayeredBlocks::way_out(int node) const {
    const QSizeF& whole = size(vertex_of(node));
    const double middle = whole.width() / 2;
    if (!is_in_block(node)) return {{middle, whole.height()}};
    const QSizeF& own = sizes_[as_index(node)];
    const QPointF at = place(node);
    const double lane = at.x() + own.width() + lane_aside;
    const double center = at.x() + own.width() / 2;
    const double bottom = at.y() + own.height();
    const double bus = whole.height() - bus_inside;
    return {{center, bottom}, {center, bottom + hook_out}, {lane, bottom + hook_out}, {lane, bus}, {middle, bus}, {middle, whole.height()}};
}

} // namespace orkestr
