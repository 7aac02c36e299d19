#include "core/plan/expression_check.h"

#include "core/base/sha256.h"
#include "core/plan/program_builder.h"

#include <algorithm>

namespace orkestr {

std::shared_ptr<const ExpressionProgram> checking_program(const Definition& definition) {
    auto program = std::make_shared<ExpressionProgram>();
    std::string content;
    for (const auto& listed : definition.expressions) {
        const auto known = names_in_scope({listed.role, nullptr, listed.scope.get(), {}});
        ProgramExpression expression{"__one(" + listed.text + "\n)", {}, -1, -1};
        for (auto& name : variables_in(listed.text))
            if (std::find(known.begin(), known.end(), name) != known.end()) expression.variables.push_back(std::move(name));
        content += expression.text + '\0';
        for (const auto& name : expression.variables) content += name + '\0';
        program->expressions.push_back(std::move(expression));
    }
    program->id = "check:" + to_hex(sha256(content));
    return program;
}

} // namespace orkestr
