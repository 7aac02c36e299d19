#include "ui/parts/icon_button.h"

#include "ui/theme/icon.h"

#include <QAction>
#include <QMenu>
#include <QToolButton>

namespace orkestr {

QToolButton* make_icon_button(const char* icon_name, const QString& text, QWidget* parent, const QKeySequence& key) {
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIcon(icon(QLatin1String(icon_name)));
    button->setToolTip(key.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    button->setAccessibleName(text);
    if (!key.isEmpty()) button->setShortcut(key);
    return button;
}

QToolButton* make_action_button(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
    button->setAccessibleName(action->text().remove(u'&').remove(QStringLiteral("…")));
    return button;
}

QToolButton* make_menu_button(const char* icon_name, const QString& text, QMenu* menu, QWidget* parent) {
    QToolButton* button = make_icon_button(icon_name, text, parent);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(menu);
    button->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    return button;
}

} // namespace orkestr
