#include "ui/canvas/graph_index.h"

#include <algorithm>
#include <numeric>

namespace orkestr {

IndexLists::IndexLists(int key_count, const std::vector<int>& keys, const std::vector<int>& values)
    : first_(static_cast<std::size_t>(key_count) + 1, 0) {
    for (const int key : keys) {
        if (key >= 0) ++first_[static_cast<std::size_t>(key) + 1];
    }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    values_.resize(static_cast<std::size_t>(first_.back()));
    std::vector<int> next(first_.begin(), first_.end() - 1);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] >= 0) values_[static_cast<std::size_t>(next[static_cast<std::size_t>(keys[i])]++)] = values[i];
    }
}

bool GraphIndex::contains(int container, int index) const {
    while (index >= 0 && index != container)
        index = node(index).parent;
    return index == container && container >= 0;
}

namespace {

/// Depths from the top down. What hangs in a ring of parents (a graph that was made wrongly) is put at the top.
void set_depths(GraphIndex& index) {
    enum : char { unknown, in_progress, known };
    std::vector<char> state(index.nodes.size(), unknown);
    std::vector<int> path;
    for (int start = 0; start < index.top(); ++start) {
        int at = start;
        path.clear();
        while (at >= 0 && state[static_cast<std::size_t>(at)] == unknown) {
            state[static_cast<std::size_t>(at)] = in_progress;
            path.push_back(at);
            at = index.node(at).parent;
        }
        if (at >= 0 && state[static_cast<std::size_t>(at)] == in_progress) {
            index.nodes[static_cast<std::size_t>(path.back())].parent = -1;
            at = -1;
        }
        int depth = at < 0 ? -1 : index.node(at).depth;
        for (auto it = path.rbegin(); it != path.rend(); ++it) {
            index.nodes[static_cast<std::size_t>(*it)].depth = ++depth;
            state[static_cast<std::size_t>(*it)] = known;
        }
    }
}

void set_containers(GraphIndex& index) {
    for (int i = 0; i < index.top(); ++i) {
        const int parent = index.node(i).parent;
        if (parent < 0) continue;
        GraphIndex::Node& holder = index.nodes[static_cast<std::size_t>(parent)];
        holder.container = true;
        if (index.node(i).type == NodeType::entry && holder.entry < 0) holder.entry = i;
        if (index.node(i).type == NodeType::exit && holder.exit < 0) holder.exit = i;
    }
}

} // namespace

GraphIndex make_index(const CanvasGraph& graph) {
    GraphIndex index;
    const int count = static_cast<int>(graph.nodes.size());
    index.nodes.resize(graph.nodes.size());
    index.by_id.reserve(count);
    for (int i = 0; i < count; ++i) {
        const auto& node = graph.nodes[static_cast<std::size_t>(i)];
        if (!index.by_id.contains(node.id)) index.by_id.insert(node.id, i);
        index.nodes[static_cast<std::size_t>(i)].type = node_type(node.type);
    }
    std::vector<int> keys(graph.nodes.size());
    std::vector<int> all(graph.nodes.size());
    std::iota(all.begin(), all.end(), 0);
    for (int i = 0; i < count; ++i) {
        const auto& node = graph.nodes[static_cast<std::size_t>(i)];
        const int parent = node.parent.isEmpty() ? -1 : index.find(node.parent);
        index.nodes[static_cast<std::size_t>(i)].parent = parent == i ? -1 : parent;
    }
    set_depths(index);
    set_containers(index);
    for (int i = 0; i < count; ++i)
        keys[static_cast<std::size_t>(i)] = index.node(i).parent < 0 ? count : index.node(i).parent;
    index.children = IndexLists(count + 1, keys, all);
    index.by_depth = all;
    std::stable_sort(index.by_depth.begin(), index.by_depth.end(),
                     [&index](int a, int b) { return index.node(a).depth < index.node(b).depth; });

    std::vector<int> from;
    std::vector<int> to;
    std::vector<int> numbers;
    for (int i = 0; i < static_cast<int>(graph.edges.size()); ++i) {
        const auto& edge = graph.edges[static_cast<std::size_t>(i)];
        const int a = index.find(edge.from);
        const int b = index.find(edge.to);
        if (a < 0 || b < 0) continue;
        numbers.push_back(static_cast<int>(index.edges.size()));
        index.edges.push_back({a, b, i});
        from.push_back(a);
        to.push_back(b);
    }
    index.edges_out = IndexLists(count, from, numbers);
    index.edges_in = IndexLists(count, to, numbers);
    return index;
}

} // namespace orkestr
