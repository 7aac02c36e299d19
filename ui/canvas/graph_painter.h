// Draws any part of a scene, at any zoom. Keeps texts and pictures of the zoom it drew last. GUI thread only.
#pragma once

#include "ui/canvas/node_pictures.h"
#include "ui/canvas/node_texts.h"
#include "ui/canvas/paint_view.h"

#include <vector>

class QPainter;

namespace orkestr {

class GraphPainter {
public:
    /// Fills view.area with the surface and draws what lies in it.
    void paint(QPainter& painter, const PaintView& view);
    /// A node's texts changed.
    void forget(int node) { texts_.forget(node); }
    /// Everything may have changed: another graph, another theme, another language.
    void clear();

private:
    void paint_overview(QPainter& painter, const PaintView& view);
    void paint_frame(QPainter& painter, const PaintView& view, int node);
    void paint_frame_header(QPainter& painter, const PaintView& view, int node, const QRect& place);
    void paint_node(QPainter& painter, const PaintView& view, int node);
    void paint_heat(QPainter& painter, const PaintView& view, int node, const QRect& place);
    void paint_card_content(QPainter& painter, const PaintView& view, int node, QPoint corner);
    void paint_port(QPainter& painter, const PaintView& view, int node);

    NodeTexts texts_;
    NodePictures pictures_;
    std::vector<int> nodes_;
    std::vector<int> edges_;
};

/// What a container is filled with: a little darker or lighter the deeper it lies.
QColor frame_fill(const Theme& theme, int depth);

} // namespace orkestr
