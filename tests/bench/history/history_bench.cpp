// Events a second: folded, verified and replayed. One JSON line per figure, each with its floor.
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/history/chain.h"
#include "core/history/history_fold.h"
#include "core/runtime/replay_run.h"
#include "tests/bench/engine/bench_engine.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <cstdio>
#include <vector>

namespace orkestr::bench {

namespace {

constexpr int runs = 2000;

struct Histories {
    std::shared_ptr<const Plan> plan;
    std::vector<std::vector<EventRow>> rows;
    double events = 0;
};

/// Runs `task` ten times a run, and reads what the workspace holds then. Gives the seconds of the reading as well.
Histories histories_of(const std::string& task, double& read_s) {
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    Histories all;
    {
        BenchEngine engine(path, Json::trusted(R"({"status":"shipped","carrier":"by land","parcels":[{"sku":"TEA-250","quantity":2}]})"));
        all.plan = engine.publish(ten_times(task));
        int ended = 0;
        engine.orchestrator().committed = [&](const RunId&, const std::vector<Event>&, const State& state) {
            if (state.ended() && ++ended == runs) QCoreApplication::quit();
        };
        for (int i = 0; i < runs; ++i) engine.start(all.plan, Json::trusted("{\"n\":0}"));
        QCoreApplication::exec();
    }
    const auto store = SqliteStore::open(path + "/runs.sqlite", SqliteStore::Mode::read_only);
    if (!store) fail(store.error().message);
    RunQuery query;
    query.limit = 10'000;
    const auto found = (*store)->runs(query);
    const double begin = wall_s();
    for (const RunRow& row : *found) {
        all.rows.push_back(*(*store)->events(row.run, 0, 10'000));
        all.events += static_cast<double>(all.rows.back().size());
    }
    read_s = wall_s() - begin;
    return all;
}

/// Does `work` on every history, again until a second has passed. Gives events a second.
template <class Work>
double events_s(const Histories& all, const Work& work) {
    double done = 0;
    const double begin = wall_s();
    do {
        for (const auto& rows : all.rows) work(rows);
        done += all.events;
    } while (wall_s() < begin + 1);
    return done / (wall_s() - begin);
}

void replay_all(const Histories& all, JqEvaluator& evaluator) {
    QEventLoop waiting;
    std::size_t left = 0;
    const auto done = [&](const Result<ReplayReport>& report) {
        if (!report || report->divergence) fail("a replay differs");
        if (--left == 0) waiting.quit();
    };
    // As many at a time as keep the expression worker busy.
    constexpr std::size_t at_once = 50;
    for (std::size_t i = 0; i < all.rows.size();) {
        const std::size_t last = std::min(all.rows.size(), i + at_once);
        left = last - i + 1;
        for (; i < last; ++i) replay_run(all.plan, rows_of(all.rows[i]), evaluator, done);
        if (--left > 0) waiting.exec();
    }
}

void print(const char* kind, const char* figure, double value, const char* floor_is, double floor) {
    std::printf(R"({"bench":"history","figure":"%s, %s","value":%.0f,"unit":"events/s","floor":%.0f,"floor_is":"%s"})"
                "\n",
                figure, kind, value, floor, floor_is);
    std::fflush(stdout);
}

void measure(const char* kind, const std::string& task) {
    double read_s = 0;
    const Histories all = histories_of(task, read_s);
    const double hashed = events_s(all, [](const std::vector<EventRow>& rows) {
        Digest head{};
        for (const EventRow& row : rows) head = sha256({std::string_view(reinterpret_cast<const char*>(head.data()), head.size()), row.type, row.data.text(), row.value ? row.value->text() : ""});
    });
    const double parsed = events_s(all, [](const std::vector<EventRow>& rows) {
        for (const EventRow& row : rows)
            if (!JsonValue::parse(row.data.text())) fail("an event's data is no JSON");
    });
    print(kind, "read from SQLite", all.events / read_s, "SHA-256 of the same bytes", hashed);
    print(kind, "chain verified", events_s(all, [](const std::vector<EventRow>& rows) {
              const std::string nonce = JsonValue::of(rows.front().data).string_at("nonce");
              const RunId run{JsonValue::of(rows.front().data).string_at("run")};
              Digest head = chain_start(run);
              if (verify_chain(rows, run_key(bench_workspace_key, nonce), 0, head)) fail("a chain is broken");
          }),
          "SHA-256 of the same bytes", hashed);
    print(kind, "folded", events_s(all, [](const std::vector<EventRow>& rows) {
              HistoryFold fold;
              for (const EventRow& row : rows)
                  if (!fold.add(row)) fail("an event does not fold");
          }),
          "their JSON parsed", parsed);
    auto evaluator = JqEvaluator::create();
    if (!evaluator) fail(evaluator.error().message);
    const double begin = wall_s();
    replay_all(all, **evaluator);
    print(kind, "replayed", all.events / (wall_s() - begin), "their JSON parsed", parsed);
}

} // namespace

} // namespace orkestr::bench

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    orkestr::bench::measure("runs of ten activities", "{run: {shell: {command: 'true'}}}");
    orkestr::bench::measure("runs of ten constants", "{set: {done: true}}");
    orkestr::bench::measure("runs of ten expressions", "{set: {n: '${ .n + 1 }'}}");
    return 0;
}
