// One golden case: a definition, an input, what the outside does, and the history that must come of it. Many stand in a
// file of tests/golden/cases; the README there says how they are written.
#pragma once

#include "core/base/json_value.h"
#include "core/base/problem.h"
#include "core/base/result.h"

#include <string>
#include <vector>

namespace orkestr::test {

/// What comes from outside: one fact, or several that are taken together.
struct GoldenAction {
    enum class Kind { complete, fail, fire, cancel, suspend, resume, event, together };
    Kind kind = Kind::complete;
    std::string at; ///< step key or task pointer of what it is for; empty: the first there is, an event is for all
    Json value; ///< a result; a CloudEvent
    Problem error;
    std::string text;          ///< log of an activity, reason of who cancels, suspends or resumes
    std::int64_t after_ms = 0; ///< the clock goes on so much before it
    std::vector<GoldenAction> actions;
};

/// An evaluation that a limit stops.
struct GoldenStop {
    std::string at;   ///< step key or task pointer; empty: the workflow itself
    std::string slot; ///< core/engine/advance.h
    std::string detail;
    std::int64_t passed = 0; ///< so many of them are not stopped
};

struct GoldenCase {
    std::string file;
    std::string name;
    std::string definition; ///< as JSON text
    Json input;
    std::vector<std::pair<std::string, JsonValue>> secrets;
    std::vector<GoldenAction> at_start; ///< taken together with the start
    std::vector<GoldenAction> script;
    std::vector<GoldenStop> stops;
    bool pause = false; ///< ends with the script: no timer fires by itself
    std::string expected;
    std::size_t expected_begin = 0; ///< bytes of the expectation in the file
    std::size_t expected_end = 0;
};

/// Every case of every file in the folder, in the order of names and texts. Errors: invalid_argument with the place.
Result<std::vector<GoldenCase>> read_golden_cases(const std::string& folder);

/// Puts the actual texts in the place of the expected ones; cases and texts run in parallel.
void write_expectations(const std::vector<GoldenCase>& cases, const std::vector<std::string>& actual);

} // namespace orkestr::test
