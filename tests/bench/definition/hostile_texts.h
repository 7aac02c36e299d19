// Texts that mean no good: as large, as deep and as wide as a reader of definitions may be given.
#pragma once

#include <string>
#include <vector>

namespace orkestr::bench {

struct HostileText {
    const char* name;
    std::string (*make)(); ///< so that only one is in memory at a time
};

const std::vector<HostileText>& hostile_texts();

} // namespace orkestr::bench
