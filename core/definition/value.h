// Parts of a definition that hold text, data or expressions, and the small types that many constructs share.
//
// Nodes are owned by the definition's Tree: every pointer here is valid while the Definition lives.
#pragma once

#include "core/base/duration_text.h"
#include "core/definition/tree.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace orkestr {

/// A runtime expression, without its `${ }` and trimmed. The span is that of the string which holds it.
struct Expression {
    std::string text;
    SourceSpan span;
    const Node* node = nullptr;
};

/// Any data: every string in it that is `${ ... }` as a whole is an expression (expression_in), all else is literal.
struct Value {
    const Node* node = nullptr;
    /// False: a constant, which is to_json(*node). With evaluate.mode loose, true for what may be an expression too.
    bool has_expressions = false;
};

/// A string that is either literal or one `${ }` expression (then `text` is without it).
struct Text {
    std::string text;
    bool is_expression = false;
    SourceSpan span;
    const Node* node = nullptr;
    /// With evaluate.mode loose: literal where it turns out to be no jq, or to fail.
    bool is_loose = false;
};

/// input.from, output.as, export.as, for.in: a bare expression (with or without `${ }`), or an object or array in which
/// each string needs `${ }`.
using Transform = std::variant<Expression, Value>;

/// A constant or an expression that yields an ISO 8601 duration or an object of days, hours, ... .
using DurationSource = std::variant<Duration, Expression>;

/// A component of `use`, by name.
struct Reference {
    std::string name;
    SourceSpan span;
};

template <class T>
struct Named {
    std::string name;
    SourceSpan span; ///< of the name
    T value;
};

/// Linear: build a map where names are looked up often.
template <class T>
const T* find_named(const std::vector<Named<T>>& all, std::string_view name) {
    for (const auto& named : all)
        if (named.name == name) return &named.value;
    return nullptr;
}

/// The expression that a string is as a whole: `${ .a }` gives `.a`; nothing for any other node. What stands around or
/// between several `${ }` makes it literal text.
std::optional<std::string> expression_in(const Node& node);

/// The names that `for`, `foreach` and `catch` bring in, innermost first; visible in everything nested.
struct VariableScope {
    std::string name;
    std::shared_ptr<const VariableScope> outer;
};

} // namespace orkestr
