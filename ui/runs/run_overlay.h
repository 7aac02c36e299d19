// What a run has done with each node, as the canvas takes it.
#pragma once

#include "ui/canvas/node_status.h"

#include <QHash>

namespace orkestr {

struct RunView;
struct StepView;

struct OverlayChoice {
    bool heat = false;                 ///< how long each took beside the slowest
    const StepView* picked = nullptr;  ///< of what repeats, the time round that this step belongs to instead of the last
};

/// Containers, catches, `/start` and `/end` too. Of a run that has ended, what it did not come by stands back: `nodes`
/// are the ids of all there are.
QHash<QString, NodeStatus> run_overlay(const RunView& run, const QStringList& nodes, const OverlayChoice& choice = {});

} // namespace orkestr
