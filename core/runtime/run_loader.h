// Reads a run's history back into memory, checking its chain on the way.
#pragma once

#include "core/runtime/plan_cache.h"
#include "core/runtime/run_slot.h"

namespace orkestr {

/// From the run's snapshot where it has one of this history, the events after it are read; where it can't be used, all are.
/// Errors: not_found; corrupt (a broken chain, an event that can't be); newer_version; what the store says.
Result<RunSlot> load_run(const RunId& run, const Store& store, PlanCache& plans, const std::string& workspace_key);

} // namespace orkestr
