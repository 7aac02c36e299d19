// What a Canvas knows: the scene, where it is looked at from, what is selected and found. Setters repaint by
// themselves.
#pragma once

#include "ui/canvas/canvas.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/graph_painter.h"
#include "ui/canvas/status_overlay.h"
#include "ui/canvas/tile_cache.h"
#include "ui/canvas/viewpoint.h"
#include "ui/theme/painted_items.h"

#include <QElapsedTimer>
#include <QTimer>

namespace orkestr {

class CanvasControls;
class CanvasMap;

struct CanvasState {
    explicit CanvasState(Canvas& owner);

    Canvas& canvas;
    std::shared_ptr<const CanvasScene> scene;
    CanvasControls* controls = nullptr;
    CanvasMap* map = nullptr;
    quint64 generation = 0; ///< of the graph that was set last; what was laid out for an older one is dropped
    bool busy = false;
    CanvasMessage message;

    QHash<QString, NodeStatus> statuses;
    EdgeFrequencies frequencies;
    StatusOverlay overlay;
    GraphPainter painter;
    TileCache tiles;

    Viewpoint viewpoint;
    bool looked_around = false; ///< the user has panned or zoomed: a resize leaves the view alone
    QTimer settle;              ///< after panning and zooming: paint at leisure what was left out
    QElapsedTimer last_move;

    int selected = -1;
    int hovered = -1;
    QString selected_id; ///< kept while the node is away (a definition with an error in it)
    std::vector<int> matches;
    int match = -1;
    QString wanted;

    std::vector<int> order;                ///< of reading; nodes that can be selected
    std::unique_ptr<PaintedItems> items;   ///< for assistive technology

    QPoint press; ///< where the button went down, logical pixels
    QPoint last_drag;
    bool pressed = false;
    bool dragging = false;
    bool space_down = false;
    bool focus_by_key = false;
    double wheel_rest = 0; ///< of a step of zoom, from fine-grained wheels

    /// The viewport's size in device pixels.
    QSizeF view_size() const;
    QPointF to_device(QPointF logical) const { return logical * viewpoint.device_pixel_ratio; }
    QRectF to_logical(const QRectF& world) const;
    void change_view(const Viewpoint& wanted_view, bool by_user);
    /// So that the graph can't be lost: part of it always stays in sight.
    void keep_in_sight(Viewpoint& view) const;
    void show_from_start();
    void fit(bool by_user);
    void zoom_to(int level, QPointF device);
    /// Pans by as little as is needed to see the node.
    void bring_into_view(int node);
    double covered_by_map(const QRectF& place) const;
    void center_on(int node);

    void set_selected(int node, bool by_user);
    void set_hovered(int node);
    void go_to_match(int position);
    void apply_statuses();
    void apply_status(int node, const NodeStatus& status);
    void repaint_node(int node);
    void resolve_matches();
    /// Tells assistive technology.
    void announce_focus();
};

} // namespace orkestr
