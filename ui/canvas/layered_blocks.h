// Nodes of a layered graph that depend on the same and lead to the same, many of them: they stand together as one block, in
// rows and columns, so that a thousand alike are no line of a thousand. Coordinates are across the flow (x where it leads
// down) and along it.
#pragma once

#include "ui/canvas/layered_graph.h"

#include <QPointF>
#include <QSizeF>

#include <vector>

namespace orkestr {

class LayeredBlocks {
public:
    /// `sizes`: across and along. `rightwards`: the flow leads to the right, so that a block's shape is turned.
    LayeredBlocks(const std::vector<QSizeF>& sizes, const std::vector<LayeredEdge>& edges, bool rightwards);

    /// Blocks and single nodes: what is put in layers.
    int vertex_count() const { return static_cast<int>(vertices_.size()); }
    int vertex_of(int node) const { return vertex_of_[static_cast<std::size_t>(node)]; }
    const QSizeF& size(int vertex) const { return vertices_[static_cast<std::size_t>(vertex)].size; }
    /// The edges of the input between vertices.
    const std::vector<LayeredEdge>& edges() const { return edges_; }
    /// Top left of a node within its vertex.
    QPointF place(int node) const { return places_[static_cast<std::size_t>(node)]; }
    bool is_in_block(int node) const { return vertices_[static_cast<std::size_t>(vertex_of(node))].nodes > 1; }

    /// From the middle of the block's beginning to the node's, and from the node's end to the middle of the block's; within
    /// the vertex. A single node: one point.
    std::vector<QPointF> way_in(int node) const;
    std::vector<QPointF> way_out(int node) const;

private:
    struct Vertex {
        QSizeF size;
        int nodes = 1;
    };
    void find_blocks(const std::vector<LayeredEdge>& edges);
    void make_block(const std::vector<int>& nodes);

    const std::vector<QSizeF>& sizes_;
    bool rightwards_;
    std::vector<int> vertex_of_;
    std::vector<QPointF> places_;
    std::vector<Vertex> vertices_;
    std::vector<LayeredEdge> edges_;
};

} // namespace orkestr
