// A run's state put together by hand, with one step of any machine in any stage, and an event for each trigger: so that
// every row of the tables, and everything that is in none, can be tried through apply().
#pragma once

#include "core/engine/state.h"

namespace orkestr::test {

/// The step under test: 0 for the workflow's own machine, else 1.
StepId step_under_test(const Machine& machine);

/// A state in which that step is in the stage, so that the trigger's event has all that it refers to: two branches with
/// a step in each for the triggers of branches, timers of every kind, work that was ordered.
State state_in(const Machine& machine, Stage stage, Trigger trigger);

/// The event that would be that trigger for the step under test.
Event event_for(const Machine& machine, const State& state, Trigger trigger);

} // namespace orkestr::test
