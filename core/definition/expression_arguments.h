// Which arguments an expression may name, by its role (dsl.md, "Runtime expression arguments").
#pragma once

#include "core/definition/model.h"

#include <string_view>

namespace orkestr {

/// Is `$name` an argument of expressions in this role? (Loop and error variables are not arguments.)
bool has_argument(ExpressionRole role, std::string_view name);

/// Is `$name` an argument in any role?
bool is_argument(std::string_view name);

/// The role in words: "'if'", "'input.from'", "a task's properties".
std::string_view role_name(ExpressionRole role);

} // namespace orkestr
