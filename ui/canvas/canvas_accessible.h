// What assistive technology sees of a canvas: a list with an item per node, in reading order. Entry and exit marks are
// decoration and have none.
#pragma once

namespace orkestr {

class Canvas;

/// Makes Qt know how to describe a Canvas; may be called often.
void install_canvas_accessibility();
/// The nodes' descriptions are no longer valid: the graph is about to change, or the canvas to go.
void forget_canvas_nodes(Canvas& canvas);
/// Another graph is shown.
void announce_canvas_changed(Canvas& canvas);
/// This node (its number in the scene, or -1) has the focus now.
void announce_node(Canvas& canvas, int node);

} // namespace orkestr
