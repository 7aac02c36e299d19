#include "core/filter/explain.h"

#include "core/base/duration_text.h"
#include "core/base/json_value.h"
#include "core/filter/complete.h"
#include "core/filter/filter_tree.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t most_listed = 10;

FilterWords in_english() {
    using enum FilterPhrase;
    FilterWords words;
    words[everything] = "everything";
    words[both] = "%1 and %2";
    words[either] = "%1 or %2";
    words[group] = "(%1)";
    words[negation] = "not (%1)";
    words[exists] = "%1 is there";
    words[not_exists] = "%1 is missing";
    words[equal] = "%1 is %2";
    words[not_equal] = "%1 is not %2";
    words[less] = "%1 is less than %2";
    words[not_less] = "%1 is not less than %2";
    words[less_equal] = "%1 is at most %2";
    words[not_less_equal] = "%1 is not at most %2";
    words[greater] = "%1 is more than %2";
    words[not_greater] = "%1 is not more than %2";
    words[greater_equal] = "%1 is at least %2";
    words[not_greater_equal] = "%1 is not at least %2";
    words[shorter] = "%1 is shorter than %2";
    words[not_shorter] = "%1 is not shorter than %2";
    words[shorter_equal] = "%1 is %2 at most";
    words[not_shorter_equal] = "%1 is not %2 at most";
    words[longer] = "%1 is longer than %2";
    words[not_longer] = "%1 is not longer than %2";
    words[longer_equal] = "%1 is %2 at least";
    words[not_longer_equal] = "%1 is not %2 at least";
    words[before] = "%1 is before %2";
    words[not_before] = "%1 is not before %2";
    words[until] = "%1 is not later than %2";
    words[not_until] = "%1 is later than %2, or missing";
    words[after] = "%1 is after %2";
    words[not_after] = "%1 is not after %2";
    words[since] = "%1 is not earlier than %2";
    words[not_since] = "%1 is earlier than %2, or missing";
    words[one_of] = "%1 is one of %2";
    words[not_one_of] = "%1 is none of %2";
    words[range] = "%1 is from %2 to %3";
    words[not_range] = "%1 is not from %2 to %3";
    words[last] = "%1 is in the last %2";
    words[not_last] = "%1 is not in the last %2";
    words[contains] = "%1 contains %2";
    words[not_contains] = "%1 does not contain %2";
    words[starts_with] = "%1 starts with %2";
    words[not_starts_with] = "%1 does not start with %2";
    words[ends_with] = "%1 ends with %2";
    words[not_ends_with] = "%1 does not end with %2";
    words[matches] = "%1 matches the regular expression %2";
    words[not_matches] = "%1 does not match the regular expression %2";
    words[search] = "%1 is found in its texts";
    words[nothing] = "nothing";
    words[yes] = "true";
    words[no] = "false";
    words[now] = "now";
    words[today] = "today";
    words[yesterday] = "yesterday";
    words[ago] = "%1 ago";
    words[from_now] = "%1 from now";
    words[more_values] = "%1 more";
    return words;
}

/// `2 h`, not `2 h 0 min`.
std::string length_in_words(Duration length) {
    std::string text = to_human(length);
    if (const auto space = text.rfind(" 0 "); space != std::string::npos) text.resize(space);
    return text;
}

class Explainer {
public:
    Explainer(FilterSubject subject, const FilterWords& words) : subject_(subject), words_(words) {}

    std::string node(const FilterNode& node) const;

private:
    std::string leaf(const FilterLeaf& leaf) const;
    std::string part(const FilterNode& part) const;
    std::string value(const FilterLiteral& literal) const;
    std::string time(const FilterTime& time) const;
    std::string list(const std::vector<FilterLiteral>& values) const;
    FilterPhrase plain_phrase(const FilterLeaf& leaf) const;
    std::string say(FilterPhrase phrase, const std::vector<std::string>& arguments = {}) const {
        return fill_filter_text(words_[phrase], arguments);
    }

    FilterSubject subject_;
    const FilterWords& words_;
};

std::string Explainer::part(const FilterNode& part) const {
    const bool grouped = part.kind == FilterNode::Kind::all || part.kind == FilterNode::Kind::any;
    return grouped ? say(FilterPhrase::group, {node(part)}) : node(part);
}

std::string Explainer::node(const FilterNode& node) const {
    switch (node.kind) {
    case FilterNode::Kind::leaf: return leaf(node.leaf);
    case FilterNode::Kind::negation: return say(FilterPhrase::negation, {this->node(node.parts.front())});
    case FilterNode::Kind::all:
    case FilterNode::Kind::any: break;
    }
    const FilterPhrase joint = node.kind == FilterNode::Kind::all ? FilterPhrase::both : FilterPhrase::either;
    std::string text = part(node.parts.front());
    for (std::size_t i = 1; i < node.parts.size(); ++i) text = say(joint, {text, part(node.parts[i])});
    return text;
}

