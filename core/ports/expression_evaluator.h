// Evaluates jq expressions and checks JSON Schemas outside the process, so that a runaway expression costs its own
// step and nobody else anything. Thread: every call and callback on the thread that owns the evaluator (the engine's
// event loop, or a command line's main thread inside an event loop).
#pragma once

#include "core/base/result.h"
#include "core/plan/expression_program.h"

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace orkestr {

/// A fault of one expression or JSON Schema, found at compile time.
struct ExpressionDiagnostic {
    ExpressionIndex expression = 0; ///< of a schema: the number of expressions plus its index
    std::string message; ///< jq's words, without jq's own line number when that means nothing to the author
};

struct EvaluationRequest {
    std::uint64_t ticket = 0; ///< chosen by the caller, unique among its requests under way
    std::shared_ptr<const ExpressionProgram> program;
    bool is_schema = false;
    /// Index of the expression, or of the schema when is_schema.
    std::uint32_t index = 0;
    Json input;                  ///< `.`, or the value to check
    std::vector<Json> variables; ///< in the order of ProgramExpression::variables
};

/// Why there is no value.
struct EvaluationFailure {
    /// False: a pure function of its inputs (jq's own error, several values, a schema's refusal): the same each time.
    /// True: stopped by a limit on time, memory or output, or its worker died: recorded in the history, not repeated.
    bool stopped = false;
    std::string message;
    /// A schema's refusals, each with the JSON pointer of the value at fault; at most 20.
    std::vector<std::string> violations;
};

/// A value (for a schema check that passed: true) or a failure.
using EvaluationOutcome = std::variant<Json, EvaluationFailure>;

struct EvaluationAnswer {
    std::uint64_t ticket = 0;
    EvaluationOutcome outcome;
};

class ExpressionEvaluator {
public:
    virtual ~ExpressionEvaluator() = default;

    /// Compiles every expression and schema of the program and answers what is wrong with it (nothing: an empty list). The
    /// callback comes once, possibly within the call. Errors: unavailable when no worker can be started.
    virtual void compile(std::shared_ptr<const ExpressionProgram> program,
                         std::function<void(Result<std::vector<ExpressionDiagnostic>>)> done) = 0;

    /// Evaluates the requests; every ticket is answered exactly once, in one or more callbacks, never within the call.
    /// Programs need not have been compiled before. A request that is slow holds up no other.
    virtual void evaluate(std::vector<EvaluationRequest> requests,
                          std::function<void(std::vector<EvaluationAnswer>)> answered) = 0;

    /// Forgets what is under way: no callback comes for it.
    virtual void abandon() = 0;
};

} // namespace orkestr
