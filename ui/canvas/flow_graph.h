// A flow without its cycles, made to have one source and one sink: what the series-parallel layout walks over.
#pragma once

#include "ui/canvas/flow.h"
#include "ui/canvas/graph_index.h"

#include <vector>

namespace orkestr {

struct FlowGraph {
    struct Edge {
        int from = 0;
        int to = 0;
        int number = -1; ///< in the flow's edges; -1: made up to join the graph together
        double label_width = 0;
        bool side = false;
    };

    int item_count = 0;
    int source = 0;          ///< an item, or item_count
    int sink = 0;            ///< an item, or item_count + 1
    std::vector<Edge> edges; ///< no two with the same ends
    IndexLists out;          ///< numbers of `edges` by node
    IndexLists in;
    /// By node: the first node that all its paths to the sink go through; -1: the sink, and where paths end without
    /// reaching it (a raised error). Such dead ends don't keep other paths from meeting.
    std::vector<int> post_dominator;
    std::vector<char> is_dead_end; ///< by node: no path reaches the sink
    std::vector<int> position;     ///< by node: its place in a topological order
    std::vector<int> back_edges;   ///< numbers in the flow's edges
    std::vector<int> twin;         ///< by the flow's edges: the first one with the same ends (itself, mostly)

    int node_count() const { return item_count + 2; }
    const Edge& edge(int index) const { return edges[static_cast<std::size_t>(index)]; }
    bool is_item(int node) const { return node < item_count; }
};

FlowGraph make_flow_graph(int item_count, const std::vector<FlowEdge>& edges, int entry, int exit);

} // namespace orkestr
