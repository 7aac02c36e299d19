// Every expression and JSON Schema of a definition as a program of its own, so that an evaluator can say which is wrong.
#pragma once

#include "core/definition/resources.h"
#include "core/plan/expression_program.h"

namespace orkestr {

/// For compiling only: it is never evaluated. Points into the definition.
struct CheckingProgram {
    std::shared_ptr<const ExpressionProgram> program;
    std::vector<const ListedExpression*> expressions; ///< in the order of program->expressions
    std::vector<const ListedSchema*> schemas;         ///< in the order of program->schemas
};

/// `known`, sorted by place: expressions and schemas in which there is an error already are left out.
CheckingProgram checking_program(const Definition& definition, const std::vector<Diagnostic>& known);
/// The same of a function elsewhere (resources.h): places are those of its document.
CheckingProgram checking_program(const FunctionDocument& function, const std::vector<Diagnostic>& known);

} // namespace orkestr
