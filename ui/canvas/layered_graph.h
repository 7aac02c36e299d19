// A graph of any shape put in layers: cycles are broken, every edge leads down, and one that passes layers is given a
// bend (a vertex without a box) in each. What layered_order.h sorts and layered_coordinates.h places.
#pragma once

#include "ui/canvas/graph_index.h"

#include <cstdint>
#include <vector>

namespace orkestr {

struct LayeredEdge {
    int from = 0;
    int to = 0;
};

struct LayeredGraph {
    /// How an edge of the input goes.
    struct Path {
        enum class Kind : std::uint8_t {
            down, ///< by its bends
            back, ///< closes a cycle: outside, at the left
            over, ///< passes more layers than there is room for bends: outside, at the right
            self, ///< to where it began
            twin  ///< there was one with the same ends
        };
        Kind kind = Kind::down;
        int first_bend = 0; ///< vertices first_bend, first_bend + 1, ... from above
        int bends = 0;
        int twin_of = -1;   ///< of a twin: the first edge with the same ends
    };

    int node_count = 0;                  ///< vertices from 0 on are nodes, then come bends
    std::vector<int> layer;              ///< by vertex
    std::vector<std::vector<int>> rows;  ///< vertices of each layer in their order from the left
    std::vector<int> position;           ///< by vertex: its place in its row
    IndexLists up;                       ///< by vertex: its neighbours in the layer above
    IndexLists down;
    std::vector<Path> paths;             ///< by edge of the input

    int vertex_count() const { return static_cast<int>(layer.size()); }
    bool is_bend(int vertex) const { return vertex >= node_count; }
    int layer_of(int vertex) const { return layer[static_cast<std::size_t>(vertex)]; }
    int position_of(int vertex) const { return position[static_cast<std::size_t>(vertex)]; }
};

/// Layers by longest path; a node that nothing leads to stands right above what it leads to. Linear, and so is the number
/// of bends. Edges' ends are below node_count.
LayeredGraph make_layers(int node_count, const std::vector<LayeredEdge>& edges);

} // namespace orkestr
