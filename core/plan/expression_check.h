// Every expression of a definition as a program of its own, so that an evaluator can say which is wrong, and where.
#pragma once

#include "core/definition/model.h"
#include "core/plan/expression_program.h"

namespace orkestr {

/// Expression i of the program is definition.expressions[i]. For compiling only: it is never evaluated.
std::shared_ptr<const ExpressionProgram> checking_program(const Definition& definition);

} // namespace orkestr
