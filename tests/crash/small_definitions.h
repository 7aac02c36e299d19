// A few small definitions, each with one thing that a crash might break.
#pragma once

#include "tests/simulation/simulation.h"

#include <string>
#include <vector>

namespace orkestr::test {

struct SmallDefinitions {
    std::string about;
    std::vector<FixedDefinition> definitions;
};

std::vector<SmallDefinitions> small_definitions();

} // namespace orkestr::test
