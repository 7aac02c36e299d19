// All the expressions and JSON Schemas of one definition version, as the expression evaluator compiles them: one
// program that dispatches on an index.
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <string>
#include <vector>

namespace orkestr {

using ExpressionIndex = std::uint32_t;
using SchemaIndex = std::uint32_t;

/// A part of an expression's text that need not be jq (evaluate.mode loose). Where it does not compile by itself, with
/// the expression's variables, another stands in its place: a function of the text and of jq's version.
struct LoosePart {
    std::uint32_t begin = 0; ///< bytes of the text: what is replaced
    std::uint32_t end = 0;
    std::uint32_t author_begin = 0; ///< bytes of the text: within, what the author wrote
    std::uint32_t author_end = 0;
    std::string otherwise; ///< jq text

    bool operator==(const LoosePart&) const = default;
};

/// One entry of the program: a complete jq expression.
struct ProgramExpression {
    /// jq text. It may call the prelude's functions (below). Its author's parts are wrapped one by one, so that each
    /// yields exactly one value.
    std::string text;
    /// Names of the variables it uses, without `$`, sorted; a request carries their values in this order.
    std::vector<std::string> variables;
    /// Index into `definitions`, whose value is added as member `definition` of `$task`; -1 for none.
    std::int32_t task_definition = -1;
    /// The same for `$workflow`.
    std::int32_t workflow_definition = -1;
    std::vector<LoosePart> loose; ///< in the order of the text, apart from each other
};

/// What an evaluator's prelude defines before every expression:
///   def __one(f): the single value that f yields; null when it yields none; an expression error that names the count
///                 when it yields several.
///   def __truth(f): true or false by jq's truth of __one(f).
///   def __uri(v): v as one segment of a URI template (RFC 6570 simple expansion): strings, numbers and booleans
///                 percent-encoded, null as "", anything else an expression error.
/// The names it refuses or shadows are listed in workflow-semantics ("Determinism and the log").
struct ExpressionProgram {
    std::string id; ///< content hash in hex: the same id means the same program
    std::vector<ProgramExpression> expressions;
    std::vector<Json> definitions;
    std::vector<Json> schemas; ///< JSON Schema documents
};

} // namespace orkestr
