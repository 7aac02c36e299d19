// Appends of 22 events a run (a workflow of ten steps), one run and fifty in a transaction, beside what the disk and
// bare SQLite give for the same bytes; and reading them back. One JSON object a line. The files are made beside the
// program.
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/adapters/memory/memory_store.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <limits>

namespace orkestr::bench {

namespace {

constexpr int events_per_run = 22;
constexpr double measured_s = 2.0;
constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

[[noreturn]] void give_up(const Error& error) {
    std::fprintf(stderr, "bench_store: %s\n", error.message.c_str());
    std::exit(1);
}

AppendBatch run_of(std::int64_t number) {
    static const Json data =
        Json::trusted(R"({"attempt":1,"input":{"ref":3},"name":"getPet","step":"/do/0/tryGetPet/try/0/getPet"})");
    static const Json value =
        Json::trusted(R"({"category":"dog","id":123,"name":"Milou","status":"available","tags":["a","b"]})");
    std::string entropy(10, '\0');
    for (int i = 0; i < 8; ++i) entropy[static_cast<std::size_t>(i)] = static_cast<char>(number >> (8 * i));
    AppendBatch batch;
    batch.run.text = make_ulid(Instant{1'700'000'000'000 + number}, entropy);
    for (int i = 1; i <= events_per_run; ++i) {
        EventRow event;
        event.seq = static_cast<std::uint64_t>(i);
        event.type = i % 2 ? "task.started" : "task.completed";
        event.at = Instant{1'700'000'000'000 + number};
        event.data = data;
        if (i % 2) event.value = value;
        batch.events.push_back(std::move(event));
    }
    batch.row = {
        batch.run, "samples", "get-pet", "1.0.0", std::string(64, 'a'), "completed", Instant{1'700'000'000'000}};
    batch.row.ended = Instant{1'700'000'000'900};
    batch.row.events = events_per_run;
    return batch;
}

/// Bytes of one event as it is stored, so that the floor moves as many.
std::size_t bytes_per_event() {
    std::size_t bytes = 0;
    for (const EventRow& event : run_of(0).events) {
        bytes += event.type.size() + event.data.size_bytes() + (event.value ? event.value->size_bytes() : 0) +
                 event.hash.size() + 8;
    }
    return bytes / events_per_run;
}

/// Runs a second, of at most `most`.
Rate append_runs(Store& store, int runs_per_transaction, std::int64_t most) {
    static std::int64_t number = 0;
    double busy = 0;
    double cpu = 0;
    std::int64_t count = 0;
    while (busy < measured_s && count < most) {
        std::vector<AppendBatch> batches;
        for (int i = 0; i < runs_per_transaction; ++i) batches.push_back(run_of(++number));
        const double cpu_begin = cpu_s();
        const double begin = wall_s();
        for (const auto& result : store.append(batches)) {
            if (!result) give_up(result.error());
        }
        busy += wall_s() - begin;
        cpu += cpu_s() - cpu_begin;
        count += runs_per_transaction;
    }
    const auto n = static_cast<double>(count);
    return {n / busy, cpu * 1e6 / n};
}

/// Events a second, run by run.
Rate read_events(const Store& store) {
    RunQuery query;
    query.limit = 2000;
    const auto runs = store.runs(query);
    if (!runs) give_up(runs.error());
    const double cpu = cpu_s();
    const double begin = wall_s();
    std::size_t count = 0;
    for (const RunRow& run : *runs) {
        const auto events = store.events(run.run, 0, 1000);
        if (!events) give_up(events.error());
        count += events->size();
    }
    const auto n = static_cast<double>(count);
    return {n / (wall_s() - begin), (cpu_s() - cpu) * 1e6 / n};
}

/// Pages of 200 runs a second, walked from the newest to the oldest.
Rate list_runs(const Store& store) {
    RunQuery query;
    query.status = "completed";
    const double cpu = cpu_s();
    const double begin = wall_s();
    double pages = 0;
    while (wall_s() - begin < measured_s / 2) {
        const auto runs = store.runs(query);
        if (!runs) give_up(runs.error());
        ++pages;
        query.before = runs->size() < query.limit ? std::nullopt : std::optional(runs->back().run);
    }
    return {pages / (wall_s() - begin), (cpu_s() - cpu) * 1e6 / pages};
}

void print(const char* figure, const char* unit, Rate rate, const char* floor_name = nullptr, double floor = 0) {
    std::printf(R"({"bench":"store","figure":"%s","value":%.0f,"unit":"%s","cpu_us":%.2f)", figure, rate.per_s, unit,
                rate.cpu_us);
    if (floor_name) std::printf(R"(,"floor":%.0f,"floor_is":"%s")", floor, floor_name);
    std::printf("}\n");
    std::fflush(stdout);
}

void measure(const std::string& folder) {
    std::printf("{\"bench\":\"store\",\"figure\":\"fdatasync\",\"value\":%.3f,\"unit\":\"ms p50\"}\n",
                fdatasync_p50_ms(folder));
    const Rate bare = sqlite_rows(folder, 1, 32, measured_s);
    print("SQLite, 1 row a transaction, synchronous=FULL", "transactions/s", bare);
    const Rate bulk = sqlite_rows(folder, 50 * events_per_run, bytes_per_event(), measured_s);
    print("SQLite, 1100 rows a transaction, same bytes", "rows/s", bulk);

    auto store = SqliteStore::open(folder + "/store.sqlite", SqliteStore::Mode::read_write_create);
    if (!store) give_up(store.error());
    print("append, 1 run of 22 events a transaction", "runs/s", append_runs(**store, 1, unlimited),
          "bare transactions/s", bare.per_s);
    Rate many = append_runs(**store, 50, unlimited);
    print("append, 50 runs of 22 events a transaction", "runs/s", many, "bulk rows/s / 22",
          bulk.per_s / events_per_run);
    many = {many.per_s * events_per_run, many.cpu_us / events_per_run};
    print("append, 50 runs of 22 events a transaction", "events/s", many, "bulk rows/s", bulk.per_s);
    print("read histories of 22 events", "events/s", read_events(**store));
    print("list runs by status, pages of 200", "pages/s", list_runs(**store));

    MemoryStore memory;
    print("memory: append, 50 runs of 22 events at once", "runs/s", append_runs(memory, 50, 20'000));
}

} // namespace

} // namespace orkestr::bench

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder(QCoreApplication::applicationDirPath() + "/store-XXXXXX");
    if (!folder.isValid()) {
        std::fprintf(stderr, "bench_store: no folder to work in: %s\n", qPrintable(folder.errorString()));
        return 1;
    }
    orkestr::bench::measure(folder.path().toStdString());
    return 0;
}
