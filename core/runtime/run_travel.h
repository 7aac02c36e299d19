// Time travel in a run of any source that has a HistoryReader.
#pragma once

#include "core/ports/travel_history.h"
#include "core/runtime/plan_cache.h"

#include <memory>
#include <stop_token>
#include <utility>

namespace orkestr {

/// Compiles the run's definition where that is there (else its tasks have no names but those in their keys), and reads its
/// history. Blocks. Errors: not_found; as TimeTravel::extend's.
inline Result<std::unique_ptr<TimeTravel>> travel_in(std::shared_ptr<HistoryReader> reader, const RunId& run, std::stop_token stop = {},
                                                     const TimeTravel::Progress& progress = {}) {
    const auto row = reader->run(run);
    if (!row) return row.error();
    PlanCache plans;
    auto plan = plans.get(row->definition, [&] { return reader->definition(row->definition); });
    auto travel = std::make_unique<TimeTravel>(travel_history(std::move(reader), run, plan ? std::move(*plan) : nullptr));
    auto read = travel->extend(std::move(stop), progress, row->events);
    if (!read) return read.error();
    return travel;
}

} // namespace orkestr
