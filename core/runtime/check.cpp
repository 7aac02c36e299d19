#include "core/runtime/check.h"

#include "core/plan/expression_check.h"
#include "core/runtime/schedule_clock.h"

#include <algorithm>

namespace orkestr {

namespace {

Diagnostic expression_fault(const ListedExpression& listed, const std::string& message) {
    Diagnostic diagnostic;
    diagnostic.code = "expression-syntax";
    diagnostic.message = "this expression is no jq that Orkestr can run: " + message;
    diagnostic.span = listed.span;
    diagnostic.pointer = listed.pointer;
    return diagnostic;
}

Diagnostic schema_fault(const ListedSchema& listed, const std::string& message) {
    Diagnostic diagnostic;
    diagnostic.code = "invalid-schema";
    diagnostic.message = "this JSON Schema can't be used: " + message;
    diagnostic.span = listed.node->span();
    diagnostic.pointer = listed.pointer;
    return diagnostic;
}

void add_faults(std::vector<Diagnostic>& diagnostics, const CheckingProgram& checking, const std::vector<ExpressionDiagnostic>& faults) {
    std::vector<std::size_t> pattern_places;
    for (const auto& fault : faults) {
        if (fault.expression < checking.expressions.size()) {
            diagnostics.push_back(expression_fault(*checking.expressions[fault.expression], fault.message));
            continue;
        }
        const ListedSchema& listed = *checking.schemas[fault.expression - checking.expressions.size()];
        const SourceSpan span = listed.node->span();
        // A schema is at fault for its patterns, which come before it and are at the right place.
        const bool said = std::any_of(pattern_places.begin(), pattern_places.end(),
                                      [&](std::size_t place) { return span.begin <= place && place < span.end; });
        if (said && !listed.is_pattern) continue;
        if (listed.is_pattern) pattern_places.push_back(span.begin);
        diagnostics.push_back(schema_fault(listed, fault.message));
    }
}

/// The machine's time zone database knows which zones there are; the reader doesn't.
void check_time_zone(const Definition& definition, std::vector<Diagnostic>& diagnostics) {
    if (!definition.schedule || !definition.schedule->cron) return;
    const auto cron = parse_cron(*definition.schedule->cron);
    if (!cron || has_time_zone(cron->zone)) return;
    Diagnostic diagnostic;
    diagnostic.code = "invalid-cron";
    diagnostic.message = "there is no time zone '" + cron->zone + "'; expected a name of the IANA database such as Europe/Rome";
    diagnostic.span = definition.schedule->cron_span;
    diagnostic.pointer = "/schedule/cron";
    diagnostics.push_back(std::move(diagnostic));
}

void finish(CheckedDefinition& checked, std::shared_ptr<const Definition> definition) {
    std::stable_sort(checked.diagnostics.begin(), checked.diagnostics.end(),
                     [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
    // An alias shows the same text in several places of the definition: once is enough.
    const auto same = [](const Diagnostic& a, const Diagnostic& b) {
        return a.span == b.span && a.code == b.code && a.message == b.message;
    };
    auto& said = checked.diagnostics;
    said.erase(std::unique(said.begin(), said.end(), same), said.end());
    if (has_errors(said) || !definition) return;
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
    // Of a refused definition too: who mends it wants to know all of it.
    const auto readable = read.definition ? read.definition : read.refused;
    CheckingProgram checking;
    if (readable) {
        checking = checking_program(*readable, checked.diagnostics);
        check_time_zone(*readable, checked.diagnostics);
    }
    if (checking.expressions.empty() && checking.schemas.empty()) {
        if (read.definition) finish(checked, read.definition);
        return done(std::move(checked));
    }
    const auto program = checking.program;
    evaluator.compile(program, [checked = std::move(checked), checking = std::move(checking), readable,
                                definition = read.definition, done = std::move(done)](
                                   Result<std::vector<ExpressionDiagnostic>> faults) mutable {
        if (!faults && definition) return done(faults.error());
        if (faults) add_faults(checked.diagnostics, checking, *faults);
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
