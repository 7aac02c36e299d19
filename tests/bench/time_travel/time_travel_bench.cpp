// What it takes to travel in a run of 100,000 events, read from SQLite: to open it, to see any moment of it, and to find the
// events that changed a value, beside the bare fold of all of its events. One JSON line per figure.
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/history/history_fold.h"
#include "core/projection/time_travel.h"
#include "tests/bench/endurance/memory_use.h"
#include "tests/bench/engine/bench_engine.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <random>

namespace orkestr::bench {

namespace {

constexpr const char* fold_name = "bare fold of all events";

struct LongRun {
    RunId run;
    std::shared_ptr<const Plan> plan;
    std::shared_ptr<SqliteStore> store;

    TravelHistory history() const {
        return {run, plan, [store = store, run = run](std::uint64_t after, std::uint32_t limit) { return store->events(run, after, limit); }};
    }
};

LongRun run_to_its_end(const std::string& folder, const std::string& tasks) {
    LongRun one;
    {
        BenchEngine engine(folder);
        one.plan = engine.publish(tasks);
        engine.orchestrator().committed = [&](const RunId&, const std::vector<Event>&, const State& state) {
            if (state.ended()) QCoreApplication::quit();
        };
        engine.start(one.plan, Json::trusted("{\"n\":0}"), [&one](RunId begun) { one.run = begun; });
        QCoreApplication::exec();
    }
    auto store = SqliteStore::open(folder + "/runs.sqlite", SqliteStore::Mode::read_only);
    if (!store) fail(store.error().message);
    one.store = std::move(*store);
    return one;
}

double bare_fold_ms(const LongRun& one, std::uint64_t& events) {
    const double begin = wall_s();
    HistoryFold fold;
    for (;;) {
        const auto rows = one.store->events(one.run, fold.state().seq, 1000);
        if (!rows) fail(rows.error().message);
        for (const EventRow& row : *rows)
            if (!fold.add(row)) fail("an event does not fold");
        if (rows->size() < 1000) break;
    }
    events = fold.state().seq;
    return (wall_s() - begin) * 1000;
}

/// Each in milliseconds, sorted.
template <class Work>
std::vector<double> timed(int times, const Work& work) {
    std::vector<double> all;
    for (int i = 0; i < times; ++i) {
        const double begin = wall_s();
        work(i);
        all.push_back((wall_s() - begin) * 1000);
    }
    std::sort(all.begin(), all.end());
    return all;
}

double part(const std::vector<double>& sorted, double fraction) { return sorted[static_cast<std::size_t>(fraction * static_cast<double>(sorted.size() - 1))]; }

class Report {
public:
    Report(std::string what, double fold_ms) : what_(std::move(what)), fold_ms_(fold_ms) {}

