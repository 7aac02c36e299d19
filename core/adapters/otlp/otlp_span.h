// One span of an OTLP/JSON trace.
#pragma once

#include "core/base/foreign_record.h"

#include <vector>

namespace orkestr {

struct OtlpEvent {
    std::string name;
    std::optional<std::int64_t> nanos; ///< since 1970
    Json data;                         ///< with its attributes as an object
};

struct OtlpLink {
    std::string trace;
    std::string span;
};

struct OtlpSpan {
    std::string trace; ///< lower-case hex where it can be; empty when it is missing
    std::string id;
    std::string parent; ///< empty: a root
    std::string name;
    std::string kind; ///< a task kind of the DSL as near as there is; empty for internal ones
    bool failed = false;
    std::string message;               ///< of its status
    std::optional<std::int64_t> start; ///< nanoseconds since 1970
    std::optional<std::int64_t> end;
    std::uint32_t resource = 0; ///< number of the resource and the scope it came in
    std::uint32_t scope = 0;
    Json data;                  ///< the whole span without its events, attributes as an object
    std::vector<OtlpEvent> events;
    std::vector<OtlpLink> links;
};

/// Errors: invalid_json.
Result<OtlpSpan> read_otlp_span(std::string_view text);

/// The same value with every list of `{"key","value":AnyValue}` called attributes an object of plain values.
JsonValue with_plain_attributes(const JsonValue& value);

} // namespace orkestr
