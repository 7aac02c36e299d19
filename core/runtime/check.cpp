#include "core/runtime/check.h"

#include "core/plan/expression_check.h"

#include <algorithm>

namespace orkestr {

namespace {

Diagnostic expression_fault(const Definition& definition, const ExpressionDiagnostic& fault) {
    const auto& listed = definition.expressions[fault.expression];
    Diagnostic diagnostic;
    diagnostic.code = "expression-syntax";
    diagnostic.message = "this expression is no jq that Orkestr can run: " + fault.message;
    diagnostic.span = listed.span;
    diagnostic.pointer = listed.pointer;
    return diagnostic;
}

void finish(CheckedDefinition& checked, std::shared_ptr<const Definition> definition) {
    std::stable_sort(checked.diagnostics.begin(), checked.diagnostics.end(),
                     [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
    if (has_errors(checked.diagnostics)) return;
    auto plan = compile_plan(*definition);
    if (!plan) {
        Diagnostic diagnostic;
        diagnostic.code = "unsupported";
        diagnostic.unsupported = true;
        diagnostic.message = plan.error().message;
        if (plan.error().span) diagnostic.span = *plan.error().span;
        checked.diagnostics.push_back(std::move(diagnostic));
        return;
    }
    checked.plan = std::move(*plan);
    checked.definition = std::move(definition);
}

} // namespace

void check_definition(std::string text, std::string file_name, ExpressionEvaluator& evaluator,
                      std::function<void(Result<CheckedDefinition>)> done) {
    auto read = read_definition(text, file_name);
    CheckedDefinition checked{std::move(text), std::move(file_name), {}, {}, std::move(read.diagnostics)};
    const auto definition = read.definition;
    if (!definition || definition->expressions.empty()) {
        if (definition) finish(checked, definition);
        return done(std::move(checked));
    }
    evaluator.compile(checking_program(*definition), [checked = std::move(checked), definition, done = std::move(done)](
                                                         Result<std::vector<ExpressionDiagnostic>> faults) mutable {
        if (!faults) return done(faults.error());
        for (const auto& fault : *faults) checked.diagnostics.push_back(expression_fault(*definition, fault));
        finish(checked, definition);
        done(std::move(checked));
    });
}

std::string diagnostics_text(const CheckedDefinition& checked) {
    std::string out;
    for (const auto& diagnostic : checked.diagnostics) out += (out.empty() ? "" : "\n") + to_text(diagnostic, checked.file_name);
    return out;
}

} // namespace orkestr
