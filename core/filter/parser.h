// Reads a filter's text. One rule a function, each named for what it reads:
//   any = all ("or" all)*    all = negation ("and" negation)*    negation = "not" negation | term
//   term = "(" any ")" | quoted | field [operator values]
#pragma once

#include "core/filter/filter_tree.h"
#include "core/filter/lexer.h"

namespace orkestr {

/// What may come next where a text ends; for those who complete it.
struct FilterExpectation {
    enum class What {
        nothing,
        term,
        after_field, ///< an operator, or what comes after a term
        value,
        list,        ///< after `in`
        connective,
        with,
        period,
    };
    What what = What::nothing;
    std::size_t field = 0;            ///< of after_field to period
    std::vector<FilterMember> path;
    FilterOperator op = FilterOperator::exists;
    bool negated = false;             ///< `not` stands before the operator
    std::size_t open = 0;             ///< parentheses that are not closed
};

class FilterParser {
public:
    FilterParser(std::string_view text, FilterSubject subject) : lexer_(text), subject_(subject) {}

    ParsedFilter parse();
    const FilterExpectation& expectation() const { return expectation_; }

private:
    using Kind = FilterToken::Kind;
    using Place = FilterLexer::Place;
    using What = FilterExpectation::What;

    FilterNode any();
    FilterNode all();
    FilterNode negation();
    FilterNode term();
    FilterNode group();
    FilterNode search();
    FilterNode comparison();

    std::optional<std::size_t> field(const FilterToken& word);
    void path(FilterLeaf& leaf);
    void bracketed_member(FilterLeaf& leaf);
    bool read_operator(FilterNode& node);
    bool sign_operator(FilterNode& node);
    bool word_operator(FilterNode& node, const FilterToken& token);
    void values(FilterNode& node, std::string_view sign);
    void list_or_range(FilterLeaf& leaf);
    void list(FilterLeaf& leaf);
    void period(FilterLeaf& leaf);
    bool value(FilterLeaf& leaf, Place place = Place::value);
    std::string moved(const FilterToken& word);
    bool value_fits(const FilterLeaf& leaf, const FilterLiteral& literal, const FilterToken& token);
    void add_pattern(FilterLeaf& leaf, const std::string& text, FilterPattern::Kind kind, const FilterToken& token);
    void check_operator(const FilterLeaf& leaf, std::string_view sign, const FilterToken& token);

    const FilterField& field_of(const FilterLeaf& leaf) const { return filter_fields(subject_)[leaf.field]; }
    std::string name_of(const FilterLeaf& leaf) const { return std::string(field_of(leaf).name); }
    void expect(What what, const FilterLeaf* leaf = nullptr);
    void report(FilterProblem problem, std::size_t begin, std::size_t end, std::vector<std::string> arguments = {});
    /// After it nothing more is read.
    void fail(FilterProblem problem, const FilterToken& token, std::vector<std::string> arguments = {});
    /// The same for what can't be read where something else is expected.
    void fail_at(const FilterToken& token, FilterProblem problem, std::vector<std::string> arguments = {});
    bool deeper(const FilterToken& token);

    FilterLexer lexer_;
    FilterSubject subject_;
    std::vector<FilterDiagnostic> diagnostics_;
    FilterExpectation expectation_;
    bool failed_ = false;
    std::size_t depth_ = 0;
    std::size_t open_ = 0;
    std::size_t terms_ = 0;
    std::size_t values_ = 0;
    std::size_t patterns_ = 0;
};

/// Warnings of a filter without errors.
std::vector<FilterDiagnostic> check_filter(const FilterNode& root, FilterSubject subject, std::string_view text);

/// With its English message.
FilterDiagnostic filter_diagnostic(FilterProblem problem, std::size_t begin, std::size_t end, std::vector<std::string> arguments);
/// What was written, for a message: its beginning, where it is long.
std::string shown_filter_text(std::string_view text);
/// Its value is a pattern.
bool takes_pattern(FilterOperator op);
/// "a, b and c"
std::string listed_words(const std::vector<std::string_view>& words);
/// The index of the field of this name or alias, in any case.
std::optional<std::size_t> find_filter_field(FilterSubject subject, std::string_view name);

} // namespace orkestr
