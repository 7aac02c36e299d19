#include "core/plan/expression_check.h"

#include "core/base/sha256.h"
#include "core/plan/program_builder.h"

#include <algorithm>
#include <unordered_set>

namespace orkestr {

namespace {

/// Where errors begin, sorted.
std::vector<std::size_t> error_places(const std::vector<Diagnostic>& known) {
    std::vector<std::size_t> places;
    for (const auto& diagnostic : known)
        if (diagnostic.severity == Severity::error) places.push_back(diagnostic.span.begin);
    std::sort(places.begin(), places.end());
    return places;
}

bool has_error(const std::vector<std::size_t>& places, const SourceSpan& span) {
    const auto at = std::lower_bound(places.begin(), places.end(), span.begin);
    return at != places.end() && *at <= span.end;
}

ProgramExpression checked_expression(const ListedExpression& listed) {
    const auto known = names_in_scope({listed.role, nullptr, listed.scope.get(), {}});
    ProgramExpression expression{"__one(" + listed.text + "\n)", {}, -1, -1};
    for (auto& name : variables_in(listed.text))
        if (std::find(known.begin(), known.end(), name) != known.end()) expression.variables.push_back(std::move(name));
    return expression;
}

Json checked_schema(const ListedSchema& listed) {
    if (!listed.is_pattern) return to_json(*listed.node).json();
    return JsonValue::object({{"pattern", JsonValue(std::string(listed.node->text()))}}).json();
}

CheckingProgram checking_program_of(const std::vector<ListedExpression>& expressions, const std::vector<ListedSchema>& schemas,
                                    const std::vector<Diagnostic>& known) {
    const auto places = error_places(known);
    auto program = std::make_shared<ExpressionProgram>();
    CheckingProgram checking;
    std::string content;
    for (const auto& listed : expressions) {
        if (has_error(places, listed.span)) continue;
        const auto& expression = program->expressions.emplace_back(checked_expression(listed));
        checking.expressions.push_back(&listed);
        content += expression.text + '\0';
        for (const auto& name : expression.variables) content += name + '\0';
    }
    // An alias shows the same schema in several places.
    std::unordered_set<const Node*> seen;
    for (const auto& listed : schemas) {
        if (!seen.insert(listed.node).second || has_error(places, listed.node->span())) continue;
        content += program->schemas.emplace_back(checked_schema(listed)).text() + '\0';
        checking.schemas.push_back(&listed);
    }
    program->id = "check:" + to_hex(sha256(content));
    checking.program = std::move(program);
    return checking;
}

} // namespace

CheckingProgram checking_program(const Definition& definition, const std::vector<Diagnostic>& known) {
    return checking_program_of(definition.expressions, definition.schemas, known);
}

CheckingProgram checking_program(const FunctionDocument& function, const std::vector<Diagnostic>& known) {
    return checking_program_of(function.expressions, function.schemas, known);
}

} // namespace orkestr
