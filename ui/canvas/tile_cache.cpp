#include "ui/canvas/tile_cache.h"

#include <QElapsedTimer>
#include <QPainter>

#include <cmath>

namespace orkestr {

namespace {

constexpr qsizetype most_stale_parts = 48;
constexpr qsizetype least_kept_tiles = 48;

int floor_divide(int value, int divisor) { return value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor); }

} // namespace

void TileCache::change_scale(double scale) {
    if (scale == scale_) return;
    if (!tiles_.isEmpty()) {
        former_tiles_ = std::exchange(tiles_, {});
        former_scale_ = scale_;
    }
    scale_ = scale;
}

bool TileCache::draw(QPainter& target, const QRect& exposed, const Viewpoint& viewpoint, const Source& source,
                     double budget_ms) {
    change_scale(viewpoint.scale());
    ++frame_;
    QElapsedTimer clock;
    clock.start();
    bool complete = true;
    bool painted_one = false;
    qsizetype visible = 0;
    const QRect area = exposed.translated(viewpoint.origin);
    for (int y = floor_divide(area.top(), tile_size); y <= floor_divide(area.bottom(), tile_size); ++y) {
        for (int x = floor_divide(area.left(), tile_size); x <= floor_divide(area.right(), tile_size); ++x, ++visible) {
            const QPoint place(x, y);
            const QPoint corner = place * tile_size - viewpoint.origin;
            auto tile = tiles_.find(place);
            const bool has_time = !painted_one || static_cast<double>(clock.nsecsElapsed()) / 1e6 < budget_ms;
            if (tile == tiles_.end()) {
                if (!has_time) {
                    draw_coarse(target, QRect(corner, QSize(tile_size, tile_size)), viewpoint, source.theme);
                    complete = false;
                    continue;
                }
                tile = tiles_.insert(place, Tile{QPixmap(tile_size, tile_size), {}, 0});
                paint(*tile, place, viewpoint, source, QRect(0, 0, tile_size, tile_size));
                painted_one = true;
            } else if (!tile->stale.isEmpty()) {
                if (has_time) {
                    paint_stale(*tile, place, viewpoint, source);
                    painted_one = true;
                } else {
                    complete = false;
                }
            }
            tile->used = frame_;
            target.drawPixmap(corner, tile->picture);
        }
    }
    if (complete) former_tiles_.clear();
    trim(visible);
    return complete;
}

void TileCache::paint(Tile& tile, QPoint place, const Viewpoint& viewpoint, const Source& source, const QRect& area) {
    QPainter painter(&tile.picture);
    painter.setClipRect(area);
    const PaintView view{
        source.scene, source.statuses, source.theme, viewpoint.zoom(), viewpoint.device_pixel_ratio, place * tile_size,
        area};
    source.painter.paint(painter, view);
    ++painted_;
}

void TileCache::paint_stale(Tile& tile, QPoint place, const Viewpoint& viewpoint, const Source& source) {
    const QRect whole(0, 0, tile_size, tile_size);
    for (const QRectF& world : std::exchange(tile.stale, {})) {
        const QRectF scaled(world.topLeft() * scale_ - QPointF(place * tile_size), world.size() * scale_);
        const QRect area = scaled.toAlignedRect().adjusted(-1, -1, 1, 1).intersected(whole);
        if (!area.isEmpty()) paint(tile, place, viewpoint, source, area);
    }
}

void TileCache::draw_coarse(QPainter& target, const QRect& square, const Viewpoint& viewpoint,
                            const Theme& theme) const {
    target.fillRect(square, theme.surface);
    if (former_tiles_.isEmpty()) return;
    const double factor = scale_ / former_scale_;
    const double side = tile_size * factor;
    target.save();
    target.setClipRect(square, Qt::IntersectClip);
    for (auto it = former_tiles_.cbegin(); it != former_tiles_.cend(); ++it) {
        const QRectF place(QPointF(it.key()) * side - QPointF(viewpoint.origin), QSizeF(side, side));
        if (place.intersects(QRectF(square))) target.drawPixmap(place, it->picture, QRectF(it->picture.rect()));
    }
    target.restore();
}

void TileCache::invalidate(const QRectF& world) {
    for (auto it = tiles_.begin(); it != tiles_.end(); ++it) {
        const double side = tile_size / scale_;
        const QRectF covers(QPointF(it.key()) * side, QSizeF(side, side));
        if (!covers.intersects(world)) continue;
        if (it->stale.size() >= most_stale_parts)
            it->stale = {covers};
        else
            it->stale.push_back(world);
    }
}

void TileCache::clear() {
    tiles_.clear();
    former_tiles_.clear();
}

void TileCache::trim(qsizetype needed) {
    const qsizetype kept = std::max(least_kept_tiles, 3 * needed);
    if (tiles_.size() <= kept) return;
    // Frames are counted: what was not drawn for longest goes first.
    std::vector<quint64> uses;
    uses.reserve(static_cast<std::size_t>(tiles_.size()));
    for (const Tile& tile : std::as_const(tiles_))
        uses.push_back(tile.used);
    const auto limit = uses.begin() + static_cast<std::ptrdiff_t>(tiles_.size() - kept);
    std::nth_element(uses.begin(), limit, uses.end());
    const quint64 oldest_kept = *limit;
    tiles_.removeIf([oldest_kept, this](auto it) { return it->used < oldest_kept && it->used != frame_; });
}

} // namespace orkestr
