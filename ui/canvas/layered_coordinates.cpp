#include "ui/canvas/layered_coordinates.h"

#include "ui/canvas/as_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace orkestr {

namespace {

/// For each vertex which of its edges to the layer above cross an edge between two bends: those must not be straightened,
/// so that long edges are.
class Conflicts {
public:
    explicit Conflicts(const LayeredGraph& graph) : graph_(graph), sorted_(sorted_neighbours(graph, graph.up)) {
        first_.assign(as_index(graph.vertex_count()) + 1, 0);
        for (int v = 0; v < graph.vertex_count(); ++v)
            first_[as_index(v) + 1] = first_[as_index(v)] + static_cast<int>(graph.up[v].size());
        marked_.assign(as_index(first_.back()), false);
        for (std::size_t row = 1; row < graph.rows.size(); ++row) mark(graph.rows[row - 1], graph.rows[row]);
    }

    /// The number of an edge from the vertex to the n-th of its neighbours above, from the left.
    bool is_marked(int vertex, std::size_t neighbour) const { return marked_[as_index(first_[as_index(vertex)]) + neighbour]; }
    const IndexLists& sorted() const { return sorted_; }

    static IndexLists sorted_neighbours(const LayeredGraph& graph, const IndexLists& neighbours) {
        std::vector<int> keys;
        std::vector<int> values;
        std::vector<int> list;
        for (int v = 0; v < graph.vertex_count(); ++v) {
            list.assign(neighbours[v].begin(), neighbours[v].end());
            std::sort(list.begin(), list.end(), [&graph](int a, int b) { return graph.position_of(a) < graph.position_of(b); });
            keys.insert(keys.end(), list.size(), v);
            values.insert(values.end(), list.begin(), list.end());
        }
        return {graph.vertex_count(), keys, values};
    }

private:
    /// The place above a bend of the bend that it follows, or -1.
    int inner_place(int vertex) const {
        if (!graph_.is_bend(vertex)) return -1;
        const int above = graph_.up[vertex].front();
        return graph_.is_bend(above) ? graph_.position_of(above) : -1;
    }

    void mark(const std::vector<int>& above, const std::vector<int>& row) {
        int left = 0;
        std::size_t scanned = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const int inner = inner_place(row[i]);
            if (inner < 0 && i + 1 < row.size()) continue;
            const int right = inner < 0 ? static_cast<int>(above.size()) - 1 : inner;
            for (; scanned <= i; ++scanned) {
                const int vertex = row[scanned];
                const auto neighbours = sorted_[vertex];
                for (std::size_t n = 0; n < neighbours.size(); ++n) {
                    const int place = graph_.position_of(neighbours[n]);
                    const bool both_bends = graph_.is_bend(vertex) && graph_.is_bend(neighbours[n]);
                    if ((place < left || place > right) && !both_bends) marked_[as_index(first_[as_index(vertex)]) + n] = true;
                }
            }
            left = right;
        }
    }

    const LayeredGraph& graph_;
    IndexLists sorted_;
    std::vector<int> first_;
    std::vector<bool> marked_;
};

struct Neighbourhood {
    const LayeredGraph& graph;
    const Conflicts& conflicts;
    const IndexLists& up;   ///< sorted
    const IndexLists& down; ///< sorted
};

/// One of the four placements.
class Placement {
public:
    Placement(const Neighbourhood& around, const std::vector<double>& half, bool upwards, bool leftwards)
        : around_(around), graph_(around.graph), half_(half), upwards_(upwards), leftwards_(leftwards) {}

    std::vector<double> place() {
        align();
        compact();
        if (!leftwards_)
            for (double& x : x_) x = -x;
        return std::move(x_);
    }

private:
    /// A vertex's place in its row, seen from the side that this placement leans to.
    int place_of(int vertex) const {
        const int position = graph_.position_of(vertex);
        return leftwards_ ? position : static_cast<int>(graph_.rows[as_index(graph_.layer_of(vertex))].size()) - 1 - position;
    }

    /// Whether an edge to the n-th neighbour may be straightened.
    bool is_free(int vertex, int neighbour, std::size_t n) const {
        if (upwards_) return !around_.conflicts.is_marked(vertex, n);
        // Seen from above it is an edge of the neighbour's.
        const auto list = around_.up[neighbour];
        const auto found = std::lower_bound(list.begin(), list.end(), graph_.position_of(vertex),
                                            [this](int other, int position) { return graph_.position_of(other) < position; });
        return !around_.conflicts.is_marked(neighbour, static_cast<std::size_t>(found - list.begin()));
    }

    void align() {
        const int count = graph_.vertex_count();
        root_.resize(as_index(count));
        std::iota(root_.begin(), root_.end(), 0);
        align_ = root_;
        const std::size_t rows = graph_.rows.size();
        for (std::size_t i = 1; i < rows; ++i) {
            const auto& row = graph_.rows[upwards_ ? i : rows - 1 - i];
            int last = -1;
            for (std::size_t k = 0; k < row.size(); ++k) align_vertex(row[leftwards_ ? k : row.size() - 1 - k], last);
        }
    }

