#include "ui/canvas/canvas_controls.h"
#include "ui/canvas/canvas_map.h"
#include "ui/canvas/canvas_state.h"
#include "ui/canvas/navigation.h"
#include "ui/canvas/node_tip.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace orkestr {

namespace {

constexpr double wheel_notch = 120; ///< eighths of a degree, see QWheelEvent::angleDelta()
constexpr int wheel_notch_px = 64;

QPointF middle(const CanvasState& s) { return QPointF(s.view_size().width(), s.view_size().height()) / 2; }

} // namespace

void Canvas::resizeEvent(QResizeEvent* event) {
    CanvasState& s = *state_;
    const bool chosen = s.scene && s.selected >= 0;
    const QRectF before(QPointF(0, 0), QSizeF(event->oldSize()) * s.viewpoint.device_pixel_ratio);
    const bool seen = chosen && before.intersects(s.viewpoint.to_device(s.scene->layout.node(s.selected)));
    state_->viewpoint.device_pixel_ratio = viewport()->devicePixelRatioF();
    if (!state_->looked_around)
        state_->show_from_start();
    else
        state_->change_view(state_->viewpoint, false);
    // What is chosen and was seen stays in sight, and so it does while nobody has looked around; this is no looking around.
    const bool looked_around = s.looked_around;
    if (seen || (chosen && !looked_around)) s.bring_into_view(s.selected);
    s.looked_around = looked_around;
    state_->controls->place();
    state_->map->place();
    Q_EMIT view_changed();
}

void Canvas::changeEvent(QEvent* event) {
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::LanguageChange:
        state_->painter.clear();
        state_->tiles.clear();
        setAccessibleName(tr("Workflow graph"));
        viewport()->update();
        break;
    default: break;
    }
    QAbstractScrollArea::changeEvent(event);
}

bool Canvas::viewportEvent(QEvent* event) {
    CanvasState& s = *state_;
    switch (event->type()) {
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int node = s.scene ? s.scene->index.find(node_at(help->pos())) : -1;
        if (node < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), node_tip(*s.scene, node, s.overlay.of(node)), viewport(),
                               node_rect(s.scene->node(node).id));
        return true;
    }
    case QEvent::Leave: s.set_hovered(-1); break;
    case QEvent::NativeGesture: {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() != Qt::ZoomNativeGesture) break;
        s.wheel_rest += gesture->value() * 6;
        const int steps = static_cast<int>(s.wheel_rest);
        s.wheel_rest -= steps;
        if (steps != 0) s.zoom_to(s.viewpoint.level + steps, s.to_device(gesture->position()));
        return true;
    }
    case QEvent::ScreenChangeInternal:
        if (s.viewpoint.device_pixel_ratio != viewport()->devicePixelRatioF()) {
            Viewpoint next = s.viewpoint;
            const QPointF center = next.to_world(middle(s));
            next.device_pixel_ratio = viewport()->devicePixelRatioF();
            s.viewpoint.device_pixel_ratio = next.device_pixel_ratio;
            next.bring(center, middle(s));
            s.change_view(next, false);
        }
        break;
    default: break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void Canvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
    state_->pressed = true;
    state_->dragging = event->button() == Qt::MiddleButton || state_->space_down;
    state_->press = event->position().toPoint();
    state_->last_drag = state_->press;
    if (state_->dragging) viewport()->setCursor(Qt::ClosedHandCursor);
}

