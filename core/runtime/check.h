// Everything that is wrong with a definition: what the reader says, and what the evaluator says of its expressions.
#pragma once

#include "core/definition/reader.h"
#include "core/plan/plan.h"
#include "core/ports/expression_evaluator.h"
#include "core/ports/resource_loader.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace orkestr {

struct CheckedDefinition {
    std::string text;
    std::string file_name;
    std::shared_ptr<const Definition> definition; ///< null when there are errors
    std::shared_ptr<const Plan> plan;             ///< null when there are errors
    std::vector<Diagnostic> diagnostics;          ///< in the order of the text
    Json resources;                               ///< what it refers to elsewhere, {URI: text}; null when there is nothing
    bool unresolved = false; ///< nothing is wrong with it by itself, but what it refers to was not to be fetched
    bool ok() const { return plan != nullptr; }
};

/// `done` comes once, on the evaluator's thread, possibly within the call. Errors: unavailable when expressions can't be
/// checked because no worker can be started.
/// `loader` fetches the functions that it calls by URL or from catalogs; without one they are not looked at, and said to be
/// unresolved. Evaluator and loader outlive the check.
void check_definition(std::string text, std::string file_name, ExpressionEvaluator& evaluator, ResourceLoader* loader,
                      std::function<void(Result<CheckedDefinition>)> done);

/// The diagnostics as lines of text, for messages.
std::string diagnostics_text(const CheckedDefinition& checked);

} // namespace orkestr
