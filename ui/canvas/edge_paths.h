// From the routes of a laid-out graph to the lines that are drawn.
#pragma once

#include "ui/canvas/canvas_layout.h"
#include "ui/canvas/flow.h"

#include <vector>

namespace orkestr {

/// The siblings between which an edge runs: its ends, or the containers that hold them.
struct EdgeLevel {
    int from = 0;
    int to = 0;
    int lane = -1; ///< an edge that leaves `from` from inside: its number among those; else -1
};

/// Fills in points, arrows and labels' places. `routes` are in world units.
void make_edge_paths(const GraphIndex& index, const std::vector<EdgeLevel>& levels,
                     const std::vector<FlowRoute>& routes, CanvasLayout& layout);

} // namespace orkestr