    void align_vertex(int vertex, int& last) {
        const auto neighbours = upwards_ ? around_.up[vertex] : around_.down[vertex];
        if (neighbours.empty()) return;
        const std::size_t lower = (neighbours.size() - 1) / 2;
        const std::size_t upper = neighbours.size() / 2;
        for (const std::size_t median : {leftwards_ ? lower : upper, leftwards_ ? upper : lower}) {
            if (align_[as_index(vertex)] != vertex) return;
            const int other = neighbours[median];
            if (last >= place_of(other) || !is_free(vertex, other, median)) continue;
            align_[as_index(other)] = vertex;
            root_[as_index(vertex)] = root_[as_index(other)];
            align_[as_index(vertex)] = root_[as_index(vertex)];
            last = place_of(other);
        }
    }

    /// Blocks of aligned vertices as far to one side as they go, then back as far as that widens nothing.
    void compact() {
        std::vector<int> from;
        std::vector<int> to;
        std::vector<double> apart;
        for (const auto& row : graph_.rows) {
            for (std::size_t i = 1; i < row.size(); ++i) {
                const int left = row[leftwards_ ? i - 1 : row.size() - i];
                const int right = row[leftwards_ ? i : row.size() - 1 - i];
                from.push_back(root_[as_index(left)]);
                to.push_back(root_[as_index(right)]);
                apart.push_back(half_[as_index(left)] + half_[as_index(right)]);
            }
        }
        std::vector<int> numbers(from.size());
        std::iota(numbers.begin(), numbers.end(), 0);
        const IndexLists out(graph_.vertex_count(), from, numbers);
        std::vector<int> waits_for(as_index(graph_.vertex_count()), 0);
        for (const int end : to) ++waits_for[as_index(end)];
        std::vector<int> order;
        for (int v = 0; v < graph_.vertex_count(); ++v)
            if (root_[as_index(v)] == v && waits_for[as_index(v)] == 0) order.push_back(v);
        x_.assign(as_index(graph_.vertex_count()), 0);
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (const int edge : out[order[i]]) {
                const auto e = as_index(edge);
                double& x = x_[as_index(to[e])];
                x = std::max(x, x_[as_index(order[i])] + apart[e]);
                if (--waits_for[as_index(to[e])] == 0) order.push_back(to[e]);
            }
        }
        for (auto it = order.rbegin(); it != order.rend(); ++it) {
            double room = std::numeric_limits<double>::infinity();
            for (const int edge : out[*it]) room = std::min(room, x_[as_index(to[as_index(edge)])] - apart[as_index(edge)]);
            if (std::isfinite(room)) x_[as_index(*it)] = std::max(x_[as_index(*it)], room);
        }
        for (int v = 0; v < graph_.vertex_count(); ++v) x_[as_index(v)] = x_[as_index(root_[as_index(v)])];
    }

    const Neighbourhood& around_;
    const LayeredGraph& graph_;
    const std::vector<double>& half_;
    bool upwards_;
    bool leftwards_;
    std::vector<int> root_;
    std::vector<int> align_;
    std::vector<double> x_;
};

struct Extent {
    double left = 0;
    double right = 0;
};

Extent extent_of(const std::vector<double>& x, const std::vector<double>& half) {
    Extent extent{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
    for (std::size_t i = 0; i < x.size(); ++i) {
        extent.left = std::min(extent.left, x[i] - half[i]);
        extent.right = std::max(extent.right, x[i] + half[i]);
    }
    return extent;
}

} // namespace

std::vector<double> place_in_rows(const LayeredGraph& graph, const std::vector<double>& half) {
    if (graph.vertex_count() == 0) return {};
    const Conflicts conflicts(graph);
    const IndexLists down = Conflicts::sorted_neighbours(graph, graph.down);
    const Neighbourhood around{graph, conflicts, conflicts.sorted(), down};
    std::array<std::vector<double>, 4> all;
    std::array<Extent, 4> extents;
    std::size_t narrowest = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = Placement(around, half, i % 2 == 0, i / 2 == 0).place();
        extents[i] = extent_of(all[i], half);
        if (extents[i].right - extents[i].left < extents[narrowest].right - extents[narrowest].left) narrowest = i;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        const double shift = i / 2 == 0 ? extents[narrowest].left - extents[i].left : extents[narrowest].right - extents[i].right;
        for (double& x : all[i]) x += shift;
    }
    std::vector<double> x(as_index(graph.vertex_count()));
    for (std::size_t v = 0; v < x.size(); ++v) {
        std::array<double, 4> four{all[0][v], all[1][v], all[2][v], all[3][v]};
        std::sort(four.begin(), four.end());
        x[v] = (four[1] + four[2]) / 2;
    }
    const double left = extent_of(x, half).left;
    for (double& one : x) one = std::round(one - left);
    return x;
}

} // namespace orkestr
