// One trace as a run.
#pragma once

#include "core/adapters/otlp/otlp_span.h"
#include "core/ports/records.h"

namespace orkestr {

/// What spans came in, of which they hold only numbers.
struct OtlpOrigins {
    std::vector<JsonValue> resources; ///< attributes as objects
    std::vector<JsonValue> scopes;
};

/// `spans`: all of one trace, in the order of the file; at least one.
RecordedRun otlp_run(const std::string& trace, std::vector<OtlpSpan> spans, const OtlpOrigins& origins, RecordFindings& findings);

StepDetail otlp_step_detail(const RecordedRun& run, const StepView& step);

} // namespace orkestr
