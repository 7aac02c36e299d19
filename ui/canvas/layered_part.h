// The layout of one connected part of a layered graph.
#pragma once

#include "ui/canvas/layered_graph.h"

#include <QPointF>
#include <QSizeF>

#include <vector>

namespace orkestr {

struct LayeredPart {
    /// Top left of each node.
    std::vector<QPointF> positions;
    /// By edge; all lines are horizontal or vertical. Empty for an edge that another with the same ends stands for.
    std::vector<std::vector<QPointF>> paths;
    std::vector<LayeredGraph::Path::Kind> kinds;
    double width = 0;
    double height = 0;
};

/// `rightwards`: the flow leads to the right instead of down.
LayeredPart lay_out_part(const std::vector<QSizeF>& sizes, const std::vector<LayeredEdge>& edges, bool rightwards);

/// About how large that will be: the layers alone, without the lines between them.
QSizeF estimate_part(const std::vector<QSizeF>& sizes, const std::vector<LayeredEdge>& edges, bool rightwards);

} // namespace orkestr
