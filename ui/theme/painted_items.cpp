#include "ui/theme/painted_items.h"

#include <QAbstractScrollArea>
#include <QAccessible>
#include <QAccessibleWidget>
#include <QWindow>

#include <utility>

namespace orkestr {

namespace {

QHash<const QObject*, PaintedItems*>& described_areas() {
    static QHash<const QObject*, PaintedItems*> areas;
    return areas;
}

/// One item. Belongs to Qt's cache of interfaces, which PaintedItems::known_ lists; gone before its PaintedItems.
class PaintedItemAccessible final : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    PaintedItemAccessible(PaintedItems& items, int item) : items_(items), item_(item) {}

    int item() const { return item_; }
    bool isValid() const override { return items_.has(item_); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return items_.area().window()->windowHandle(); }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(&items_.area()); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }

    QString text(QAccessible::Text kind) const override {
        if (!isValid()) return {};
        if (kind == QAccessible::Name) return items_.name(item_);
        return kind == QAccessible::Description ? items_.description(item_) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        const QRect place = isValid() ? items_.rect(item_) : QRect();
        return place.isEmpty() ? QRect() : QRect(items_.area().viewport()->mapToGlobal(place.topLeft()), place.size());
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.focusable = true;
        state.selectable = true;
        state.selected = items_.selected() == item_;
        state.focused = state.selected && items_.area().hasFocus();
        state.invisible = !items_.area().isVisible();
        state.offscreen = !items_.rect(item_).intersects(items_.area().viewport()->rect());
        return state;
    }

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString& name) override {
        if (!isValid()) return;
        items_.area().setFocus();
        items_.choose(item_);
        if (name == pressAction()) items_.activate();
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    PaintedItems& items_;
    int item_;
};

/// The widget. It may outlive what its items are said by: Qt lets go of it when the QObject is gone.
class PaintedAreaAccessible final : public QAccessibleWidget {
public:
    explicit PaintedAreaAccessible(QWidget* area) : QAccessibleWidget(area, QAccessible::List) {}

    int childCount() const override { return isValid() && items() ? items()->count() : 0; }
    QAccessibleInterface* child(int index) const override {
        return index < 0 || index >= childCount() ? nullptr : items()->interface_of(items()->item(index));
    }
    int indexOfChild(const QAccessibleInterface* child) const override {
        const auto* item = dynamic_cast<const PaintedItemAccessible*>(child);
        return item && items() ? items()->place(item->item()) : -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        if (!items()) return nullptr;
        const int item = items()->item_at(items()->area().viewport()->mapFromGlobal(QPoint(x, y)));
        return item < 0 ? nullptr : items()->interface_of(item);
    }
    QAccessibleInterface* focusChild() const override {
        const bool focused = items() && widget()->hasFocus() && items()->selected() >= 0;
        return focused ? items()->interface_of(items()->selected()) : nullptr;
    }

private:
    PaintedItems* items() const { return PaintedItems::of(object()); }
};

QAccessibleInterface* make_painted_interface(const QString&, QObject* object) {
    return PaintedItems::of(object) ? new PaintedAreaAccessible(static_cast<QWidget*>(object)) : nullptr;
}

} // namespace

PaintedItems::PaintedItems(QAbstractScrollArea& area) : area_(area) {
    static const bool installed = (QAccessible::installFactory(make_painted_interface), true);
    Q_UNUSED(installed);
    described_areas().insert(&area, this);
}

PaintedItems::~PaintedItems() {
    forget();
    described_areas().remove(&area_);
}

PaintedItems* PaintedItems::of(const QObject* area) { return described_areas().value(area); }

QAccessibleInterface* PaintedItems::interface_of(int item) {
    auto known = known_.find(item);
    if (known == known_.end()) known = known_.insert(item, QAccessible::registerAccessibleInterface(new PaintedItemAccessible(*this, item)));
    return QAccessible::accessibleInterface(*known);
}

void PaintedItems::forget() {
    for (const unsigned id : std::exchange(known_, {})) QAccessible::deleteAccessibleInterface(id);
}

void PaintedItems::announce_changed() {
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(&area_, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

void PaintedItems::announce(int item) {
    if (!QAccessible::isActive() || item < 0) return;
    QAccessibleInterface* said = interface_of(item);
    if (area_.hasFocus()) {
        QAccessibleEvent focus(said, QAccessible::Focus);
        QAccessible::updateAccessibility(&focus);
    }
    QAccessibleEvent selection(said, QAccessible::Selection);
    QAccessible::updateAccessibility(&selection);
}

} // namespace orkestr
