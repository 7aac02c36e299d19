#include "ui/canvas/edge_painter.h"

#include "ui/canvas/metrics.h"
#include "ui/theme/appearance.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace orkestr {

namespace {

enum class EdgeLook { flow, error, never, taken, taken_error };

/// In pixels at 100 %; of taken ones by how often: the last is that of each run, and of a single one.
constexpr std::array edge_widths{1.3, 1.6, 2.4, 3.2, 2.0};
constexpr std::size_t thin = 0;
constexpr std::size_t plain_taken = edge_widths.size() - 1;

constexpr double corner_radius = 10;
constexpr double arrow_length = 7;
constexpr double arrow_half_width = 4;

struct Corner {
    QPoint before; ///< where the curve begins
    QPoint bend;
    QPoint after;
    bool operator==(const Corner&) const = default;
    auto order() const { return std::array{bend.x(), bend.y(), before.x(), before.y(), after.x(), after.y()}; }
};

struct Arrow {
    QPoint tip;
    QPoint direction; ///< one of its coordinates is 1 or -1, the other 0
    bool operator==(const Arrow&) const = default;
    auto order() const { return std::array{tip.x(), tip.y(), direction.x(), direction.y()}; }
};

template <class Part, class Order>
void keep_each_once(std::vector<Part>& parts, const Order& order) {
    std::sort(parts.begin(), parts.end(), [&order](const Part& a, const Part& b) { return order(a) < order(b); });
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
}

/// All the lines of one look.
class EdgeLines {
public:
    EdgeLines(const PaintView& view, EdgeLook look, double width) : view_(view), look_(look) {
        overview_ = view.detail() == Detail::overview;
        dashed_ = (look == EdgeLook::error || look == EdgeLook::never) && !overview_;
        width_ = overview_ ? view.line(0) : view.line(width);
        radius_ = view.detail() == Detail::full ? view.pixels(corner_radius) : 0;
        reach_ = QRect(view.area).adjusted(-64, -64, 64, 64);
    }

    void add(const CanvasLayout::Edge& edge) {
        const auto points = view_.scene.layout.path(edge);
        if (points.size() < 2) return;
        QPoint from = pixel(points[0]);
        QPoint start = from;
        for (std::size_t i = 1; i < points.size(); ++i) {
            const QPoint to = pixel(points[i]);
            QPoint end = to;
            QPoint next_start = to;
            if (radius_ > 0 && i + 1 < points.size()) {
                const QPoint after = pixel(points[i + 1]);
                const int radius =
                    std::min({radius_, (to - from).manhattanLength() / 2, (after - to).manhattanLength() / 2});
                end = moved(to, from, radius);
                next_start = moved(to, after, radius);
                if (reach_.contains(to)) corners_.push_back({end, to, next_start});
            }
            add_line(start, end);
            start = next_start;
            if (i + 1 == points.size() && edge.arrow && !overview_) arrows_.push_back({to, sign(to - from)});
            from = to;
        }
    }

    void paint(QPainter& painter) {
        if (lines_.empty() && corners_.empty()) return;
        const QColor color = color_of_look();
        if (dashed_)
            paint_dashed(painter, color);
        else
            paint_solid(painter, color);
        paint_arrows(painter, color);
    }

private:
    QPoint pixel(QPointF world) const {
        const QPointF device = view_.to_device(world);
        return {qRound(device.x()), qRound(device.y())};
    }
    static QPoint sign(QPoint p) { return {p.x() > 0 ? 1 : p.x() < 0 ? -1 : 0, p.y() > 0 ? 1 : p.y() < 0 ? -1 : 0}; }
    static QPoint moved(QPoint from, QPoint towards, int distance) { return from + sign(towards - from) * distance; }

    QColor color_of_look() const {
        const Theme& theme = view_.theme;
        const QColor error = theme.colors(DisplayStatus::faulted).stripe;
        switch (look_) {
        case EdgeLook::taken: return theme.colors(DisplayStatus::completed).stripe;
        case EdgeLook::taken_error: return error;
        case EdgeLook::error: return blended(theme.strong_border, error, 0.6);
        case EdgeLook::never:
        case EdgeLook::flow: break;
        }
        return overview_ ? blended(theme.surface, theme.strong_border, 0.8) : theme.strong_border;
    }

    /// Cut to the painted part: what many edges share becomes equal, and numbers stay small.
    void add_line(QPoint a, QPoint b) {
        QRect rect = QRect(QPoint(std::min(a.x(), b.x()), std::min(a.y(), b.y())),
                           QSize(std::abs(b.x() - a.x()) + 1, std::abs(b.y() - a.y()) + 1));
        rect = dashed_ ? (rect.intersects(reach_) ? rect : QRect()) : rect.intersected(reach_);
        if (rect.isEmpty() || (overview_ && rect.width() + rect.height() < 4)) return;
        lines_.push_back(rect);
    }

