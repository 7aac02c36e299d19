#include "ui/canvas/canvas_accessible.h"

#include "ui/canvas/canvas_state.h"
#include "ui/canvas/node_tip.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

namespace orkestr {

/// One node. Belongs to Qt's cache of interfaces, which CanvasState::accessible_nodes lists.
class CanvasNodeAccessible final : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    CanvasNodeAccessible(Canvas& canvas, CanvasState& state, int node)
        : canvas_(&canvas), state_(&state), node_(node) {}

    int node() const { return node_; }

    bool isValid() const override { return canvas_ && state_->scene && node_ < state_->scene->index.top(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return canvas_ ? canvas_->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override {
        return canvas_ ? QAccessible::queryAccessibleInterface(canvas_) : nullptr;
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }

    QString text(QAccessible::Text kind) const override {
        if (!isValid()) return {};
        const CanvasScene& scene = *state_->scene;
        if (kind == QAccessible::Name) return scene.title(node_);
        if (kind == QAccessible::Description) {
            const QString words = node_words(scene, node_, state_->overlay.of(node_)).section(QStringLiteral(", "), 1);
            const QString& subtitle = scene.node(node_).subtitle;
            return subtitle.isEmpty() || words.isEmpty() ? words + subtitle : words + QStringLiteral(", ") + subtitle;
        }
        return {};
    }
    void setText(QAccessible::Text, const QString&) override {}

    QRect rect() const override {
        if (!isValid()) return {};
        const QRect place = state_->to_logical(state_->scene->layout.node(node_)).toRect();
        return {canvas_->viewport()->mapToGlobal(place.topLeft()), place.size()};
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
        state.selected = state_->selected == node_;
        state.focused = state.selected && canvas_->hasFocus();
        state.invisible = !canvas_->isVisible();
        state.offscreen =
            !state_->to_logical(state_->scene->layout.node(node_)).intersects(QRectF(canvas_->viewport()->rect()));
        return state;
    }

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString& name) override {
        if (!isValid()) return;
        canvas_->setFocus();
        state_->set_selected(node_, true);
        state_->bring_into_view(node_);
        if (name == pressAction()) Q_EMIT canvas_->activated(state_->selected_id);
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    QPointer<Canvas> canvas_;
    CanvasState* state_;
    int node_;
};

class CanvasAccessible final : public QAccessibleWidget {
public:
    explicit CanvasAccessible(Canvas* canvas) : QAccessibleWidget(canvas, QAccessible::List) {}

    int childCount() const override { return isValid() ? static_cast<int>(known().order.size()) : 0; }
    QAccessibleInterface* child(int index) const override {
        if (index < 0 || index >= childCount()) return nullptr;
        return interface_of(canvas(), known().order[static_cast<std::size_t>(index)]);
    }
    int indexOfChild(const QAccessibleInterface* child) const override {
        const auto* node = dynamic_cast<const CanvasNodeAccessible*>(child);
        if (!node) return -1;
        const auto& order = known().order;
        const auto found = std::find(order.begin(), order.end(), node->node());
        return found == order.end() ? -1 : static_cast<int>(found - order.begin());
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        const QString id = canvas().node_at(canvas().viewport()->mapFromGlobal(QPoint(x, y)));
        return id.isEmpty() ? nullptr : interface_of(canvas(), known().scene->index.find(id));
    }
    QAccessibleInterface* focusChild() const override {
        return canvas().hasFocus() && known().selected >= 0 ? interface_of(canvas(), known().selected) : nullptr;
    }

    static CanvasState& state_of(Canvas& canvas) { return *canvas.state_; }
    static QAccessibleInterface* interface_of(Canvas& canvas, int node) {
        CanvasState& state = state_of(canvas);
        auto known = state.accessible_nodes.find(node);
        if (known == state.accessible_nodes.end()) {
            auto* made = new CanvasNodeAccessible(canvas, state, node);
            known = state.accessible_nodes.insert(node, QAccessible::registerAccessibleInterface(made));
        }
        return QAccessible::accessibleInterface(*known);
    }

private:
    Canvas& canvas() const { return *static_cast<Canvas*>(widget()); }
    const CanvasState& known() const { return state_of(canvas()); }
};

namespace {

QAccessibleInterface* make_canvas_interface(const QString&, QObject* object) {
    auto* canvas = qobject_cast<Canvas*>(object);
    return canvas ? new CanvasAccessible(canvas) : nullptr;
}

} // namespace

void install_canvas_accessibility() {
    static const bool installed = (QAccessible::installFactory(make_canvas_interface), true);
    Q_UNUSED(installed);
}

void forget_canvas_nodes(Canvas& canvas) {
    const auto nodes = std::exchange(CanvasAccessible::state_of(canvas).accessible_nodes, {});
    for (const unsigned id : nodes)
        QAccessible::deleteAccessibleInterface(id);
}

void announce_canvas_changed(Canvas& canvas) {
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(&canvas, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

void announce_node(Canvas& canvas, int node) {
    if (!QAccessible::isActive() || node < 0) return;
    QAccessibleInterface* item = CanvasAccessible::interface_of(canvas, node);
    if (canvas.hasFocus()) {
        QAccessibleEvent focus(item, QAccessible::Focus);
        QAccessible::updateAccessibility(&focus);
    }
    QAccessibleEvent selection(item, QAccessible::Selection);
    QAccessible::updateAccessibility(&selection);
}

} // namespace orkestr
