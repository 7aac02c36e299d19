// `--filter F`: reads it, and shows where it is wrong.
#pragma once

#include "app/cli/options.h"
#include "core/filter/filter.h"

#include <cstdint>
#include <variant>

namespace orkestr::cli {

/// The filter, or the exit code when it is wrong and that has been said. What may be meant otherwise is said on stderr.
/// Without the option the empty filter.
std::variant<Filter, int> read_filter_option(const Options& options, FilterSubject subject);

/// Two lines: the text around the place, and a mark below it.
std::string marked_place(const std::string& text, std::size_t begin, std::size_t end);

/// On standard error, of so many runs that what the filter looks at is not shown; nothing of none.
void say_unjudged(std::uint64_t runs);

} // namespace orkestr::cli
