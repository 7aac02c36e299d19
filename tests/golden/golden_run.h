// Drives the engine through a golden case: apply and advance alone, no store, a clock that stands still until the next
// timer is due.
#pragma once

#include "core/definition/diagnostic.h"
#include "core/engine/advance.h"
#include "core/history/event_row.h"
#include "tests/golden/golden_case.h"
#include "tests/golden/value_desk.h"

#include <memory>

namespace orkestr::test {

struct GoldenRun {
    std::vector<Diagnostic> diagnostics;
    std::shared_ptr<const Plan> plan; ///< null when the definition was refused
    std::vector<Event> events;
    State state;
    std::string problem; ///< what was wrong with the case or the engine; empty when nothing was
};

GoldenRun run_golden(const GoldenCase& one, ValueDesk& desk);

/// A fork of a run from before the event at an index, at which a step begins; then whatever it orders is done at once, and its
/// timers fire.
GoldenRun fork_golden(const GoldenRun& original, std::size_t at, const RunId& run, ValueDesk& desk);

/// The expected text of a case, as the run gives it.
std::string text_of(const GoldenRun& run);

} // namespace orkestr::test
