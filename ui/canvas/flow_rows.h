// The part of a flow that is neither series nor parallel: rows by longest path, edges that skip rows in lanes at the
// right.
#pragma once

#include "ui/canvas/flow_graph.h"

#include <limits>

namespace orkestr {

/// Stands for "at the usual distance from the node", which is known only when the whole flow is placed.
inline constexpr double usual_y = std::numeric_limits<double>::quiet_NaN();

struct FlowRows {
    struct Place {
        int node = 0;
        double x = 0;
        double y = 0;
    };
    struct Route {
        int edge = 0; ///< number in FlowGraph::edges
        FlowRoute route;
    };
    std::vector<Place> places;
    std::vector<Route> routes;
    double width = 0;
    double height = 0;
    double axis = 0;
};

/// `group`: nodes in topological order, entered from `before` and left for `after` (-1 where all of it is a dead end).
FlowRows lay_out_rows(const FlowGraph& graph, const std::vector<FlowItem>& items, const std::vector<int>& group,
                      int before, int after);

} // namespace orkestr
