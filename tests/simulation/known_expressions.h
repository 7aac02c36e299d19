// The few jq expressions that simulated definitions use, evaluated without jq: always the same value for the same input.
#pragma once

#include "core/ports/expression_evaluator.h"

namespace orkestr::test {

/// Texts of values and conditions that random definitions may hold; those for `input.from`, where there is no `$input`
/// yet, and those with a loop's variables apart.
extern const std::vector<std::string> known_values;
extern const std::vector<std::string> known_inputs;
extern const std::vector<std::string> known_conditions;
extern const std::vector<std::string> known_loop_values;
extern const std::vector<std::string> known_loop_conditions;
/// Fails each time; never ends (a limit stops it each time).
extern const std::string failing_expression;
extern const std::string endless_expression;
/// What correlates events, under the name `n`.
extern const std::string known_correlation;

/// Evaluates a program's expression as the worker would, composed as it is of the texts above. Ends the test program on
/// any other text: that is a mistake of the simulation.
EvaluationOutcome evaluate_known(const EvaluationRequest& request);

} // namespace orkestr::test
