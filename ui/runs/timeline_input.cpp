#include "ui/runs/timeline_chart.h"

#include "ui/runs/timeline_words.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace orkestr {

namespace {

constexpr double wheel_step = 120; ///< eighths of a degree, see QWheelEvent::angleDelta()
constexpr double wheel_step_px = 3 * timeline_lane_px;
constexpr double zoom_of_wheel = 1.25;

} // namespace

void TimelineChart::wheelEvent(QWheelEvent* event) {
    QPointF moved = event->pixelDelta().isNull() ? QPointF(event->angleDelta()) / wheel_step * wheel_step_px : QPointF(event->pixelDelta());
    if (event->modifiers() & Qt::ControlModifier) {
        const double notches = event->angleDelta().y() / wheel_step;
        zoom(std::pow(zoom_of_wheel, notches), event->position().x() - look_.labels_px);
    } else {
        // Some systems turn the wheel's direction themselves where Shift is held.
        if (event->modifiers() & Qt::ShiftModifier && moved.x() == 0) moved = {moved.y(), 0};
        pan(-moved.x(), -moved.y());
    }
    event->accept();
}

void TimelineChart::keyPressEvent(QKeyEvent* event) {
    const double part_x = look_.lanes().width() / 8.0;
    const bool ctrl = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Left: return pan(-part_x, 0);
    case Qt::Key_Right: return pan(part_x, 0);
    case Qt::Key_Up: return pan(0, -timeline_lane_px);
    case Qt::Key_Down: return pan(0, timeline_lane_px);
    case Qt::Key_PageUp: return pan(0, -look_.lanes().height() + timeline_lane_px);
    case Qt::Key_PageDown: return pan(0, look_.lanes().height() - timeline_lane_px);
    case Qt::Key_Home: return ctrl ? verticalScrollBar()->setValue(0) : pan(-1e12, 0);
    case Qt::Key_End: return ctrl ? verticalScrollBar()->setValue(verticalScrollBar()->maximum()) : pan(1e12, 0);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (selected_step() != 0) Q_EMIT step_activated(selected_step());
        return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void TimelineChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    pressed_ = event->position().toPoint();
    dragged_ = *pressed_;
    dragging_ = false;
}

void TimelineChart::mouseMoveEvent(QMouseEvent* event) {
    const QPoint position = event->position().toPoint();
    if (!pressed_) {
        const bool on_badge = badge_at(position).has_value();
        viewport()->setCursor(on_badge ? Qt::PointingHandCursor : Qt::ArrowCursor);
        const int bar = on_badge ? -1 : bar_at(position);
        if (bar == look_.hovered) return;
        look_.hovered = bar;
        viewport()->update();
        return;
    }
    if (!dragging_ && (position - *pressed_).manhattanLength() < QApplication::startDragDistance()) return;
    if (!dragging_) viewport()->setCursor(Qt::ClosedHandCursor);
    dragging_ = true;
    const QPoint moved = position - dragged_;
    dragged_ = position;
    pan(-moved.x(), -moved.y());
}

void TimelineChart::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !pressed_) return;
    const bool clicked = !dragging_;
    pressed_.reset();
    dragging_ = false;
    viewport()->unsetCursor();
    if (!clicked) return;
    if (const auto badge = badge_at(event->position().toPoint())) return open_badge(*badge);
    if (const int bar = bar_at(event->position().toPoint()); bar >= 0) choose(bar);
}

void TimelineChart::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!badge_at(event->position().toPoint()) && bar_at(event->position().toPoint()) >= 0 && selected_step() != 0) Q_EMIT step_activated(selected_step());
}

bool TimelineChart::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int bar = bar_at(help->pos());
        if (const auto badge = badge_at(help->pos())) {
            QToolTip::showText(help->globalPos(), tr("%Ln bar(s) have no room here; click to zoom in", nullptr, static_cast<int>(badge->hidden)), viewport());
        } else if (bar < 0) {
            QToolTip::hideText();
        } else {
            const TimelineBar& one = timeline_->bars[static_cast<std::size_t>(bar)];
            QToolTip::showText(help->globalPos(), timeline_bar_tip(*timeline_, one, look_.now_ms), viewport(), bar_rect(bar));
        }
        return true;
    }
    if (event->type() == QEvent::Leave && look_.hovered >= 0) {
        look_.hovered = -1;
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineChart::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::StyleChange && event->type() != QEvent::LanguageChange) return;
    painter_.forget();
    viewport()->update();
}

void TimelineChart::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TimelineChart::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace orkestr
