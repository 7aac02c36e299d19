#include "core/definition/diagnostic.h"

#include <algorithm>

namespace orkestr {

std::string to_text(const Diagnostic& diagnostic, std::string_view file_name) {
    std::string out(file_name);
    out += ':' + std::to_string(diagnostic.span.line) + ':' + std::to_string(diagnostic.span.column) + ": ";
    out += diagnostic.severity == Severity::error ? "error" : "warning";
    out += '[' + diagnostic.code + "]: " + diagnostic.message;
    if (!diagnostic.suggestion.empty()) out += "; " + diagnostic.suggestion;
    return out;
}

JsonValue to_value(const Diagnostic& diagnostic, std::string_view file_name) {
    JsonValue value = JsonValue::object({{"severity", diagnostic.severity == Severity::error ? "error" : "warning"},
                                         {"code", diagnostic.code},
                                         {"message", diagnostic.message},
                                         {"file", file_name},
                                         {"line", diagnostic.span.line},
                                         {"column", diagnostic.span.column},
                                         {"end_line", diagnostic.span.end_line},
                                         {"end_column", diagnostic.span.end_column},
                                         {"pointer", diagnostic.pointer}});
    if (!diagnostic.suggestion.empty()) value.set("suggestion", diagnostic.suggestion);
    return value;
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [](const auto& d) { return d.severity == Severity::error; });
}

bool only_unsupported(const std::vector<Diagnostic>& diagnostics) {
    return has_errors(diagnostics) && std::all_of(diagnostics.begin(), diagnostics.end(), [](const auto& d) {
               return d.unsupported || d.severity != Severity::error;
           });
}

} // namespace orkestr
