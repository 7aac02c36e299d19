// What an expression looks at: which members of `.` and of its variables its value can depend on, told from its text.
#pragma once

#include "core/plan/expression_program.h"

#include <optional>
#include <string>
#include <vector>

namespace orkestr {

struct ReadPath {
    std::string variable;           ///< without its `$`; empty: `.`
    std::vector<std::string> names; ///< of members, the outermost first; none: all of it
    bool operator==(const ReadPath&) const = default;
};

/// Perhaps more than it looks at, never less: `.a + $context.b` reads these two, whatever else `.` holds. Nothing where the
/// text is none that this can be told of (definitions, patterns, updates, interpolated texts, comments).
std::optional<std::vector<ReadPath>> read_paths(const ProgramExpression& expression);

} // namespace orkestr
