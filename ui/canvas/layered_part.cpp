#include "ui/canvas/layered_part.h"

#include "ui/canvas/layered_coordinates.h"
#include "ui/canvas/layered_order.h"
#include "ui/canvas/layered_tracks.h"
#include "ui/canvas/metrics.h"

#include <algorithm>
#include <cmath>

namespace orkestr {

namespace {

constexpr double track_gap = 10;
constexpr double above_tracks = 16; ///< from a layer to the first track
constexpr double below_tracks = 24; ///< from the last track to the next layer: room for an arrow
constexpr double outside_out = 8;   ///< from a layer to the line of an edge that goes round outside
constexpr double outside_in = 12;
constexpr int most_outside_lanes = 24;
constexpr double loop_half = 9;

std::size_t part_slot(int index) { return static_cast<std::size_t>(index); }

class Part {
public:
    using Kind = LayeredGraph::Path::Kind;

    Part(const std::vector<QSizeF>& sizes, const std::vector<LayeredEdge>& edges)
        : sizes_(sizes), edges_(edges), graph_(make_layers(static_cast<int>(sizes.size()), edges)) {}

    LayeredPart lay_out() {
        reduce_crossings(graph_);
        set_x();
        assign_all_tracks();
        set_y();
        made_.paths.resize(edges_.size());
        for (int i = 0; i < static_cast<int>(edges_.size()); ++i) make_path(i);
        go_round();
        place_nodes();
        for (const LayeredGraph::Path& path : graph_.paths) made_.kinds.push_back(path.kind);
        return std::move(made_);
    }

private:
    const QSizeF& size(int node) const { return sizes_[part_slot(node)]; }
    double x(int vertex) const { return x_[part_slot(vertex)]; }
    double middle(int vertex) const { return tops_[part_slot(graph_.layer_of(vertex))] + heights_[part_slot(graph_.layer_of(vertex))] / 2; }
    double top(int node) const { return middle(node) - size(node).height() / 2; }
    double bottom(int node) const { return middle(node) + size(node).height() / 2; }

    void set_x() {
        std::vector<double> half(part_slot(graph_.vertex_count()), metrics::lane_width / 2);
        for (int i = 0; i < graph_.node_count; ++i) half[part_slot(i)] = (size(i).width() + metrics::column_gap) / 2;
        x_ = place_in_rows(graph_, half);
        double left = 0;
        for (int i = 0; i < graph_.node_count; ++i) left = i == 0 ? x(i) - size(i).width() / 2 : std::min(left, x(i) - size(i).width() / 2);
        for (int i = graph_.node_count; i < graph_.vertex_count(); ++i) left = std::min(left, x(i));
        for (double& one : x_) one -= left;
        for (int i = 0; i < graph_.vertex_count(); ++i) made_.width = std::max(made_.width, x(i) + (graph_.is_bend(i) ? 0 : size(i).width() / 2));
    }

    /// The vertices that an edge goes through between its ends.
    int via(int edge, int step) const { // 0: its start, bends + 1: its end
        const LayeredGraph::Path& path = graph_.paths[part_slot(edge)];
        if (step == 0) return edges_[part_slot(edge)].from;
        return step > path.bends ? edges_[part_slot(edge)].to : path.first_bend + step - 1;
    }

    void assign_all_tracks() {
        std::vector<std::vector<LayeredPiece>> pieces(graph_.rows.size());
        piece_of_.resize(edges_.size());
        for (int i = 0; i < static_cast<int>(edges_.size()); ++i) {
            if (graph_.paths[part_slot(i)].kind != Kind::down) continue;
            for (int step = 0; step <= graph_.paths[part_slot(i)].bends; ++step) {
                auto& gap = pieces[part_slot(graph_.layer_of(via(i, step)))];
                piece_of_[part_slot(i)].push_back(static_cast<int>(gap.size()));
                gap.push_back({via(i, step), via(i, step + 1)});
            }
        }
        for (const auto& gap : pieces) tracks_.push_back(assign_tracks(gap, x_));
    }

    void set_y() {
        double y = 0;
        for (std::size_t row = 0; row < graph_.rows.size(); ++row) {
            double height = 0;
            for (const int vertex : graph_.rows[row])
                if (!graph_.is_bend(vertex)) height = std::max(height, size(vertex).height());
            tops_.push_back(y);
            heights_.push_back(height);
            made_.height = y + height;
            y += height + above_tracks + track_gap * std::max(0, tracks_[row].count - 1) + below_tracks;
        }
    }

