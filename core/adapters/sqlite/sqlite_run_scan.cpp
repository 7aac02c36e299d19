#include "core/adapters/sqlite/sqlite_reads.h"
#include "core/adapters/sqlite/sqlite_rows.h"
#include "core/adapters/sqlite/sqlite_run_plan.h"
#include "core/adapters/sqlite/sqlite_run_rows.h"
#include "core/ports/append_check.h"
#include "core/ports/run_groups.h"

#include <algorithm>

namespace orkestr {

namespace {

/// So many rows are looked at between two looks at whether a page is full: few at first, for most pages are full soon.
constexpr std::uint32_t rows_at_first = 2'000;
constexpr std::uint32_t rows_at_once = 100'000;

/// All statements meanwhile see the same state of the file.
class SqliteSnapshotReading {
public:
    explicit SqliteSnapshotReading(SqliteConnection& connection) : connection_(connection), begun_(connection.statement("BEGIN").run().ok()) {}
    ~SqliteSnapshotReading() {
        if (begun_) (void)connection_.statement("COMMIT").run();
    }
    SqliteSnapshotReading(const SqliteSnapshotReading&) = delete;
    SqliteSnapshotReading& operator=(const SqliteSnapshotReading&) = delete;

private:
    SqliteConnection& connection_;
    bool begun_ = false;
};

/// The runs that are looked at: from `first` (nothing: the very first) up to and without `before`.
struct RunWindow {
    std::optional<RunId> first;
    std::optional<RunId> before;
    std::uint64_t runs = 0;
};

class RunScanner {
public:
    RunScanner(SqliteConnection& connection, const RunQuery& query, RunPlan plan)
        : connection_(connection), query_(query), plan_(std::move(plan)) {}

    /// As long as about `most` rows.
    Result<RunWindow> window(const std::optional<RunId>& before, std::uint32_t most);
    Result<std::vector<RunRow>> rows(const RunWindow& window, std::uint32_t limit);
    Result<void> count(const RunWindow& window, RunGrouping grouping, std::map<std::string, std::uint64_t>& counts);

private:
    struct Reach {
        std::uint64_t runs = 0;
        std::optional<RunId> first; ///< where it had to stop
    };
    Result<Reach> reach_of(const RunWay& way, const std::optional<RunId>& before, std::uint32_t most);
    SqliteCondition condition_of(const RunWay& way, const RunWindow& window) const;

