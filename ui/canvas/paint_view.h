// What every part of the canvas's painting needs to know: the scene, the colours, and the part of the scaled world that
// is being painted. Coordinates that painters see are device pixels from the top left of that part.
#pragma once

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/status_overlay.h"
#include "ui/theme/theme.h"

#include <QPoint>
#include <QRect>

namespace orkestr {

/// How much of a node is drawn, by how large it is on the screen.
enum class Detail {
    overview, ///< filled rectangles and lines
    outline,  ///< cards with their names
    full
};

struct PaintView {
    const CanvasScene& scene;
    const StatusOverlay& statuses;
    const Theme& theme;
    double zoom = 1;
    double device_pixel_ratio = 1;
    QPoint origin; ///< of the painted part, in device pixels of the scaled world
    QRect area;    ///< what has to be painted, from that origin

    double scale() const { return zoom * device_pixel_ratio; }
    Detail detail() const { return zoom < 0.3 ? Detail::overview : zoom < 0.55 ? Detail::outline : Detail::full; }
    QPointF to_device(QPointF world) const { return world * scale() - QPointF(origin); }
    /// On whole pixels, so that edges are sharp and equal cards have equal sizes.
    QRect to_device(const QRectF& world) const {
        const QPointF corner = to_device(world.topLeft());
        return {qRound(corner.x()), qRound(corner.y()), qRound(world.width() * scale()),
                qRound(world.height() * scale())};
    }
    QRectF world_area() const {
        return {QPointF(area.topLeft() + origin) / scale(), QSizeF(area.width() / scale(), area.height() / scale())};
    }
    int pixels(double world) const { return qRound(world * scale()); }
    /// A line's width in whole device pixels, at least one.
    int line(double world) const { return std::max(1, qRound(world * scale())); }
};

} // namespace orkestr
