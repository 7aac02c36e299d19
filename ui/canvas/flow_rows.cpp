#include "ui/canvas/flow_rows.h"

#include "ui/canvas/metrics.h"

#include <algorithm>
#include <unordered_map>

namespace orkestr {

namespace {

constexpr int most_lanes = 24;

struct Row {
    std::vector<int> nodes;
    double top = 0;
    double height = 0;
    double width = 0;
    bool labelled = false; ///< an edge into it has a label
};

/// An edge that passes at least one row: it needs a lane from the gap after `first` to the gap before `last`.
struct Jump {
    int edge = 0;
    int first = 0; ///< row of its start, -1 for the node before
    int last = 0;  ///< row of its end, the row count for the node after
    int lane = 0;
};

class Rows {
public:
    Rows(const FlowGraph& graph, const std::vector<FlowItem>& items, const std::vector<int>& group, int before,
         int after)
        : graph_(graph), items_(items), group_(group), before_(before), after_(after) {}

    FlowRows lay_out() {
        set_ranks();
        place_rows();
        find_jumps();
        place_lanes();
        route_short_edges();
        return std::move(result_);
    }

private:
    const FlowItem& item(int node) const { return items_[static_cast<std::size_t>(node)]; }
    Row& row(int index) { return rows_[static_cast<std::size_t>(index)]; }
    int row_count() const { return static_cast<int>(rows_.size()); }

    int rank(int node) const {
        if (node == before_) return -1;
        if (node == after_) return row_count();
        const auto found = rank_.find(node);
        return found == rank_.end() ? -1 : found->second;
    }

    void set_ranks() {
        for (const int node : group_) {
            int longest = 0;
            bool labelled = false;
            for (const int edge : graph_.in[node]) {
                const auto found = rank_.find(graph_.edge(edge).from);
                if (found != rank_.end()) longest = std::max(longest, found->second + 1);
                labelled = labelled || graph_.edge(edge).label_width > 0;
            }
            rank_[node] = longest;
            if (longest >= row_count()) rows_.resize(static_cast<std::size_t>(longest) + 1);
            row(longest).nodes.push_back(node);
            row(longest).labelled = row(longest).labelled || labelled;
        }
    }

    void place_rows() {
        for (Row& row : rows_) {
            std::sort(row.nodes.begin(), row.nodes.end()); // declared order reads better than the walk's
            for (const int node : row.nodes) {
                row.width += item(node).width + (node == row.nodes.front() ? 0 : metrics::column_gap);
                row.height = std::max(row.height, item(node).height);
            }
        }
        double left = 0;
        double right = 0;
        for (Row& row : rows_) {
            const double shift = row.nodes.size() == 1 ? item(row.nodes.front()).axis : row.width / 2;
            left = std::max(left, shift);
            right = std::max(right, row.width - shift);
        }
        double y = 0;
        for (Row& row : rows_) {
            if (&row != &rows_.front()) y += row.labelled ? metrics::labelled_gap : metrics::fan_gap;
            row.top = y;
            double x = left - (row.nodes.size() == 1 ? item(row.nodes.front()).axis : row.width / 2);
            for (const int node : row.nodes) {
                result_.places.push_back({node, x, y});
                axis_[node] = x + item(node).axis;
                x += item(node).width + metrics::column_gap;
            }
            y += row.height;
        }
        result_.axis = left;
        result_.width = left + right;
        result_.height = y;
    }

    void find_jumps() {
        const auto consider = [this](int edge) {
            const int first = rank(graph_.edge(edge).from);
            const int last = rank(graph_.edge(edge).to);
            if (last - first > 1) jumps_.push_back({edge, first, last});
        };
        for (const int edge : graph_.out[before_]) {
            if (rank_.contains(graph_.edge(edge).to)) consider(edge);
        }
        for (const int node : group_) {
            for (const int edge : graph_.out[node])
                consider(edge);
        }
        // Short ones inside, so that lanes cross as little as they can.
        std::stable_sort(jumps_.begin(), jumps_.end(),
                         [](const Jump& a, const Jump& b) { return a.last - a.first < b.last - b.first; });
    }

    void place_lanes() {
        std::vector<std::vector<std::pair<int, int>>> taken;
        for (Jump& jump : jumps_) {
            const auto is_free = [&jump](const std::vector<std::pair<int, int>>& lane) {
                return std::all_of(lane.begin(), lane.end(), [&jump](const auto& span) {
                    return span.second <= jump.first || span.first >= jump.last;
                });
            };
            std::size_t lane = 0;
            while (lane < taken.size() && !is_free(taken[lane]))
                ++lane;
            lane = std::min<std::size_t>(lane, most_lanes - 1);
            if (lane == taken.size()) taken.emplace_back();
            // What is over the most shares the outermost lane: no more bookkeeping than lanes.
            if (lane + 1 < most_lanes) taken[lane].emplace_back(jump.first, jump.last);
            jump.lane = static_cast<int>(lane);
        }
        std::vector<double> widths(taken.size(), metrics::lane_width);
        for (const Jump& jump : jumps_) {
            const double label = graph_.edge(jump.edge).label_width;
            double& width = widths[static_cast<std::size_t>(jump.lane)];
            if (label > 0) width = std::max(width, label + 12);
        }
        std::vector<double> centers;
        double x = result_.width + (taken.empty() ? 0 : metrics::lane_width / 2);
        for (const double width : widths) {
            centers.push_back(x + width / 2);
            x += width;
        }
        result_.width = x;
        for (const Jump& jump : jumps_) {
            result_.routes.push_back({jump.edge,
                                      {FlowRoute::Kind::channel, centers[static_cast<std::size_t>(jump.lane)],
                                       jump.first < 0 ? usual_y : row_bottom(jump.first) + metrics::bus,
                                       jump.last >= row_count() ? usual_y : row(jump.last).top - metrics::bus}});
        }
    }

    double row_bottom(int index) { return row(index).top + row(index).height; }

    void route_short_edges() {
        for (const int node : group_) {
            for (const int edge : graph_.out[node]) {
                const int to = graph_.edge(edge).to;
                const int first = rank(node);
                if (rank(to) - first != 1) continue;
                const double out_y = row_bottom(first) + metrics::bus;
                if (to == after_) {
                    result_.routes.push_back({edge, {FlowRoute::Kind::channel, axis_[node], out_y, usual_y}});
                } else if (std::abs(axis_[to] - axis_[node]) > 0.5) {
                    result_.routes.push_back({edge, {FlowRoute::Kind::channel, axis_[to], out_y, row(first + 1).top}});
                }
            }
        }
    }

    const FlowGraph& graph_;
    const std::vector<FlowItem>& items_;
    const std::vector<int>& group_;
    int before_;
    int after_;
    std::vector<Row> rows_;
    std::unordered_map<int, int> rank_;
    std::unordered_map<int, double> axis_;
    std::vector<Jump> jumps_;
    FlowRows result_;
};

} // namespace

FlowRows lay_out_rows(const FlowGraph& graph, const std::vector<FlowItem>& items, const std::vector<int>& group,
                      int before, int after) {
    return Rows(graph, items, group, before, after).lay_out();
}

} // namespace orkestr