    SqliteConnection& connection_;
    const RunQuery& query_;
    RunPlan plan_;
};

Result<RunScanner::Reach> RunScanner::reach_of(const RunWay& way, const std::optional<RunId>& before, std::uint32_t most) {
    SqliteCondition where = way.where;
    if (before) where.add({"run < CAST(? AS TEXT)", {before->text}});
    SqliteStatement count = connection_.prepare("SELECT count(*), CAST(min(run) AS BLOB) FROM (SELECT run FROM " + way.from + " WHERE " +
                                                where.sql + " ORDER BY run DESC LIMIT ?)");
    where.bind_to(count);
    count.bind(std::int64_t{most});
    const auto reach = collect_sqlite_rows<Reach>(count, [&](SqliteStatement& row) -> Result<Reach> {
        const auto runs = static_cast<std::uint64_t>(row.integer(0));
        return Reach{runs, runs < most ? std::nullopt : std::optional(RunId{row.text(1)})};
    });
    if (!reach) return reach.error();
    return reach->front();
}

Result<RunWindow> RunScanner::window(const std::optional<RunId>& before, std::uint32_t most) {
    RunWindow window{std::nullopt, before, 0};
    const auto ways = static_cast<std::uint32_t>(std::max<std::size_t>(plan_.ways.size(), 1));
    for (const RunWay& way : plan_.ways) {
        if (way.few) continue;
        const auto reach = reach_of(way, before, std::max<std::uint32_t>(most / ways, 1));
        if (!reach) return reach.error();
        window.runs += reach->runs;
        if (reach->first && (!window.first || *window.first < *reach->first)) window.first = reach->first;
    }
    return window;
}

SqliteCondition RunScanner::condition_of(const RunWay& way, const RunWindow& window) const {
    SqliteCondition where;
    where.add(way.where);
    if (window.before) where.add({"run < CAST(? AS TEXT)", {window.before->text}});
    if (window.first) where.add({"run >= CAST(? AS TEXT)", {window.first->text}});
    where.add(plan_.holds);
    return where;
}

/// One more than is asked for, when there are that many: then there is a next page.
Result<std::vector<RunRow>> RunScanner::rows(const RunWindow& window, std::uint32_t limit) {
    const SqliteFilterUse use(connection_.functions(), plan_.leaves);
    std::vector<RunRow> found;
    for (const RunWay& way : plan_.ways) {
        const SqliteCondition where = condition_of(way, window);
        SqliteStatement find = connection_.prepare(std::string("SELECT ") + sqlite_run_columns + " FROM " + way.from + " WHERE " + where.sql +
                                                   " ORDER BY run DESC LIMIT ?");
        where.bind_to(find);
        find.bind(std::int64_t{limit} + 1);
        auto rows = collect_sqlite_rows<RunRow>(find, [](SqliteStatement& row) { return sqlite_run_of(row); });
        if (!rows) return rows;
        std::move(rows->begin(), rows->end(), std::back_inserter(found));
    }
    if (plan_.ways.size() > 1) std::sort(found.begin(), found.end(), [](const RunRow& a, const RunRow& b) { return b.run < a.run; });
    return found;
}

const char* group_sql(RunGrouping grouping) {
    switch (grouping) {
    case RunGrouping::status: return "CAST(status AS BLOB)";
    case RunGrouping::definition: return "CAST(ns || '/' || name AS BLOB)";
    case RunGrouping::version: return "CAST(ns || '/' || name || ':' || version AS BLOB)";
    case RunGrouping::error: break;
    }
    return "CAST(error AS BLOB)";
}

Result<void> RunScanner::count(const RunWindow& window, RunGrouping grouping, std::map<std::string, std::uint64_t>& counts) {
    const SqliteFilterUse use(connection_.functions(), plan_.leaves);
    for (const RunWay& way : plan_.ways) {
        const SqliteCondition where = condition_of(way, window);
        SqliteStatement find = connection_.prepare(std::string("SELECT ") + group_sql(grouping) + ", count(*) FROM " + way.from + " WHERE " +
                                                   where.sql + " GROUP BY 1");
        where.bind_to(find);
        const auto groups = collect_sqlite_rows<RunGroup>(find, [](SqliteStatement& row) -> Result<RunGroup> {
            return RunGroup{row.text(0), static_cast<std::uint64_t>(row.integer(1))};
        });
        if (!groups) return groups.error();
        for (const RunGroup& group : *groups) counts[group.key] += group.runs;
    }
    return {};
}

/// Without a filter the page is all there is to look at.
Result<RunScan> page_as_scan(SqliteConnection& connection, const RunQuery& query) {
    RunQuery more = query;
    ++more.limit;
    auto rows = read_sqlite_run_page(connection, more);
    if (!rows) return rows.error();
    RunScan scan;
    scan.runs = std::move(*rows);
    if (scan.runs.size() > query.limit) {
        scan.runs.pop_back();
        scan.next = scan.runs.back().run;
    }
    scan.looked_at = scan.runs.size();
    return scan;
}

/// From the counts alone.
Result<RunGroupScan> groups_of_kinds(SqliteConnection& connection, const RunQuery& query, RunGrouping grouping) {
    const auto kinds = sqlite_kinds_of(connection, query);
    if (!kinds) return kinds.error();
    std::map<std::string, std::uint64_t> counts;
    std::uint64_t runs = 0;
    for (const RunKind& kind : kinds->meant) {
        counts[run_group_key(kind.row, grouping)] += kind.runs;
        runs += kind.runs;
    }
    RunGroupScan scan = ranked_run_groups(counts);
    scan.looked_at = runs;
    return scan;
}

} // namespace

Result<std::vector<RunRow>> read_sqlite_runs(SqliteConnection& connection, const RunQuery& query) {
    if (auto checked = check_query(query); !checked) return checked.error();
    if (query.filter.is_empty()) return read_sqlite_run_page(connection, query);
    std::vector<RunRow> found;
    RunQuery rest = query;
    while (true) {
        auto scan = scan_sqlite_runs(connection, rest, rows_at_once);
        if (!scan) return scan.error();
        std::move(scan->runs.begin(), scan->runs.end(), std::back_inserter(found));
        if (!scan->next || found.size() == query.limit) return found;
        rest.before = scan->next;
        rest.limit = query.limit - static_cast<std::uint32_t>(found.size());
    }
}

Result<RunScan> scan_sqlite_runs(SqliteConnection& connection, const RunQuery& query, std::uint32_t most) {
    if (auto checked = check_scan(query, most); !checked) return checked.error();
    if (query.filter.is_empty()) return page_as_scan(connection, query);
    const SqliteSnapshotReading reading(connection);
    auto plan = plan_sqlite_runs(connection, query);
    if (!plan) return plan.error();
    RunScanner scanner(connection, query, std::move(*plan));
    RunScan scan;
    scan.next = query.before;
    std::uint32_t part = std::min(most, rows_at_first);
    do {
        const auto window = scanner.window(scan.next, part);
        if (!window) return window.error();
        const auto room = query.limit - static_cast<std::uint32_t>(scan.runs.size());
        auto rows = scanner.rows(*window, room);
        if (!rows) return rows.error();
        scan.next = window->first;
        scan.looked_at += window->runs;
        const bool full = rows->size() > room;
        if (full) rows->resize(room);
        std::move(rows->begin(), rows->end(), std::back_inserter(scan.runs));
        if (full) scan.next = scan.runs.back().run;
        // The next look takes up more, but no more than is left.
        part = static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{part} * 8, most - std::min<std::uint64_t>(most, scan.looked_at)));
    } while (scan.next && scan.runs.size() < query.limit && part > 0);
    scan.looked_at = std::max<std::uint64_t>(scan.looked_at, scan.runs.size());
    return scan;
}

Result<RunGroupScan> group_sqlite_runs(SqliteConnection& connection, const RunQuery& query, RunGrouping grouping, std::uint32_t most) {
    if (auto checked = check_scan(query, most); !checked) return checked.error();
    const SqliteSnapshotReading reading(connection);
    if (grouping != RunGrouping::error && is_of_kinds(query)) return groups_of_kinds(connection, query, grouping);
    auto plan = plan_sqlite_runs(connection, query);
    if (!plan) return plan.error();
    RunScanner scanner(connection, query, std::move(*plan));
    const auto window = scanner.window(query.before, most);
    if (!window) return window.error();
    std::map<std::string, std::uint64_t> counts;
    if (auto counted = scanner.count(*window, grouping, counts); !counted) return counted.error();
    RunGroupScan scan = ranked_run_groups(counts);
    scan.next = window->first;
    scan.looked_at = window->runs;
    return scan;
}

} // namespace orkestr
