// The machines: what a step in stage running or leaving (or deciding, for a fork) does next. Each is in a file of its
// own, after its transition table.
#pragma once

#include "core/engine/turn.h"

namespace orkestr::machines {

Act act(Turn& turn, Step& step, const DoSpec& spec);
Act act(Turn& turn, Step& step, const SetSpec& spec);
Act act(Turn& turn, Step& step, const SwitchSpec& spec);
Act act(Turn& turn, Step& step, const ForSpec& spec);
Act act(Turn& turn, Step& step, const ForkSpec& spec);
Act act(Turn& turn, Step& step, const TrySpec& spec);
Act act(Turn& turn, Step& step, const RaiseSpec& spec);
Act act(Turn& turn, Step& step, const WaitSpec& spec);
Act act(Turn& turn, Step& step, const EmitSpec& spec);
Act act(Turn& turn, Step& step, const ActivitySpec& spec);
Act act(Turn& turn, Step& step, const FunctionSpec& spec);
Act act(Turn& turn, Step& step, const WorkflowSpec& spec);
Act act(Turn& turn, Step& step, const ListenSpec& spec);
Act act(Turn& turn, Step& step, const ExtensionSpec& spec);

/// Ends a container as its only branch ended: completed with that output, or faulted with that error.
Act pass_on(Turn& turn, Step& step);

/// Tasks that start together with a step of this task, one a branch.
std::vector<TaskIndex> children_of(const TaskSpec& spec);

} // namespace orkestr::machines
