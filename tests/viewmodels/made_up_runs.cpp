#include "tests/viewmodels/made_up_runs.h"

#include "core/ports/filter_records.h"
#include "core/ports/run_groups.h"

namespace orkestr::test {

namespace {

constexpr std::int64_t first_ms = 1'700'000'000'000;

RunId made_up_id(std::uint64_t number) {
    std::string entropy(10, '\0');
    for (int i = 0; i < 8; ++i) entropy[static_cast<std::size_t>(i + 2)] = static_cast<char>(number >> (56 - 8 * i));
    return RunId{make_ulid(Instant{first_ms + static_cast<std::int64_t>(number) * MadeUpRuns::step_ms}, entropy)};
}

template <class T>
void refuse(const std::function<void(Result<T>)>& done) {
    done(Error{ErrorCode::unsupported, "Made up runs have nothing inside.", {}});
}

} // namespace

RunRow MadeUpRuns::row(std::uint64_t number) const {
    static const char* const names[] = {"order", "invoice", "shipping", "refund"};
    RunRow row;
    row.run = made_up_id(number);
    row.ns = "shop";
    row.name = names[number % 4];
    row.version = number % 8 < 4 ? "1.0.0" : "1.1.0";
    row.definition = "a";
    row.started = Instant{first_ms + static_cast<std::int64_t>(number) * step_ms};
    row.status = number + 20 > count_ && number % 3 == 0 ? "running" : number % 100 == 7 ? "faulted" : "completed";
    if (row.status != "running") row.ended = row.started + Duration{static_cast<std::int64_t>(number % 5000)};
    if (row.status == "faulted") row.error = "Timeout of the payment provider";
    row.events = 5 + number % 40;
    return row;
}

/// The highest number whose id sorts before this key.
std::uint64_t MadeUpRuns::last_before(const std::optional<RunId>& before) const {
    if (!before) return count_;
    std::uint64_t low = 0;
    std::uint64_t high = count_;
    while (low < high) {
        const std::uint64_t middle = low + (high - low + 1) / 2;
        if (made_up_id(middle) < *before) low = middle;
        else high = middle - 1;
    }
    return low;
}

RunPage MadeUpRuns::page(const RunQuery& query) {
    RunPage page;
    std::uint64_t number = last_before(query.before);
    if (query.run) {
        number = last_before(RunId{query.run->text + '0'});
        if (number > 0 && row(number).run == *query.run) page.runs.push_back(row(number));
        return page;
    }
    const bool scans = !query.filter.is_empty();
    while (number > 0 && page.runs.size() < query.limit && (!scans || page.looked_at < part_rows)) {
        RunRow one = row(number--);
        ++page.looked_at;
        if (!scans || query.filter.matches(RunRecord(one), query.now)) page.runs.push_back(std::move(one));
    }
    page.more = number > 0;
    if (page.more) page.next = made_up_id(number + 1);
    return page;
}

void MadeUpRuns::runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) {
    ++asked_;
    thread_.post([this, query = std::move(query), stop, done = std::move(done)] {
        if (stop.stop_requested()) return done(Error{ErrorCode::cancelled, "stopped", {}});
        done(page(query));
    });
}

void MadeUpRuns::groups(RunQuery query, RunGrouping grouping, std::stop_token stop, std::function<void(Result<RunGroups>)> done) {
    thread_.post([this, query = std::move(query), grouping, stop, done = std::move(done)]() mutable {
        if (stop.stop_requested()) return done(Error{ErrorCode::cancelled, "stopped", {}});
        RunGroups part;
        if (query.filter.is_empty() && grouping == RunGrouping::status) {
            // As an index would have it.
            part.groups = {{"completed", count_ - count_ / 100 - 6}, {"faulted", count_ / 100}, {"running", 6}};
            part.looked_at = count_;
            return done(part);
        }
        query.limit = part_rows;
        RunPage one = page(query);
        std::map<std::string, std::uint64_t> counts;
        for (const RunRow& run : one.runs) ++counts[run_group_key(run, grouping)];
        part.groups = ranked_run_groups(counts).groups;
        part.next = one.next;
        part.looked_at = one.looked_at;
        done(part);
    });
}

void MadeUpRuns::run(RunId, std::stop_token, std::function<void(Result<std::shared_ptr<const RunView>>)> done) { refuse(done); }
void MadeUpRuns::step(RunId, StepId, std::stop_token, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) { refuse(done); }
void MadeUpRuns::events(EventQuery, std::stop_token, std::function<void(Result<EventPage>)> done) { refuse(done); }
void MadeUpRuns::definitions(DefinitionQuery, std::stop_token, std::function<void(Result<std::vector<DefinitionRow>>)> done) {
    thread_.post([done] { done(std::vector<DefinitionRow>{}); });
}
void MadeUpRuns::overview(std::stop_token, std::function<void(Result<WorkspaceOverview>)> done) {
    thread_.post([done] { done(WorkspaceOverview{}); });
}
void MadeUpRuns::state(std::stop_token, std::function<void(Result<SourceState>)> done) {
    thread_.post([done] { done(SourceState{}); });
}

} // namespace orkestr::test
