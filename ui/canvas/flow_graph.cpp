#include "ui/canvas/flow_graph.h"

#include "ui/canvas/as_index.h"

#include <algorithm>

namespace orkestr {

namespace {

IndexLists edges_by_from(int node_count, const std::vector<FlowEdge>& edges) {
    std::vector<int> from;
    std::vector<int> numbers;
    for (int i = 0; i < static_cast<int>(edges.size()); ++i) {
        from.push_back(edges[as_index(i)].from);
        numbers.push_back(i);
    }
    return IndexLists(node_count, from, numbers);
}

/// A depth-first walk in declared order from the entry, then from whatever it did not reach; an edge to a node that is
/// still open closes a cycle. Without recursion: a sequence may be 100,000 steps long.
std::vector<char> find_back_edges(int item_count, const std::vector<FlowEdge>& edges, int entry) {
    enum : char { unseen, open, done };
    const IndexLists out = edges_by_from(item_count, edges);
    std::vector<char> back(edges.size(), 0);
    std::vector<char> state(as_index(item_count), unseen);
    std::vector<std::pair<int, std::size_t>> path;
    const auto walk = [&](int root) {
        if (state[as_index(root)] != unseen) return;
        state[as_index(root)] = open;
        path.emplace_back(root, 0);
        while (!path.empty()) {
            const int node = path.back().first;
            const auto leaving = out[node];
            if (path.back().second == leaving.size()) {
                state[as_index(node)] = done;
                path.pop_back();
                continue;
            }
            const int number = leaving[path.back().second++];
            const FlowEdge& edge = edges[as_index(number)];
            if (edge.back || state[as_index(edge.to)] == open) {
                back[as_index(number)] = 1;
            } else if (state[as_index(edge.to)] == unseen) {
                state[as_index(edge.to)] = open;
                path.emplace_back(edge.to, 0);
            }
        }
    };
    if (entry >= 0) walk(entry);
    for (int i = 0; i < item_count; ++i)
        walk(i);
    return back;
}

void keep_forward_edges(FlowGraph& graph, const std::vector<FlowEdge>& edges, const std::vector<char>& back) {
    const IndexLists out = edges_by_from(graph.item_count, edges);
    graph.twin.resize(edges.size());
    std::vector<int> first_from(as_index(graph.item_count), -1);
    std::vector<int> first_edge(as_index(graph.item_count), -1);
    for (int node = 0; node < graph.item_count; ++node) {
        for (const int number : out[node]) {
            const FlowEdge& edge = edges[as_index(number)];
            graph.twin[as_index(number)] = number;
            if (back[as_index(number)]) {
                graph.back_edges.push_back(number);
            } else if (first_from[as_index(edge.to)] == node) {
                FlowGraph::Edge& first = graph.edges[as_index(first_edge[as_index(edge.to)])];
                first.label_width = std::max(first.label_width, edge.label_width);
                first.side = first.side && edge.side;
                graph.twin[as_index(number)] = first.number;
            } else {
                first_from[as_index(edge.to)] = node;
                first_edge[as_index(edge.to)] = static_cast<int>(graph.edges.size());
                graph.edges.push_back({edge.from, edge.to, number, edge.label_width, edge.side});
            }
        }
    }
}

/// Joins every node without a way in to the source. Without an exit, every node without a way out leads to the sink.
void close_ends(FlowGraph& graph, int entry, int exit) {
    std::vector<char> has_in(as_index(graph.node_count()), 0);
    std::vector<char> has_out(as_index(graph.node_count()), 0);
    for (const FlowGraph::Edge& edge : graph.edges) {
        has_in[as_index(edge.to)] = 1;
        has_out[as_index(edge.from)] = 1;
    }
    const bool entry_first = entry >= 0 && !has_in[as_index(entry)];
    const bool exit_last = exit >= 0 && exit != entry && !has_out[as_index(exit)];
    graph.source = entry_first ? entry : graph.item_count;
    graph.sink = exit_last ? exit : graph.item_count + 1;
    for (int node = 0; node < graph.item_count; ++node) {
        const bool alone = !has_in[as_index(node)] && !has_out[as_index(node)];
        if (node == graph.source && alone) continue;
        if (!has_in[as_index(node)] && node != graph.source && node != graph.sink)
            graph.edges.push_back({graph.source, node});
        if (!exit_last && !has_out[as_index(node)] && node != graph.source) graph.edges.push_back({node, graph.sink});
    }
    const auto touches = [&graph](int node) {
        return std::any_of(graph.edges.begin(), graph.edges.end(),
                           [node](const FlowGraph::Edge& edge) { return edge.from == node || edge.to == node; });
    };
    if (touches(graph.source) && touches(graph.sink)) return;
    // Nothing leads to the exit: it belongs below what does not reach it.
    bool joined = false;
    for (int node = 0; node < graph.item_count && touches(graph.source); ++node) {
        if (has_out[as_index(node)] || node == graph.sink || node == graph.source) continue;
        graph.edges.push_back({node, graph.sink});
        joined = true;
    }
    if (!joined) graph.edges.push_back({graph.source, graph.sink});
}

void set_lists(FlowGraph& graph) {
    std::vector<int> from;
    std::vector<int> to;
    std::vector<int> numbers;
    for (int i = 0; i < static_cast<int>(graph.edges.size()); ++i) {
        from.push_back(graph.edge(i).from);
        to.push_back(graph.edge(i).to);
        numbers.push_back(i);
    }
    graph.out = IndexLists(graph.node_count(), from, numbers);
    graph.in = IndexLists(graph.node_count(), to, numbers);
}

std::vector<int> topological_order(const FlowGraph& graph) {
    std::vector<int> missing(as_index(graph.node_count()), 0);
    for (const FlowGraph::Edge& edge : graph.edges)
        ++missing[as_index(edge.to)];
    std::vector<int> order{graph.source};
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (const int edge : graph.out[order[i]]) {
            const int to = graph.edge(edge).to;
            if (--missing[as_index(to)] == 0) order.push_back(to);
        }
    }
    return order;
}

/// Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001), on the reversed graph; one pass, since
/// there are no cycles.
void set_post_dominators(FlowGraph& graph, const std::vector<int>& order) {
    graph.position.assign(as_index(graph.node_count()), -1);
    for (int i = 0; i < static_cast<int>(order.size()); ++i)
        graph.position[as_index(order[as_index(i)])] = i;
    graph.post_dominator.assign(as_index(graph.node_count()), -1);
    graph.is_dead_end.assign(as_index(graph.node_count()), 1);
    graph.is_dead_end[as_index(graph.sink)] = 0;
    const auto meet = [&graph](int a, int b) {
        while (a != b && a >= 0 && b >= 0) {
            int& earlier = graph.position[as_index(a)] < graph.position[as_index(b)] ? a : b;
            earlier = graph.post_dominator[as_index(earlier)];
        }
        return a == b ? a : -1;
    };
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
        const auto leaving = graph.out[*it];
        const bool dead = *it != graph.sink && std::all_of(leaving.begin(), leaving.end(), [&graph](int edge) {
            return graph.is_dead_end[as_index(graph.edge(edge).to)];
        });
        int common = -1;
        bool first = true;
        for (const int edge : leaving) {
            const int to = graph.edge(edge).to;
            if (graph.is_dead_end[as_index(to)] && !dead) continue;
            common = first ? to : meet(common, to);
            first = false;
        }
        graph.is_dead_end[as_index(*it)] = dead;
        graph.post_dominator[as_index(*it)] = common;
    }
}

} // namespace

FlowGraph make_flow_graph(int item_count, const std::vector<FlowEdge>& edges, int entry, int exit) {
    FlowGraph graph;
    graph.item_count = item_count;
    keep_forward_edges(graph, edges, find_back_edges(item_count, edges, entry));
    close_ends(graph, entry, exit);
    set_lists(graph);
    set_post_dominators(graph, topological_order(graph));
    return graph;
}

} // namespace orkestr
