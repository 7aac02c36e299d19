// Which of many rectangles lie near a place: cells of 512 world units, each with the numbers of what touches it.
// Immutable once made.
#pragma once

#include "ui/canvas/graph_index.h"

#include <QRectF>

#include <vector>

namespace orkestr {

class SpatialGrid {
public:
    struct Item {
        int number = 0; ///< may come several times: a path's parts carry the number of the path
        QRectF rect;
    };

    SpatialGrid() = default;
    SpatialGrid(const QRectF& bounds, const std::vector<Item>& items);

    /// Numbers of what may touch `area` (its cell does), ascending, each once. Replaces what `found` held.
    void query(const QRectF& area, std::vector<int>& found) const;

private:
    struct Cells {
        int left, top, right, bottom;
    };
    Cells cells_of(const QRectF& rect) const;

    QRectF bounds_;
    double cell_size_ = 512;
    int columns_ = 0;
    int rows_ = 0;
    IndexLists cells_;
    std::vector<Item> large_; ///< what would fill too many cells
};

} // namespace orkestr
