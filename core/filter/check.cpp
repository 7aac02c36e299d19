#include "core/filter/parser.h"

#include "core/base/ids.h"
#include "core/filter/fields.h"
#include "core/filter/nearest.h"

#include <algorithm>

namespace orkestr {

namespace {

class FilterChecker {
public:
    FilterChecker(FilterSubject subject, std::string_view text) : subject_(subject), text_(text) {}

    void check(const FilterNode& node);
    std::vector<FilterDiagnostic> take() { return std::move(found_); }

private:
    void check_leaf(const FilterNode& node);
    void check_known_values(const FilterLeaf& leaf);
    void check_bounds(const FilterNode& node);
    void check_mixture(const FilterLeaf& leaf);
    void check_identity(const FilterLeaf& leaf);
    void check_range(const FilterLeaf& leaf);
    void check_together(const FilterNode& node);

    void warn(FilterProblem problem, std::size_t begin, std::size_t end, std::vector<std::string> arguments = {}) {
        found_.push_back(filter_diagnostic(problem, begin, end, std::move(arguments)));
    }
    const FilterField& field_of(const FilterLeaf& leaf) const { return filter_fields(subject_)[leaf.field]; }

    FilterSubject subject_;
    std::string_view text_;
    std::vector<FilterDiagnostic> found_;
};

bool equates(const FilterLeaf& leaf) { return leaf.op == FilterOperator::equal || leaf.op == FilterOperator::one_of; }

/// The end of a range, or what is compared, as one number; of a time its begin.
std::optional<double> size_of_literal(const FilterLiteral& literal) {
    if (const auto* whole = std::get_if<std::int64_t>(&literal)) return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&literal)) return *real;
    if (const auto* length = std::get_if<Duration>(&literal)) return length->fractional_ms();
    if (const auto* time = std::get_if<FilterTime>(&literal)) return static_cast<double>(time->ms);
    return std::nullopt;
}

void FilterChecker::check(const FilterNode& node) {
    for (const FilterNode& part : node.parts) check(part);
    if (node.kind == FilterNode::Kind::leaf) check_leaf(node);
    if (node.kind == FilterNode::Kind::all || node.kind == FilterNode::Kind::any) check_together(node);
}

void FilterChecker::check_leaf(const FilterNode& node) {
    const FilterLeaf& leaf = node.leaf;
    if (leaf.op == FilterOperator::search) return;
    check_known_values(leaf);
    check_bounds(node);
    check_mixture(leaf);
    check_identity(leaf);
    check_range(leaf);
}

void FilterChecker::check_known_values(const FilterLeaf& leaf) {
    const FilterField& field = field_of(leaf);
    if (!field.closed || !equates(leaf)) return;
    for (const FilterLiteral& literal : leaf.values) {
        const auto* value = std::get_if<std::string>(&literal);
        if (!value || std::find(field.values.begin(), field.values.end(), *value) != field.values.end()) continue;
        const std::string_view near = nearest_word(*value, field.values);
        const std::string name(field.name);
        if (near.empty()) {
            warn(FilterProblem::unknown_value, leaf.value_begin, leaf.value_end, {*value, name, listed_words(field.values)});
        } else {
            warn(FilterProblem::unknown_value_near, leaf.value_begin, leaf.value_end, {*value, name, std::string(near)});
        }
    }
}

/// Numbers of events and attempts, and durations, are never below zero.
void FilterChecker::check_bounds(const FilterNode& node) {
    const FilterLeaf& leaf = node.leaf;
    const FilterType type = field_of(leaf).type;
    if ((type != FilterType::number && type != FilterType::duration) || leaf.values.size() != 1) return;
    const auto size = size_of_literal(leaf.values.front());
    if (!size) return;
    const bool below = *size < 0;
    const bool never = (leaf.op == FilterOperator::less && *size <= 0) || (leaf.op == FilterOperator::less_equal && below) ||
                       (leaf.op == FilterOperator::equal && below);
    if (!never) return;
    const std::string shown(text_.substr(node.begin, node.end - node.begin));
    warn(leaf.negated ? FilterProblem::always_holds : FilterProblem::never_holds, node.begin, node.end, {shown});
}

