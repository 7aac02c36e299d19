// The tool tip of a node: everything that its card may have had to cut, and its status in words.
#pragma once

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/node_status.h"

namespace orkestr {

/// Rich text; what comes from the definition is escaped.
QString node_tip(const CanvasScene& scene, int node, const NodeStatus& status);

/// The same in plain words, for assistive technology: `getPet, Call, Running, 2 attempts`.
QString node_words(const CanvasScene& scene, int node, const NodeStatus& status);

} // namespace orkestr
