#include "ui/runs/color_rules_look.h"

#include <QPainter>

#include <cmath>
#include <numbers>

namespace orkestr {

namespace {

constexpr std::array<QRgb, all_rule_colors.size()> light_inks{0xffb42318, 0xffa34a00, 0xff7a5c00, 0xff17663a, 0xff1f4fc0, 0xff6332c4, 0xff586172};
constexpr std::array<QRgb, all_rule_colors.size()> dark_inks{0xffff938a, 0xfff5a35c, 0xffe3c34d, 0xff6cd598, 0xff8ab4ff, 0xffc3a6ff, 0xffa9b2c0};
constexpr int swatch_px = 14;

/// Corners on a circle, the first at the top.
QPolygonF star(const QRectF& place, int corners, double inner) {
    QPolygonF out;
    const int points = inner < 1 ? 2 * corners : corners;
    for (int i = 0; i < points; ++i) {
        const double angle = 2 * std::numbers::pi * i / points;
        const double radius = place.width() / 2 * (inner < 1 && i % 2 == 1 ? inner : 1);
        out << place.center() + QPointF(std::sin(angle), -std::cos(angle)) * radius;
    }
    return out;
}

} // namespace

void paint_rule_mark(QPainter& painter, RuleColor color, const QRectF& place, const QColor& ink) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    const QRectF inner = place.adjusted(0.5, 0.5, -0.5, -0.5);
    switch (color) {
    case RuleColor::red: painter.drawEllipse(inner); break;
    case RuleColor::orange: painter.drawRect(inner); break;
    case RuleColor::yellow: painter.drawPolygon(star(place.translated(0, place.height() * 0.1), 3, 1)); break;
    case RuleColor::green: painter.drawPolygon(star(place, 4, 1)); break;
    case RuleColor::blue: painter.drawPolygon(star(place, 4, 0.35)); break;
    case RuleColor::violet: painter.drawPolygon(star(place, 6, 0.45)); break;
    case RuleColor::gray:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ink, place.width() / 5));
        painter.drawEllipse(place.adjusted(1.2, 1.2, -1.2, -1.2));
        break;
    }
    painter.restore();
}

QColor rule_ink(RuleColor color, const Theme& theme) {
    const auto& inks = theme.kind == ThemeKind::dark ? dark_inks : light_inks;
    return QColor::fromRgb(inks[static_cast<std::size_t>(color)]);
}

QIcon rule_swatch(RuleColor color, const Theme& theme) {
    QPixmap picture(2 * swatch_px, 2 * swatch_px);
    picture.fill(Qt::transparent);
    picture.setDevicePixelRatio(2);
    QPainter painter(&picture);
    paint_rule_mark(painter, color, QRectF(0, 0, swatch_px, swatch_px).adjusted(1, 1, -1, -1), rule_ink(color, theme));
    painter.end();
    QIcon swatch(picture);
    swatch.addPixmap(picture, QIcon::Selected); // the colour is what it says: a selection does not change it
    return swatch;
}

} // namespace orkestr
