#include "ui/canvas/spatial_grid.h"

#include <algorithm>
#include <cmath>

namespace orkestr {

namespace {

constexpr double most_cells = 1 << 21;
constexpr int most_cells_of_item = 128;

} // namespace

SpatialGrid::SpatialGrid(const QRectF& bounds, const std::vector<Item>& items) : bounds_(bounds) {
    while (std::ceil(bounds.width() / cell_size_ + 1) * std::ceil(bounds.height() / cell_size_ + 1) > most_cells)
        cell_size_ *= 2;
    columns_ = static_cast<int>(std::ceil(bounds.width() / cell_size_)) + 1;
    rows_ = static_cast<int>(std::ceil(bounds.height() / cell_size_)) + 1;
    std::vector<int> keys;
    std::vector<int> values;
    keys.reserve(items.size() * 2);
    values.reserve(items.size() * 2);
    for (const Item& item : items) {
        const Cells cells = cells_of(item.rect);
        if ((cells.right - cells.left + 1) * (cells.bottom - cells.top + 1) > most_cells_of_item) {
            large_.push_back(item);
            continue;
        }
        for (int row = cells.top; row <= cells.bottom; ++row) {
            for (int column = cells.left; column <= cells.right; ++column) {
                keys.push_back(row * columns_ + column);
                values.push_back(item.number);
            }
        }
    }
    cells_ = IndexLists(columns_ * rows_, keys, values);
}

SpatialGrid::Cells SpatialGrid::cells_of(const QRectF& rect) const {
    const auto cell = [this](double value, int count) {
        return static_cast<int>(std::clamp(std::floor(value / cell_size_), 0.0, static_cast<double>(count - 1)));
    };
    return {cell(rect.left() - bounds_.left(), columns_), cell(rect.top() - bounds_.top(), rows_),
            cell(rect.right() - bounds_.left(), columns_), cell(rect.bottom() - bounds_.top(), rows_)};
}

void SpatialGrid::query(const QRectF& area, std::vector<int>& found) const {
    found.clear();
    if (columns_ == 0) return;
    const Cells cells = cells_of(area);
    for (int row = cells.top; row <= cells.bottom; ++row) {
        for (int column = cells.left; column <= cells.right; ++column) {
            const auto held = cells_[row * columns_ + column];
            found.insert(found.end(), held.begin(), held.end());
        }
    }
    // Not QRectF::intersects(): a line has no area, and would never be found.
    for (const Item& item : large_) {
        if (item.rect.left() <= area.right() && item.rect.right() >= area.left() && item.rect.top() <= area.bottom() &&
            item.rect.bottom() >= area.top())
            found.push_back(item.number);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
}

} // namespace orkestr
