// Pictures that many nodes share, at one zoom and in one theme: bodies of cards, icons.
#pragma once

#include "ui/canvas/paint_view.h"

#include <QHash>
#include <QPixmap>

namespace orkestr {

class NodePictures {
public:
    /// Room around a card's body for its shadow, in world units.
    static constexpr double shadow_room = 8;

    /// Drops everything when the zoom or the theme is another one than last time.
    void prepare(const PaintView& view);
    /// The body of a card with this status, with shadow_room on each side; its size is CardShape's.
    const QPixmap& card(const PaintView& view, NodeType type, DisplayStatus status);
    const QPixmap& type_icon(const PaintView& view, NodeType type, const QColor& color, int side);
    const QPixmap& status_icon(const PaintView& view, DisplayStatus status, int side);
    void clear() { scale_ = 0; }

private:
    const QPixmap& icon(const QString& name, const QColor& color, int side);

    double scale_ = 0;
    ThemeKind theme_ = ThemeKind::light;
    QHash<int, QPixmap> cards_;
    QHash<std::pair<QString, quint64>, QPixmap> icons_;
};

/// The colour of a card with this status, of its frame, and of the tile behind its icon.
struct CardColors {
    QColor fill;
    QColor border;
    QColor tile;
    QColor icon;
};
CardColors card_colors(const Theme& theme, DisplayStatus status);

} // namespace orkestr
