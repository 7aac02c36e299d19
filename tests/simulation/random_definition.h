// Definitions drawn at random for the simulator, of every kind of task that runs.
#pragma once

#include "core/base/random.h"

#include <string>

namespace orkestr::test {

struct RandomDefinition {
    std::string text; ///< JSON
    /// What comes out does not hang on when things happen: a run with faults must end as one without.
    bool settled = true;
};

/// `children` more definitions, `child0` and so on of the same namespace, may be run by it.
RandomDefinition random_definition(Random& random, const std::string& name, int children);

} // namespace orkestr::test