void FilterChecker::check_mixture(const FilterLeaf& leaf) {
    if (field_of(leaf).type != FilterType::json || leaf.op != FilterOperator::one_of) return;
    const auto is_text = [](const FilterLiteral& one) { return std::holds_alternative<std::string>(one); };
    const auto is_number = [](const FilterLiteral& one) {
        return std::holds_alternative<std::int64_t>(one) || std::holds_alternative<double>(one);
    };
    const bool mixed = std::any_of(leaf.values.begin(), leaf.values.end(), is_text) &&
                       std::any_of(leaf.values.begin(), leaf.values.end(), is_number);
    if (mixed) warn(FilterProblem::mixed_types, leaf.value_begin, leaf.value_end);
}

void FilterChecker::check_identity(const FilterLeaf& leaf) {
    if (subject_ != FilterSubject::run || !equates(leaf)) return;
    for (const FilterLiteral& literal : leaf.values) {
        const auto* value = std::get_if<std::string>(&literal);
        if (!value) continue;
        if (leaf.field == run_field::definition && value->find('/') == std::string::npos) {
            warn(FilterProblem::needs_namespace, leaf.value_begin, leaf.value_end, {*value});
        }
        const bool names_run = leaf.field == run_field::run || leaf.field == run_field::parent;
        if (names_run && !is_run_id(*value)) warn(FilterProblem::not_a_run, leaf.value_begin, leaf.value_end, {*value});
    }
}

void FilterChecker::check_range(const FilterLeaf& leaf) {
    if (leaf.op != FilterOperator::range || leaf.values.size() != 2) return;
    const FilterLiteral& first = leaf.values[0];
    const FilterLiteral& last = leaf.values[1];
    const auto* first_text = std::get_if<std::string>(&first);
    const auto* last_text = std::get_if<std::string>(&last);
    const auto* first_time = std::get_if<FilterTime>(&first);
    const auto* last_time = std::get_if<FilterTime>(&last);
    bool empty = first_text && last_text && *first_text > *last_text;
    const auto begin = size_of_literal(first);
    const auto end = size_of_literal(last);
    const bool same_base = !first_time || !last_time || first_time->base == last_time->base;
    if (begin && end && same_base) empty = *begin > *end;
    if (empty) warn(FilterProblem::empty_range, leaf.value_begin, leaf.value_end);
    const bool mixed = field_of(leaf).type == FilterType::json && first.index() != last.index() && (first_text || last_text);
    if (mixed) warn(FilterProblem::mixed_types, leaf.value_begin, leaf.value_end);
}

/// `status == a and status == b`, and `status != a or status != b`.
void FilterChecker::check_together(const FilterNode& node) {
    const bool all = node.kind == FilterNode::Kind::all;
    for (std::size_t i = 0; i < node.parts.size(); ++i) {
        const FilterLeaf& one = node.parts[i].leaf;
        if (node.parts[i].kind != FilterNode::Kind::leaf || one.op != FilterOperator::equal || one.negated == all) continue;
        for (std::size_t j = i + 1; j < node.parts.size(); ++j) {
            const FilterLeaf& other = node.parts[j].leaf;
            const bool same = node.parts[j].kind == FilterNode::Kind::leaf && other.op == FilterOperator::equal &&
                              other.negated == one.negated && other.field == one.field && other.path == one.path;
            // Times stand for spans, which may overlap.
            const bool spans = std::any_of(one.values.begin(), one.values.end(), [](const FilterLiteral& literal) {
                return std::holds_alternative<FilterTime>(literal);
            });
            if (!same || spans || one.values == other.values) continue;
            warn(all ? FilterProblem::contradiction : FilterProblem::tautology, node.parts[j].begin, node.parts[j].end,
                 {std::string(field_of(one).name)});
            break;
        }
    }
}

} // namespace

std::vector<FilterDiagnostic> check_filter(const FilterNode& root, FilterSubject subject, std::string_view text) {
    FilterChecker checker(subject, text);
    checker.check(root);
    return checker.take();
}

} // namespace orkestr
