// What a request was answered with when the run was recorded, told by what its step did next: for replay, where what the
// answer follows from was taken out of the record.
#pragma once

#include "core/engine/advance.h"

#include <optional>
#include <vector>

namespace orkestr {

/// `next`: the step's next events that were decided, at least two where there are so many. With this answer the step decides
/// them again; a mark (redaction.h) is the answer that no event holds. Nothing where they don't tell.
std::optional<ValueOutcome> recorded_answer(const Plan& plan, const State& state, const RequestKey& key, const std::vector<const Event*>& next);

} // namespace orkestr
