// Traces in OTLP's JSON form, as collectors and exporters write them: `{"resourceSpans":[...]}`, several of these one
// after the other (JSON Lines) or in an array; the older `instrumentationLibrarySpans`; ids in hex or base 64, numbers as
// texts or numbers. Each trace is a run, each span a step below its parent's; times are kept to the nanosecond.
// Source: opentelemetry.io/docs/specs/otlp (JSON Protobuf Encoding); github.com/open-telemetry/opentelemetry-proto,
// trace/v1/trace.proto and common/v1/common.proto.
//
// Events of a run: `span.started` (its data the whole span), the span's own events by their names, `span.ended`, or `span.failed` where its
// status is an error. Edges
// lead from parents to children, and from linked spans of the same trace.
#pragma once

#include "core/ports/records.h"

#include <string_view>

namespace orkestr {

/// Errors: invalid_json (there is no span that can be read), cancelled. Broken lines, missing parents, ids or times and the
/// like are told of in Records::damage.
Result<Records> read_otlp(std::string_view text, const RecordReading& reading = {});

} // namespace orkestr
