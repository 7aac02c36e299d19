// What a filter's text says, as a tree: for those who judge by it, explain it or turn it into SQL.
#pragma once

#include "core/filter/filter.h"
#include "core/filter/filter_pattern.h"

namespace orkestr {

/// A time as it was written: it stands for all that its precision covers, `2026-11-21` for that day.
struct FilterTime {
    enum class Base : std::uint8_t { absolute, now, today };
    Base base = Base::absolute;
    std::int64_t ms = 0;       ///< since 1970, or what is added to the base
    std::int64_t width_ms = 1; ///< how long a time it stands for
    bool operator==(const FilterTime&) const = default;
};

/// Begin and end (exclusive) in milliseconds since 1970.
struct FilterTimeSpan {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};
FilterTimeSpan span_of(const FilterTime& time, Instant now);

using FilterLiteral = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Duration, FilterTime>;

/// `!=`, `!~` and `not in` are these, negated.
enum class FilterOperator : std::uint8_t {
    exists,
    equal,
    less,
    less_equal,
    greater,
    greater_equal,
    one_of,      ///< any number of values
    range,       ///< two values, both included
    last,        ///< one duration
    contains,
    starts_with,
    ends_with,
    matches,
    search,      ///< a text alone: any searched field contains it
};

/// A step into JSON: a member by name, or an item by index.
using FilterMember = std::variant<std::string, std::size_t>;

struct FilterLeaf {
    std::size_t field = 0; ///< of filter_fields(); does not count in a search
    std::vector<FilterMember> path;
    FilterOperator op = FilterOperator::exists;
    bool negated = false;
    std::vector<FilterLiteral> values;
    std::shared_ptr<const FilterPattern> pattern; ///< of contains to search
    std::size_t value_begin = 0; ///< where the values stand, bytes
    std::size_t value_end = 0;
};

struct FilterNode {
    enum class Kind : std::uint8_t { all, any, negation, leaf };
    Kind kind = Kind::leaf;
    std::size_t begin = 0; ///< bytes of the text
    std::size_t end = 0;
    std::vector<FilterNode> parts; ///< one of a negation, two or more of all and any
    FilterLeaf leaf;
};

/// Whether the leaf holds of what a record has in its field; for a search, of one of the searched fields.
bool leaf_holds(const FilterLeaf& leaf, FilterType type, const FilterValue& value, Instant now);

/// Whether a part of a filter holds.
bool node_holds(const FilterNode& node, FilterSubject subject, const FilterRecord& record, Instant now);

} // namespace orkestr
