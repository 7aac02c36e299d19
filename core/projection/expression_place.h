// Where in a definition the expression stands that a step asked a value of.
#pragma once

#include "core/engine/advance.h"

#include <string>

namespace orkestr {

/// JSON pointer: `/do/0/call/input/from`. What the author wrote there may hold several expressions, which are evaluated as
/// one. `index` tells expressions apart that have the same slot.
std::string expression_place(const Plan& plan, TaskIndex task, Slot slot, ExpressionIndex index);

} // namespace orkestr
