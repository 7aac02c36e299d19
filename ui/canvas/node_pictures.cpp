#include "ui/canvas/node_pictures.h"

#include "ui/canvas/node_shape.h"
#include "ui/theme/icon.h"

#include <QPainter>
#include <QPainterPath>

namespace orkestr {

CardColors card_colors(const Theme& theme, DisplayStatus status) {
    const StatusColors& colors = theme.colors(status);
    switch (status) {
    case DisplayStatus::none:
        return {theme.raised, blended(theme.border, theme.strong_border, 0.4), theme.sunken, theme.secondary_text};
    case DisplayStatus::pending:
    case DisplayStatus::skipped:
        return {blended(theme.surface, theme.raised, 0.5), blended(theme.border, colors.stripe, 0.35), colors.fill,
                colors.text};
    case DisplayStatus::completed:
    case DisplayStatus::cancelled:
        return {theme.raised, blended(theme.border, colors.stripe, 0.45), colors.fill, colors.text};
    default: return {blended(theme.raised, colors.fill, 0.55), colors.stripe, colors.fill, colors.text};
    }
}

namespace {

void paint_shadow(QPainter& painter, const QRectF& body, double radius, const PaintView& view) {
    painter.setPen(Qt::NoPen);
    QColor color = view.theme.shadow;
    const int layers = 4;
    color.setAlpha(color.alpha() / layers + 2);
    painter.setBrush(color);
    for (int i = 1; i <= layers; ++i) {
        const double grow = i * 1.1 * view.scale() - 0.6 * view.scale();
        const QRectF layer = body.adjusted(-grow, -grow, grow, grow).translated(0, 1.4 * view.scale());
        painter.drawRoundedRect(layer, radius + grow, radius + grow);
    }
}

QPixmap painted_card(const PaintView& view, NodeType type, DisplayStatus status) {
    const CardShape shape(view, type);
    const int room = view.pixels(NodePictures::shadow_room);
    QPixmap picture(shape.size() + QSize(2 * room, 2 * room));
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const CardColors colors = card_colors(view.theme, status);
    const double line = view.line(status == DisplayStatus::running || status == DisplayStatus::faulted ? 1.5 : 1);
    const QRectF outside(room, room, shape.size().width(), shape.size().height());
    const QRectF body = outside.adjusted(line / 2, line / 2, -line / 2, -line / 2);
    const double radius = shape.radius() - line / 2;
    const bool stands_back = status == DisplayStatus::pending || status == DisplayStatus::skipped;
    if (!stands_back && view.detail() == Detail::full) paint_shadow(painter, body, radius, view);
    QPen pen(colors.border, line);
    if (status == DisplayStatus::skipped) pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(body, radius, radius);
    if (status != DisplayStatus::none && !is_terminal(type)) {
        QPainterPath inside;
        inside.addRoundedRect(outside, shape.radius(), shape.radius());
        QPainterPath stripe;
        stripe.addRect(QRectF(outside.topLeft(), QSizeF(view.line(4), outside.height())));
        painter.fillPath(inside.intersected(stripe), view.theme.colors(status).stripe);
    }
    if (!is_terminal(type) && view.detail() == Detail::full) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.tile);
        painter.drawRoundedRect(QRectF(shape.tile()).translated(room, room), view.pixels(7), view.pixels(7));
    }
    return picture;
}

} // namespace

void NodePictures::prepare(const PaintView& view) {
    if (scale_ == view.scale() && theme_ == view.theme.kind) return;
    scale_ = view.scale();
    theme_ = view.theme.kind;
    cards_.clear();
    icons_.clear();
}

const QPixmap& NodePictures::card(const PaintView& view, NodeType type, DisplayStatus status) {
    const int key = static_cast<int>(status) * 2 + static_cast<int>(is_terminal(type));
    auto found = cards_.find(key);
    if (found == cards_.end()) found = cards_.insert(key, painted_card(view, type, status));
    return *found;
}

const QPixmap& NodePictures::icon(const QString& name, const QColor& color, int side) {
    const std::pair key(name, (static_cast<quint64>(color.rgba()) << 16) + static_cast<quint64>(side));
    auto found = icons_.find(key);
    if (found == icons_.end()) found = icons_.insert(key, icon_pixmap(name, color, side, 1));
    return *found;
}

const QPixmap& NodePictures::type_icon(const PaintView&, NodeType type, const QColor& color, int side) {
    return icon(node_type_icon(type), color, side);
}

const QPixmap& NodePictures::status_icon(const PaintView& view, DisplayStatus status, int side) {
    return icon(status_icon_name(status), view.theme.colors(status).stripe, side);
}

} // namespace orkestr
