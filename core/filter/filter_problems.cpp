#include "core/filter/filter.h"

namespace orkestr {

std::string_view filter_problem_text(FilterProblem problem) {
    switch (problem) {
    case FilterProblem::too_long: return "a filter has at most %1 bytes: leave something out";
    case FilterProblem::not_utf8: return "this is no UTF-8 text: type it anew";
    case FilterProblem::too_deep: return "parentheses and `not` go at most %1 deep: leave some out";
    case FilterProblem::too_many_terms: return "a filter has at most %1 comparisons: put values of one field into a list, `in (a, b)`";
    case FilterProblem::too_many_values: return "lists have at most %1 values together: look for what they have in common, with `~`";
    case FilterProblem::too_many_patterns: return "a filter has at most %1 patterns: join them with | into one";
    case FilterProblem::expected_term: return "here a field, a text in quotes, `not` or ( is expected";
    case FilterProblem::expected_connective: return "`and` or `or` is missing before %1";
    case FilterProblem::expected_close: return "a ) is missing for this (";
    case FilterProblem::expected_value: return "a value for %1 is missing: a word, or a text in quotes";
    case FilterProblem::expected_list: return "after `in` comes a list (a, b), a range A..B, or `last` and a duration";
    case FilterProblem::expected_list_end: return "the list goes on with a comma or ends with )";
    case FilterProblem::expected_range_end: return "the end of the range is missing: A..B";
    case FilterProblem::expected_with: return "after `%1` comes `with`: `%1 with \"text\"`";
    case FilterProblem::expected_period: return "after `last` comes a duration such as 2h or 30min";
    case FilterProblem::unexpected_text: return "%1 does not belong here: leave it out, or put it in quotes";
    case FilterProblem::open_quote: return "the text's closing quote is missing";
    case FilterProblem::not_an_operator: return "%1 is not an operator: use %2";
    case FilterProblem::no_operator: return "%1 is not an operator: there are ==, !=, <, <=, >, >=, ~ and !~";
    case FilterProblem::unknown_field: return "there is no field %1: there are %2; a text to look for stands in quotes";
    case FilterProblem::unknown_field_near: return "there is no field %1: did you mean %2? A text to look for stands in quotes";
    case FilterProblem::no_members: return "%1 has no members: only %2 have";
    case FilterProblem::bad_member: return "here the name of a member is expected: .name, [\"any name\"] or [0]";
    case FilterProblem::wrong_operator: return "`%1` does not work with %2: use %3";
    case FilterProblem::not_a_number: return "%2 is a number, and %1 is none";
    case FilterProblem::not_a_duration: return "%2 is a duration, and %1 is none: write 500ms, 5s, 2h30m or PT5S";
    case FilterProblem::no_unit: return "%2 is a duration: say of what, %1ms, %1s, %1m or %1h";
    case FilterProblem::not_a_time: return "%2 is a time, and %1 is none: write 2026-11-21, 2026-11-21T10:15, today or now-2h";
    case FilterProblem::not_a_truth: return "%2 is true or false, and not %1";
    case FilterProblem::bad_pattern: return "this is no regular expression: %1; text to look for as it is goes with `contains`";
    case FilterProblem::null_needs_equality: return "null is nothing: use `%1 == null` or `%1 != null`";
    case FilterProblem::unknown_value: return "%2 is never %1: it is one of %3";
    case FilterProblem::unknown_value_near: return "%2 is never %1: did you mean %3?";
    case FilterProblem::never_holds: return "%1 never holds: change it or leave it out";
    case FilterProblem::always_holds: return "%1 always holds: change it or leave it out";
    case FilterProblem::contradiction: return "%1 can't be all of these at once, so this never holds: did you mean `or`?";
    case FilterProblem::tautology: return "%1 always differs from one of these, so this always holds: did you mean `and`?";
    case FilterProblem::empty_range: return "the range ends before it begins, so nothing is in it: change the ends round";
    case FilterProblem::needs_namespace: return "a definition is NAMESPACE/NAME: write `name == %1`, or `definition ~ %1`";
    case FilterProblem::not_a_run: return "%1 is no run's id, which has 26 letters and digits: use `starts with` for its beginning";
    case FilterProblem::mixed_types: return "texts and numbers in one list: 42 is a number and \"42\" a text, and they are never equal";
    }
    return {};
}

std::string fill_filter_text(std::string_view text, const std::vector<std::string>& arguments) {
    std::string filled;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_place = text[at] == '%' && at + 1 < text.size() && text[at + 1] >= '1' && text[at + 1] <= '9';
        const std::size_t number = is_place ? static_cast<std::size_t>(text[at + 1] - '1') : arguments.size();
        if (number >= arguments.size()) {
            filled += text[at];
            continue;
        }
        filled += arguments[number];
        ++at;
    }
    return filled;
}

} // namespace orkestr
