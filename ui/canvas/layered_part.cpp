#include "ui/canvas/layered_part.h"

#include "ui/canvas/as_index.h"
#include "ui/canvas/layered_blocks.h"
#include "ui/canvas/layered_coordinates.h"
#include "ui/canvas/layered_order.h"
#include "ui/canvas/layered_tracks.h"
#include "ui/canvas/metrics.h"

#include <QSet>

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
constexpr double gap_below = 20; ///< between nodes one below the other where the flow leads to the right

std::vector<QSizeF> turned(const std::vector<QSizeF>& sizes, bool rightwards) {
    std::vector<QSizeF> out = sizes;
    if (rightwards)
        for (QSizeF& size : out) size.transpose();
    return out;
}

/// Works across and along the flow, as if it led down.
class Part {
public:
    using Kind = LayeredGraph::Path::Kind;

    Part(const std::vector<QSizeF>& sizes, const std::vector<LayeredEdge>& edges, bool rightwards)
        : rightwards_(rightwards), node_sizes_(turned(sizes, rightwards)), node_edges_(edges), blocks_(node_sizes_, edges, rightwards),
          graph_(make_layers(blocks_.vertex_count(), blocks_.edges())) {}

    QSizeF estimate() const {
        double across = 0;
        double along = 0;
        for (const auto& row : graph_.rows) {
            double row_across = 0;
            double row_along = 0;
            for (const int vertex : row) {
                row_across += 2 * half(vertex);
                if (!graph_.is_bend(vertex)) row_along = std::max(row_along, size(vertex).height());
            }
            across = std::max(across, row_across);
            along += row_along + above_tracks + below_tracks;
        }
        return rightwards_ ? QSizeF(along, across) : QSizeF(across, along);
    }

    LayeredPart lay_out() {
        reduce_crossings(graph_);
        set_x();
        assign_all_tracks();
        set_y();
        ways_.resize(edges().size());
        for (int i = 0; i < static_cast<int>(edges().size()); ++i) make_way(i);
        go_round();
        place_nodes();
        make_paths();
        if (rightwards_) turn();
        return std::move(made_);
    }

private:
    const std::vector<LayeredEdge>& edges() const { return blocks_.edges(); }
    const QSizeF& size(int vertex) const { return blocks_.size(vertex); }
    double half(int vertex) const {
        if (graph_.is_bend(vertex)) return metrics::lane_width / 2;
        return (size(vertex).width() + (rightwards_ ? gap_below : metrics::column_gap)) / 2;
    }
    double x(int vertex) const { return x_[as_index(vertex)]; }
    double middle(int vertex) const { return tops_[as_index(graph_.layer_of(vertex))] + heights_[as_index(graph_.layer_of(vertex))] / 2; }
    double top(int vertex) const { return middle(vertex) - size(vertex).height() / 2; }
    double bottom(int vertex) const { return middle(vertex) + size(vertex).height() / 2; }

    void set_x() {
        std::vector<double> halves;
        for (int i = 0; i < graph_.vertex_count(); ++i) halves.push_back(half(i));
        x_ = place_in_rows(graph_, halves);
        double left = 0;
        for (int i = 0; i < graph_.vertex_count(); ++i) {
            const double own = graph_.is_bend(i) ? x(i) : x(i) - size(i).width() / 2;
            left = i == 0 ? own : std::min(left, own);
        }
        for (double& one : x_) one -= left;
        for (int i = 0; i < graph_.vertex_count(); ++i) made_.width = std::max(made_.width, x(i) + (graph_.is_bend(i) ? 0 : size(i).width() / 2));
    }

    /// The vertices that an edge goes through between its ends.
    int via(int edge, int step) const { // 0: its start, bends + 1: its end
        const LayeredGraph::Path& path = graph_.paths[as_index(edge)];
        if (step == 0) return edges()[as_index(edge)].from;
        return step > path.bends ? edges()[as_index(edge)].to : path.first_bend + step - 1;
    }

