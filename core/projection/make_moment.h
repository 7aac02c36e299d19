// A moment of a run (run_moment.h) from the state after its event and the indexes of the history.
#pragma once

#include "core/projection/moment_data.h"

namespace orkestr {

/// Errors: what reading payloads says.
Result<RunMoment> make_moment(const State& state, const Event& event, const MomentIndex& index, MomentData& data, const Plan* plan);

/// The document.
Result<Json> moment_document(const RunMoment& moment, const State& state, MomentData& data);

} // namespace orkestr
