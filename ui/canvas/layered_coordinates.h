// Where the vertices of a LayeredGraph stand from left to right (Brandes and Köpf, "Fast and Simple Horizontal Coordinate
// Assignment", 2001): four placements, each as far up or down and left or right as can be, and the mean of the middle two.
#pragma once

#include "ui/canvas/layered_graph.h"

namespace orkestr {

/// The middle of each vertex; the leftmost box begins at 0. Neighbours in a row are at least the sum of their `half` apart,
/// which is a box's half width and the half of the gap beside it. Linear.
std::vector<double> place_in_rows(const LayeredGraph& graph, const std::vector<double>& half);

} // namespace orkestr
