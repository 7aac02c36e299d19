// Filters over many runs in a workspace's file, first pages and counts of what indexes lead to and scans of what they
// don't, beside bare SQL on the same file; and over a million events in memory. One JSON object a line. ORKESTR_BENCH_RUNS
// says how many runs, ten million unless it does; the file, about 450 bytes a run, is made beside the program.
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/ports/filter_records.h"
#include "tests/bench/filter/many_runs.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace orkestr::bench {

namespace {

constexpr std::uint32_t rows_of_a_part = 100'000;
constexpr int events = 1'000'000;

RunQuery query_of(const std::string& text) {
    auto filter = read_filter(text, FilterSubject::run);
    if (!filter) give_up(text + ": " + filter.error().message);
    RunQuery query;
    query.filter = std::move(*filter);
    query.now = newest_run;
    return query;
}

std::string quoted(const std::string& text) { return Json::string(text).text(); }

void print(const std::string& figure, double value, const char* unit, double rows, const std::string& floor = {}) {
    std::printf("{\"bench\":\"filter\",\"figure\":%s,\"value\":%.*f,\"unit\":\"%s\",\"rows\":%.0f%s}\n", quoted(figure).c_str(), value < 1000 ? 2 : 0, value,
                unit, rows, floor.c_str());
    std::fflush(stdout);
}

std::string floor_of(const std::string& path, const char* sql) {
    double best = 1e9;
    for (int i = 0; i < 3; ++i) best = std::min(best, bare_query(path, sql).seconds);
    char text[200];
    std::snprintf(text, sizeof text, ",\"floor\":%.2f,\"floor_is\":\"ms, bare SQL\"", best * 1000);
    return text;
}

/// The first 200 of them.
void first_page(const SqliteStore& store, const std::string& filter, const std::string& floor = {}) {
    double slowest = 0;
    std::size_t rows = 0;
    for (int i = 0; i < 3; ++i) {
        const double begin = now_s();
        const auto page = store.scan_runs(query_of(filter), rows_of_a_part);
        if (!page) give_up(page.error().message);
        slowest = std::max(slowest, now_s() - begin);
        rows = page->runs.size();
    }
    print("first page: " + filter, slowest * 1000, "ms", static_cast<double>(rows), floor);
}

struct Counted {
    std::uint64_t runs = 0;
    std::uint64_t looked_at = 0;
    double seconds = 0;
};

Counted count(const SqliteStore& store, RunQuery query, RunGrouping grouping) {
    Counted counted;
    const double begin = now_s();
    while (true) {
        const auto part = store.group_runs(query, grouping, rows_of_a_part);
        if (!part) give_up(part.error().message);
        for (const RunGroup& group : part->groups) counted.runs += group.runs;
        counted.looked_at += part->looked_at;
        if (!part->next) break;
        query.before = part->next;
    }
    counted.seconds = now_s() - begin;
    return counted;
}

void count_of(const SqliteStore& store, const std::string& filter, const std::string& floor = {}) {
    const Counted counted = count(store, query_of(filter), RunGrouping::status);
    print("count: " + filter, counted.seconds * 1000, "ms", static_cast<double>(counted.runs), floor);
}

void groups_of(const SqliteStore& store, const char* name, RunGrouping grouping) {
    const Counted counted = count(store, RunQuery{}, grouping);
    print(std::string("groups by ") + name, counted.seconds * 1000, "ms", static_cast<double>(counted.runs));
}

/// All runs, one by one.
void scan_of(const SqliteStore& store, const std::string& filter, const std::string& floor = {}) {
    const Counted counted = count(store, query_of(filter), RunGrouping::status);
    print("scan: " + filter, static_cast<double>(counted.looked_at) / counted.seconds, "rows/s", static_cast<double>(counted.looked_at), floor);
}

/// One part, of runs whose payload is there.
void payload_scan_of(const SqliteStore& store, const std::string& filter) {
    const double begin = now_s();
    const auto part = store.scan_runs(query_of(filter), rows_of_a_part);
    if (!part) give_up(part.error().message);
    print("scan: " + filter, static_cast<double>(part->looked_at) / (now_s() - begin), "rows/s", static_cast<double>(part->looked_at));
}

void measure_runs(const std::string& folder, std::int64_t runs) {
    const std::string path = folder + "/workspace.sqlite";
    const double begin = now_s();
    make_many_runs(path, runs);
    print("making the runs by SQL", static_cast<double>(runs) / (now_s() - begin), "rows/s", static_cast<double>(runs));
    auto opened = SqliteStore::open(path, SqliteStore::Mode::read_only);
    if (!opened) give_up(opened.error().message);
    const SqliteStore& store = **opened;

    first_page(store, "status == faulted", floor_of(path, "SELECT * FROM runs WHERE status = 'faulted' ORDER BY run DESC LIMIT 200"));
    first_page(store, "definition == shop/task-7");
    first_page(store, "status == faulted and definition ~ \"order.*\"");
    first_page(store, "status == suspended or status == pending");
    first_page(store, "open");
    first_page(store, "started in last 2h");
    first_page(store, "started in 2026-02-01..2026-02-03");
    first_page(store, "started in 2026-02-01..2026-04-30 and status == cancelled");
    first_page(store, "started < 2025-12-01 and status == faulted and error contains timeout");
    first_page(store, "parent == 01JD7Q2K5Z3V8W9X0Y1Z2A3B4C");
    count_of(store, "status == faulted", floor_of(path, "SELECT count(*) FROM runs WHERE status = 'faulted'"));
    count_of(store, "status == completed", floor_of(path, "SELECT count(*) FROM runs WHERE status = 'completed'"));
    count_of(store, "not status == completed and definition ~ \"order.*\"");
    count_of(store, "started in last 2h");
    groups_of(store, "status", RunGrouping::status);
    groups_of(store, "definition", RunGrouping::definition);
    groups_of(store, "error", RunGrouping::error);
    const std::string bare = floor_of(path, "SELECT count(*) FROM runs WHERE ended - started > 9998");
    scan_of(store, "duration > 9998ms", bare);
    scan_of(store, "error contains timeout", floor_of(path, "SELECT count(*) FROM runs WHERE error LIKE '%timeout%'"));
    scan_of(store, "\"timeout\"");
    payload_scan_of(store, "input.customer.id == 4711");
}

std::vector<EventView> many_events() {
    std::vector<EventView> all;
    all.reserve(events);
    const char* types[] = {"task.started", "task.completed", "activity.scheduled", "activity.completed", "task.faulted"};
    for (int i = 0; i < events; ++i) {
        EventView event;
        event.seq = static_cast<std::uint64_t>(i + 1);
        event.type = types[i % 5];
        event.at = Instant{newest_run.ms + i};
        event.task = "/do/" + std::to_string(i % 9) + "/call";
        event.step = event.task + "#" + std::to_string(i);
        event.attempt = 1;
        event.data = Json::trusted(R"({"flow":"done","step":)" + std::to_string(i) + R"(,"value":{"category":"dog","id":)" + std::to_string(i % 1000) +
                                   R"(,"name":"Milou","status":"available"}})");
        all.push_back(std::move(event));
    }
    return all;
}

void measure_events() {
    const std::vector<EventView> all = many_events();
    // What looking at each event's type takes without any filter.
    const double before = now_s();
    std::size_t faulted = 0;
    for (const EventView& event : all) faulted += event.type.find("faulted") != std::string::npos ? 1 : 0;
    const double bare = events / (now_s() - before);
    char floor[100];
    std::snprintf(floor, sizeof floor, ",\"floor\":%.0f,\"floor_is\":\"std::string::find in the type\"", bare);
    for (const char* text : {"type == task.faulted", "type ~ faulted and attempt == 1", "data.value.id == 42", "\"milou\"", "not failed and step ends with 77"}) {
        const auto filter = read_filter(text, FilterSubject::event);
        if (!filter) give_up(filter.error().message);
        const double begin = now_s();
        std::size_t found = 0;
        for (const EventView& event : all) found += filter->matches(EventRecord(event), newest_run) ? 1 : 0;
        print(std::string("events in memory: ") + text, events / (now_s() - begin), "events/s", static_cast<double>(found), floor);
    }
    if (faulted == 0) give_up("no event is faulted");
}

} // namespace

} // namespace orkestr::bench

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder(QCoreApplication::applicationDirPath() + "/filter-XXXXXX");
    if (!folder.isValid()) orkestr::bench::give_up("no folder to work in: " + folder.errorString().toStdString());
    const char* wanted = std::getenv("ORKESTR_BENCH_RUNS");
    const std::int64_t runs = wanted ? std::strtoll(wanted, nullptr, 10) : 10'000'000;
    if (runs < 100'000) orkestr::bench::give_up("ORKESTR_BENCH_RUNS is 100000 or more");
    orkestr::bench::measure_runs(folder.path().toStdString(), runs);
    orkestr::bench::measure_events();
    return 0;
}
