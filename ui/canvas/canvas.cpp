#include "ui/canvas/canvas.h"

#include "ui/canvas/canvas_accessible.h"
#include "ui/canvas/canvas_controls.h"
#include "ui/canvas/canvas_map.h"
#include "ui/canvas/canvas_state.h"
#include "ui/canvas/navigation.h"

#include <QCoreApplication>
#include <QPointer>
#include <QScrollBar>
#include <QThreadPool>

namespace orkestr {

namespace {

QString words_of(const CanvasMessage& message) {
    return message.kind == CanvasMessage::Kind::none ? Canvas::tr("Arrow keys go from task to task, Enter opens one") : message.title;
}

/// Graphs up to this size are laid out at once: that takes less time than a frame.
constexpr std::size_t small_graph = 500;

} // namespace

Canvas::Canvas(QWidget* parent) : QAbstractScrollArea(parent), state_(std::make_unique<CanvasState>(*this)) {
    state_->items = describe_canvas(*this, *state_);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    state_->controls = new CanvasControls(*this);
    state_->map = new CanvasMap(this, *state_);
    connect(this, &Canvas::view_changed, state_->map, &CanvasMap::follow);
    setAccessibleName(tr("Workflow graph"));
    setAccessibleDescription(words_of({}));
}

Canvas::~Canvas() { state_->items->forget(); }

void Canvas::set_graph(CanvasGraph graph) {
    const quint64 generation = ++state_->generation;
    if (graph.nodes.size() <= small_graph) {
        show_scene(make_scene(std::move(graph)));
        return;
    }
    state_->busy = true;
    viewport()->update();
    QPointer<Canvas> self(this);
    QThreadPool::globalInstance()->start([self, generation, graph = std::move(graph)]() mutable {
        auto scene = make_scene(std::move(graph));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, generation, scene = std::move(scene)]() mutable {
                if (self && self->state_->generation == generation) self->show_scene(std::move(scene));
            },
            Qt::QueuedConnection);
    });
}

void Canvas::show_scene(std::shared_ptr<const CanvasScene> scene) {
    CanvasState& s = *state_;
    // What is looked at stays where it is: the selected node, else the one in the middle.
    QString anchor_id;
    QPointF anchor_place;
    if (s.scene && s.looked_around) {
        int anchor = s.selected;
        if (anchor < 0)
            anchor = s.scene->node_at(s.viewpoint.to_world(QPointF(s.view_size().width(), s.view_size().height()) / 2));
        if (anchor >= 0) {
            anchor_id = s.scene->node(anchor).id;
            anchor_place = s.viewpoint.to_device(s.scene->layout.node(anchor).topLeft());
        }
    }
    const bool first = !s.scene || s.scene->graph.nodes.empty();
    s.items->forget();
    s.scene = std::move(scene);
    s.order = reading_order(*s.scene);
    s.busy = false;
    s.message = {};
    setAccessibleDescription(words_of(s.message));
    s.overlay = StatusOverlay(s.scene);
    s.painter.clear();
    s.tiles.clear();
    s.hovered = -1;
    s.selected = s.scene->index.find(s.selected_id);
    s.apply_statuses();
    s.overlay.set(s.frequencies);
    s.resolve_matches();
    const int anchor = s.scene->index.find(anchor_id);
    if (first || !s.looked_around) {
        s.show_from_start();
        // What was chosen before there was a graph is in sight as well; nobody has looked around for that.
        s.bring_into_view(s.selected);
        s.looked_around = false;
    } else if (anchor >= 0) {
        Viewpoint next = s.viewpoint;
        next.bring(s.scene->layout.node(anchor).topLeft(), anchor_place);
        s.change_view(next, false);
    } else {
        s.change_view(s.viewpoint, false);
    }
    s.map->place();
    viewport()->update();
    s.items->announce_changed();
    Q_EMIT laid_out();
    Q_EMIT view_changed();
}

