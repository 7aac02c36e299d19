// What it takes to look into one long run: to filter its events (1,000,000 of them), and to compute again what the
// expressions of one of its steps came to (of 100,000 events), beside replaying all of it. One JSON line per figure.
#include "app/workspace/expression_worker.h"
#include "app/workspace/workspace.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/base/sha256.h"
#include "core/history/chain.h"
#include "core/runtime/history_view.h"
#include "core/runtime/replay_run.h"
#include "core/runtime/store_source.h"
#include "tests/bench/engine/bench_engine.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <cstdio>
#include <future>

namespace orkestr::bench {

namespace {

constexpr std::uint64_t filtered_events = 1'000'000;
constexpr int iterations = 14'285; ///< of seven events, or of five

void print(const std::string& figure, double value, const char* unit, double floor, const char* floor_is) {
    std::printf(R"({"bench":"long_history","figure":"%s","value":%.3f,"unit":"%s","floor":%.3f,"floor_is":"%s"})"
                "\n", figure.c_str(), value, unit, floor, floor_is);
    std::fflush(stdout);
}

/// A run that only has many steps, put into the store as it stands.
RunId put_long_run(SqliteStore& store) {
    const RunId run{make_ulid(Instant{1'700'000'000'000}, "a long run")};
    Digest head = chain_start(run);
    AppendBatch batch;
    batch.run = run;
    std::uint64_t seq = 0;
    const auto add = [&](EventBody body) { batch.events.push_back(encode({++seq, Instant{1'700'000'000'000 + static_cast<std::int64_t>(seq)}, std::move(body)})); };
    const auto payload = [](std::uint64_t i) {
        return Payload{Json::trusted("{\"customer\":{\"id\":" + std::to_string(i % 1000) + ",\"name\":\"Ana Maria\"},\"note\":\"left at the door\",\"total\":12.5}"), 0};
    };
    events::RunStarted started;
    started.run = run;
    started.ns = started.name = "bench";
    started.version = "1.0.0";
    started.definition = to_hex(sha256("a long run"));
    started.nonce = "000102030405060708090a0b0c0d0e0f";
    started.value = payload(0);
    add(started);
    add(events::RunEntered{0, {}, payload(0)});
    const Digest key = run_key(*store.workspace_key(), run, started.nonce);
    for (StepId step = 1; seq < filtered_events; ++step) {
        add(events::TaskStarted{step, 0, 0, "set", "/do/0/step~" + std::to_string(step), {}, {}, payload(step)});
        add(events::TaskCompleted{step, Flow{Flow::Kind::next, 0}, {}, false, payload(step)});
        if (batch.events.size() < 20'000) continue;
        seal(batch.events, key, head);
        batch.row = {run, "bench", "bench", "1.0.0", started.definition, "running", Instant{1'700'000'000'000}, {}, {}, {}, seq};
        if (!store.append({batch}).front()) fail("the long run can't be put");
        batch.expected = seq;
        batch.events.clear();
    }
    return run;
}

double filter_s(RunSource& source, const RunId& run, const char* text, std::size_t& found) {
    EventQuery query{.run = run, .filter = *read_filter(text, FilterSubject::event), .numbers_only = true};
    found = 0;
    const double begin = wall_s();
    for (;;) {
        std::promise<Result<EventPage>> answer;
        source.events(query, {}, [&answer](Result<EventPage> page) { answer.set_value(std::move(page)); });
        const auto page = answer.get_future().get();
        if (!page) fail(page.error().message);
        found += page->seqs.size();
        if (page->next == 0) return wall_s() - begin;
        query.after = page->next;
    }
}

void measure_filters(const std::string& folder) {
    RunId run;
    {
        auto store = SqliteStore::open(folder + "/workspace.sqlite", SqliteStore::Mode::read_write_create, SqliteStore::Durability::normal);
        if (!store) fail(store.error().message);
        run = put_long_run(**store);
    }
    auto source = open_source(folder);
    if (!source) fail(source.error().message);
    std::size_t found = 0;
    (void)filter_s(**source, run, "seq == 1", found); // folded, once
    const double rows = filter_s(**source, run, "seq > 0", found);
    // Asks for the data of every event, and holds of all.
    const double whole = filter_s(**source, run, "seq > 0 and data.nothing == null", found);
    for (const char* text : {"type == task.completed", "failed", "task == /do/0/step~77", "data.value.customer.id == 42"}) {
        const double seconds = filter_s(**source, run, text, found);
        print(std::string("1,000,000 events: ") + text + ", " + std::to_string(found) + " found", seconds, "s", whole, "where all of each event is looked at");
    }
    print("1,000,000 events: seq > 0", rows, "s", whole, "where all of each event is looked at");
}

StepValues values_of(RunSource& source, const RunId& run, StepId step, double& seconds) {
    const double begin = wall_s();
    std::promise<StepValues> answer;
    source.values(run, step, {}, [&answer](Result<StepValues> told) {
        if (!told) fail(told.error().message);
        if (told->complete) answer.set_value(std::move(*told));
    });
    auto values = answer.get_future().get();
    seconds = wall_s() - begin;
    return values;
}

std::pair<RunId, std::shared_ptr<const Plan>> run_long(const std::string& folder, const std::string& tasks) {
    BenchEngine engine(folder);
    const auto plan = engine.publish(tasks);
    RunId run;
    engine.orchestrator().committed = [&](const RunId&, const std::vector<Event>&, const State& state) {
        if (state.ended()) QCoreApplication::quit();
    };
    engine.start(plan, Json::trusted("{\"n\":0}"), [&run](RunId begun) { run = begun; });
    QCoreApplication::exec();
    return {run, plan};
}

void measure_values(const std::string& what, const std::string& tasks) {
    const QTemporaryDir temporary;
    const std::string folder = temporary.path().toStdString();
    const auto [run, plan] = run_long(folder, tasks);
    const auto open = [path = folder + "/runs.sqlite"]() -> Result<OpenedReader> {
        auto store = SqliteStore::open(path, SqliteStore::Mode::read_only);
        if (!store) return store.error();
        return OpenedReader{std::move(*store), [] { return std::uint64_t{0}; }};
    };
    const auto store = open();
    if (!store) fail(store.error().message);
    auto evaluator = JqEvaluator::create();
    if (!evaluator) fail(evaluator.error().message);
    QEventLoop waiting;
    const double begin = wall_s();
    std::uint64_t events = 0;
    replay_run(plan, [&store, run = run](std::uint64_t after) { return store->store->events(run, after, 1000); }, **evaluator, [&](Result<ReplayReport> report) {
        if (!report || report->divergence) fail("the run does not replay");
        events = report->events;
        waiting.quit();
    });
    waiting.exec();
    const double replayed = wall_s() - begin;
    auto source = StoreSource::create("bench", open, make_value_thread());
    if (!source) fail(source.error().message);
    std::promise<std::vector<StepId>> steps;
    (*source)->run(run, {}, [&steps](Result<std::shared_ptr<const RunView>> view) {
        std::vector<StepId> counted;
        for (const StepView& step : (*view)->steps)
            if (step.name == "count") counted.push_back(step.id);
        steps.set_value(std::move(counted));
    });
    const auto counted = steps.get_future().get();
    double seconds = 0;
    const auto measure = [&](const char* which, StepId step) {
        const StepValues values = values_of(**source, run, step, seconds);
        if (values.missing != StepValues::Missing::nothing || values.expressions.empty()) fail("a step has no values: " + values.detail);
        print(what + ", " + std::to_string(events) + " events: the values of " + which, seconds, "s", replayed, "all of it replayed");
    };
    measure("the first step", counted.front());
    measure("the last step", counted.back());
    measure("the step before it", counted[counted.size() - 2]);
    measure("a step in the middle", counted[counted.size() / 2]);
}

} // namespace

} // namespace orkestr::bench

int main(int argc, char** argv) {
    using namespace orkestr::bench;
    QCoreApplication app(argc, argv);
    const std::string loop = "do: [loop: {for: {each: i, in: '${ [range(" + std::to_string(iterations) + ")] }'}, do: [";
    measure_values("activities and expressions in turn", loop + "ask: {run: {shell: {command: 'true'}}}, count: {set: {n: '${ $i + 1 }'}}]}]");
    measure_values("expressions alone", loop + "note: {set: {seen: '${ $i }'}}, count: {set: {n: '${ $i + 1 }'}}]}]");
    const QTemporaryDir folder;
    measure_filters(folder.path().toStdString());
    return 0;
}
