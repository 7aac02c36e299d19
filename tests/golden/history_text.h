// A history as lines of text that people can check against what a definition means: type, step key, what matters.
#pragma once

#include "core/engine/event.h"

#include <string>
#include <vector>

namespace orkestr::test {

/// A line an event; `@ 5000` before those that happen 5 s after the run began.
std::string history_text(const Plan& plan, const std::vector<Event>& events);

/// `validation/400 at /do/0/a: detail`; a standard error by its name, and its own title left out.
std::string problem_text(const Problem& problem);

} // namespace orkestr::test
