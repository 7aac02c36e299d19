// Reading a workspace without touching its engine.
#pragma once

#include "app/cli/options.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/history/event_row.h"
#include "core/runtime/plan_cache.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace orkestr::cli {

/// Errors: as SqliteStore::open's, with the workspace named.
Result<std::unique_ptr<SqliteStore>> open_for_reading(const std::string& workspace);

/// Errors: not_found, with a way out; what the store says.
Result<RunRow> find_run(const Store& store, const std::string& run);

/// A run's events behind number `after`, page by page, up to what can't be read. Errors: what the store says, and what
/// `take` does, which ends the reading.
Result<void> read_events(const Store& store, const RunId& run, std::uint64_t after, const std::function<Result<void>(const std::vector<EventRow>&)>& take);

} // namespace orkestr::cli
