// The one filter language for runs, steps and events, in the spirit of packet analysers' display filters. LANGUAGE.md
// says what can be written and what it means. A filter is two-valued: of what a record does not have, every comparison
// but `== null` is false, and `!=` and `not` turn it round; so a store that has an index and a scan in memory give the
// same answers.
//
// Values; any thread. Reading a text takes time and memory linear in it, and judging a record linear in its texts.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace orkestr {

/// What a filter is about; each has its own fields.
enum class FilterSubject : std::uint8_t { run, step, event };

enum class FilterType : std::uint8_t { text, number, duration, time, boolean, json };

/// A field that a filter may name.
struct FilterField {
    std::string_view name;
    FilterType type = FilterType::text;
    bool searched = false;          ///< a quoted text alone looks into it
    std::string_view about;         ///< in one line, English
    std::vector<std::string_view> values = {}; ///< worth offering
    bool closed = false;            ///< it can hold only these
    std::vector<std::string_view> aliases = {}; ///< other names for it
    /// Members follow: input.customer.id, tag.env.
    bool is_open() const { return type == FilterType::json; }
};

/// The fields of a subject, in the order in which they are offered. A FilterRecord is asked by their index, which
/// core/filter/fields.h names.
const std::vector<FilterField>& filter_fields(FilterSubject subject);

/// Canonical JSON (core/base/json.h).
struct JsonText {
    std::string_view text;
};

/// What a record holds in a field: nothing (monostate), a text (the empty one is nothing), a number (also a duration in
/// milliseconds, a time in milliseconds since 1970), a truth value, a JSON value, or a duration that may be finer. Views are
/// valid while the record is.
using FilterValue = std::variant<std::monostate, std::string_view, std::int64_t, bool, JsonText, Duration>;

/// Something that can be judged: core/ports/filter_records.h has those of runs, steps and events.
class FilterRecord {
public:
    virtual ~FilterRecord() = default;
    /// Of the field with this index of filter_fields(). `now` is for what has no end yet.
    virtual FilterValue field(std::size_t index, Instant now) const = 0;
};

/// What can be wrong with a text; the first part are errors, those from `first_warning` on warnings.
enum class FilterProblem : std::uint8_t {
    too_long,            ///< %1 bytes at most
    not_utf8,
    too_deep,            ///< %1 levels at most
    too_many_terms,      ///< %1 at most
    too_many_values,     ///< %1 at most
    too_many_patterns,   ///< %1 at most
    expected_term,
    expected_connective, ///< %1: what stands there
    expected_close,
    expected_value,      ///< %1: the field
    expected_list,
    expected_list_end,
    expected_range_end,
    expected_with,       ///< %1: starts or ends
    expected_period,
    unexpected_text,     ///< %1: what stands there
    open_quote,
    not_an_operator,     ///< %1: what stands there, %2: the operator that was meant
    no_operator,         ///< %1: what stands there
    unknown_field,       ///< %1: what stands there, %2: the fields there are
    unknown_field_near,  ///< %2: the field that was meant, perhaps
    no_members,          ///< %1: the field, %2: what has members
    bad_member,
    wrong_operator,      ///< %1: the operator, %2: the field, %3: what it does instead
    not_a_number,        ///< %1: the value, %2: the field
    not_a_duration,      ///< as above
    no_unit,             ///< as above
    not_a_time,          ///< as above
    not_a_truth,         ///< as above
    bad_pattern,         ///< %1: RE2's reason
    null_needs_equality, ///< %1: the field
    unknown_value,       ///< %1: the value, %2: the field, %3: the values there are
    unknown_value_near,  ///< %3: the value that was meant, perhaps
    never_holds,         ///< %1: the comparison
    always_holds,        ///< as above
    contradiction,       ///< %1: the field
    tautology,           ///< %1: the field
    empty_range,
    needs_namespace,     ///< %1: the value
    not_a_run,           ///< %1: the value
    mixed_types,
};
inline constexpr FilterProblem first_filter_warning = FilterProblem::unknown_value;

struct FilterDiagnostic {
    FilterProblem problem = FilterProblem::expected_term;
    std::size_t begin = 0; ///< bytes of the text
    std::size_t end = 0;
    std::vector<std::string> arguments; ///< %1, %2, ... of the message
    std::string message; ///< English, one sentence with a way out
    /// It can be used all the same, but may not mean what was intended.
    bool is_warning() const { return problem >= first_filter_warning; }
};

/// English, with %1, %2, ... for the arguments: what a GUI translates.
std::string_view filter_problem_text(FilterProblem problem);
/// Puts the arguments into a text like the above.
std::string fill_filter_text(std::string_view text, const std::vector<std::string>& arguments);

struct FilterNode; ///< core/filter/filter_tree.h

/// A filter that was read. Cheap to copy.
class Filter {
public:
    /// The empty filter, which holds for all.
    Filter() = default;

    const std::string& text() const { return text_; }
    FilterSubject subject() const { return subject_; }
    bool is_empty() const { return !root_; }
    /// Null for the empty filter.
    const std::shared_ptr<const FilterNode>& root() const { return root_; }

    /// `now`: what `last 2h` and `now` are counted from; the same for a whole reading.
    bool matches(const FilterRecord& record, Instant now) const;

private:
    friend class FilterParser;
    std::string text_;
    FilterSubject subject_ = FilterSubject::run;
    std::shared_ptr<const FilterNode> root_;
};

/// What reading a text gave: a filter unless there is an error among the diagnostics.
struct ParsedFilter {
    std::optional<Filter> filter;
    std::vector<FilterDiagnostic> diagnostics; ///< in the order of the text
};

inline constexpr std::size_t most_filter_bytes = 64 * 1024;
inline constexpr std::size_t most_filter_depth = 64;     ///< of parentheses and `not`
inline constexpr std::size_t most_filter_terms = 500;
inline constexpr std::size_t most_filter_values = 2000;  ///< in all lists together
inline constexpr std::size_t most_filter_patterns = 50;

ParsedFilter parse_filter(std::string_view text, FilterSubject subject);

/// The same for callers that want a filter or an error: invalid_argument, with the place and the reason.
Result<Filter> read_filter(std::string_view text, FilterSubject subject);

} // namespace orkestr
