// A CanvasGraph resolved to numbers: what layout, painting and navigation work on. Immutable once made.
#pragma once

#include "ui/canvas/canvas_graph.h"
#include "ui/canvas/node_type.h"

#include <QHash>

#include <span>
#include <vector>

namespace orkestr {

/// Lists of numbers by key, in one block of memory.
class IndexLists {
public:
    IndexLists() = default;
    /// values[i] goes into the list of keys[i], in order; a key below 0 goes nowhere.
    IndexLists(int key_count, const std::vector<int>& keys, const std::vector<int>& values);
    std::span<const int> operator[](int key) const {
        return {values_.data() + first_[static_cast<std::size_t>(key)],
                values_.data() + first_[static_cast<std::size_t>(key) + 1]};
    }

private:
    std::vector<int> first_;
    std::vector<int> values_;
};

struct GraphIndex {
    struct Node {
        NodeType type = NodeType::other;
        int parent = -1; ///< -1 at the top
        int depth = 0;   ///< 0 at the top
        int entry = -1;  ///< of a container
        int exit = -1;
        bool container = false;
    };
    struct Edge {
        int from = 0;
        int to = 0;
        int source = 0; ///< its place in CanvasGraph::edges
    };

    std::vector<Node> nodes;   ///< as in CanvasGraph::nodes
    std::vector<Edge> edges;   ///< only those with both ends
    std::vector<int> by_depth; ///< all nodes, the top first
    IndexLists children;       ///< of each node; of the top under the key nodes.size()
    IndexLists edges_out;      ///< numbers of edges by their node
    IndexLists edges_in;
    QHash<QString, int> by_id;

    /// The node of this id, or -1.
    int find(const QString& id) const { return by_id.value(id, -1); }
    int top() const { return static_cast<int>(nodes.size()); }
    const Node& node(int index) const { return nodes[static_cast<std::size_t>(index)]; }
    /// A port stands for its container, every other node for itself.
    int owner(int index) const {
        return is_port(node(index).type) && node(index).parent >= 0 ? node(index).parent : index;
    }
    bool contains(int container, int index) const;
};

GraphIndex make_index(const CanvasGraph& graph);

} // namespace orkestr