void Canvas::set_message(const CanvasMessage& message) {
    if (message == state_->message) return;
    state_->message = message;
    setAccessibleDescription(words_of(message));
    state_->map->follow();
    viewport()->update();
}

const CanvasMessage& Canvas::message() const { return state_->message; }

void Canvas::set_statuses(const QHash<QString, NodeStatus>& statuses) {
    state_->statuses = statuses;
    state_->apply_statuses();
}

void Canvas::set_frequencies(const EdgeFrequencies& frequencies) {
    if (frequencies == state_->frequencies) return;
    state_->frequencies = frequencies;
    if (!state_->scene) return;
    state_->overlay.set(frequencies);
    state_->tiles.clear();
    viewport()->update();
}

const EdgeFrequencies& Canvas::frequencies() const { return state_->frequencies; }

void Canvas::set_status(const QString& id, const NodeStatus& status) {
    state_->statuses.insert(id, status);
    const int node = state_->scene ? state_->scene->index.find(id) : -1;
    if (node >= 0) state_->apply_status(node, status);
}

NodeStatus Canvas::status(const QString& id) const { return state_->statuses.value(id); }

void Canvas::select(const QString& id) {
    if (!state_->scene) {
        state_->selected_id = id;
        return;
    }
    int node = state_->scene->index.find(id);
    if (node >= 0) node = state_->scene->index.owner(node);
    if (node != state_->selected) state_->set_selected(node, false);
    state_->bring_into_view(node);
}

QString Canvas::selected_id() const { return state_->selected < 0 ? QString() : state_->selected_id; }

void Canvas::center_on(const QString& id) {
    if (state_->scene) state_->center_on(state_->scene->index.find(id));
}

int Canvas::find(const QString& text) {
    state_->wanted = text;
    state_->match = -1;
    state_->resolve_matches();
    viewport()->update();
    if (state_->matches.empty())
        Q_EMIT found(-1, 0);
    else
        state_->go_to_match(0);
    return match_count();
}

void Canvas::find_next() { state_->go_to_match(state_->match + 1); }

void Canvas::find_previous() { state_->go_to_match(state_->match - 1); }

int Canvas::match() const { return state_->match; }

int Canvas::match_count() const { return static_cast<int>(state_->matches.size()); }

double Canvas::zoom() const { return state_->viewpoint.zoom(); }

QString Canvas::node_at(const QPoint& place) const {
    if (!state_->scene) return {};
    const int node = state_->scene->node_at(state_->viewpoint.to_world(state_->to_device(place)));
    return node < 0 ? QString() : state_->scene->node(node).id;
}

QRect Canvas::node_rect(const QString& id) const {
    const int node = state_->scene ? state_->scene->index.find(id) : -1;
    return node < 0 ? QRect() : state_->to_logical(state_->scene->layout.node(node)).toRect();
}

std::shared_ptr<const CanvasScene> Canvas::scene() const { return state_->scene; }

bool Canvas::is_busy() const { return state_->busy; }

quint64 Canvas::painted_tiles() const { return state_->tiles.painted(); }

QSize Canvas::sizeHint() const { return {900, 600}; }

QSize Canvas::minimumSizeHint() const { return {160, 120}; }

void Canvas::fit() { state_->fit(true); }

void Canvas::zoom_in() {
    state_->zoom_to(state_->viewpoint.level + 1,
                    QPointF(state_->view_size().width(), state_->view_size().height()) / 2);
}

void Canvas::zoom_out() {
    state_->zoom_to(state_->viewpoint.level - 1,
                    QPointF(state_->view_size().width(), state_->view_size().height()) / 2);
}

void Canvas::zoom_to_actual_size() {
    state_->zoom_to(0, QPointF(state_->view_size().width(), state_->view_size().height()) / 2);
}

void Canvas::pan(const QPoint& distance) {
    Viewpoint next = state_->viewpoint;
    next.origin += (QPointF(distance) * next.device_pixel_ratio).toPoint();
    state_->change_view(next, true);
}

} // namespace orkestr
