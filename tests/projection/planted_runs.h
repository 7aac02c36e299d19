// Pairs of runs for comparisons: a definition drawn at random, two runs of it through the engine that have nothing in common
// but what they do (ids, nonces, times, suspensions), and in the second one change that is known.
#pragma once

#include "core/engine/advance.h"
#include "core/history/event_row.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace orkestr::test {

struct PlayedRun {
    std::shared_ptr<const Plan> plan;
    std::vector<EventRow> rows;
    State state;
};

enum class Planted { nothing, value, end_order, begin_order, missing_step, other_branch, one_more_retry, failure };
inline constexpr int planted_kinds = 8;

struct PlantedPair {
    PlayedRun a;
    PlayedRun b;
    Planted planted = Planted::nothing;
    std::string step; ///< what the first difference has to name
    std::string path;
    std::string value_a; ///< JSON texts; empty: any
    std::string value_b;
    std::string definition; ///< of a, for messages
};

/// Nothing when the definition that the seed draws has no place for such a change.
std::optional<PlantedPair> planted_pair(std::uint64_t seed, Planted planted);

/// A run of a definition whose expressions the simulation knows; what it is answered, and when, hangs on the seed.
PlayedRun played_run(std::shared_ptr<const Plan> plan, std::uint64_t seed);

} // namespace orkestr::test
