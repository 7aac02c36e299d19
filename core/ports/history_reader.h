// Recorded histories, for whoever goes through many events or many runs: time travel, replay, comparison, statistics. A
// reader is opened from a RunSource and stands on its own, so that long reading holds up nobody else. Calls block; one
// thread at a time owns a reader, and there can be several. It may outlive its source.
#pragma once

#include "core/ports/store.h"

#include <optional>
#include <string>
#include <vector>

namespace orkestr {

struct RunPage {
    std::vector<RunRow> runs; ///< newest first; with a filter perhaps fewer than asked for though there are more
    bool more = false;        ///< there are older ones, or some that were not looked at yet
    std::optional<RunId> next; ///< RunQuery::before of the next page, when there is more
    std::uint64_t looked_at = 0; ///< rows this page took
};

class HistoryReader {
public:
    virtual ~HistoryReader() = default;

    /// A page of runs, in parts of about a tenth of a second. Errors: what the source says.
    virtual Result<RunPage> runs(const RunQuery& query) = 0;
    /// Events of a run after `after`, in order, at most `limit` (to 10,000); none after the last one. Errors: not_found;
    /// corrupt; what the source says.
    virtual Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) = 0;
    /// Errors: not_found.
    virtual Result<DefinitionRow> definition(const std::string& hash) = 0;
    /// JSON pointers (`/value/a/b`) of what was taken out of an event on export; none where all is shown. Errors: as events.
    virtual Result<std::vector<std::string>> redacted(const RunId& run, std::uint64_t seq) = 0;

    /// One run as lists show it. Errors: not_found; what the source says.
    Result<RunRow> run(const RunId& run) {
        RunQuery query;
        query.run = run;
        query.limit = 1;
        auto page = runs(query);
        if (!page) return page.error();
        if (page->runs.empty()) return Error{ErrorCode::not_found, "there is no run " + run.text, {}};
        return std::move(page->runs.front());
    }
};

} // namespace orkestr