    /// The pixels of a line whose centre runs through these: `width_` of them across.
    QRect thick(const QRect& line) const {
        const int before = (width_ - 1) / 2;
        return line.height() == 1 ? QRect(line.left(), line.top() - before, line.width(), width_)
                                  : QRect(line.left() - before, line.top(), width_, line.height());
    }
    /// Where a stroke of the same width has its centre line.
    QPointF stroke_point(QPoint p) const {
        const double shift = width_ / 2.0 - (width_ - 1) / 2;
        return QPointF(p) + QPointF(shift, shift);
    }

    void paint_solid(QPainter& painter, const QColor& color) {
        keep_each_once(lines_, [](const QRect& r) { return std::array{r.left(), r.top(), r.right(), r.bottom()}; });
        QList<QRect> rects;
        rects.reserve(static_cast<qsizetype>(lines_.size()));
        for (const QRect& line : lines_)
            rects.push_back(overview_ ? line : thick(line));
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRects(rects);
        if (corners_.empty()) return;
        keep_each_once(corners_, [](const Corner& corner) { return corner.order(); });
        QPainterPath path;
        for (const Corner& corner : corners_)
            add_curve(path, corner);
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.strokePath(path, QPen(color, width_, Qt::SolidLine, Qt::FlatCap));
    }

    void add_curve(QPainterPath& path, const Corner& corner) const {
        constexpr double roundness = 0.5523; // a cubic curve that is nearly a quarter of a circle
        const QPointF before = stroke_point(corner.before);
        const QPointF bend = stroke_point(corner.bend);
        const QPointF after = stroke_point(corner.after);
        path.moveTo(before);
        path.cubicTo(before + (bend - before) * roundness, after + (bend - after) * roundness, after);
    }

