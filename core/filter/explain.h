// A filter in words.
#pragma once

#include "core/filter/filter.h"

#include <array>

namespace orkestr {

/// What the words are put together from. Where there is a negated form it comes right after the plain one.
enum class FilterPhrase : std::uint8_t {
    everything,
    both,            ///< %1 and %2
    either,          ///< %1 or %2
    group,           ///< %1, belonging together
    negation,        ///< %1, turned round
    exists,          ///< %1 is the field in all that follow
    not_exists,
    equal,           ///< %2: the value
    not_equal,
    less,
    not_less,
    less_equal,
    not_less_equal,
    greater,
    not_greater,
    greater_equal,
    not_greater_equal,
    shorter,         ///< of durations
    not_shorter,
    shorter_equal,
    not_shorter_equal,
    longer,
    not_longer,
    longer_equal,
    not_longer_equal,
    before,          ///< of times
    not_before,
    until,
    not_until,
    after,
    not_after,
    since,
    not_since,
    one_of,          ///< %2: values
    not_one_of,
    range,           ///< %2 and %3
    not_range,
    last,            ///< %2: a duration
    not_last,
    contains,
    not_contains,
    starts_with,
    not_starts_with,
    ends_with,
    not_ends_with,
    matches,
    not_matches,
    search,          ///< %1: the text
    nothing,         ///< null as a value
    yes,
    no,
    now,
    today,
    yesterday,
    ago,             ///< %1: a duration
    from_now,
    more_values,     ///< %1: how many
    count,           ///< not a phrase
};

struct FilterWords {
    /// %1, %2, ... are filled in.
    std::array<std::string, static_cast<std::size_t>(FilterPhrase::count)> phrases;
    std::string& operator[](FilterPhrase phrase) { return phrases[static_cast<std::size_t>(phrase)]; }
    const std::string& operator[](FilterPhrase phrase) const { return phrases[static_cast<std::size_t>(phrase)]; }
};

/// In English: what a GUI translates one by one.
const FilterWords& english_filter_words();

/// `status is faulted and (duration is longer than 5 s or not: error exists)`. Fields keep their names.
std::string explain_filter(const Filter& filter, const FilterWords& words = english_filter_words());

} // namespace orkestr
