// The texts of nodes at one zoom, cut to their room and shaped once, then kept.
#pragma once

#include "ui/canvas/paint_view.h"

#include <QFont>
#include <QHash>
#include <QStaticText>

namespace orkestr {

class NodeTexts {
public:
    struct Texts {
        QStaticText title;
        QStaticText subtitle;
        QStaticText note; ///< attempts, duration
        int title_width = 0;
        int note_width = 0;
    };

    /// Drops everything when the zoom is another one than last time.
    void prepare(const PaintView& view);
    const Texts& of(const PaintView& view, int node);
    void forget(int node) { texts_.remove(node); }
    void clear() { scale_ = 0; }

    const QFont& title_font() const { return title_font_; }
    const QFont& frame_font() const { return frame_font_; }
    const QFont& small_font() const { return small_font_; }
    int title_height() const { return title_height_; }
    int small_height() const { return small_height_; }

private:
    Texts make_card(const PaintView& view, int node) const;
    Texts make_frame(const PaintView& view, int node) const;

    double scale_ = 0;
    QFont title_font_;
    QFont frame_font_;
    QFont small_font_;
    int title_height_ = 0;
    int small_height_ = 0;
    QHash<int, Texts> texts_;
};

/// What a status adds at the right of a node: how many times, how long. Translated; empty when there is nothing.
QString status_note(const NodeStatus& status);

} // namespace orkestr
