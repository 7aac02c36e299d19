// A workspace with histories that the engine made without anything outside.
#pragma once

#include "core/engine/advance.h"
#include "core/history/event_row.h"
#include "core/ports/store.h"

#include <memory>
#include <string>
#include <vector>

namespace orkestr::bench {

struct MadeDefinition {
    std::shared_ptr<const Plan> plan;
    std::string text;
};

/// Loops over as many items as it is given: three tasks and a switch each.
MadeDefinition looping_definition();

/// About `events` events. From item number `changed` on another value is set; 0: from none.
AppendBatch made_history(const MadeDefinition& definition, std::uint64_t number, std::size_t events, std::int64_t changed = 0);

} // namespace orkestr::bench
