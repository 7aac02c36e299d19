#include "ui/canvas/layered_graph.h"

#include "ui/canvas/as_index.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace orkestr {

namespace {

constexpr int most_bends = 400'000;

class Layers {
public:
    Layers(int node_count, const std::vector<LayeredEdge>& edges) : edges_(edges) {
        made_.node_count = node_count;
        made_.paths.resize(edges.size());
    }

    LayeredGraph make() {
        sort_out_repeats();
        break_cycles();
        set_layers();
        make_bends();
        fill_rows();
        return std::move(made_);
    }

private:
    using Kind = LayeredGraph::Path::Kind;

    Kind& kind(int edge) { return made_.paths[as_index(edge)].kind; }

    void sort_out_repeats() {
        QHash<std::pair<int, int>, int> first;
        first.reserve(static_cast<qsizetype>(edges_.size()));
        std::vector<int> from;
        std::vector<int> numbers;
        for (int i = 0; i < static_cast<int>(edges_.size()); ++i) {
            const LayeredEdge& edge = edges_[as_index(i)];
            const std::pair ends(edge.from, edge.to);
            if (const auto found = first.constFind(ends); found != first.cend()) {
                kind(i) = Kind::twin;
                made_.paths[as_index(i)].twin_of = *found;
                continue;
            }
            if (edge.from == edge.to) {
                kind(i) = Kind::self;
            } else {
                from.push_back(edge.from);
                numbers.push_back(i);
            }
            first.insert(ends, i);
        }
        out_ = IndexLists(made_.node_count, from, numbers);
    }

    /// Depth first, from what nothing leads to and then from the rest in order; an edge to what is still open closes a
    /// cycle. Without recursion: a chain may be as long as the graph.
    void break_cycles() {
        std::vector<int> leads_to(as_index(made_.node_count), 0);
        for (int node = 0; node < made_.node_count; ++node)
            for (const int edge : out_[node]) ++leads_to[as_index(edges_[as_index(edge)].to)];
        enum : char { unseen, open, done };
        std::vector<char> state(as_index(made_.node_count), unseen);
        std::vector<std::pair<int, std::size_t>> stack;
        const auto visit = [&](int root) {
            if (state[as_index(root)] != unseen) return;
            stack.emplace_back(root, 0);
            state[as_index(root)] = open;
            while (!stack.empty()) {
                auto& [node, next] = stack.back();
                if (next == out_[node].size()) {
                    state[as_index(node)] = done;
                    stack.pop_back();
                    continue;
                }
                const int edge = out_[node][next++];
                const int to = edges_[as_index(edge)].to;
                if (state[as_index(to)] == open) kind(edge) = Kind::back;
                if (state[as_index(to)] != unseen) continue;
                state[as_index(to)] = open;
                stack.emplace_back(to, 0);
            }
        };
        for (int node = 0; node < made_.node_count; ++node)
            if (leads_to[as_index(node)] == 0) visit(node);
        for (int node = 0; node < made_.node_count; ++node) visit(node);
    }

    void set_layers() {
        made_.layer.assign(as_index(made_.node_count), 0);
        std::vector<int> waits_for(as_index(made_.node_count), 0);
        for (int i = 0; i < static_cast<int>(edges_.size()); ++i)
            if (kind(i) == Kind::down) ++waits_for[as_index(edges_[as_index(i)].to)];
        const std::vector<int> entered = waits_for;
        std::vector<int> order;
        for (int node = 0; node < made_.node_count; ++node)
            if (waits_for[as_index(node)] == 0) order.push_back(node);
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (const int edge : out_[order[i]]) {
                if (kind(edge) != Kind::down) continue;
                const int to = edges_[as_index(edge)].to;
                made_.layer[as_index(to)] = std::max(made_.layer[as_index(to)], made_.layer[as_index(order[i])] + 1);
                if (--waits_for[as_index(to)] == 0) order.push_back(to);
            }
        }
        for (int node = 0; node < made_.node_count; ++node) {
            if (entered[as_index(node)] > 0) continue;
            int nearest = -1;
            for (const int edge : out_[node]) {
                if (kind(edge) != Kind::down) continue;
                const int below = made_.layer[as_index(edges_[as_index(edge)].to)];
                if (nearest < 0 || below < nearest) nearest = below;
            }
            if (nearest > 0) made_.layer[as_index(node)] = nearest - 1;
        }
    }

    int span(int edge) const { return made_.layer[as_index(edges_[as_index(edge)].to)] - made_.layer[as_index(edges_[as_index(edge)].from)]; }

    /// Shorter edges first: those that would need the most bends go without.
    void make_bends() {
        std::vector<int> order;
        for (int i = 0; i < static_cast<int>(edges_.size()); ++i)
            if (kind(i) == Kind::down) order.push_back(i);
        std::stable_sort(order.begin(), order.end(), [this](int a, int b) { return span(a) < span(b); });
        const auto size = static_cast<std::int64_t>(edges_.size()) + made_.node_count;
        std::int64_t room = std::min<std::int64_t>(most_bends, 10'000 + 4 * size);
        for (const int edge : order) {
            room -= span(edge) - 1;
            if (room < 0) kind(edge) = Kind::over;
        }
        std::vector<int> above;
        std::vector<int> below;
        const auto join = [&](int upper, int lower) {
            above.push_back(upper);
            below.push_back(lower);
        };
        for (int i = 0; i < static_cast<int>(edges_.size()); ++i) {
            LayeredGraph::Path& path = made_.paths[as_index(i)];
            if (path.kind != Kind::down) continue;
            path.first_bend = made_.vertex_count();
            path.bends = span(i) - 1;
            int last = edges_[as_index(i)].from;
            for (int b = 0; b < path.bends; ++b) {
                const int bend = made_.vertex_count();
                made_.layer.push_back(made_.layer[as_index(last)] + 1);
                join(last, bend);
                last = bend;
            }
            join(last, edges_[as_index(i)].to);
        }
        made_.down = IndexLists(made_.vertex_count(), above, below);
        made_.up = IndexLists(made_.vertex_count(), below, above);
    }

    /// The first order: depth first from above, so that what hangs together stands together.
    void fill_rows() {
        const int count = made_.vertex_count();
        const int deepest = count == 0 ? -1 : *std::max_element(made_.layer.begin(), made_.layer.end());
        made_.rows.resize(as_index(deepest + 1));
        made_.position.assign(as_index(count), -1);
        std::vector<int> roots(as_index(made_.node_count));
        std::iota(roots.begin(), roots.end(), 0);
        std::stable_sort(roots.begin(), roots.end(), [this](int a, int b) { return made_.layer_of(a) < made_.layer_of(b); });
        std::vector<int> stack;
        for (const int root : roots) {
            stack.push_back(root);
            while (!stack.empty()) {
                const int vertex = stack.back();
                stack.pop_back();
                if (made_.position[as_index(vertex)] >= 0) continue;
                std::vector<int>& row = made_.rows[as_index(made_.layer_of(vertex))];
                made_.position[as_index(vertex)] = static_cast<int>(row.size());
                row.push_back(vertex);
                const auto next = made_.down[vertex];
                stack.insert(stack.end(), next.rbegin(), next.rend());
            }
        }
    }

    const std::vector<LayeredEdge>& edges_;
    IndexLists out_; ///< edges without repeats by the node they begin at
    LayeredGraph made_;
};

} // namespace

LayeredGraph make_layers(int node_count, const std::vector<LayeredEdge>& edges) { return Layers(node_count, edges).make(); }

} // namespace orkestr
