// What assistive technology sees of a canvas: its nodes in reading order. Entry and exit marks are decoration and are not
// among them.
#pragma once

#include "ui/theme/painted_items.h"

#include <memory>

namespace orkestr {

class Canvas;
struct CanvasState;

/// Both outlive what is returned.
std::unique_ptr<PaintedItems> describe_canvas(Canvas& canvas, CanvasState& state);

} // namespace orkestr
