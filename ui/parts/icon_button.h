// Flat buttons that are an icon: their words are the tip and the accessible name.
#pragma once

#include <QKeySequence>
#include <QString>

class QAction;
class QMenu;
class QToolButton;
class QWidget;

namespace orkestr {

/// Beside a field of the usual height.
inline constexpr int field_button_px = 30;

/// With a key the tip names it, and the key clicks the button.
QToolButton* make_icon_button(const char* icon_name, const QString& text, QWidget* parent, const QKeySequence& key = {});
/// Does what the action does, looks as it says. The action outlives the button.
QToolButton* make_action_button(QAction* action, QWidget* parent);
/// Opens the menu, without an arrow beside the icon. The menu outlives the button.
QToolButton* make_menu_button(const char* icon_name, const QString& text, QMenu* menu, QWidget* parent);

} // namespace orkestr
