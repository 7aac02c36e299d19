// How many runs a filter could not judge, because what it looks at was taken out of their histories.
#pragma once

#include "core/ports/history_reader.h"

#include <cstdint>
#include <stop_token>

namespace orkestr {

/// Of those that the query is about. Reads each run's row, and what the filter asks of it besides: to be asked only where
/// something was taken out. Errors: what the reader says; cancelled.
Result<std::uint64_t> count_unjudged(HistoryReader& reader, RunQuery query, std::stop_token stop = {});

} // namespace orkestr
