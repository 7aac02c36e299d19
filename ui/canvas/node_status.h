// What a run has done with one node.
#pragma once

#include "ui/theme/display_status.h"

#include <QString>

namespace orkestr {

struct NodeStatus {
    DisplayStatus status = DisplayStatus::none;
    int attempts = 0; ///< shown from 2 on
    int iterations = 0; ///< of a loop, or of a task in one; shown from 2 on
    QString duration; ///< ready to show (`1.2 s`); may be empty
    double heat = -1;  ///< how long it took beside the node that took longest, 0 to 1; negative: not shown
    bool dimmed = false; ///< stands back: not on the path that is looked at

    bool operator==(const NodeStatus&) const = default;
};

} // namespace orkestr
