// Which steps belong to the same time round as one that was picked: of a loop, a listener or a tried list that ran often,
// the graph then shows that time instead of the last.
#pragma once

#include "core/projection/run_view.h"

#include <string>
#include <unordered_map>

namespace orkestr {

/// By task: its latest step in the picked step's time round; null where it has none there. Tasks that stand outside of
/// what repeats are left out; empty when the picked step repeats in nothing. Linear in the steps.
std::unordered_map<std::string, const StepView*> picked_iteration(const RunView& run, const StepView& picked);

} // namespace orkestr
