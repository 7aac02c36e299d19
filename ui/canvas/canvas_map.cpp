#include "ui/canvas/canvas_map.h"

#include "ui/canvas/canvas_state.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace orkestr {

namespace {

constexpr int map_margin = 12;
constexpr int padding = 6;
constexpr int refresh_ms = 250;
constexpr QSize largest_map(200, 150);
constexpr int least_side = 44;

} // namespace

CanvasMap::CanvasMap(QWidget* parent, CanvasState& state) : QWidget(parent), state_(state) {
    setCursor(Qt::PointingHandCursor);
    refresh_.setSingleShot(true);
    refresh_.setInterval(refresh_ms);
    connect(&refresh_, &QTimer::timeout, this, [this] {
        picture_ = {};
        update();
    });
    hide();
}

bool CanvasMap::is_wanted() const {
    const CanvasState& s = state_;
    if (!s.scene || s.message.kind != CanvasMessage::Kind::none || s.scene->graph.nodes.empty()) return false;
    if (s.canvas.width() < 2 * largest_map.width() || s.canvas.height() < 2 * largest_map.height()) return false;
    const QRectF seen = s.viewpoint.to_world(QRectF(QPointF(0, 0), s.view_size()));
    // The empty map_margin of the graph is nothing that one could miss.
    return !seen.contains(s.scene->layout.bounds.adjusted(24, 24, -24, -24));
}

void CanvasMap::place() {
    picture_ = {};
    if (state_.scene) {
        const QSizeF world = state_.scene->layout.bounds.size();
        // In a low canvas it takes a share, and leaves the graph the rest.
        const QSizeF most = QSizeF(state_.canvas.size()) / 4;
        const QSizeF room = world.scaled(most.boundedTo(QSizeF(largest_map)), Qt::KeepAspectRatio);
        resize(QSize(std::max(least_side, qRound(room.width())), std::max(least_side, qRound(room.height()))) +
               QSize(2 * padding, 2 * padding));
    }
    move(state_.canvas.width() - width() - map_margin, state_.canvas.height() - height() - map_margin);
    follow();
}

void CanvasMap::follow() {
    setVisible(is_wanted());
    update();
}

void CanvasMap::invalidate() {
    if (isVisible() && !refresh_.isActive()) refresh_.start();
}

double CanvasMap::scale() const {
    const QSizeF world = state_.scene->layout.bounds.size();
    return std::min((width() - 2 * padding) / world.width(), (height() - 2 * padding) / world.height());
}

QPointF CanvasMap::offset() const {
    const QSizeF drawn = state_.scene->layout.bounds.size() * scale();
    return {(width() - drawn.width()) / 2, (height() - drawn.height()) / 2};
}

void CanvasMap::paint_picture() {
    const double ratio = devicePixelRatioF();
    picture_ = QPixmap(size() * ratio);
    const QPointF shift = offset() * ratio;
    const PaintView view{*state_.scene, state_.overlay, Theme::of(palette()), scale(), ratio, (-shift).toPoint(), picture_.rect()};
    QPainter painter(&picture_);
    GraphPainter().paint(painter, view);
    picture_.setDevicePixelRatio(ratio);
}

void CanvasMap::paintEvent(QPaintEvent*) {
    if (!state_.scene) return;
    if (picture_.isNull()) paint_picture();
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath frame;
    frame.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter.setClipPath(frame);
    painter.drawPixmap(0, 0, picture_);
    const QRectF world = state_.viewpoint.to_world(QRectF(QPointF(0, 0), state_.view_size()));
    QRectF seen(world.topLeft() * scale() + offset(), world.size() * scale());
    seen = seen.intersected(QRectF(rect()).adjusted(2, 2, -2, -2));
    // A speck on a very large graph must still be found.
    if (seen.width() < 6 || seen.height() < 6) seen.adjust(-3, -3, 3, 3);
    QColor tint = theme.accent;
    tint.setAlphaF(0.12F);
    painter.setPen(QPen(theme.accent, 1.5));
    painter.setBrush(tint);
    painter.drawRoundedRect(seen, 3, 3);
    painter.setClipping(false);
    painter.setPen(theme.border);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(frame);
}

void CanvasMap::look_at(QPointF place) {
    if (!state_.scene) return;
    Viewpoint next = state_.viewpoint;
    next.bring((place - offset()) / scale(), QPointF(state_.view_size().width(), state_.view_size().height()) / 2);
    state_.change_view(next, true);
}

void CanvasMap::mousePressEvent(QMouseEvent* event) { look_at(event->position()); }

void CanvasMap::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) look_at(event->position());
}

void CanvasMap::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) picture_ = {};
    QWidget::changeEvent(event);
}

} // namespace orkestr
