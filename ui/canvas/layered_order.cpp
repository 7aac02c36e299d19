#include "ui/canvas/layered_order.h"

#include "ui/canvas/as_index.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr int most_sweeps = 12;
constexpr int patience = 4;             ///< sweeps without a better order
constexpr int large_graph = 150'000;    ///< vertices from which on two sweeps have to do

/// Crossings between a row and the one below it, by inversions in a Fenwick tree.
std::int64_t crossings_below(const LayeredGraph& graph, const std::vector<int>& row, std::vector<int>& tree, std::vector<int>& ends) {
    if (row.empty()) return 0;
    const std::size_t layer = as_index(graph.layer_of(row.front()));
    if (layer + 1 >= graph.rows.size()) return 0;
    const std::size_t below = graph.rows[layer + 1].size();
    tree.assign(below + 1, 0);
    std::int64_t seen = 0;
    std::int64_t crossings = 0;
    for (const int vertex : row) {
        ends.clear();
        for (const int next : graph.down[vertex]) ends.push_back(graph.position_of(next));
        for (const int end : ends) {
            std::int64_t before = 0; // those seen that end here or left of it don't cross
            for (std::size_t i = as_index(end) + 1; i > 0; i -= i & (~i + 1)) before += tree[i];
            crossings += seen - before;
        }
        for (const int end : ends)
            for (std::size_t i = as_index(end) + 1; i <= below; i += i & (~i + 1)) ++tree[i];
        seen += static_cast<std::int64_t>(ends.size());
    }
    return crossings;
}

/// Sorts a row by where its neighbours stand; what has none stays where it is.
bool sort_row(LayeredGraph& graph, std::vector<int>& row, const IndexLists& neighbours, std::vector<std::pair<double, int>>& keys) {
    keys.clear();
    for (const int vertex : row) {
        const auto next = neighbours[vertex];
        if (next.empty()) continue;
        double sum = 0;
        for (const int other : next) sum += graph.position_of(other);
        keys.emplace_back(sum / static_cast<double>(next.size()), vertex);
    }
    std::stable_sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    bool changed = false;
    std::size_t next = 0;
    for (int& vertex : row) {
        if (neighbours[vertex].empty()) continue;
        changed = changed || vertex != keys[next].second;
        vertex = keys[next++].second;
    }
    if (!changed) return false;
    for (std::size_t i = 0; i < row.size(); ++i) graph.position[as_index(row[i])] = static_cast<int>(i);
    return true;
}

} // namespace

std::int64_t count_crossings(const LayeredGraph& graph) {
    std::vector<int> tree;
    std::vector<int> ends;
    std::int64_t crossings = 0;
    for (const auto& row : graph.rows) crossings += crossings_below(graph, row, tree, ends);
    return crossings;
}

void reduce_crossings(LayeredGraph& graph) {
    std::int64_t best = count_crossings(graph);
    auto best_rows = graph.rows;
    const int sweeps = graph.vertex_count() > large_graph ? 2 : most_sweeps;
    std::vector<std::pair<double, int>> keys;
    int in_vain = 0;
    for (int sweep = 0; sweep < sweeps && best > 0 && in_vain < patience; ++sweep) {
        bool changed = false;
        const std::size_t rows = graph.rows.size();
        for (std::size_t i = 1; i < rows; ++i) {
            const bool down = sweep % 2 == 0;
            const std::size_t row = down ? i : rows - 1 - i;
            changed = sort_row(graph, graph.rows[row], down ? graph.up : graph.down, keys) || changed;
        }
        const std::int64_t now = changed ? count_crossings(graph) : best;
        if (now < best) {
            best = now;
            best_rows = graph.rows;
            in_vain = 0;
        } else {
            ++in_vain;
        }
    }
    graph.rows = std::move(best_rows);
    for (const auto& row : graph.rows)
        for (std::size_t i = 0; i < row.size(); ++i) graph.position[as_index(row[i])] = static_cast<int>(i);
}

} // namespace orkestr
