// Turns the parts of a definition into numbered jq expressions; equal texts share a number.
#pragma once

#include "core/plan/plan.h"

#include <unordered_map>

namespace orkestr {

/// What an expression may name besides `.`.
struct ExpressionScope {
    ExpressionRole role = ExpressionRole::task;
    const Task* task = nullptr;                       ///< null for the workflow's own
    const VariableScope* variables = nullptr;         ///< loop and error variables
    std::vector<std::string> own;                     ///< more of them, innermost
};

class ProgramBuilder {
public:
    ProgramBuilder(const Definition& definition, std::string id);

    ValueSource transform(const std::optional<Transform>& transform, const ExpressionScope& scope);
    ValueSource value(const Value& value, const ExpressionScope& scope);
    ValueSource condition(const std::optional<Expression>& expression, const ExpressionScope& scope);
    PlannedDuration duration(const DurationSource& source, const ExpressionScope& scope);

    /// evaluate.mode loose: strings are tried as jq where they may be.
    bool loose = false;

    /// jq text of a part, for composing larger expressions. Loose parts are marked in it until it becomes an expression.
    std::string text_of(const Node& node) const;
    std::string text_of(const Text& text) const;
    std::string text_of(const Value& value) const;
    std::string text_of(const Endpoint& endpoint) const;
    static std::string text_of(const Expression& expression);
    static std::string literal(std::string_view text);
    /// `before` TEXT `after`; where TEXT is no jq, `otherwise` stands for all of it.
    std::string loose_part(std::string_view before, std::string_view text, std::string_view after, std::string otherwise) const;
    bool is_loose(const Node& node) const;
    /// An expression from composed text; `constant` says that no author's expression is in it.
    ValueSource composed(std::string text, const ExpressionScope& scope, std::string place);

    SchemaIndex schema(const Node& document);

    std::shared_ptr<const ExpressionProgram> take_program();
    std::vector<NamedSecrets> secrets;
    std::vector<std::string> places;

private:
    ExpressionIndex add(std::string text, const ExpressionScope& scope, std::string place);
    ProgramExpression expanded(const std::string& text) const;
    std::string loose_value(std::string_view text, const std::string& otherwise) const;
    static std::string uri_text(const std::string& uri);
    std::int32_t definition_of(const Task* task);

    const Definition& definition_;
    std::shared_ptr<ExpressionProgram> program_;
    struct MarkedPart {
        std::string before;
        std::string text;
        std::string after;
        std::string otherwise;
    };
    mutable std::vector<MarkedPart> marked_;
    std::unordered_map<std::string, ExpressionIndex> known_;
    std::unordered_map<const Task*, std::int32_t> definitions_;
};

/// Names that an expression may use, those of its role and of the loops and catches around it.
std::vector<std::string> names_in_scope(const ExpressionScope& scope);
/// Every `$name` in the text, sorted, each once.
std::vector<std::string> variables_in(std::string_view text);

} // namespace orkestr
