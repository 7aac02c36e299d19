// Where the canvas looks from. Zoom goes in steps of the fourth root of two, so that what was drawn for a step can be
// kept; everything is painted in device pixels, so that lines are sharp at any device pixel ratio.
#pragma once

#include <QPoint>
#include <QPointF>
#include <QRectF>
#include <QSize>

namespace orkestr {

struct Viewpoint {
    static constexpr int lowest_level = -56;
    static constexpr int highest_level = 6;

    int level = 0; ///< zoom = 2^(level/4)
    double device_pixel_ratio = 1;
    QPoint origin; ///< of the viewport's top left corner, in device pixels of the scaled world

    double zoom() const { return zoom_of(level); }
    double scale() const { return zoom() * device_pixel_ratio; }

    QPointF to_device(QPointF world) const { return world * scale() - QPointF(origin); }
    QPointF to_world(QPointF device) const { return (device + QPointF(origin)) / scale(); }
    QRectF to_device(const QRectF& world) const {
        return {to_device(world.topLeft()), QSizeF(world.width() * scale(), world.height() * scale())};
    }
    QRectF to_world(const QRectF& device) const {
        return {to_world(device.topLeft()), QSizeF(device.width() / scale(), device.height() / scale())};
    }

    /// Changes the zoom so that what is at this place of the viewport stays there.
    void zoom_at(QPointF device, int new_level);
    /// Brings this point of the world to this place of the viewport.
    void bring(QPointF world, QPointF device);

    static double zoom_of(int level);
    /// The largest level at which an area of this size fits into a viewport, at most `highest`.
    static int level_to_fit(QSizeF world, QSizeF viewport, int highest);

    bool operator==(const Viewpoint&) const = default;
};

} // namespace orkestr
