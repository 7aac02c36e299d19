// The order within the layers of a LayeredGraph, so that few edges cross: sweeps down and up, each layer sorted by the mean
// of its neighbours' places (Sugiyama, Tagawa, Toda 1981); the best order seen is kept.
#pragma once

#include "ui/canvas/layered_graph.h"

namespace orkestr {

void reduce_crossings(LayeredGraph& graph);

/// How many pairs of edges between neighbouring layers cross.
std::int64_t count_crossings(const LayeredGraph& graph);

} // namespace orkestr
