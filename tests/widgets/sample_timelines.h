// Timelines for tests, pictures and benchmarks.
#pragma once

#include "core/projection/timeline.h"

#include <memory>

namespace orkestr::test {

StepView timeline_step(StepId id, StepId parent, const std::string& name, const std::string& kind, const std::string& status, std::int64_t begin, std::int64_t end,
                       std::uint32_t attempt = 1);

/// Fifteen steps: a call, three attempts with waits between, a fork of three branches, one of them cancelled.
std::shared_ptr<const Timeline> order_timeline();
/// One step.
std::shared_ptr<const Timeline> single_timeline(const std::string& status, const std::string& kind, std::uint32_t attempt);
/// So many steps one after another in one lane, of 0 to 90 ms.
std::shared_ptr<const Timeline> crowded_timeline(int steps);
/// A fork of so many branches with so many steps each.
RunView wide_run(int branches, int steps);
std::shared_ptr<const Timeline> wide_timeline(int branches, int steps);

} // namespace orkestr::test
