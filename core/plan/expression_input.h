// What the text of an expression shows without evaluating it: whether it is a constant, and whether it looks at `.`.
#pragma once

#include "core/plan/expression_program.h"

#include <optional>
#include <string_view>

namespace orkestr {

/// The value of a text that is the same in jq and in JSON: null, a boolean, a short integer, a text without escapes, an
/// empty array or object. Nothing for all else, constants of other forms included.
std::optional<Json> constant_of(std::string_view text);

/// False only where the text is made of literals, variables with the members named after them, operators and `range`: its
/// value is the same whatever `.` is.
bool reads_input(const ProgramExpression& expression);

} // namespace orkestr
