// What was taken out of a history on export, where somebody needs it.
#pragma once

#include "core/ports/history_reader.h"

#include <string>
#include <vector>

namespace orkestr {

struct RedactedRow {
    std::uint64_t seq = 0;
    std::vector<std::string> pointers; ///< `/value/customer/name`, `/data/error`
};

/// Those of these rows, at most so many, without something that a run's course depends on; what only people read (who did
/// something and why, an activity's log) does not count. Errors: what the reader says.
Result<std::vector<RedactedRow>> redacted_rows(HistoryReader& reader, const RunId& run, const std::vector<EventRow>& rows, std::size_t most);
/// Those that are without anything, whatever it is.
Result<std::vector<RedactedRow>> all_redacted_rows(HistoryReader& reader, const RunId& run, const std::vector<EventRow>& rows);

/// `event 12 (/value/customer/name, ...)`
std::string redacted_text_of(const RedactedRow& row);

} // namespace orkestr
