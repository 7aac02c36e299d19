// The graph of a definition, or of a run whose definition is not known, as the canvas takes it.
#pragma once

#include "ui/canvas/canvas_graph.h"

namespace orkestr {

struct Graph;
struct RunGraph;

CanvasGraph canvas_graph_of(const Graph& graph);
/// Of any shape: laid out in layers. Nodes' ids are those of RunView::nodes.
CanvasGraph canvas_graph_of(const RunGraph& graph);

} // namespace orkestr