    void assign_all_tracks() {
        std::vector<std::vector<LayeredPiece>> pieces(graph_.rows.size());
        piece_of_.resize(edges().size());
        for (int i = 0; i < static_cast<int>(edges().size()); ++i) {
            if (graph_.paths[as_index(i)].kind != Kind::down) continue;
            for (int step = 0; step <= graph_.paths[as_index(i)].bends; ++step) {
                auto& gap = pieces[as_index(graph_.layer_of(via(i, step)))];
                piece_of_[as_index(i)].push_back(static_cast<int>(gap.size()));
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

    /// Between the vertices; an edge with the same vertices as another has none of its own.
    void make_way(int edge) {
        const LayeredGraph::Path& way = graph_.paths[as_index(edge)];
        std::vector<QPointF>& path = ways_[as_index(edge)];
        const int from = edges()[as_index(edge)].from;
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
            const auto row = as_index(graph_.layer_of(above));
            const int track = tracks_[row].track[as_index(piece_of_[as_index(edge)][as_index(step)])];
            if (track == LayeredTracks::straight) continue;
            const double y = tops_[row] + heights_[row] + above_tracks + track_gap * track;
            add(path, x(above), y);
            add(path, x(below), y);
        }
        const int to = edges()[as_index(edge)].to;
        add(path, x(to), top(to));
    }

    /// Edges that close a cycle go up at the left of everything, those that have no bends down at the right.
    void go_round() {
        int left = 0;
        int right = 0;
        for (int i = 0; i < static_cast<int>(edges().size()); ++i) {
            const Kind kind = graph_.paths[as_index(i)].kind;
            if (kind == Kind::back) go_round(i, -metrics::lane_width * (1 + left++ % most_outside_lanes));
            if (kind == Kind::over) go_round(i, made_.width + metrics::lane_width * (1 + right++ % most_outside_lanes));
        }
        const double room_left = metrics::lane_width * std::min(left, most_outside_lanes);
        const bool loops = std::any_of(graph_.paths.begin(), graph_.paths.end(), [](const auto& path) { return path.kind == Kind::self; });
        const double shift = std::max(room_left, loops ? metrics::lane_width : 0.0);
        made_.width += shift + metrics::lane_width * std::min(right, most_outside_lanes);
        for (double& one : x_) one += shift;
        for (auto& path : ways_)
            for (QPointF& point : path) point.rx() += shift;
    }

    void go_round(int edge, double lane) {
        const int from = edges()[as_index(edge)].from;
        const int to = edges()[as_index(edge)].to;
        std::vector<QPointF>& path = ways_[as_index(edge)];
        const auto below = as_index(graph_.layer_of(from));
        const auto above = as_index(graph_.layer_of(to));
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
        for (int node = 0; node < static_cast<int>(node_sizes_.size()); ++node) {
            const int vertex = blocks_.vertex_of(node);
            made_.positions.push_back(QPointF(x(vertex) - size(vertex).width() / 2, top(vertex) - least_y_) + blocks_.place(node));
        }
        if (least_y_ == 0) return;
        for (auto& path : ways_)
            for (QPointF& point : path) point.ry() -= least_y_;
        made_.height -= least_y_;
    }

    /// From node to node: out of its block, between the blocks, and in.
    void make_paths() {
        QSet<std::pair<int, int>> seen;
        seen.reserve(static_cast<qsizetype>(node_edges_.size()));
        for (int i = 0; i < static_cast<int>(node_edges_.size()); ++i) {
            const LayeredEdge& edge = node_edges_[as_index(i)];
            const LayeredGraph::Path& own = graph_.paths[as_index(i)];
            const int way = own.kind == Kind::twin ? own.twin_of : i;
            made_.kinds.push_back(graph_.paths[as_index(way)].kind);
            made_.paths.emplace_back();
            if (seen.contains({edge.from, edge.to})) continue;
            seen.insert({edge.from, edge.to});
            std::vector<QPointF>& path = made_.paths.back();
            if (made_.kinds.back() != Kind::self) append(path, edge.from, blocks_.way_out(edge.from));
            for (const QPointF& point : ways_[as_index(way)]) add(path, point.x(), point.y());
            if (made_.kinds.back() != Kind::self) append(path, edge.to, blocks_.way_in(edge.to));
        }
    }

    void append(std::vector<QPointF>& path, int node, const std::vector<QPointF>& within) const {
        const QPointF origin = made_.positions[as_index(node)] - blocks_.place(node);
        for (const QPointF& point : within) add(path, origin.x() + point.x(), origin.y() + point.y());
    }

    void turn() {
        for (QPointF& place : made_.positions) place = place.transposed();
        for (auto& path : made_.paths)
            for (QPointF& point : path) point = point.transposed();
        std::swap(made_.width, made_.height);
    }

    bool rightwards_;
    std::vector<QSizeF> node_sizes_;
    const std::vector<LayeredEdge>& node_edges_;
    LayeredBlocks blocks_;
    LayeredGraph graph_; ///< of blocks
    LayeredPart made_;
    std::vector<std::vector<QPointF>> ways_; ///< by edge: between vertices
    std::vector<double> x_;
    std::vector<double> tops_; ///< by layer
    std::vector<double> heights_;
    std::vector<LayeredTracks> tracks_;     ///< by layer: of the edges below it
    std::vector<std::vector<int>> piece_of_; ///< by edge: its pieces' numbers in their gaps
    double least_y_ = 0;
};

} // namespace

LayeredPart lay_out_part(const std::vector<QSizeF>& sizes, const std::vector<LayeredEdge>& edges, bool rightwards) {
    return Part(sizes, edges, rightwards).lay_out();
}

QSizeF estimate_part(const std::vector<QSizeF>& sizes, const std::vector<LayeredEdge>& edges, bool rightwards) {
    return Part(sizes, edges, rightwards).estimate();
}

} // namespace orkestr
