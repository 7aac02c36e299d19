// What a value means for the field that it is compared with.
#pragma once

#include "core/filter/filter_tree.h"

namespace orkestr {

/// A value as it stands in the text.
struct WrittenValue {
    std::string text;
    bool quoted = false;
};

/// Errors: the problem it is, as the caller is to report it.
std::variant<FilterLiteral, FilterProblem> read_filter_literal(const WrittenValue& value, FilterType type);

/// `2026`, `2026-11`, `2026-11-21`, `2026-11-21T10:15`, with seconds, a fraction, Z or an offset (none: UTC), `now`,
/// `today`, `yesterday`, these with a duration added or taken away: `now-2h`.
std::optional<FilterTime> read_filter_time(std::string_view text);

} // namespace orkestr
