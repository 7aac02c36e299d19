// Some of a program's expressions, compiled into one libjq program that dispatches on an index: libjq parses its own
// library at each compilation, so one program for a hundred expressions costs little more than one for a single one.
#pragma once

#include "app/expression_worker/jq_value.h"
#include "core/plan/expression_program.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace orkestr {

class ExpressionChunk {
public:
    /// Compiles the expressions that have no known fault; one at fault costs only itself, a loose part that is no jq
    /// nothing. `before_compiling` is called with the index (within
    /// the chunk) of the first expression of each libjq program that is about to be compiled.
    ExpressionChunk(std::span<const ProgramExpression> expressions, std::span<const std::string> known_faults,
                    std::function<void(std::size_t)> before_compiling);

    /// What is wrong with the expression; empty: nothing.
    const std::string& fault(std::size_t index) const { return faults_[index]; }

    /// The value of the expression for `input`: an array [index, `.`, variables...], taken over. The answer's kind is
    /// invalid with a message (a string) when there is no value; the caller owns it.
    jv evaluate(jv input);

    /// Lets go of what the last evaluation still holds.
    void forget_values();

    struct Teardown {
        void operator()(jq_state* state) const { jq_teardown(&state); }
    };
    using State = std::unique_ptr<jq_state, Teardown>;

private:
    /// A loose part that may still be jq.
    struct Candidate {
        std::size_t expression;
        std::size_t part;
    };
    void compile_all(const std::vector<std::size_t>& indices);
    void settle_loose_parts(std::size_t index);
    bool resolve_loose_parts(const std::vector<std::size_t>& indices);
    std::vector<Candidate> failing(const std::vector<Candidate>& candidates);
    bool is_literal(const Candidate& candidate) const { return literal_[candidate.expression][candidate.part]; }
    bool compile(const std::vector<std::size_t>& indices, std::vector<std::string>& messages);
    std::vector<std::size_t> find_faults(const std::vector<std::size_t>& indices, const std::vector<std::string>& messages);
    std::string message_of(std::size_t index, const std::vector<std::string>& messages);

    std::span<const ProgramExpression> expressions_;
    std::function<void(std::size_t)> before_compiling_;
    std::vector<std::string> faults_;
    std::vector<std::string> texts_;         ///< with what stands in the place of loose parts that are no jq
    std::vector<std::vector<bool>> literal_; ///< of each expression's loose parts: it is no jq
    bool resolved_ = false;                  ///< every loose part has been tried
    /// Line of the libjq program on which each expression's text begins and ends, of the latest compilation.
    std::vector<std::pair<int, int>> lines_;
    State state_;
};

} // namespace orkestr
