#include "ui/canvas/flow_blocks.h"

#include "ui/canvas/flow_rows.h"
#include "ui/canvas/metrics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace orkestr {

namespace {

/// Deeper, a region is put in rows: what nests so far is a chain of guards, and a call stack has an end.
constexpr int deepest_region = 96;
/// More branches than this go into several rows: a line of ten thousand cards can't be looked at.
constexpr std::size_t most_branches_in_row = 24;
/// An axis this near to a branch's own is moved onto it, so that the edge is straight.
constexpr double snap_distance = 28;

struct Branch {
    int block = -1; ///< -1: the edge leads straight to the end of the region
    int edge = -1;  ///< number in FlowGraph::edges, of the one that leads in
    double label_width = 0;
    bool side = false;
    double left = 0; ///< extent at the left of the axis, with room for the label
    double right = 0;
    std::vector<int> tails; ///< edges that leave the branch
};

/// Nodes between a fork and its join that belong together, and where they are entered.
struct Region {
    std::vector<int> entries; ///< edges
    std::vector<int> nodes;
};

class BlockBuilder {
public:
    BlockBuilder(const FlowGraph& graph, const std::vector<FlowItem>& items)
        : graph_(graph), items_(items), region_of_(static_cast<std::size_t>(graph.node_count()), -1) {}

    FlowBlocks build() {
        const int past_the_end = -1;
        series(graph_.source, past_the_end, 0);
        return std::move(result_);
    }

private:
    const FlowItem& item(int node) const { return items_[static_cast<std::size_t>(node)]; }
    FlowBlock& block(int index) { return result_.blocks[static_cast<std::size_t>(index)]; }

    int add(FlowBlock made) {
        result_.blocks.push_back(made);
        return static_cast<int>(result_.blocks.size()) - 1;
    }

    int leaf(int node) {
        const FlowItem& size = item(node);
        return add({size.width, size.height, size.axis, 0, 0, node});
    }

    /// Steps one below the other, from `first` up to `stop`, which is not part of it.
    int series(int first, int stop, int depth) {
        std::vector<int> parts;
        std::vector<double> gaps;
        double gap = 0;
        for (int node = first; node != stop && node >= 0;) {
            parts.push_back(leaf(node));
            gaps.push_back(gap);
            const int next = graph_.post_dominator[static_cast<std::size_t>(node)];
            if (graph_.out[node].size() > 1) {
                parts.push_back(parallel(node, next, depth));
                gaps.push_back(gap_below(node));
                gap = next >= 0 && graph_.is_item(next) ? metrics::fan_gap : 0;
            } else if (next >= 0) {
                gap = gap_between(node, next);
            }
            node = next;
        }
        return stack(parts, gaps);
    }

    bool is_labelled(int node) const {
        const auto edges = graph_.out[node];
        return std::any_of(edges.begin(), edges.end(), [this](int edge) { return graph_.edge(edge).label_width > 0; });
    }

    double gap_below(int node) const {
        if (!graph_.is_item(node)) return 0;
        return is_labelled(node) ? metrics::labelled_gap : metrics::fan_gap;
    }

    double gap_between(int node, int next) const {
        if (!graph_.is_item(node) || !graph_.is_item(next)) return 0;
        if (is_labelled(node)) return metrics::labelled_gap;
        const bool at_port = std::min(item(node).height, item(next).height) <= metrics::port_size;
        return at_port ? metrics::port_gap : metrics::series_gap;
    }

    int stack(const std::vector<int>& parts, const std::vector<double>& gaps) {
        if (parts.size() == 1) return parts.front();
        FlowBlock whole;
        double right = 0;
        for (const int part : parts) {
            whole.axis = std::max(whole.axis, block(part).axis);
            right = std::max(right, block(part).width - block(part).axis);
        }
        whole.width = whole.axis + right;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            whole.height += gaps[i];
            block(parts[i]).x = whole.axis - block(parts[i]).axis;
            block(parts[i]).y = whole.height;
            whole.height += block(parts[i]).height;
        }
        const int index = add(whole);
        for (const int part : parts)
            block(part).parent = index;
        return index;
    }

    /// What lies between `fork` and `join`, side by side.
    int parallel(int fork, int join, int depth) {
        std::vector<Branch> branches;
        Branch direct;
        for (Region& region : regions(fork, join)) {
            if (region.nodes.empty()) {
                direct = {-1, region.entries.front(), graph_.edge(region.entries.front()).label_width, false, 0, 0, {}};
                continue;
            }
            Branch branch;
            branch.edge = region.entries.front();
            branch.label_width = graph_.edge(branch.edge).label_width;
            branch.side = graph_.edge(branch.edge).side || is_dead(region);
            if (region.entries.size() == 1 && depth < deepest_region) {
                branch.block = series(graph_.edge(branch.edge).to, join, depth + 1);
                branch.tails = tails_of(region, join);
            } else {
                branch.block = rows(region, fork, join);
            }
            branches.push_back(std::move(branch));
        }
        if (direct.edge >= 0) {
            // Where all others stand aside, the way straight on is the main one.
            const bool is_main = std::all_of(branches.begin(), branches.end(), [](const Branch& b) { return b.side; });
            branches.insert(is_main ? branches.begin() : branches.end(), std::move(direct));
        }
        for (Branch& branch : branches)
            set_extent(branch);
        return branches.size() > most_branches_in_row ? wrapped(branches) : side_by_side(branches);
    }

