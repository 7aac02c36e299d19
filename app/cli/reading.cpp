#include "app/cli/reading.h"

#include "app/workspace/location.h"

namespace orkestr::cli {

Result<std::unique_ptr<SqliteStore>> open_for_reading(const std::string& workspace) {
    auto store = SqliteStore::open(workspace_file(workspace), SqliteStore::Mode::read_only);
    if (!store && store.error().code == ErrorCode::not_found)
        return Error{ErrorCode::not_found, "there is no workspace at '" + workspace + "'; run or publish something with --workspace first", {}};
    return store;
}

Result<RecordedRun> read_run(const Store& store, const std::string& run) {
    if (!is_run_id(run)) return Error{ErrorCode::not_found, "'" + run + "' is no run's id; 'orkestr runs' lists them", {}};
    RunQuery query;
    query.run = RunId{run};
    auto rows = store.runs(query);
    if (!rows) return rows.error();
    if (rows->empty()) return Error{ErrorCode::not_found, "there is no run " + run + " in this workspace; 'orkestr runs' lists them", {}};
    RecordedRun recorded{rows->front(), {}};
    constexpr std::uint32_t page = 5000;
    for (;;) {
        auto events = store.events(RunId{run}, recorded.events.size(), page);
        if (!events) return events.error();
        const bool last = events->size() < page;
        for (auto& event : *events) recorded.events.push_back(std::move(event));
        if (last) return recorded;
    }
}

} // namespace orkestr::cli
