// What is wrong with a definition, and where: what people see first. All codes are in diagnostics.md beside this file.
#pragma once

#include "core/base/error.h"
#include "core/base/json_value.h"

#include <string>
#include <string_view>
#include <vector>

namespace orkestr {

enum class Severity { error, warning };

struct Diagnostic {
    Severity severity = Severity::error;
    /// Stable, for programs: "unknown-property".
    std::string code;
    /// What is wrong and what was expected, one sentence without a full stop.
    std::string message;
    /// A way out: "did you mean 'method'?"; empty where there is none.
    std::string suggestion;
    SourceSpan span;
    /// JSON pointer (RFC 6901) of the place in the definition; empty for the whole document and for syntax errors.
    std::string pointer;
    /// Valid by the specification, but Orkestr does not run it yet (code "unsupported"). An error all the same.
    bool unsupported = false;
};

/// `file:line:col: error[code]: message; suggestion`
std::string to_text(const Diagnostic& diagnostic, std::string_view file_name);
/// `{"severity","code","message","suggestion"?,"line","column","end_line","end_column","pointer","file"}`
JsonValue to_value(const Diagnostic& diagnostic, std::string_view file_name);

bool has_errors(const std::vector<Diagnostic>& diagnostics);
/// True when there are errors and every one of them is `unsupported`: a valid definition that Orkestr can't run yet.
bool only_unsupported(const std::vector<Diagnostic>& diagnostics);

} // namespace orkestr
