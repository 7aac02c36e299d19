// A workflow's error: problem details (RFC 9457) as the DSL has them. Data of a run, not a failure of ours.
#pragma once

#include "core/base/json_value.h"

#include <string>

namespace orkestr {

/// The DSL's standard error types (dsl-reference.md, "Standard Error Types").
enum class StandardError {
    configuration, validation, expression, authentication, authorization, timeout, communication, runtime
};

struct Problem {
    std::string type;   ///< a URI
    int status = 500;
    std::string title;
    std::string detail;
    std::string instance; ///< JSON pointer of the task in the definition

    /// The standard error with its usual status (communication and runtime: 500) and title.
    static Problem standard(StandardError kind, std::string detail);
    /// Members with empty text are left out; type and status always stand.
    JsonValue to_value() const;
    Json to_json() const { return to_value().json(); }
    /// Reads what to_json wrote; members of other kinds are taken as absent.
    static Problem from_value(const JsonValue& value);
    bool operator==(const Problem&) const = default;
};

/// `https://open-workflow-specification.org/spec/1.0.0/errors/` followed by the standard error's name.
std::string standard_error_type(StandardError kind);

/// True when both name the same standard error, whatever the prefix they are written with (workflow-semantics:
/// errors.with), or are equal texts.
bool same_error_type(const std::string& a, const std::string& b);

} // namespace orkestr
