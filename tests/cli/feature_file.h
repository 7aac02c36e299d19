// Reads the specification's conformance scenarios: the little of Gherkin that they use.
#pragma once

#include <string>
#include <vector>

namespace orkestr::test {

/// One line of a scenario, with the block of text below it if there is one.
struct ScenarioStep {
    std::string text;  ///< without Given, When, Then, And
    std::string block; ///< without the fences and their indentation
};

struct Scenario {
    std::string feature; ///< the file's name without `.feature`
    std::string name;
    std::vector<ScenarioStep> steps;

    /// The block of the first step whose text begins so; empty when there is none.
    std::string block_of(const std::string& beginning) const;
};

/// All scenarios of all `.feature` files of a folder, by file name, then in order.
std::vector<Scenario> read_scenarios(const std::string& folder);

} // namespace orkestr::test
