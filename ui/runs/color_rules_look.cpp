#include "ui/runs/color_rules_look.h"

#include <QPainter>

namespace orkestr {

namespace {

constexpr std::array<QRgb, all_rule_colors.size()> light_inks{0xffb42318, 0xffa34a00, 0xff7a5c00, 0xff17663a, 0xff1f4fc0, 0xff6332c4, 0xff586172};
constexpr std::array<QRgb, all_rule_colors.size()> dark_inks{0xffff938a, 0xfff5a35c, 0xffe3c34d, 0xff6cd598, 0xff8ab4ff, 0xffc3a6ff, 0xffa9b2c0};
constexpr int swatch_px = 14;

} // namespace

QColor rule_ink(RuleColor color, const Theme& theme) {
    const auto& inks = theme.kind == ThemeKind::dark ? dark_inks : light_inks;
    return QColor::fromRgb(inks[static_cast<std::size_t>(color)]);
}

QIcon rule_swatch(RuleColor color, const Theme& theme) {
    QPixmap picture(2 * swatch_px, 2 * swatch_px);
    picture.fill(Qt::transparent);
    picture.setDevicePixelRatio(2);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(rule_ink(color, theme));
    painter.drawRoundedRect(QRectF(0, 0, swatch_px, swatch_px), 3, 3);
    return QIcon(picture);
}

} // namespace orkestr
