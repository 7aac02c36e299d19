// Draws the edges of a part of the canvas. Lines that several edges share are drawn once.
#pragma once

#include "ui/canvas/paint_view.h"

#include <vector>

class QPainter;

namespace orkestr {

/// `edges`: numbers of CanvasLayout::edges that may touch the area.
void paint_edges(QPainter& painter, const PaintView& view, const std::vector<int>& edges);

/// How far from its line what is written at an edge may reach, in world units.
inline constexpr double edge_text_reach = 96;

/// Their labels, to be drawn after all edges; and how often each was taken, where that is known.
void paint_edge_labels(QPainter& painter, const PaintView& view, const std::vector<int>& edges);

} // namespace orkestr
