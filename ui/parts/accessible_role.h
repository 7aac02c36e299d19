// Another role for assistive technology than a widget's class has: what is painted as a label is one, a banner is an alert.
#pragma once

#include <QAccessible>

class QWidget;

namespace orkestr {

/// To be called before anybody asks about the widget: in its constructor.
void set_accessible_role(QWidget* widget, QAccessible::Role role);

/// Has what the widget says read out now, where somebody listens.
void announce(QWidget* widget);

} // namespace orkestr
