// Reading a workspace without touching its engine.
#pragma once

#include "app/cli/options.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/history/event_row.h"
#include "core/runtime/plan_cache.h"

#include <memory>
#include <string>
#include <vector>

namespace orkestr::cli {

/// Errors: as SqliteStore::open's, with the workspace named.
Result<std::unique_ptr<SqliteStore>> open_for_reading(const std::string& workspace);

/// A run and its whole history.
struct RecordedRun {
    RunRow row;
    std::vector<EventRow> events;
};
/// Errors: not_found; what the store says.
Result<RecordedRun> read_run(const Store& store, const std::string& run);

} // namespace orkestr::cli