std::string Explainer::time(const FilterTime& time) const {
    const std::int64_t day = 86'400'000;
    if (time.base == FilterTime::Base::absolute) {
        const std::string whole = to_iso8601(Instant{time.ms});
        if (time.width_ms >= 28 * day) return whole.substr(0, time.width_ms > 31 * day ? 4 : 7);
        return time.width_ms == day ? whole.substr(0, 10) : time.width_ms == 1 ? whole : whole.substr(0, 19) + 'Z';
    }
    if (time.base == FilterTime::Base::today && time.ms == 0) return say(FilterPhrase::today);
    if (time.base == FilterTime::Base::today && time.ms == -day) return say(FilterPhrase::yesterday);
    if (time.base == FilterTime::Base::now && time.ms == 0) return say(FilterPhrase::now);
    const std::string length = length_in_words(Duration{time.ms < 0 ? -time.ms : time.ms});
    const std::string text = say(time.ms < 0 ? FilterPhrase::ago : FilterPhrase::from_now, {length});
    return time.base == FilterTime::Base::today ? say(FilterPhrase::today) + ", " + text : text;
}

std::string Explainer::value(const FilterLiteral& literal) const {
    if (std::holds_alternative<std::nullptr_t>(literal)) return say(FilterPhrase::nothing);
    if (const auto* truth = std::get_if<bool>(&literal)) return say(*truth ? FilterPhrase::yes : FilterPhrase::no);
    if (const auto* length = std::get_if<Duration>(&literal)) return length_in_words(*length);
    if (const auto* when = std::get_if<FilterTime>(&literal)) return time(*when);
    if (const auto* text = std::get_if<std::string>(&literal)) return "“" + *text + "”";
    if (const auto* whole = std::get_if<std::int64_t>(&literal)) return std::to_string(*whole);
    std::string real;
    append_json_number(real, std::get<double>(literal));
    return real;
}

std::string Explainer::list(const std::vector<FilterLiteral>& values) const {
    std::string text;
    for (std::size_t i = 0; i < std::min(values.size(), most_listed); ++i) text += (i > 0 ? ", " : "") + value(values[i]);
    if (values.size() > most_listed) text += ", " + say(FilterPhrase::more_values, {std::to_string(values.size() - most_listed)});
    return text;
}

FilterPhrase Explainer::plain_phrase(const FilterLeaf& leaf) const {
    using enum FilterPhrase;
    const bool length = !leaf.values.empty() && std::holds_alternative<Duration>(leaf.values.front());
    const bool moment = !leaf.values.empty() && std::holds_alternative<FilterTime>(leaf.values.front());
    switch (leaf.op) {
    case FilterOperator::exists: return exists;
    case FilterOperator::equal: return equal;
    case FilterOperator::less: return length ? shorter : moment ? before : less;
    case FilterOperator::less_equal: return length ? shorter_equal : moment ? until : less_equal;
    case FilterOperator::greater: return length ? longer : moment ? after : greater;
    case FilterOperator::greater_equal: return length ? longer_equal : moment ? since : greater_equal;
    case FilterOperator::one_of: return one_of;
    case FilterOperator::range: return range;
    case FilterOperator::last: return last;
    case FilterOperator::contains: return contains;
    case FilterOperator::starts_with: return starts_with;
    case FilterOperator::ends_with: return ends_with;
    case FilterOperator::matches: return matches;
    case FilterOperator::search: break;
    }
    return search;
}

std::string Explainer::leaf(const FilterLeaf& leaf) const {
    if (leaf.op == FilterOperator::search) return say(FilterPhrase::search, {value(leaf.values.front())});
    std::vector<std::string> arguments{written_filter_field(filter_fields(subject_)[leaf.field].name, leaf.path)};
    if (leaf.op == FilterOperator::one_of) arguments.push_back(list(leaf.values));
    else for (const FilterLiteral& one : leaf.values) arguments.push_back(value(one));
    const auto phrase = static_cast<std::size_t>(plain_phrase(leaf)) + (leaf.negated ? 1 : 0);
    return say(static_cast<FilterPhrase>(phrase), arguments);
}

} // namespace

const FilterWords& english_filter_words() {
    static const FilterWords words = in_english();
    return words;
}

std::string explain_filter(const Filter& filter, const FilterWords& words) {
    if (filter.is_empty()) return words[FilterPhrase::everything];
    return Explainer(filter.subject(), words).node(*filter.root());
}

} // namespace orkestr
