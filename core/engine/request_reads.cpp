#include "core/engine/request_reads.h"

#include "core/plan/expression_reads.h"

#include <algorithm>

namespace orkestr {

static const JsonValue& value_along(const JsonValue& root, const std::vector<std::string>& names) {
    static const JsonValue nothing;
    const JsonValue* at = &root;
    for (const std::string& name : names) {
        const JsonValue* member = at->find(name);
        // An object of one member may stand in the place of what is not there.
        if (!member) return at->is_object() && at->as_object()->size() != 1 ? nothing : *at;
        at = member;
    }
    return *at;
}

bool looks_at(const Plan& plan, const ValueRequest& request, const std::function<bool(const JsonValue&)>& holds) {
    const JsonValue input = JsonValue::of(request.input);
    if (request.is_schema) return holds(input);
    const ProgramExpression& expression = plan.program->expressions[request.index];
    const auto paths = read_paths(expression);
    const auto some_holds = [&](const std::string& variable, const JsonValue& value) {
        if (!paths) return holds(value);
        return std::any_of(paths->begin(), paths->end(), [&](const ReadPath& path) { return path.variable == variable && holds(value_along(value, path.names)); });
    };
    if (some_holds({}, input)) return true;
    for (std::size_t i = 0; i < expression.variables.size() && i < request.variables.size(); ++i)
        if (some_holds(expression.variables[i], JsonValue::of(request.variables[i]))) return true;
    return false;
}

} // namespace orkestr