    bool is_dead(const Region& region) const {
        return std::all_of(region.nodes.begin(), region.nodes.end(),
                           [this](int node) { return graph_.is_dead_end[static_cast<std::size_t>(node)]; });
    }

    void set_extent(Branch& branch) {
        const double half_label = branch.label_width > 0 ? branch.label_width / 2 + 6 : 0;
        const FlowBlock held = branch.block >= 0 ? block(branch.block) : FlowBlock{};
        branch.left = std::max({held.axis, half_label, metrics::lane_width / 2});
        branch.right = std::max({held.width - held.axis, half_label, metrics::lane_width / 2});
    }

    std::vector<int> tails_of(const Region& region, int join) const {
        std::vector<int> tails;
        for (const int node : region.nodes) {
            for (const int edge : graph_.out[node]) {
                if (graph_.edge(edge).to == join) tails.push_back(edge);
            }
        }
        return tails;
    }

    /// Where a fork's edges lead before `join`: edges whose nodes meet earlier belong to one region; an edge that leads
    /// to `join` itself is a region without nodes. In the order of the fork's edges.
    std::vector<Region> regions(int fork, int join) {
        std::vector<Region> found;
        std::vector<int> merged; // a forest: regions that turn out to be one
        const auto root = [&merged](int region) {
            while (merged[static_cast<std::size_t>(region)] != region)
                region = merged[static_cast<std::size_t>(region)];
            return region;
        };
        for (const int edge : graph_.out[fork]) {
            const int number = static_cast<int>(found.size());
            merged.push_back(number);
            Region region;
            region.entries.push_back(edge);
            std::vector<int> open;
            const auto reach = [&](int node) {
                if (node == join) return;
                int& mark = region_of_[static_cast<std::size_t>(node)];
                if (mark < 0) {
                    mark = number;
                    region.nodes.push_back(node);
                    open.push_back(node);
                } else if (const int other = root(mark); other != root(number)) {
                    merged[static_cast<std::size_t>(std::max(other, root(number)))] = std::min(other, root(number));
                }
            };
            reach(graph_.edge(edge).to);
            while (!open.empty()) {
                const int node = open.back();
                open.pop_back();
                for (const int leaving : graph_.out[node])
                    reach(graph_.edge(leaving).to);
            }
            found.push_back(std::move(region));
        }
        for (const Region& region : found) {
            for (const int node : region.nodes)
                region_of_[static_cast<std::size_t>(node)] = -1;
        }
        return united(std::move(found), merged, root);
    }

    template <class Root>
    std::vector<Region> united(std::vector<Region> found, const std::vector<int>& merged, const Root& root) const {
        std::vector<Region> result;
        for (int i = 0; i < static_cast<int>(merged.size()); ++i) {
            if (root(i) == i) continue;
            Region& into = found[static_cast<std::size_t>(root(i))];
            Region& from = found[static_cast<std::size_t>(i)];
            into.entries.insert(into.entries.end(), from.entries.begin(), from.entries.end());
            into.nodes.insert(into.nodes.end(), from.nodes.begin(), from.nodes.end());
        }
        for (int i = 0; i < static_cast<int>(merged.size()); ++i) {
            if (root(i) == i) result.push_back(std::move(found[static_cast<std::size_t>(i)]));
        }
        return result;
    }

    int rows(Region& region, int fork, int join) {
        std::sort(region.nodes.begin(), region.nodes.end(), [this](int a, int b) {
            return graph_.position[static_cast<std::size_t>(a)] < graph_.position[static_cast<std::size_t>(b)];
        });
        FlowRows laid = lay_out_rows(graph_, items_, region.nodes, fork, join);
        std::vector<int> parts;
        for (const FlowRows::Place& place : laid.places) {
            parts.push_back(leaf(place.node));
            block(parts.back()).x = place.x;
            block(parts.back()).y = place.y;
        }
        const int index = add({laid.width, laid.height, laid.axis});
        for (const int part : parts)
            block(part).parent = index;
        for (const FlowRows::Route& route : laid.routes)
            result_.routes.push_back({route.edge, index, route.route});
        return index;
    }

