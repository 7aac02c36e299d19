#include "core/filter/filter_tree.h"

#include "core/filter/json_path.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace orkestr {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::int64_t sum(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    if (!__builtin_add_overflow(a, b, &result)) return result;
    return b < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

std::int64_t day_of(std::int64_t ms) { return ms - ((ms % day_ms) + day_ms) % day_ms; }

// Exact for 64-bit integers and doubles alike, which `double` is not.
using Number = long double;

Number number_of(Duration length) { return static_cast<Number>(length.ms) + static_cast<Number>(length.ns) / ns_per_ms; }

std::optional<Number> number_of(const FilterLiteral& literal) {
    if (const auto* whole = std::get_if<std::int64_t>(&literal)) return static_cast<Number>(*whole);
    if (const auto* real = std::get_if<double>(&literal)) return static_cast<Number>(*real);
    if (const auto* length = std::get_if<Duration>(&literal)) return number_of(*length);
    return std::nullopt;
}

std::optional<Number> number_of(std::string_view json) {
    std::int64_t whole = 0;
    const char* const end = json.data() + json.size();
    if (const auto read = std::from_chars(json.data(), end, whole); read.ec == std::errc() && read.ptr == end) {
        return static_cast<Number>(whole);
    }
    double real = 0;
    if (const auto read = std::from_chars(json.data(), end, real); read.ec == std::errc() && read.ptr == end) {
        return static_cast<Number>(real);
    }
    return std::nullopt;
}

template <class Value>
bool compares(FilterOperator op, const Value& left, const Value& right) {
    switch (op) {
    case FilterOperator::equal: return left == right;
    case FilterOperator::less: return left < right;
    case FilterOperator::less_equal: return left <= right;
    case FilterOperator::greater: return left > right;
    case FilterOperator::greater_equal: return left >= right;
    default: return false;
    }
}

bool time_compares(FilterOperator op, std::int64_t time, const FilterTime& literal, Instant now) {
    const FilterTimeSpan span = span_of(literal, now);
    switch (op) {
    case FilterOperator::equal: return span.begin <= time && time < span.end;
    case FilterOperator::less: return time < span.begin;
    case FilterOperator::less_equal: return time < span.end;
    case FilterOperator::greater: return time >= span.end;
    case FilterOperator::greater_equal: return time >= span.begin;
    default: return false;
    }
}

bool text_compares(FilterOperator op, std::string_view text, const FilterLiteral& literal) {
    const auto* other = std::get_if<std::string>(&literal);
    return other && compares(op, text, std::string_view(*other));
}

bool number_compares(FilterOperator op, std::int64_t value, const FilterLiteral& literal) {
    if (const auto* length = std::get_if<Duration>(&literal)) return compares(op, Duration{value}, *length);
    const auto number = number_of(literal);
    return number && compares(op, static_cast<Number>(value), *number);
}

bool length_compares(FilterOperator op, Duration length, const FilterLiteral& literal) {
    if (const auto* other = std::get_if<Duration>(&literal)) return compares(op, length, *other);
    const auto number = number_of(literal);
    return number && compares(op, number_of(length), *number);
}

bool json_compares(FilterOperator op, std::string_view json, const FilterLiteral& literal, Instant now) {
    const char kind = json.front();
    if (std::holds_alternative<std::nullptr_t>(literal)) return op == FilterOperator::equal && kind == 'n';
    if (const auto* truth = std::get_if<bool>(&literal)) {
        return op == FilterOperator::equal && (*truth ? kind == 't' : kind == 'f');
    }
    if (const auto wanted = number_of(literal)) {
        const auto number = kind == '-' || (kind >= '0' && kind <= '9') ? number_of(json) : std::nullopt;
        return number && compares(op, *number, *wanted);
    }
    const auto text = json_string(json);
    if (!text) return false;
    if (const auto* time = std::get_if<FilterTime>(&literal)) {
        const auto instant = parse_instant(*text);
        return instant && time_compares(op, instant->ms, *time, now);
    }
    return text_compares(op, *text, literal);
}

/// The comparison of one value with one literal, whatever they are.
struct Comparison {
    FilterType type;
    const FilterValue& value;
    Instant now;

    bool holds(FilterOperator op, const FilterLiteral& literal) const {
        if (const auto* text = std::get_if<std::string_view>(&value)) return text_compares(op, *text, literal);
        if (const auto* json = std::get_if<JsonText>(&value)) return json_compares(op, json->text, literal, now);
        if (const auto* truth = std::get_if<bool>(&value)) {
            const auto* wanted = std::get_if<bool>(&literal);
            return wanted && op == FilterOperator::equal && *truth == *wanted;
        }
        if (const auto* length = std::get_if<Duration>(&value)) return length_compares(op, *length, literal);
        const std::int64_t number = std::get<std::int64_t>(value);
        if (type != FilterType::time) return number_compares(op, number, literal);
        const auto* time = std::get_if<FilterTime>(&literal);
        return time && time_compares(op, number, *time, now);
    }
};

