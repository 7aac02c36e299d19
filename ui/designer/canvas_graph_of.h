// The graph of a definition as the canvas takes it.
#pragma once

#include "ui/canvas/canvas_graph.h"

namespace orkestr {

struct Graph;

CanvasGraph canvas_graph_of(const Graph& graph);

} // namespace orkestr
