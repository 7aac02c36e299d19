#include "core/runtime/value_outcome.h"

namespace orkestr {

ValueOutcome value_outcome(EvaluationOutcome outcome) {
    if (auto* json = std::get_if<Json>(&outcome)) return std::move(*json);
    auto& failure = std::get<EvaluationFailure>(outcome);
    std::string message = std::move(failure.message);
    if (failure.violations.size() > 1) {
        // The message says the first refusal and how many more there are: here all of them stand.
        if (const auto first = message.find(failure.violations.front()); first != std::string::npos) message.resize(first);
        for (const auto& violation : failure.violations) message += violation + (&violation == &failure.violations.back() ? "" : "; ");
    }
    return ValueFailure{failure.stopped, std::move(message)};
}

} // namespace orkestr
