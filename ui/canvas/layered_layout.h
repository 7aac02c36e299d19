// Laying out graphs of any shape (CanvasGraph::layered): layers from above to below, or from left to right where the graph
// can be seen much larger so; each connected part by itself, the parts side by side in rows, nodes without edges in a block
// below. Deterministic; a graph of 10,000 nodes takes some tens of milliseconds. The steps: layered_blocks.h,
// layered_graph.h, layered_order.h, layered_coordinates.h, layered_tracks.h.
#pragma once

#include "ui/canvas/canvas_layout.h"

namespace orkestr {

/// As lay_out (canvas_layout.h). Nodes have no containers: one that names a parent stands at the top all the same.
CanvasLayout lay_out_layered(const CanvasGraph& graph, const GraphIndex& index);

} // namespace orkestr
