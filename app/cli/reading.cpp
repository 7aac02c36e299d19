#include "app/cli/reading.h"

#include "app/workspace/location.h"

namespace orkestr::cli {

Result<std::unique_ptr<SqliteStore>> open_for_reading(const std::string& workspace) {
    auto store = SqliteStore::open(workspace_file(workspace), SqliteStore::Mode::read_only);
    if (!store && store.error().code == ErrorCode::not_found)
        return Error{ErrorCode::not_found, "there is no workspace at '" + workspace + "'; run or publish something with --workspace first", {}};
    return store;
}

Result<RunRow> find_run(const Store& store, const std::string& run) {
    if (!is_run_id(run)) return Error{ErrorCode::not_found, "'" + run + "' is no run's id; 'orkestr runs' lists them", {}};
    RunQuery query;
    query.run = RunId{run};
    auto rows = store.runs(query);
    if (!rows) return rows.error();
    if (rows->empty()) return Error{ErrorCode::not_found, "there is no run " + run + " in this workspace; 'orkestr runs' lists them", {}};
    return rows->front();
}

Result<void> read_events(const Store& store, const RunId& run, std::uint64_t after, const std::function<Result<void>(const std::vector<EventRow>&)>& take) {
    for (std::uint32_t page = 2000;;) {
        const auto events = store.events(run, after, page);
        if (!events && events.error().code == ErrorCode::corrupt && page > 1) {
            page = 1; // up to the one that can't be read
            continue;
        }
        if (!events) return events.error();
        if (events->empty()) return {};
        if (auto taken = take(*events); !taken) return taken;
        after = events->back().seq;
        if (events->size() < page) return {};
    }
}

} // namespace orkestr::cli
