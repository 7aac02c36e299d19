// The graph as it shows what a comparison of two runs, or a look at many runs, came to.
#pragma once

#include "ui/canvas/edge_status.h"
#include "ui/canvas/node_status.h"

#include <QHash>

namespace orkestr {

class PathStatistics;
struct RunDiff;

/// Lays what differs over what run A did (run_overlay): what is equal stands back, what differs says in what, and how much of
/// it by a bar. `nodes` are the ids of all there are.
void put_comparison(const RunDiff& diff, const QStringList& nodes, QHash<QString, NodeStatus>& out);

/// In how many of the runs each task began and its p95, with a bar beside the slowest task; what no run came to stands back.
QHash<QString, NodeStatus> paths_overlay(const PathStatistics& statistics, const QStringList& nodes);
/// In how many of the runs each edge was taken; and a loop's way back, when one of them repeated it.
EdgeFrequencies path_frequencies(const PathStatistics& statistics);

} // namespace orkestr
