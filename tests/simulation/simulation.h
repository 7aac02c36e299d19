// One seed: random definitions, run by an orchestrator over a memory store under faults, and the same without faults.
#pragma once

#include <cstdint>
#include <string>

namespace orkestr::test {

/// What one seed did, for the summary of many.
struct SimulationCounts {
    std::uint64_t runs = 0;
    std::uint64_t events = 0;
    std::uint64_t compared = 0; ///< runs whose end was held against that of the run without faults
    std::uint64_t crashes = 0;
    std::uint64_t refusals = 0;
};

/// Empty when all is as it must be; else what is wrong, for people.
std::string simulate(std::uint64_t seed, SimulationCounts& counts);

} // namespace orkestr::test
