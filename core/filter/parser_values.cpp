#include "core/filter/parser.h"

#include "core/filter/literals.h"

#include <algorithm>

namespace orkestr {

namespace {

FilterPattern::Kind pattern_kind(FilterOperator op) {
    if (op == FilterOperator::contains) return FilterPattern::Kind::contains;
    if (op == FilterOperator::starts_with) return FilterPattern::Kind::starts_with;
    if (op == FilterOperator::ends_with) return FilterPattern::Kind::ends_with;
    return FilterPattern::Kind::expression;
}

} // namespace

void FilterParser::check_operator(const FilterLeaf& leaf, std::string_view sign, const FilterToken& token) {
    const FilterType type = field_of(leaf).type;
    const bool orders = leaf.op == FilterOperator::less || leaf.op == FilterOperator::less_equal ||
                        leaf.op == FilterOperator::greater || leaf.op == FilterOperator::greater_equal;
    const char* instead = nullptr;
    if (type == FilterType::boolean && (orders || takes_pattern(leaf.op))) instead = "== true or == false";
    if ((type == FilterType::number || type == FilterType::duration) && takes_pattern(leaf.op)) instead = "==, <, > or in A..B";
    if (type == FilterType::time && takes_pattern(leaf.op)) instead = "==, <, >, in A..B or in last 2h";
    if (instead) report(FilterProblem::wrong_operator, token.begin, token.end, {std::string(sign), name_of(leaf), instead});
}

void FilterParser::values(FilterNode& node, std::string_view sign) {
    FilterLeaf& leaf = node.leaf;
    if (leaf.op == FilterOperator::one_of) {
        list_or_range(leaf);
    } else if (leaf.op != FilterOperator::exists) {
        value(leaf, sign == "~" || sign == "!~" || sign == "matches" ? Place::pattern : Place::value);
    }
    if (leaf.op == FilterOperator::exists) leaf.value_begin = leaf.value_end = lexer_.at();
    node.end = lexer_.at();
    if (!failed_) expect(What::connective);
}

void FilterParser::list_or_range(FilterLeaf& leaf) {
    expect(What::list, &leaf);
    const FilterToken token = lexer_.peek(Place::value);
    if (token.kind == Kind::open) return list(leaf);
    if (token.is_word("last")) return period(leaf);
    if (token.kind != Kind::word && token.kind != Kind::quoted) return fail(FilterProblem::expected_list, token);
    leaf.op = FilterOperator::range;
    if (!value(leaf)) return;
    const FilterToken range = lexer_.peek(Place::value);
    if (range.kind != Kind::range) return fail(FilterProblem::expected_list, token);
    lexer_.take(Place::value);
    expect(What::value, &leaf);
    const FilterToken end = lexer_.peek(Place::value);
    if (end.kind != Kind::word && end.kind != Kind::quoted) return fail(FilterProblem::expected_range_end, range);
    value(leaf);
}

void FilterParser::list(FilterLeaf& leaf) {
    const std::size_t begin = lexer_.take(Place::value).begin;
    while (value(leaf)) {
        const FilterToken token = lexer_.peek(Place::value);
        if (token.kind != Kind::comma && token.kind != Kind::close) return fail(FilterProblem::expected_list_end, token);
        lexer_.take(Place::value);
        if (token.kind == Kind::close) break;
    }
    leaf.value_begin = begin;
    leaf.value_end = lexer_.at();
}

void FilterParser::period(FilterLeaf& leaf) {
    const FilterToken last = lexer_.take(Place::value);
    const FilterType type = field_of(leaf).type;
    leaf.op = FilterOperator::last;
    if (type != FilterType::time && type != FilterType::json) {
        report(FilterProblem::wrong_operator, last.begin, last.end, {"in last", name_of(leaf), "==, in (a, b) or in A..B"});
    }
    expect(What::period, &leaf);
    const FilterToken length = lexer_.peek(Place::value);
    auto read = read_filter_literal({length.text, false}, FilterType::duration);
    auto* literal = std::get_if<FilterLiteral>(&read);
    if (length.kind != Kind::word || !literal || !std::holds_alternative<Duration>(*literal)) {
        return fail(FilterProblem::expected_period, length);
    }
    lexer_.take(Place::value);
    leaf.value_begin = last.begin;
    leaf.value_end = length.end;
    leaf.values.push_back(std::move(*literal));
}

/// `now` with what is added to it, which may stand apart: `now - 2h`.
std::string FilterParser::moved(const FilterToken& word) {
    const bool moves = word.is_word("now") || word.is_word("today") || word.is_word("yesterday");
    if (!moves) return word.text;
    const std::size_t before = lexer_.at();
    const FilterToken sign = lexer_.peek(Place::value);
    if (sign.kind != Kind::word || (sign.text[0] != '-' && sign.text[0] != '+')) return word.text;
    lexer_.take(Place::value);
    std::string text = word.text + sign.text;
    if (sign.text.size() == 1) text += lexer_.take(Place::value).text;
    if (!read_filter_time(text)) lexer_.go_to(before);
    return text;
}

bool FilterParser::value(FilterLeaf& leaf, Place place) {
    if (failed_) return false;
    expect(What::value, &leaf);
    FilterToken token = lexer_.peek(place);
    const auto is_sign = [](const FilterToken& one) {
        return one.text.starts_with('&') || one.text.starts_with('|') || std::all_of(one.text.begin(), one.text.end(), FilterLexer::compares);
    };
    if ((token.kind != Kind::word || is_sign(token)) && token.kind != Kind::quoted) {
        fail(FilterProblem::expected_value, token, {name_of(leaf)});
        return false;
    }
    lexer_.take(place);
    if (++values_ > most_filter_values) {
        fail(FilterProblem::too_many_values, token, {std::to_string(most_filter_values)});
        return false;
    }
    if (token.unclosed) report(FilterProblem::open_quote, token.begin, token.end);
    const FilterType type = field_of(leaf).type;
    const bool quoted = token.kind == Kind::quoted;
    if (!quoted && (type == FilterType::time || type == FilterType::json)) token.text = moved(token);
    if (leaf.values.empty()) leaf.value_begin = token.begin;
    token.end = leaf.value_end = lexer_.at();
    if (takes_pattern(leaf.op)) add_pattern(leaf, token.text, pattern_kind(leaf.op), token);
    // A pattern of texts, and of what is no text an error that has been reported.
    const bool as_text = takes_pattern(leaf.op) && !(type == FilterType::json && leaf.op == FilterOperator::contains);
    auto read = as_text ? FilterLiteral(token.text) : read_filter_literal({token.text, quoted}, type);
    if (const auto* problem = std::get_if<FilterProblem>(&read)) {
        report(*problem, token.begin, token.end, {shown_filter_text(token.text), name_of(leaf)});
        leaf.values.emplace_back(token.text);
        return true;
    }
    FilterLiteral& literal = std::get<FilterLiteral>(read);
    if (auto* text = std::get_if<std::string>(&literal); text && field_of(leaf).closed && !takes_pattern(leaf.op)) {
        for (const std::string_view known : field_of(leaf).values) {
            if (same_word(known, *text)) *text = known;
        }
    }
    if (value_fits(leaf, literal, token)) leaf.values.push_back(std::move(literal));
    else leaf.values.emplace_back(nullptr);
    return true;
}

/// Also makes of the empty text what it is for a field that holds texts: nothing.
bool FilterParser::value_fits(const FilterLeaf& leaf, const FilterLiteral& literal, const FilterToken& token) {
    const bool equates = leaf.op == FilterOperator::equal || leaf.op == FilterOperator::one_of;
    const auto* text = std::get_if<std::string>(&literal);
    if (text && text->empty() && field_of(leaf).type == FilterType::text && equates) return false;
    if (!std::holds_alternative<std::nullptr_t>(literal) || equates || takes_pattern(leaf.op)) return true;
    report(FilterProblem::null_needs_equality, token.begin, token.end, {name_of(leaf)});
    return false;
}

void FilterParser::add_pattern(FilterLeaf& leaf, const std::string& text, FilterPattern::Kind kind, const FilterToken& token) {
    if (++patterns_ > most_filter_patterns) {
        return fail(FilterProblem::too_many_patterns, token, {std::to_string(most_filter_patterns)});
    }
    auto compiled = FilterPattern::compile(text, kind);
    if (compiled) leaf.pattern = std::move(*compiled);
    else report(FilterProblem::bad_pattern, token.begin, token.end, {shown_filter_text(compiled.error().message)});
}

} // namespace orkestr
