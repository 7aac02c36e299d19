// Where the parts of a card and of a container's header are, in device pixels from its top left corner.
#pragma once

#include "ui/canvas/metrics.h"
#include "ui/canvas/paint_view.h"

namespace orkestr {

class CardShape {
public:
    CardShape(const PaintView& view, NodeType type)
        : view_(view), terminal_(is_terminal(type)), full_(view.detail() == Detail::full) {}

    QSize size() const {
        return terminal_ ? QSize(view_.pixels(metrics::terminal_width), view_.pixels(metrics::terminal_height))
                         : QSize(view_.pixels(metrics::card_width), view_.pixels(metrics::card_height));
    }
    int radius() const { return terminal_ ? size().height() / 2 : view_.pixels(9); }
    /// The tinted square behind the type's icon.
    QRect tile() const {
        const int side = view_.pixels(30);
        return {view_.pixels(12), (size().height() - side) / 2, side, side};
    }
    QRect icon() const {
        const int side = view_.pixels(terminal_ ? 14 : 17);
        if (terminal_) return {view_.pixels(14), (size().height() - side) / 2, side, side};
        const QRect around = tile();
        return {around.x() + (around.width() - side) / 2, around.y() + (around.height() - side) / 2, side, side};
    }
    QRect badge() const {
        const int side = view_.pixels(16);
        return {size().width() - view_.pixels(11) - side, view_.pixels(9), side, side};
    }
    int text_left() const {
        if (!full_) return view_.pixels(12) + 2;
        return terminal_ ? icon().right() + 1 + view_.pixels(6) : tile().right() + 1 + view_.pixels(10);
    }
    int text_right() const { return size().width() - (full_ ? view_.pixels(11) : view_.pixels(8)); }
    /// Icon and title of a pill stand in its middle together.
    int terminal_title_left(int title_width) const {
        const int icon_room = full_ ? icon().width() + view_.pixels(6) : 0;
        return (size().width() - title_width - icon_room) / 2 + icon_room;
    }
    double title_width(DisplayStatus status) const {
        const bool has_badge = full_ && !terminal_ && status != DisplayStatus::none;
        const int badge_room = has_badge ? view_.pixels(16 + 6) : 0;
        return text_right() - text_left() - badge_room;
    }
    double subtitle_width() const { return text_right() - text_left(); }

private:
    const PaintView& view_;
    bool terminal_;
    bool full_;
};

class FrameShape {
public:
    FrameShape(const PaintView& view, const QRectF& world) : view_(view), size_(view.to_device(world).size()) {}

    QSize size() const { return size_; }
    int radius() const { return view_.pixels(12); }
    int header_height() const { return view_.pixels(metrics::header_height); }
    QRect icon() const {
        const int side = view_.pixels(16);
        return {view_.pixels(14), (header_height() - side) / 2, side, side};
    }
    QRect badge() const {
        const int side = view_.pixels(16);
        return {size_.width() - view_.pixels(14) - side, (header_height() - side) / 2, side, side};
    }
    int text_left() const {
        return view_.detail() == Detail::full ? icon().right() + 1 + view_.pixels(8) : view_.pixels(14);
    }
    double text_width() const { return size_.width() - text_left() - view_.pixels(14); }

private:
    const PaintView& view_;
    QSize size_;
};

} // namespace orkestr
