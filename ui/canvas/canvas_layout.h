// Where everything of a graph stands, in world units: logical pixels at 100 %, y downwards. Layout is computed, never
// stored: the same graph gives the same layout, on every machine and in every language. Pure; call it on any thread.
#pragma once

#include "ui/canvas/graph_index.h"

#include <QPointF>
#include <QRectF>

#include <span>
#include <vector>

namespace orkestr {

enum class EdgeKind : std::uint8_t {
    flow,
    error, ///< into a catch
    back,  ///< to something that was before
    loop   ///< from a loop's exit to its entry; not in the graph, drawn to say that it repeats
};

struct CanvasLayout {
    struct Edge {
        int from = 0;
        int to = 0;
        EdgeKind kind = EdgeKind::flow;
        bool arrow = true; ///< ends in an arrowhead
        int first_point = 0;
        int point_count = 0; ///< 0: nothing to draw, or another edge with the same ends stands for this one, too
        QString label;       ///< what is drawn; empty where it would only repeat the name of the node it leads to
        QPointF label_center;
        double label_width = 0; ///< room for it
    };

    std::vector<QRectF> nodes;   ///< as in CanvasGraph::nodes
    std::vector<double> axes;    ///< by node: x of its ports, where they are above and below
    std::vector<Edge> edges;     ///< as in GraphIndex::edges, then the loops'
    std::vector<QPointF> points; ///< of all edges: lines that are all horizontal or vertical
    QRectF bounds;
    bool rightwards = false;     ///< edges lead from the right of a node to the left of another, not from below to above

    const QRectF& node(int index) const { return nodes[static_cast<std::size_t>(index)]; }
    std::span<const QPointF> path(const Edge& edge) const {
        return {points.data() + edge.first_point, static_cast<std::size_t>(edge.point_count)};
    }
};

CanvasLayout lay_out(const CanvasGraph& graph, const GraphIndex& index);

/// Width that a label takes at most: an estimate that needs no font, on the safe side.
double label_width(const QString& label);

} // namespace orkestr
