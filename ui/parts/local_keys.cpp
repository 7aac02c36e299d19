#include "ui/parts/local_keys.h"

#include "ui/theme/icon.h"

#include <QKeyEvent>

namespace orkestr {

LocalKeys::LocalKeys(QWidget* panel) : QObject(panel), panel_(panel) {}

QAction* LocalKeys::add(const QString& text, const char* icon_name, const QList<QKeySequence>& keys) {
    auto* action = new QAction(text, panel_);
    if (icon_name) action->setIcon(icon(QLatin1String(icon_name)));
    // Said, and offered by menus; the filter below is what takes the keys.
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    QString tip = QString(text).remove(QLatin1Char('&'));
    if (!keys.isEmpty()) tip += QStringLiteral(" (%1)").arg(keys.first().toString(QKeySequence::NativeText));
    action->setToolTip(tip);
    panel_->addAction(action);
    actions_.append(action);
    return action;
}

void LocalKeys::watch(QWidget* part, const QList<QKeySequence>& kept) {
    kept_.insert(part, kept);
    part->installEventFilter(this);
}

QAction* LocalKeys::action_of(const QKeyEvent& event) const {
    const QKeySequence pressed(event.keyCombination());
    for (QAction* action : actions_)
        if (action->isEnabled() && action->shortcuts().contains(pressed)) return action;
    return nullptr;
}

bool LocalKeys::eventFilter(QObject* object, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress) return false;
    auto& key = static_cast<QKeyEvent&>(*event);
    if (kept_.value(object).contains(QKeySequence(key.keyCombination()))) return false;
    QAction* action = action_of(key);
    if (!action) return false;
    event->accept();
    if (event->type() == QEvent::KeyPress) action->trigger();
    return true;
}

} // namespace orkestr
