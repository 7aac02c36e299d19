// The graph as it was drawn, in squares: panning only draws what comes into view, a change of one node only its place.
// GUI thread only.
#pragma once

#include "ui/canvas/graph_painter.h"
#include "ui/canvas/viewpoint.h"

#include <QHash>
#include <QPixmap>

namespace orkestr {

class TileCache {
public:
    static constexpr int tile_size = 512; ///< device pixels

    struct Source {
        const CanvasScene& scene;
        const StatusOverlay& statuses;
        const Theme& theme;
        GraphPainter& painter;
    };

    /// Draws this part of the viewport (device pixels). Squares that are not there are painted until the time is up; in
    /// place of the rest the last zoom's are shown, scaled, and the result is false: draw again soon.
    bool draw(QPainter& target, const QRect& exposed, const Viewpoint& viewpoint, const Source& source,
              double budget_ms);

    /// This part of the world has to be drawn again.
    void invalidate(const QRectF& world);
    /// Forgets everything.
    void clear();

    /// How many squares are kept, and how many were painted so far, in whole or in part.
    qsizetype size() const { return tiles_.size(); }
    quint64 painted() const { return painted_; }

private:
    struct Tile {
        QPixmap picture;
        QList<QRectF> stale; ///< in the world
        quint64 used = 0;
    };

    void change_scale(double scale);
    void paint(Tile& tile, QPoint place, const Viewpoint& viewpoint, const Source& source, const QRect& area);
    void paint_stale(Tile& tile, QPoint place, const Viewpoint& viewpoint, const Source& source);
    void draw_coarse(QPainter& target, const QRect& square, const Viewpoint& viewpoint, const Theme& theme) const;
    void trim(qsizetype needed);

    QHash<QPoint, Tile> tiles_;
    double scale_ = 0;
    QHash<QPoint, Tile> former_tiles_; ///< of the zoom before
    double former_scale_ = 0;
    quint64 frame_ = 0;
    quint64 painted_ = 0;
};

} // namespace orkestr