    int side_by_side(const std::vector<Branch>& branches) {
        FlowBlock whole;
        std::vector<double> axes;
        double x = 0;
        for (const Branch& branch : branches) {
            if (!axes.empty()) x += metrics::column_gap;
            axes.push_back(x + branch.left);
            if (branch.block >= 0) {
                block(branch.block).x = axes.back() - block(branch.block).axis;
                whole.height = std::max(whole.height, block(branch.block).height);
            }
            x += branch.left + branch.right;
        }
        whole.width = x;
        whole.axis = common_axis(branches, axes);
        const int index = add(whole);
        for (std::size_t i = 0; i < branches.size(); ++i) {
            if (branches[i].block >= 0) {
                block(branches[i].block).parent = index;
            } else {
                result_.routes.push_back(
                    {branches[i].edge, index, {FlowRoute::Kind::channel, axes[i], usual_y, usual_y}});
            }
        }
        return index;
    }

    /// The middle of the branches that count, or the branch next to it.
    static double common_axis(const std::vector<Branch>& branches, const std::vector<double>& axes) {
        std::vector<double> counted;
        for (std::size_t i = 0; i < branches.size(); ++i) {
            if (branches[i].block >= 0 && !branches[i].side) counted.push_back(axes[i]);
        }
        if (counted.empty()) return axes.front();
        const double middle = (counted.front() + counted.back()) / 2;
        const auto nearest = std::min_element(counted.begin(), counted.end(), [middle](double a, double b) {
            return std::abs(a - middle) < std::abs(b - middle);
        });
        return std::abs(*nearest - middle) <= snap_distance ? *nearest : middle;
    }

    /// Many branches, in rows: their edges come down a trunk at the left and go on down a trunk at the right.
    int wrapped(const std::vector<Branch>& branches) {
        double area = 0;
        double widest = 0;
        for (const Branch& branch : branches) {
            const double width = branch.left + branch.right + metrics::column_gap;
            const double height = branch.block >= 0 ? block(branch.block).height : 0;
            area += width * (height + 2 * metrics::fan_gap);
            widest = std::max(widest, width);
        }
        const double row_width = std::max(widest, std::sqrt(area * 1.8));
        const double trunk = metrics::column_gap;

        std::vector<double> axes(branches.size());
        std::vector<double> tops(branches.size());
        std::vector<double> bottoms(branches.size());
        double y = 0;
        double right = 0;
        for (std::size_t first = 0; first < branches.size();) {
            double x = trunk;
            double height = 0;
            bool labelled = false;
            std::size_t last = first;
            for (; last < branches.size(); ++last) {
                const Branch& branch = branches[last];
                if (last > first && x + branch.left + branch.right > row_width) break;
                axes[last] = x + branch.left;
                x += branch.left + branch.right + metrics::column_gap;
                height = std::max(height, branch.block >= 0 ? block(branch.block).height : 0);
                labelled = labelled || branch.label_width > 0;
            }
            if (first > 0) y += metrics::bus + (labelled ? metrics::labelled_gap : metrics::fan_gap);
            std::fill(tops.begin() + static_cast<std::ptrdiff_t>(first),
                      tops.begin() + static_cast<std::ptrdiff_t>(last), y);
            y += height;
            std::fill(bottoms.begin() + static_cast<std::ptrdiff_t>(first),
                      bottoms.begin() + static_cast<std::ptrdiff_t>(last), y);
            y += metrics::bus;
            right = std::max(right, x);
            first = last;
        }
        FlowBlock whole;
        whole.width = right + trunk - metrics::column_gap;
        whole.height = y;
        whole.axis = whole.width / 2;
        const int index = add(whole);
        const bool labelled =
            std::any_of(branches.begin(), branches.end(), [](const Branch& b) { return b.label_width > 0; });
        const double above = (labelled ? metrics::labelled_gap : metrics::fan_gap) - metrics::bus;
        for (std::size_t i = 0; i < branches.size(); ++i) {
            const Branch& branch = branches[i];
            if (branch.block >= 0) {
                FlowBlock& held = block(branch.block);
                held.parent = index;
                held.x = axes[i] - held.axis;
                held.y = tops[i];
                // The first row hangs from the fork's own bus; the others from one that the left trunk feeds.
                if (tops[i] > 0)
                    result_.routes.push_back(
                        {branch.edge, index, {FlowRoute::Kind::channel, 0, usual_y, tops[i] - above, true}});
                for (const int tail : branch.tails)
                    result_.routes.push_back(
                        {tail, index, {FlowRoute::Kind::channel, whole.width, bottoms[i] + metrics::bus, usual_y}});
            } else {
                result_.routes.push_back({branch.edge, index, {FlowRoute::Kind::channel, 0, usual_y, usual_y}});
            }
        }
        return index;
    }

    const FlowGraph& graph_;
    const std::vector<FlowItem>& items_;
    std::vector<int> region_of_;
    FlowBlocks result_;
};

} // namespace

FlowBlocks build_blocks(const FlowGraph& graph, const std::vector<FlowItem>& items) {
    return BlockBuilder(graph, items).build();
}

} // namespace orkestr
