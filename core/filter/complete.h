// What may be written next in a filter: fields, operators, values seen, keywords.
#pragma once

#include "core/filter/filter.h"

#include <functional>
#include <map>

namespace orkestr {

struct FilterSuggestion {
    enum class Kind : std::uint8_t { field, member, sign, value, keyword };
    Kind kind = Kind::field;
    std::string text;  ///< to be put in, quotes included
    std::string about; ///< in one line, English; empty for values and members
    bool operator==(const FilterSuggestion&) const = default;
};

struct FilterCompletion {
    std::size_t begin = 0; ///< bytes of the text that a suggestion takes the place of
    std::size_t end = 0;
    std::vector<FilterSuggestion> items; ///< best first
};

/// Values that were seen, by the field as one writes it: `definition`, `tag.env`, `input.customer.id`. Texts; of members
/// of open fields JSON. In the order in which they are to be offered.
using SeenFilterValues = std::map<std::string, std::vector<std::string>, std::less<>>;

inline constexpr std::size_t most_filter_suggestions = 50;

/// `cursor` in bytes; any text and any cursor will do.
FilterCompletion complete_filter(std::string_view text, std::size_t cursor, FilterSubject subject, const SeenFilterValues& seen = {});

/// A value as a filter has it: in quotes where it needs them.
std::string quoted_filter_text(std::string_view value);
/// `input["a b"][0].c` of the field and its members.
std::string written_filter_field(std::string_view field, const std::vector<std::variant<std::string, std::size_t>>& path);

} // namespace orkestr
