#include "tests/crash/small_definitions.h"

namespace orkestr::test {

namespace {

FixedDefinition definition(const std::string& name, const std::string& tasks) {
    return {name, R"({"document":{"dsl":"1.0.3","namespace":"sim","name":")" + name + R"(","version":"1.0.0"},"do":[)" + tasks + "]}"};
}

} // namespace

std::vector<SmallDefinitions> small_definitions() {
    return {
        {"an activity that is tried again", {definition("main", R"(
            {"t":{"try":[{"a":{"run":{"shell":{"command":"flaky"}}}}],
                  "catch":{"retry":{"delay":"PT1S","limit":{"attempt":{"count":2}}}}}})")}},
        {"a wait", {definition("main", R"({"w":{"wait":"PT1S"}},{"s":{"set":{"n":2}}})")}},
        {"branches", {definition("main", R"(
            {"f":{"fork":{"branches":[{"a":{"run":{"shell":{"command":"ok"}}}},{"b":{"wait":"PT2S"}}]}}})")}},
        {"a run of a run", {definition("child", R"({"a":{"run":{"shell":{"command":"echo"}}}})"), definition("main", R"(
            {"c":{"run":{"workflow":{"namespace":"sim","name":"child","version":"1.0.0"}}}})")}},
        {"an event from outside", {definition("main", R"({"l":{"listen":{"to":{"one":{"with":{"type":"sim.a"}}}},"output":{"as":{"n":1}}}})")}},
        {"an event of another run", {definition("main", R"({"l":{"listen":{"to":{"one":{"with":{"type":"a.b"}}}}}})"), definition("main2", R"(
            {"e":{"emit":{"event":{"with":{"type":"a.b","data":{"n":1}}}},"output":{"as":{"n":1}}}})")}},
        {"work that nobody waits for", {definition("main", R"({"a":{"run":{"await":false,"shell":{"command":"ok"}}}})")}},
    };
}

} // namespace orkestr::test
