// Two runs of 100,000 events compared, beside bare decoding of both; and 10,000 runs of one definition gathered for the
// overlay of its graph, beside bare reading of their rows. One JSON object a line; times in milliseconds, lower is better.
#include "app/workspace/location.h"
#include "app/workspace/workspace.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/history/codec.h"
#include "core/runtime/path_scan.h"
#include "core/runtime/run_comparison.h"
#include "tests/bench/compare/made_histories.h"
#include "tests/bench/engine/bench_engine.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>

namespace orkestr::bench {

namespace {

constexpr std::size_t long_events = 100'000;
constexpr std::uint64_t many_runs = 10'000;

template <class T>
T good(Result<T> result) {
    if (!result) fail(result.error().message);
    return std::move(*result);
}

template <class Work>
double median_ms(int times, const Work& work) {
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        const double begin = wall_s();
        work();
        took.push_back((wall_s() - begin) * 1000);
    }
    std::sort(took.begin(), took.end());
    return took[took.size() / 2];
}

void print(const char* figure, double ms, double target_ms, double floor_ms, const char* floor_is) {
    std::printf(R"({"bench":"compare","figure":"%s","ms":%.1f,)", figure, ms);
    if (target_ms > 0) std::printf(R"("target_ms":%g,)", target_ms);
    std::printf(R"("floor_ms":%.1f,"floor_is":"%s"})"
                "\n",
                floor_ms, floor_is);
    std::fflush(stdout);
}

void append(SqliteStore& store, std::vector<AppendBatch> batches) {
    for (const auto& done : store.append(batches))
        if (!done) fail(done.error().message);
}

std::uint64_t read_events(HistoryReader& reader, const RunId& run, bool decoded) {
    Decoder decoder;
    std::uint64_t after = 0;
    for (;;) {
        const auto rows = good(reader.events(run, after, 1000));
        if (rows.empty()) return after;
        for (const EventRow& row : rows)
            if (decoded && !decoder.decode(row)) fail("an event can't be read");
        after = rows.back().seq;
    }
}

void measure_comparisons(RunSource& source, const std::vector<RunId>& runs) {
    auto reader = good(source.open_reader());
    const double floor = median_ms(3, [&] {
        read_events(*reader, runs[0], true);
        read_events(*reader, runs[1], true);
    });
    const auto compare = [&](std::size_t other) {
        return median_ms(3, [&] {
            const auto found = good(compare_runs({&source, runs[0]}, {&source, runs[other]}));
            if (found.diff.equal != (other == 1)) fail("the comparison is wrong");
        });
    };
    print("two equal runs of 100,000 events", compare(1), 1000, floor, "both read and decoded, one after the other");
    print("two runs that differ at their ends", compare(2), 1000, floor, "both read and decoded, one after the other");
    print("two runs that differ in a third of their steps", compare(3), 1000, floor, "both read and decoded, one after the other");
}

void measure_paths(RunSource& source, const MadeDefinition& definition) {
    const double floor = median_ms(3, [&] {
        auto reader = good(source.open_reader());
        RunQuery query;
        query.definition = definition.plan->definition_hash;
        query.limit = 10'000;
        for (const RunRow& row : good(reader->runs(query)).runs) read_events(*reader, row.run, false);
    });
    PathScanRequest request;
    request.definition = definition.plan->definition_hash;
    print("paths of 10,000 runs", median_ms(3, [&] {
              if (good(scan_paths(source, request)).statistics.totals().runs != many_runs) fail("not all runs were gathered");
          }),
          0, floor, "their rows read by one reader");
}

} // namespace

} // namespace orkestr::bench

int main(int argc, char** argv) {
    using namespace orkestr;
    using namespace orkestr::bench;
    QCoreApplication app(argc, argv);
    QTemporaryDir folder;
    const std::string directory = folder.path().toStdString();
    const MadeDefinition definition = looping_definition();
    const auto prepare = [&](const std::string& name, const auto& fill) {
        const std::string place = directory + "/" + name;
        if (auto made = ensure_workspace_directory(place); !made) bench::fail(made.error().message);
        auto store = good(SqliteStore::open(workspace_file(place), SqliteStore::Mode::read_write_create));
        DefinitionRow row{definition.plan->ns, definition.plan->name, definition.plan->version, definition.plan->definition_hash, definition.text, "made.yaml", {}, true, {}, {}};
        if (auto put = store->put_definition(row); !put) bench::fail(put.error().message);
        fill(*store);
        store.reset();
        return good(open_source(place));
    };
    std::vector<RunId> runs;
    const auto longs = prepare("long", [&](SqliteStore& store) {
        const auto items = static_cast<std::int64_t>(long_events / 12);
        for (const std::int64_t changed : {std::int64_t{0}, std::int64_t{0}, items - 10, std::int64_t{1}}) {
            auto batch = made_history(definition, runs.size(), long_events, changed);
            runs.push_back(batch.run);
            bench::append(store, {std::move(batch)});
        }
    });
    bench::measure_comparisons(*longs, runs);
    const auto many = prepare("many", [&](SqliteStore& store) {
        for (std::uint64_t i = 0; i < many_runs;) {
            std::vector<AppendBatch> batches;
            for (; batches.size() < 500; ++i) batches.push_back(made_history(definition, i, 36));
            bench::append(store, std::move(batches));
        }
    });
    bench::measure_paths(*many, definition);
    return 0;
}