    void print(const std::string& figure, double value, const char* unit, double target = 0) const {
        std::printf(R"({"bench":"time_travel","figure":"%s: %s","value":%.3f,"unit":"%s")", what_.c_str(), figure.c_str(), value, unit);
        if (target > 0) std::printf(R"(,"target":%g)", target);
        std::printf(R"(,"floor":%.3f,"floor_is":"%s, ms"})"
                    "\n",
                    fold_ms_, fold_name);
        std::fflush(stdout);
    }
    void print(const std::string& figure, const std::vector<double>& ms, double target = 0) const {
        print(figure + ", p50", part(ms, 0.5), "ms");
        print(figure + ", p99", part(ms, 0.99), "ms", target);
    }

private:
    std::string what_;
    double fold_ms_;
};

void measure_moments(TimeTravel& travel, const Report& report) {
    std::mt19937 random(1);
    const auto any = [&] { return 1 + random() % travel.last(); };
    report.print("a moment anywhere", timed(500, [&](int) {
                     if (!travel.at(any())) fail("there is no such moment");
                 }),
                 50);
    std::uint64_t at = travel.last() / 2;
    report.print("the next moment", timed(500, [&](int) {
                     if (!travel.at(++at)) fail("there is no such moment");
                 }));
    report.print("the moment before", timed(500, [&](int) {
                     if (!travel.at(--at)) fail("there is no such moment");
                 }));
    report.print("all steps at a moment", timed(20, [&](int) {
                     if (!travel.view_at(any())) fail("there is no such moment");
                 }));
    report.print("the whole document", timed(20, [&](int) {
                     if (!travel.document_at(any())) fail("there is no such moment");
                 }));
}

void measure_changes(TimeTravel& travel, const Report& report, const std::vector<std::string>& paths) {
    for (const std::string& text : paths) {
        const auto path = DataPath::parse(text);
        std::size_t count = 0;
        const auto first = timed(1, [&](int) {
            const auto change = travel.last_change(*path, travel.last() + 1);
            if (!change || !*change) fail("nothing changed at " + text);
        });
        const auto events = travel.change_events(*path);
        count = events->size();
        std::mt19937 random(2);
        const auto again = timed(200, [&](int) {
            const auto change = travel.last_change(*path, 1 + random() % travel.last());
            if (!change) fail(change.error().message);
        });
        report.print("last change of " + text + ", first time, " + std::to_string(count) + " changes", first.front(), "ms", 200);
        report.print("last change of " + text + ", again, p99", part(again, 0.99), "ms");
    }
}

void measure(const std::string& what, const std::string& tasks, const std::vector<std::string>& paths, const TravelMemory& memory = {}) {
    const QTemporaryDir folder;
    const LongRun one = run_to_its_end(folder.path().toStdString(), tasks);
    std::uint64_t events = 0;
    (void)bare_fold_ms(one, events);
    const Report report(what + ", " + std::to_string(events) + " events", bare_fold_ms(one, events));
    const double before_mb = heap_mb();
    TimeTravel travel(one.history(), memory);
    const double begin = wall_s();
    if (const auto read = travel.extend(); !read) fail(read.error().message);
    report.print("opened", (wall_s() - begin) * 1000, "ms");
    report.print("memory by its own count", static_cast<double>(travel.memory_bytes()) / 1e6, "MB");
    report.print("memory", heap_mb() - before_mb, "MB");
    measure_moments(travel, report);
    measure_changes(travel, report, paths);
    const EventMatch failed{"nothing", [](const EventView&) { return false; }};
    report.print("no event that matches, first time", part(timed(1, [&](int) { (void)travel.matching_event(failed, 0, Direction::forward); }), 0), "ms");
    report.print("no event that matches, again", part(timed(1, [&](int) { (void)travel.matching_event(failed, 0, Direction::forward); }), 0), "ms");
}

std::string loop_of(int iterations) {
    return "do: [loop: {for: {each: item, at: i, in: '${ [range(" + std::to_string(iterations) +
           ")] }'}, do: [{price: {set: {order: {id: '${ $item }', total: '${ ($i / 10 | floor) }', note: left at the door}}, export: {as: '${ . }'}}}, "
           "{check: {set: {ok: true}}}, {ship: {if: '${ $i % 2 == 0 }', set: {by: land}}}]}]";
}

/// Branches that each go round a loop.
std::string fork_of(int branches, int iterations) {
    std::string tasks = "do: [all: {fork: {branches: [";
    for (int i = 0; i < branches; ++i) {
        const std::string n = std::to_string(i);
        tasks += (i > 0 ? ", " : "") + ("b" + n) + ": {for: {each: item, in: '${ [range(" + std::to_string(iterations) + ")] }'}, do: [{one" + n + ": {set: {x: 1}}}]}";
    }
    return tasks + "]}}]";
}

} // namespace

} // namespace orkestr::bench

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    using namespace orkestr::bench;
    measure("a loop of 12,500", loop_of(12'500), {"$.order.total", "$.context.order.id", "$.data", "$.variables.item", "$.tasks.price.output.order.total", "$.tasks.*.status"});
    measure("a fork of 2,000", fork_of(2000, 15), {"$.data", "$.variables.item", "$.tasks.*.output", "$.status"});
    measure("a loop of 12,500, no payload kept", loop_of(12'500), {"$.order.total"}, {std::size_t{64} << 20, 0, 256});
    return 0;
}
