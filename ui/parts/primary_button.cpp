#include "ui/parts/primary_button.h"

#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QPainter>

namespace orkestr {

namespace {

constexpr int primary_height_px = 28;
constexpr int primary_padding_px = 12;
constexpr int primary_icon_px = 15;
constexpr int primary_gap_px = 6;

} // namespace

PrimaryButton::PrimaryButton(QAction* action, const QString& icon_name, QWidget* parent) : QToolButton(parent), icon_name_(icon_name) {
    setDefaultAction(action);
    setFont(ui_font(13, QFont::DemiBold));
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(label());
}

QString PrimaryButton::label() const { return text().remove(QLatin1Char('&')).remove(QStringLiteral("…")); }

QSize PrimaryButton::sizeHint() const {
    return {2 * primary_padding_px + primary_icon_px + primary_gap_px + fontMetrics().horizontalAdvance(label()), primary_height_px};
}

void PrimaryButton::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QColor fill = isEnabled() ? theme.accent_fill : theme.sunken;
    if (isEnabled() && isDown()) fill = fill.darker(115);
    else if (isEnabled() && underMouse()) fill = fill.lighter(110);
    const QColor ink = isEnabled() ? theme.on_accent : theme.disabled_text;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect(), 5, 5);
    if (hasFocus()) {
        painter.setPen(QPen(ink, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5), 3, 3);
    }
    painter.drawPixmap(primary_padding_px, (height() - primary_icon_px) / 2, icon_pixmap(icon_name_, ink, primary_icon_px, devicePixelRatioF()));
    painter.setPen(ink);
    painter.drawText(rect().adjusted(primary_padding_px + primary_icon_px + primary_gap_px, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, label());
}

} // namespace orkestr
