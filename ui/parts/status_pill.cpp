#include "ui/parts/status_pill.h"

#include "ui/parts/accessible_role.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace orkestr {

namespace {

constexpr int pill_height_px = 22;
constexpr int pill_icon_px = 14;
constexpr int pill_padding_px = 8;
constexpr int pill_gap_px = 5;

} // namespace

StatusPill::StatusPill(QWidget* parent) : QWidget(parent) {
    set_accessible_role(this, QAccessible::StaticText);
    setFont(ui_font(12, QFont::Medium));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void StatusPill::set_status(DisplayStatus status) {
    setVisible(status != DisplayStatus::none);
    if (status == status_) return;
    status_ = status;
    setAccessibleName(status_label(status));
    updateGeometry();
    update();
}

QSize StatusPill::sizeHint() const {
    const int text = fontMetrics().horizontalAdvance(status_label(status_));
    return {pill_padding_px + pill_icon_px + pill_gap_px + text + pill_padding_px + 2, pill_height_px};
}

void StatusPill::paintEvent(QPaintEvent*) {
    if (status_ == DisplayStatus::none) return;
    const StatusColors& colors = Theme::of(palette()).colors(status_);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(rect(), pill_height_px / 2.0, pill_height_px / 2.0);
    status_icon(status_).paint(&painter, QRect(pill_padding_px, (height() - pill_icon_px) / 2, pill_icon_px, pill_icon_px));
    painter.setPen(colors.text);
    painter.drawText(rect().adjusted(pill_padding_px + pill_icon_px + pill_gap_px, 0, -pill_padding_px, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, status_label(status_));
}

} // namespace orkestr
