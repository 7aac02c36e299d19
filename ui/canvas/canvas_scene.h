// A graph ready to be drawn: resolved, laid out, and indexed by place. Made on any thread, immutable, then shared.
#pragma once

#include "ui/canvas/canvas_graph.h"
#include "ui/canvas/canvas_layout.h"
#include "ui/canvas/graph_index.h"
#include "ui/canvas/spatial_grid.h"

#include <memory>

namespace orkestr {

struct CanvasScene {
    CanvasGraph graph;
    GraphIndex index;
    CanvasLayout layout;
    SpatialGrid nodes;
    SpatialGrid edges; ///< numbers of CanvasLayout::edges

    const CanvasGraph::Node& node(int number) const { return graph.nodes[static_cast<std::size_t>(number)]; }
    const CanvasLayout::Edge& edge(int number) const { return layout.edges[static_cast<std::size_t>(number)]; }
    /// What is shown as the node's name: its label, else the word for its type. Translated.
    QString title(int number) const;
    /// The second line: what the node does, else the word for its type.
    QString subtitle(int number) const;
    /// The innermost node at this place that can be selected, or -1.
    int node_at(QPointF place) const;
    /// Where one begins to read: the first node at the top; of a graph of any shape the first one of the first layer that
    /// leads to another. -1: there is none.
    int first_node() const;
    /// Everything that the edge's lines, corners and arrowhead touch.
    QRectF edge_rect(int number) const;
};

std::shared_ptr<const CanvasScene> make_scene(CanvasGraph graph);

} // namespace orkestr
