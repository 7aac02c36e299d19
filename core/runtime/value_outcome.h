// An evaluator's answer as the engine takes it.
#pragma once

#include "core/engine/advance.h"
#include "core/ports/expression_evaluator.h"

namespace orkestr {

ValueOutcome value_outcome(EvaluationOutcome outcome);

} // namespace orkestr
