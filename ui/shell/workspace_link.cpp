#include "ui/shell/workspace_link.h"

#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/workspace_document.h"

#include <QAction>
#include <QLocale>
#include <QPainter>

namespace orkestr {

namespace {

constexpr int link_height_px = 36;
constexpr int link_padding_px = 12;
constexpr int link_icon_px = 16;

} // namespace

WorkspaceLink::WorkspaceLink(WorkspaceDocument* workspace, QAction* action, QWidget* parent)
    : QAbstractButton(parent), workspace_(workspace) {
    setText(tr("Workspace"));
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(action->toolTip());
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setChecked(action->isChecked());
    connect(action, &QAction::toggled, this, &QAbstractButton::setChecked);
    connect(this, &QAbstractButton::clicked, action, [this, action] {
        setChecked(action->isChecked()); // the page that is shown decides
        action->trigger();
    });
    connect(workspace_, &WorkspaceDocument::changed, this, &WorkspaceLink::show_count);
    show_count();
}

void WorkspaceLink::show_count() {
    const int letters = workspace_->dead_letters()->rowCount();
    const QString count = QLocale().toString(letters) + (workspace_->more_dead_letters() ? QStringLiteral("+") : QString());
    badge_ = letters > 0 ? count : QString();
    setAccessibleName(letters > 0 ? tr("Workspace, %n dead letter(s)", nullptr, letters) : tr("Workspace"));
    update();
}

QSize WorkspaceLink::sizeHint() const { return {160, link_height_px}; }

void WorkspaceLink::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), isChecked() ? theme.accent_tint : underMouse() ? theme.hover : theme.window);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
    if (isChecked()) painter.fillRect(0, 0, 3, height() - 1, theme.accent);
    painter.drawPixmap(link_padding_px, (height() - link_icon_px) / 2,
                       icon_pixmap(QStringLiteral("inbox"), isChecked() ? theme.accent : theme.secondary_text, link_icon_px, devicePixelRatioF()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(ui_font(13, QFont::Medium));
    painter.setPen(theme.text);
    const QRect text = rect().adjusted(link_padding_px + link_icon_px + 8, 0, -link_padding_px, -1);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, this->text());
    if (!badge_.isEmpty()) {
        const StatusColors& colors = theme.colors(DisplayStatus::faulted);
        painter.setFont(ui_font(11, QFont::DemiBold));
        const int wide = std::max(18, painter.fontMetrics().horizontalAdvance(badge_) + 12);
        const QRect pill(text.right() + 1 - wide, text.center().y() - 8, wide, 18);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.fill);
        painter.drawRoundedRect(pill, 9, 9);
        painter.setPen(colors.text);
        painter.drawText(pill, Qt::AlignCenter, badge_);
    }
    if (!hasFocus()) return;
    painter.setPen(QPen(theme.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -2.5));
}

} // namespace orkestr