    void paint_dashed(QPainter& painter, const QColor& color) {
        QPainterPath path;
        for (const QRect& line : lines_) {
            path.moveTo(stroke_point(line.topLeft()));
            path.lineTo(stroke_point(line.bottomRight()));
        }
        for (const Corner& corner : corners_)
            add_curve(path, corner);
        QPen pen(color, width_, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({4, 3});
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setBrush(Qt::NoBrush);
        painter.strokePath(path, pen);
    }

    void paint_arrows(QPainter& painter, const QColor& color) {
        if (arrows_.empty()) return;
        keep_each_once(arrows_, [](const Arrow& arrow) { return arrow.order(); });
        const double length = arrow_length * view_.scale();
        const double half = arrow_half_width * view_.scale();
        QPainterPath path;
        for (const Arrow& arrow : arrows_) {
            const QPointF tip = stroke_point(arrow.tip) - QPointF(arrow.direction) * view_.scale();
            const QPointF back = tip - QPointF(arrow.direction) * length;
            const QPointF across = QPointF(arrow.direction.y(), arrow.direction.x()) * half;
            path.moveTo(tip);
            path.lineTo(back + across);
            path.lineTo(back - across);
            path.closeSubpath();
        }
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.fillPath(path, color);
    }

    const PaintView& view_;
    EdgeLook look_;
    bool overview_ = false;
    bool dashed_ = false;
    int width_ = 1;
    int radius_ = 0;
    QRect reach_;
    std::vector<QRect> lines_; ///< one pixel across
    std::vector<Corner> corners_;
    std::vector<Arrow> arrows_;
};

EdgeLook look_of(const PaintView& view, int edge) {
    const bool error = view.scene.edge(edge).kind == EdgeKind::error;
    if (view.statuses.is_never_taken(edge)) return EdgeLook::never;
    if (view.statuses.any() && view.statuses.is_taken(edge)) return error ? EdgeLook::taken_error : EdgeLook::taken;
    return error ? EdgeLook::error : EdgeLook::flow;
}

bool is_taken(EdgeLook look) { return look == EdgeLook::taken || look == EdgeLook::taken_error; }

/// What is drawn together: a look, and of taken edges a width.
struct EdgeStyle {
    EdgeLook look = EdgeLook::flow;
    std::size_t width = thin; ///< into edge_widths
};

/// In the order in which they are drawn: what lies above comes last.
constexpr std::array edge_styles{EdgeStyle{EdgeLook::flow, thin},
                                 EdgeStyle{EdgeLook::error, thin},
                                 EdgeStyle{EdgeLook::never, thin},
                                 EdgeStyle{EdgeLook::taken, 1},
                                 EdgeStyle{EdgeLook::taken, 2},
                                 EdgeStyle{EdgeLook::taken, 3},
                                 EdgeStyle{EdgeLook::taken, plain_taken},
                                 EdgeStyle{EdgeLook::taken_error, 1},
                                 EdgeStyle{EdgeLook::taken_error, 2},
                                 EdgeStyle{EdgeLook::taken_error, 3},
                                 EdgeStyle{EdgeLook::taken_error, plain_taken}};

/// Of an edge, into edge_styles.
std::size_t style_of(const PaintView& view, int edge) {
    const EdgeLook look = look_of(view, edge);
    const auto first = static_cast<std::size_t>(std::find_if(edge_styles.begin(), edge_styles.end(), [look](const EdgeStyle& style) { return style.look == look; }) - edge_styles.begin());
    if (!is_taken(look)) return first;
    const auto* frequency = view.statuses.frequency(edge);
    return first + (!frequency ? 3U : frequency->share > 0.66 ? 2U : frequency->share > 0.33 ? 1U : 0U);
}

/// The segment that is the edge's own: near the end at which it parts from others, else the longest one.
std::pair<QPointF, QPointF> own_segment(const PaintView& view, int edge) {
    const CanvasLayout::Edge& line = view.scene.edge(edge);
    const auto points = view.scene.layout.path(line);
    const auto length = [&points](std::size_t i) { return (points[i] - points[i - 1]).manhattanLength(); };
    constexpr double least = 14;
    const std::size_t last = points.size() - 1;
    if (view.scene.index.edges_out[line.from].size() > 1 && length(last) >= least) return {points[last - 1], points[last]};
    if (view.scene.index.edges_in[line.to].size() > 1 && length(1) >= least) return {points[0], points[1]};
    std::size_t longest = 1;
    for (std::size_t i = 2; i < points.size(); ++i)
        if (length(i) > length(longest)) longest = i;
    return {points[longest - 1], points[longest]};
}

/// Beside an edge that has no label: how often it was taken.
void paint_frequency(QPainter& painter, const PaintView& view, int edge, const QFontMetricsF& measure) {
    const QString text = view.statuses.frequency_text(edge);
    if (text.isEmpty() || view.scene.edge(edge).point_count < 2) return;
    const auto [from, to] = own_segment(view, edge);
    const QPointF middle = view.to_device((from + to) / 2);
    const double width = measure.horizontalAdvance(text) + 4 * view.scale();
    const double height = measure.height();
    const bool upright = std::abs(from.x() - to.x()) < std::abs(from.y() - to.y());
    const double gap = 4 * view.scale();
    const QRectF place = upright ? QRectF(middle.x() + gap, middle.y() - height / 2, width, height) : QRectF(middle.x() - width / 2, middle.y() - height - gap / 2, width, height);
    if (!place.toAlignedRect().intersects(view.area)) return;
    painter.setPen(look_of(view, edge) == EdgeLook::taken_error ? view.theme.colors(DisplayStatus::faulted).text : view.theme.secondary_text);
    painter.drawText(place, Qt::AlignCenter | Qt::TextSingleLine, text);
}

} // namespace

void paint_edges(QPainter& painter, const PaintView& view, const std::vector<int>& edges) {
    std::vector<EdgeLines> groups;
    groups.reserve(edge_styles.size());
    for (const EdgeStyle& style : edge_styles)
        groups.emplace_back(view, style.look, edge_widths[style.width]);
    for (const int edge : edges)
        groups[style_of(view, edge)].add(view.scene.edge(edge));
    for (EdgeLines& lines : groups)
        lines.paint(painter);
}

void paint_edge_labels(QPainter& painter, const PaintView& view, const std::vector<int>& edges) {
    const QFont font = ui_font(11 * view.scale(), QFont::Medium);
    const QFontMetricsF measure(font);
    painter.setFont(font);
    for (const int number : edges) {
        const CanvasLayout::Edge& edge = view.scene.edge(number);
        if (edge.point_count == 0) continue;
        if (edge.label.isEmpty()) {
            paint_frequency(painter, view, number, measure);
            continue;
        }
        const double room = (edge.label_width - 14) * view.scale();
        const QString frequency = view.statuses.frequency_text(number);
        QString text = measure.elidedText(edge.label, Qt::ElideRight, room);
        if (!frequency.isEmpty()) text += QStringLiteral(" · ") + frequency;
        const double width = measure.horizontalAdvance(text) + 14 * view.scale();
        const double height = metrics::label_height * view.scale();
        const QPointF center = view.to_device(edge.label_center);
        const QRectF chip(qRound(center.x() - width / 2) + 0.5, qRound(center.y() - height / 2) + 0.5, qRound(width),
                          qRound(height));
        if (!chip.toAlignedRect().intersects(view.area)) continue;
        const EdgeLook look = look_of(view, number);
        const bool error = look == EdgeLook::error || look == EdgeLook::taken_error;
        const StatusColors& tint = view.theme.colors(error ? DisplayStatus::faulted : DisplayStatus::completed);
        const bool taken = is_taken(look);
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setPen(taken ? blended(view.theme.border, tint.stripe, 0.7) : view.theme.border);
        painter.setBrush(taken ? tint.fill : view.theme.raised);
        painter.drawRoundedRect(chip, height / 2, height / 2);
        painter.setPen(taken || error ? tint.text : view.theme.secondary_text);
        painter.drawText(chip, Qt::AlignCenter | Qt::TextSingleLine, text);
    }
}

} // namespace orkestr
