// The series-parallel tree of a flow: blocks with sizes, each placed relative to the one that holds it.
#pragma once

#include "ui/canvas/flow_graph.h"

#include <vector>

namespace orkestr {

struct FlowBlock {
    double width = 0;
    double height = 0;
    double axis = 0;
    double x = 0; ///< within its parent
    double y = 0;
    int node = -1; ///< of a leaf
    int parent = -1;
};

/// A route whose coordinates are relative to a block; NaN in out_y or in_y: the usual distance (flow_rows.h).
struct BlockRoute {
    int edge = 0; ///< number in FlowGraph::edges
    int block = 0;
    FlowRoute route;
};

struct FlowBlocks {
    std::vector<FlowBlock> blocks; ///< a block comes after what it holds; the last holds everything
    std::vector<BlockRoute> routes;
};

/// `items` has two more than the flow's: the source and the sink that may be made up, without size.
FlowBlocks build_blocks(const FlowGraph& graph, const std::vector<FlowItem>& items);

} // namespace orkestr
