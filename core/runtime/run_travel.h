// Time travel in a run of any source that has a HistoryReader.
#pragma once

#include "core/ports/travel_history.h"

#include <memory>
#include <stop_token>

namespace orkestr {

/// Compiles the run's definition where that is there, and reads its history. Blocks. Errors: not_found; as
/// TimeTravel::extend's.
Result<std::unique_ptr<TimeTravel>> travel_in(std::shared_ptr<HistoryReader> reader, const RunId& run, std::stop_token stop = {},
                                              const TimeTravel::Progress& progress = {});

} // namespace orkestr
