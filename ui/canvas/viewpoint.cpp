#include "ui/canvas/viewpoint.h"

#include <algorithm>
#include <cmath>

namespace orkestr {

double Viewpoint::zoom_of(int level) { return std::exp2(level / 4.0); }

void Viewpoint::zoom_at(QPointF device, int new_level) {
    const QPointF world = to_world(device);
    level = std::clamp(new_level, lowest_level, highest_level);
    bring(world, device);
}

void Viewpoint::bring(QPointF world, QPointF device) { origin = (world * scale() - device).toPoint(); }

int Viewpoint::level_to_fit(QSizeF world, QSizeF viewport, int highest) {
    if (world.isEmpty() || viewport.isEmpty()) return highest;
    const double zoom = std::min(viewport.width() / world.width(), viewport.height() / world.height());
    return std::clamp(static_cast<int>(std::floor(4 * std::log2(zoom) + 1e-9)), lowest_level, highest);
}

} // namespace orkestr