void Canvas::mouseMoveEvent(QMouseEvent* event) {
    CanvasState& s = *state_;
    const QPoint place = event->position().toPoint();
    if (!s.pressed) {
        s.set_hovered(s.scene && s.message.kind == CanvasMessage::Kind::none
                          ? s.scene->node_at(s.viewpoint.to_world(s.to_device(event->position())))
                          : -1);
        return;
    }
    if (!s.dragging && (place - s.press).manhattanLength() >= QApplication::startDragDistance()) {
        s.dragging = true;
        s.set_hovered(-1);
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    if (!s.dragging) return;
    pan(s.last_drag - place);
    s.last_drag = place;
}

void Canvas::mouseReleaseEvent(QMouseEvent* event) {
    CanvasState& s = *state_;
    if (!s.pressed) return;
    const bool click = !s.dragging && event->button() == Qt::LeftButton;
    s.pressed = false;
    s.dragging = false;
    viewport()->setCursor(s.space_down ? Qt::OpenHandCursor : Qt::ArrowCursor);
    if (!click || !s.scene) return;
    s.set_selected(s.scene->index.find(node_at(event->position().toPoint())), true);
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event) {
    const QString id = node_at(event->position().toPoint());
    if (event->button() == Qt::LeftButton && !id.isEmpty()) Q_EMIT activated(id);
}

void Canvas::wheelEvent(QWheelEvent* event) {
    CanvasState& s = *state_;
    event->accept();
    const QPointF turned = QPointF(event->angleDelta()) / wheel_notch;
    if (event->modifiers() & Qt::ControlModifier) {
        s.wheel_rest += turned.y() != 0 ? turned.y() : turned.x();
        const int steps = static_cast<int>(s.wheel_rest);
        s.wheel_rest -= steps;
        if (steps != 0) s.zoom_to(s.viewpoint.level + steps, s.to_device(event->position()));
        return;
    }
    QPointF distance = event->pixelDelta().isNull() ? turned * wheel_notch_px : QPointF(event->pixelDelta());
    if (event->modifiers() & Qt::ShiftModifier && distance.x() == 0) distance = {distance.y(), 0};
    pan((-distance).toPoint());
}

void Canvas::contextMenuEvent(QContextMenuEvent* event) {
    CanvasState& s = *state_;
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const QRect place = node_rect(selected_id());
        Q_EMIT menu_wanted(selected_id(),
                           viewport()->mapToGlobal(place.isNull() ? viewport()->rect().center() : place.center()));
        return;
    }
    const QString id = node_at(viewport()->mapFromGlobal(event->globalPos()));
    if (!id.isEmpty()) s.set_selected(s.scene->index.find(id), true);
    Q_EMIT menu_wanted(id, event->globalPos());
}

void Canvas::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        state_->space_down = true;
        viewport()->setCursor(Qt::OpenHandCursor);
        return;
    }
    if (!move_by_key(event) && !look_by_key(event)) QAbstractScrollArea::keyPressEvent(event);
}

void Canvas::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        state_->space_down = false;
        viewport()->setCursor(Qt::ArrowCursor);
        return;
    }
    QAbstractScrollArea::keyReleaseEvent(event);
}

/// Keys that go from node to node.
bool Canvas::move_by_key(QKeyEvent* event) {
    CanvasState& s = *state_;
    if (s.order.empty()) return false;
    const auto go = [&s](int node) {
        if (node < 0) return true;
        s.set_selected(node, true);
        s.bring_into_view(node);
        return true;
    };
    const auto towards = [&](Direction direction) {
        if (s.selected < 0) return go(s.order.front());
        return go(neighbour(*s.scene, s.selected, direction));
    };
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) return false;
    switch (event->key()) {
    case Qt::Key_Up: return towards(Direction::up);
    case Qt::Key_Down: return towards(Direction::down);
    case Qt::Key_Left: return towards(Direction::left);
    case Qt::Key_Right: return towards(Direction::right);
    case Qt::Key_Home: return go(s.order.front());
    case Qt::Key_End: return go(s.order.back());
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (s.selected < 0) return false;
        Q_EMIT activated(selected_id());
        return true;
    case Qt::Key_Escape:
        if (s.selected < 0 && s.matches.empty()) return false;
        if (!s.wanted.isEmpty()) find({});
        s.set_selected(-1, true);
        return true;
    default: return false;
    }
}

/// Keys that change what is seen.
bool Canvas::look_by_key(QKeyEvent* event) {
    const bool control = event->modifiers() & Qt::ControlModifier;
    const int page = viewport()->height() * 4 / 5;
    switch (event->key()) {
    case Qt::Key_F:
        if (control) return false;
        fit();
        return true;
    case Qt::Key_0:
        if (!control) return false;
        fit();
        return true;
    case Qt::Key_1: zoom_to_actual_size(); return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom_in(); return true;
    case Qt::Key_Minus: zoom_out(); return true;
    case Qt::Key_PageUp: pan({0, -page}); return true;
    case Qt::Key_PageDown: pan({0, page}); return true;
    case Qt::Key_F3:
        if (event->modifiers() & Qt::ShiftModifier)
            find_previous();
        else
            find_next();
        return true;
    default: return false;
    }
}

void Canvas::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    state_->focus_by_key = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                           event->reason() == Qt::ShortcutFocusReason;
    viewport()->update();
    state_->announce_focus();
}

void Canvas::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    state_->space_down = false;
    viewport()->update();
}

} // namespace orkestr
