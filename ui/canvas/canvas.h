// The node graph of a workflow definition, with what a run has done on it. Used by the designer and the inspector
// alike. GUI thread only; large graphs are laid out on a thread of their own, and shown when that is done.
//
// Mouse: drag or wheel pans, Ctrl+wheel zooms to the cursor, a click selects, a double click activates.
// Keys: arrows go from node to node along the flow, Home and End to the first and last, Enter activates, Esc clears the
// selection; F or Ctrl+0 fits all in, + and - zoom, 1 shows at 100 %, Page Up and Page Down pan; F3 and Shift+F3 go
// through what was found.
#pragma once

#include "ui/canvas/canvas_graph.h"
#include "ui/canvas/canvas_message.h"
#include "ui/canvas/edge_status.h"
#include "ui/canvas/node_status.h"

#include <QAbstractScrollArea>
#include <QHash>

#include <memory>

namespace orkestr {

struct CanvasScene;
struct CanvasState;

class Canvas : public QAbstractScrollArea {
    Q_OBJECT
    Q_PROPERTY(double zoom READ zoom NOTIFY zoom_changed)
public:
    explicit Canvas(QWidget* parent = nullptr);
    ~Canvas() override;

    /// Shows this graph. Nodes that were there before keep their status, the selected one stays selected and where it
    /// was on the screen; a first graph is shown from its start. Ends any loading message.
    void set_graph(CanvasGraph graph);
    /// Nothing, a message in place of the graph, or (kind none) the graph again.
    void set_message(const CanvasMessage& message);
    const CanvasMessage& message() const;

    /// All statuses, by id; a node that is not named has none. Containers and `/end` take one, too.
    void set_statuses(const QHash<QString, NodeStatus>& statuses);
    /// One node's; the rest stays. Cheap: only its place is painted again.
    void set_status(const QString& id, const NodeStatus& status);
    NodeStatus status(const QString& id) const;
    /// Of many runs: how often they went along the edges. Unknown ones: the statuses tell what one run did.
    void set_frequencies(const EdgeFrequencies& frequencies);
    const EdgeFrequencies& frequencies() const;

    /// Selects without a signal and brings the node into view; an empty or unknown id clears the selection.
    void select(const QString& id);
    QString selected_id() const;
    void center_on(const QString& id);

    /// Marks all nodes that contain this text and goes to the first; returns how many there are. Empty: no search.
    int find(const QString& text);
    void find_next();
    void find_previous();
    /// The place of the match that is looked at, from 0, or -1; and how many there are.
    int match() const;
    int match_count() const;

    double zoom() const;
    /// The id of the node at this place of the viewport, or an empty one.
    QString node_at(const QPoint& place) const;
    /// The node's place in the viewport (logical pixels); it may lie outside of what is seen. Null for an unknown id.
    QRect node_rect(const QString& id) const;
    /// The graph that is shown, laid out; null before the first.
    std::shared_ptr<const CanvasScene> scene() const;
    /// True while a graph is being laid out.
    bool is_busy() const;
    /// How many squares were painted so far; panning over what was seen paints none.
    quint64 painted_tiles() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public Q_SLOTS:
    void fit();
    void zoom_in();
    void zoom_out();
    void zoom_to_actual_size();
    void pan(const QPoint& distance); ///< logical pixels

Q_SIGNALS:
    /// The user chose another node, or none (an empty id).
    void selected(const QString& id);
    /// The user wants to see or edit it: Enter or a double click.
    void activated(const QString& id);
    /// A right click or the menu key, on a node or beside (an empty id).
    void menu_wanted(const QString& id, const QPoint& global);
    void zoom_changed(double zoom);
    /// Another part of the world is seen: panned, zoomed, resized.
    void view_changed();
    void found(int match, int count);
    /// A graph that was set is shown now.
    void laid_out();

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int, int) override {}

private:
    friend struct CanvasState;
    void show_scene(std::shared_ptr<const CanvasScene> scene);
    void paint_marks(QPainter& painter);
    void paint_message(QPainter& painter);
    bool move_by_key(QKeyEvent* event);
    bool look_by_key(QKeyEvent* event);

    std::unique_ptr<CanvasState> state_;
};

} // namespace orkestr