    static void add(std::vector<QPointF>& path, double px, double py) {
        const QPointF point(px, py);
        const auto near = [](double a, double b) { return std::abs(a - b) < 0.01; };
        if (!path.empty() && near(path.back().x(), px) && near(path.back().y(), py)) return;
        if (path.size() > 1) {
            const QPointF& last = path.back();
            const QPointF& before = path[path.size() - 2];
            const bool in_line = (near(before.x(), last.x()) && near(last.x(), px)) || (near(before.y(), last.y()) && near(last.y(), py));
            if (in_line) {
                path.back() = point;
                return;
            }
        }
        path.push_back(point);
    }

    void make_path(int edge) {
        const LayeredGraph::Path& way = graph_.paths[part_slot(edge)];
        std::vector<QPointF>& path = made_.paths[part_slot(edge)];
        const int from = edges_[part_slot(edge)].from;
        if (way.kind == Kind::self) {
            const double left = x(from) - size(from).width() / 2;
            for (const QPointF& point : {QPointF(0, loop_half), QPointF(-metrics::lane_width, loop_half), QPointF(-metrics::lane_width, -loop_half), QPointF(0, -loop_half)})
                add(path, left + point.x(), middle(from) + point.y());
        }
        if (way.kind != Kind::down) return;
        add(path, x(from), bottom(from));
        for (int step = 0; step <= way.bends; ++step) {
            const int above = via(edge, step);
            const int below = via(edge, step + 1);
            const auto row = part_slot(graph_.layer_of(above));
            const int track = tracks_[row].track[part_slot(piece_of_[part_slot(edge)][part_slot(step)])];
            if (track == LayeredTracks::straight) continue;
            const double y = tops_[row] + heights_[row] + above_tracks + track_gap * track;
            add(path, x(above), y);
            add(path, x(below), y);
        }
        const int to = edges_[part_slot(edge)].to;
        add(path, x(to), top(to));
    }

    /// Edges that close a cycle go up at the left of everything, those that have no bends down at the right.
    void go_round() {
        int left = 0;
        int right = 0;
        for (int i = 0; i < static_cast<int>(edges_.size()); ++i) {
            const Kind kind = graph_.paths[part_slot(i)].kind;
            if (kind == Kind::back) go_round(i, -metrics::lane_width * (1 + left++ % most_outside_lanes));
            if (kind == Kind::over) go_round(i, made_.width + metrics::lane_width * (1 + right++ % most_outside_lanes));
        }
        const double room_left = metrics::lane_width * std::min(left, most_outside_lanes);
        const bool loops = std::any_of(graph_.paths.begin(), graph_.paths.end(), [](const auto& path) { return path.kind == Kind::self; });
        const double shift = std::max(room_left, loops ? metrics::lane_width : 0.0);
        made_.width += shift + metrics::lane_width * std::min(right, most_outside_lanes);
        for (double& one : x_) one += shift;
        for (auto& path : made_.paths)
            for (QPointF& point : path) point.rx() += shift;
    }

    void go_round(int edge, double lane) {
        const int from = edges_[part_slot(edge)].from;
        const int to = edges_[part_slot(edge)].to;
        std::vector<QPointF>& path = made_.paths[part_slot(edge)];
        const auto below = part_slot(graph_.layer_of(from));
        const auto above = part_slot(graph_.layer_of(to));
        const double out = tops_[below] + heights_[below] + outside_out;
        const double in = tops_[above] - outside_in;
        add(path, x(from), bottom(from));
        add(path, x(from), out);
        add(path, lane, out);
        add(path, lane, in);
        add(path, x(to), in);
        add(path, x(to), top(to));
        made_.height = std::max(made_.height, out);
        least_y_ = std::min(least_y_, in);
    }

    void place_nodes() {
        for (int i = 0; i < graph_.node_count; ++i) made_.positions.emplace_back(x(i) - size(i).width() / 2, top(i) - least_y_);
        if (least_y_ == 0) return;
        for (auto& path : made_.paths)
            for (QPointF& point : path) point.ry() -= least_y_;
        made_.height -= least_y_;
    }

    const std::vector<QSizeF>& sizes_;
    const std::vector<LayeredEdge>& edges_;
    LayeredGraph graph_;
    LayeredPart made_;
    std::vector<double> x_;
    std::vector<double> tops_; ///< by layer
    std::vector<double> heights_;
    std::vector<LayeredTracks> tracks_;     ///< by layer: of the edges below it
    std::vector<std::vector<int>> piece_of_; ///< by edge: its pieces' numbers in their gaps
    double least_y_ = 0;
};

} // namespace

LayeredPart lay_out_part(const std::vector<QSizeF>& sizes, const std::vector<LayeredEdge>& edges) { return Part(sizes, edges).lay_out(); }

} // namespace orkestr
