// One seed: random definitions, run by an orchestrator under faults, and the same without faults.
#pragma once

#include "tests/simulation/simulated_world.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace orkestr::test {

/// What one seed did, for the summary of many.
struct SimulationCounts {
    std::uint64_t runs = 0;
    std::uint64_t events = 0;
    std::uint64_t compared = 0; ///< runs whose end was held against that of the run without faults
    std::uint64_t crashes = 0;
    std::uint64_t refusals = 0;
};

/// What goes wrong in a seed, and where it is stored.
struct SimulationFaults {
    WorldFaults world;
    std::unique_ptr<SimulatedWorkspace> workspace;
};
using DrawFaults = std::function<SimulationFaults(std::uint64_t seed, Random& random)>;

/// How much people publish, suspend and resume meanwhile.
void draw_people(WorldFaults& world, Random& random);

/// Over a memory store that refuses commits and loses their answers.
SimulationFaults draw_memory_faults(std::uint64_t seed, Random& random);

/// Empty when all is as it must be; else what is wrong, for people.
std::string simulate(std::uint64_t seed, const DrawFaults& draw_faults, SimulationCounts& counts);

struct FixedDefinition {
    std::string name;
    std::string text;
};
/// These definitions in a given world: of each whose name begins with `main` there is one run. `ends` says how each ended.
std::string simulate_fixed(const std::vector<FixedDefinition>& definitions, SimulatedWorld& world, std::vector<std::string>& ends, SimulationCounts& counts);

} // namespace orkestr::test
