#include "ui/parts/accessible_role.h"

#include <QAccessibleWidget>
#include <QVariant>
#include <QWidget>

namespace orkestr {

namespace {

constexpr const char* role_property = "orkestr_accessible_role";

QAccessibleInterface* make_with_role(const QString&, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    const QVariant role = widget ? widget->property(role_property) : QVariant();
    return role.isValid() ? new QAccessibleWidget(widget, static_cast<QAccessible::Role>(role.toInt())) : nullptr;
}

} // namespace

void set_accessible_role(QWidget* widget, QAccessible::Role role) {
    static const bool installed = (QAccessible::installFactory(make_with_role), true);
    Q_UNUSED(installed);
    widget->setProperty(role_property, static_cast<int>(role));
}

void announce(QWidget* widget) {
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace orkestr