bool is_recent(const FilterValue& value, Duration period, Instant now) {
    std::int64_t time = 0;
    if (const auto* json = std::get_if<JsonText>(&value)) {
        const auto text = json_string(json->text);
        const auto instant = text ? parse_instant(*text) : Result<Instant>(ErrorCode::invalid_argument, {});
        if (!instant) return false;
        time = instant->ms;
    } else if (const auto* ms = std::get_if<std::int64_t>(&value)) {
        time = *ms;
    } else {
        return false;
    }
    return time >= sum(now.ms, -period.ms);
}

/// Of a JSON string its text, of anything else its JSON.
bool pattern_holds(const FilterLeaf& leaf, const FilterValue& value, Instant now) {
    if (const auto* text = std::get_if<std::string_view>(&value)) return leaf.pattern->is_in(*text);
    const auto* json = std::get_if<JsonText>(&value);
    if (!json) return false;
    if (leaf.op == FilterOperator::contains && json->text.front() == '[') {
        return any_json_item(json->text, [&](std::string_view item) {
            return json_compares(FilterOperator::equal, item, leaf.values.front(), now);
        });
    }
    if (json->text.front() != '"') return leaf.pattern->is_in(json->text);
    const auto text = json_string(json->text);
    return text && leaf.pattern->is_in(*text);
}

bool is_nothing(const FilterValue& value) {
    if (const auto* text = std::get_if<std::string_view>(&value)) return text->empty();
    if (const auto* json = std::get_if<JsonText>(&value)) return json->text.empty();
    return std::holds_alternative<std::monostate>(value);
}

bool holds_plainly(const FilterLeaf& leaf, FilterType type, const FilterValue& value, Instant now) {
    if (is_nothing(value)) {
        const auto is_null = [](const FilterLiteral& one) { return std::holds_alternative<std::nullptr_t>(one); };
        const bool may_be = leaf.op == FilterOperator::equal || leaf.op == FilterOperator::one_of;
        return may_be && std::any_of(leaf.values.begin(), leaf.values.end(), is_null);
    }
    const Comparison comparison{type, value, now};
    switch (leaf.op) {
    case FilterOperator::exists: return true;
    case FilterOperator::one_of:
        return std::any_of(leaf.values.begin(), leaf.values.end(),
                           [&](const FilterLiteral& one) { return comparison.holds(FilterOperator::equal, one); });
    case FilterOperator::range:
        return comparison.holds(FilterOperator::greater_equal, leaf.values[0]) &&
               comparison.holds(FilterOperator::less_equal, leaf.values[1]);
    case FilterOperator::last: return is_recent(value, std::get<Duration>(leaf.values[0]), now);
    case FilterOperator::contains:
    case FilterOperator::starts_with:
    case FilterOperator::ends_with:
    case FilterOperator::matches: return pattern_holds(leaf, value, now);
    case FilterOperator::search: {
        const auto* json = std::get_if<JsonText>(&value);
        const auto* text = std::get_if<std::string_view>(&value);
        return leaf.pattern->is_in(json ? json->text : text ? *text : std::string_view());
    }
    default: return comparison.holds(leaf.op, leaf.values[0]);
    }
}

} // namespace

FilterTimeSpan span_of(const FilterTime& time, Instant now) {
    std::int64_t base = 0;
    if (time.base == FilterTime::Base::now) base = now.ms;
    if (time.base == FilterTime::Base::today) base = day_of(now.ms);
    const std::int64_t begin = sum(base, time.ms);
    return {begin, sum(begin, time.width_ms)};
}

bool leaf_holds(const FilterLeaf& leaf, FilterType type, const FilterValue& value, Instant now) {
    const auto* json = std::get_if<JsonText>(&value);
    if (!json || leaf.path.empty()) return holds_plainly(leaf, type, value, now) != leaf.negated;
    const auto inner = find_json(json->text, leaf.path);
    return holds_plainly(leaf, type, inner ? FilterValue(JsonText{*inner}) : FilterValue(), now) != leaf.negated;
}

bool node_holds(const FilterNode& node, FilterSubject subject, const FilterRecord& record, Instant now) {
    const auto holds = [&](const FilterNode& part) { return node_holds(part, subject, record, now); };
    switch (node.kind) {
    case FilterNode::Kind::all: return std::all_of(node.parts.begin(), node.parts.end(), holds);
    case FilterNode::Kind::any: return std::any_of(node.parts.begin(), node.parts.end(), holds);
    case FilterNode::Kind::negation: return !holds(node.parts.front());
    case FilterNode::Kind::leaf: break;
    }
    const auto& fields = filter_fields(subject);
    const FilterLeaf& leaf = node.leaf;
    if (leaf.op != FilterOperator::search) {
        return leaf_holds(leaf, fields[leaf.field].type, record.field(leaf.field, now), now);
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].searched && leaf_holds(leaf, fields[i].type, record.field(i, now), now)) return true;
    }
    return false;
}

bool Filter::matches(const FilterRecord& record, Instant now) const {
    return !root_ || node_holds(*root_, subject_, record, now);
}

} // namespace orkestr
