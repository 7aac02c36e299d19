// The whole of a run's state as text, so that two states can be compared and a difference read.
#pragma once

#include "core/engine/state.h"

#include <string>

namespace orkestr::test {

std::string state_text(const State& state);

} // namespace orkestr::test
