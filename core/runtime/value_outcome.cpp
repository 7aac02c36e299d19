#include "core/runtime/value_outcome.h"

namespace orkestr {

ValueOutcome value_outcome(EvaluationOutcome outcome) {
    if (auto* json = std::get_if<Json>(&outcome)) return std::move(*json);
    auto& failure = std::get<EvaluationFailure>(outcome);
    std::string message = std::move(failure.message);
    for (const auto& violation : failure.violations) message += (message.empty() ? "" : "; ") + violation;
    return ValueFailure{failure.stopped, std::move(message)};
}

} // namespace orkestr
