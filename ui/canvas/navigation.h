// Moving through a graph by keyboard: up and down along the flow, left and right by place; in a layout that leads to the
// right the other way round.
#pragma once

#include "ui/canvas/canvas_scene.h"

#include <vector>

namespace orkestr {

enum class Direction { up, down, left, right };

/// The node to go to from here, or -1. Down goes into a container before it goes past it; up is its reverse. Where the
/// flow ends, the nearest node in that direction.
int neighbour(const CanvasScene& scene, int node, Direction direction);

/// All nodes that can be selected, as one reads them: a container before what it holds.
std::vector<int> reading_order(const CanvasScene& scene);

/// Nodes whose name, subtitle or kind contains this text, whatever its case, in reading order; a text that begins with
/// `/` is looked for in ids, too. None for an empty text.
std::vector<int> find_nodes(const CanvasScene& scene, const QString& text);

} // namespace orkestr
