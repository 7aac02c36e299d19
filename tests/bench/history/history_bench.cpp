// Events a second: folded, verified and replayed. One JSON line per figure, each with its floor.
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/history/chain.h"
#include "core/history/history_fold.h"
#include "core/runtime/replay_matrix.h"
#include "core/runtime/replay_run.h"
#include "tests/bench/engine/bench_engine.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <cstdio>
#include <unordered_map>
#include <vector>

namespace orkestr::bench {

namespace {

constexpr int runs = 2000;

struct Histories {
    std::shared_ptr<const Plan> plan;
    DefinitionRow definition;
    std::vector<RunRow> runs; ///< newest first, as `rows`
    std::vector<std::vector<EventRow>> rows;
    double events = 0;
};

class HistoriesReader final : public HistoryReader {
public:
    explicit HistoriesReader(const Histories& all) : all_(all) {
        for (std::size_t i = 0; i < all.runs.size(); ++i) at_[all.runs[i].run] = i;
    }
    Result<RunPage> runs(const RunQuery& query) override {
        RunPage page;
        for (const RunRow& row : all_.runs)
            if (!query.before || row.run < *query.before) page.runs.push_back(row);
        if (page.runs.size() <= query.limit) return page;
        page.runs.resize(query.limit);
        page.more = true;
        return page;
    }
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) override {
        const auto& rows = all_.rows[at_.at(run)];
        const auto first = std::min<std::size_t>(after, rows.size());
        const auto last = std::min<std::size_t>(first + limit, rows.size());
        return std::vector<EventRow>(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.begin() + static_cast<std::ptrdiff_t>(last));
    }
    Result<DefinitionRow> definition(const std::string&) override { return all_.definition; }
    Result<std::vector<std::string>> redacted(const RunId&, std::uint64_t) override { return std::vector<std::string>(); }

private:
    const Histories& all_;
    std::unordered_map<RunId, std::size_t> at_;
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
    all.runs = *found;
    DefinitionQuery definition;
    definition.hash = all.plan->definition_hash;
    all.definition = (*store)->definitions(definition)->front();
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

/// By so many workers; `changed`: by a definition with a task more at the end, which each run comes to last.
double replay_matrix_s(const Histories& all, unsigned jobs, const std::string& changed) {
    ReplayRequest request;
    request.jobs = jobs;
    request.runs.push_back({"bench", [&all] { return Result<std::unique_ptr<HistoryReader>>(std::make_unique<HistoriesReader>(all)); }});
    if (!changed.empty()) request.definitions.push_back({changed, "changed.yaml"});
    const auto evaluator = []() -> Result<std::unique_ptr<ExpressionEvaluator>> {
        auto made = JqEvaluator::create();
        if (!made) return made.error();
        return std::unique_ptr<ExpressionEvaluator>(std::move(*made));
    };
    const double begin = wall_s();
    const auto totals = replay_matrix(request, {evaluator, {}, {}}, {});
    if (!totals) fail(totals.error().message);
    if ((changed.empty() ? totals->equal : totals->diverging) != all.rows.size()) fail("a replay does not end as it should");
    return wall_s() - begin;
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
              if (verify_chain(rows, run_key(bench_workspace_key, run, nonce), 0, head)) fail("a chain is broken");
          }),
          "SHA-256 of the same bytes", hashed);
    const double folded = events_s(all, [](const std::vector<EventRow>& rows) {
        HistoryFold fold;
        for (const EventRow& row : rows)
            if (!fold.add(row)) fail("an event does not fold");
    });
    print(kind, "folded", folded, "their JSON parsed", parsed);
    auto evaluator = JqEvaluator::create();
    if (!evaluator) fail(evaluator.error().message);
    const double begin = wall_s();
    replay_all(all, **evaluator);
    print(kind, "replayed", all.events / (wall_s() - begin), "their JSON parsed", parsed);
    print(kind, "replayed by one worker", all.events / replay_matrix_s(all, 1, {}), "folded by one", folded);
    print(kind, "replayed by two workers", all.events / replay_matrix_s(all, 2, {}), "folded by one", folded);
    const std::string changed = all.definition.text + "\n  - one_more: {set: {more: true}}\n";
    print(kind, "replayed by a changed definition, two workers", all.events / replay_matrix_s(all, 2, changed), "folded by one", folded);
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
