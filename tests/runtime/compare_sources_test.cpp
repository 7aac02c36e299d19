// Comparing and gathering runs through a source's own readers: as in memory, in parallel, stopped, and where some is damaged.
#include "core/adapters/memory/memory_store.h"
#include "core/definition/reader.h"
#include "core/history/codec.h"
#include "core/runtime/path_scan.h"
#include "core/runtime/run_comparison.h"
#include "core/runtime/store_source.h"
#include "tests/projection/planted_runs.h"
#include "tests/support/forwarding_store.h"
#include "tests/support/test.h"

#include <QTest>
#include <atomic>

namespace orkestr::test {

namespace {

/// The store whose next reading of a run's events fails.
class DamagedStore : public ForwardingStore {
public:
    DamagedStore(Stores& to, const RunId& damaged) : ForwardingStore(to), damaged_(damaged) {}
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) const override {
        if (run == damaged_ && after > 0) return Error{ErrorCode::corrupt, "it is damaged", {}};
        return ForwardingStore::events(run, after, run == damaged_ ? 5 : limit);
    }

private:
    const RunId& damaged_;
};

} // namespace

class CompareSourcesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void a_planted_change_is_found_in_a_workspace();
    void paths_are_the_same_however_many_read();
    void numbers_come_while_runs_are_read();
    void a_scan_is_stopped();
    void a_comparison_is_stopped();
    void damaged_runs_are_counted_as_far_as_they_go();
    void what_is_not_there();

private:
    void put(const PlayedRun& run, const std::string& text);
    PathScanRequest request_of_played(std::uint64_t runs);
    std::unique_ptr<MemoryStore> store_;
    RunId damaged_;
    std::unique_ptr<StoreSource> source_;
};

void CompareSourcesTest::init() {
    source_.reset();
    store_ = std::make_unique<MemoryStore>();
    damaged_ = {};
    auto source = StoreSource::create("memory", [this]() -> Result<OpenedReader> {
        return OpenedReader{std::make_unique<DamagedStore>(*store_, damaged_), [] { return std::uint64_t{0}; }};
    });
    QVERIFY(source.ok());
    source_ = std::move(*source);
}

void CompareSourcesTest::put(const PlayedRun& run, const std::string& text) {
    const Plan& plan = *run.plan;
    if (const auto done = store_->put_definition({plan.ns, plan.name, plan.version, plan.definition_hash, text, "pair.yaml", {}, true, {}, {}}); !done) qFatal("%s", done.error().message.c_str());
    AppendBatch batch;
    batch.run = run.state.run;
    batch.events = run.rows;
    batch.row = {run.state.run, plan.ns, plan.name, plan.version, plan.definition_hash, to_string(run.state.status), run.rows.front().at, run.rows.back().at, {}, {}, run.rows.size()};
    if (const auto done = store_->append({batch}); !done.front()) qFatal("%s", done.front().error().message.c_str());
}

void CompareSourcesTest::a_planted_change_is_found_in_a_workspace() {
    int pairs = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        for (const Planted planted : {Planted::nothing, Planted::value, Planted::one_more_retry, Planted::failure}) {
            const auto pair = planted_pair(seed, planted);
            if (!pair || pair->a.state.run == pair->b.state.run) continue;
            init();
            put(pair->a, pair->definition);
            put(pair->b, pair->definition);
            std::atomic<std::uint64_t> events = 0, of = 0;
            const auto found = compare_runs({source_.get(), pair->a.state.run}, {source_.get(), pair->b.state.run}, {}, {}, [&](const ComparisonProgress& at) {
                events = at.events;
                of = at.of;
            });
            QVERIFY2(found.ok(), found ? "" : found.error().message.c_str());
            ++pairs;
            QCOMPARE(found->diff.equal, planted == Planted::nothing);
            QCOMPARE(events.load(), pair->a.rows.size() + pair->b.rows.size());
            QCOMPARE(events.load(), of.load());
            QCOMPARE(found->a.status, std::string(to_string(pair->a.state.status)));
            if (planted == Planted::nothing) continue;
            QCOMPARE(found->diff.first_step()->key(), pair->step);
            QCOMPARE(found->diff.first_change()->path, pair->path);
            QCOMPARE(found->diff.first_change()->a.value_or(""), pair->value_a);
            QCOMPARE(found->diff.first_change()->b.value_or(""), pair->value_b);
        }
    }
    QVERIFY(pairs > 50);
}

/// The paths of so many runs of one definition, which are there then.
PathScanRequest CompareSourcesTest::request_of_played(std::uint64_t runs) {
    const auto pair = planted_pair(3, Planted::nothing);
    for (std::uint64_t i = 0; i < runs; ++i) put(played_run(pair->a.plan, i), pair->definition);
    PathScanRequest request;
    request.definition = pair->a.plan->definition_hash;
    return request;
}

void CompareSourcesTest::paths_are_the_same_however_many_read() {
    PathScanRequest request = request_of_played(300);
    std::string expected;
    for (const unsigned jobs : {1u, 2u, 5u}) {
        request.jobs = jobs;
        PathScanProgress last;
        const auto scan = scan_paths(*source_, request, {}, [&](const PathScanProgress& at) { last = at; });
        QVERIFY2(scan.ok(), scan ? "" : scan.error().message.c_str());
        QCOMPARE(scan->statistics.totals().runs, 300u);
        QVERIFY(last.found_all && last.runs == 300 && last.found == 300 && last.events == scan->statistics.totals().events);
        const std::string text = json_of(scan->statistics, &*scan->graph, 100).json().text();
        if (expected.empty()) expected = text;
        QCOMPARE(text, expected);
    }
    request.most_runs = 17;
    const auto some = scan_paths(*source_, request);
    QVERIFY(some.ok() && some->more);
    QCOMPARE(some->statistics.totals().runs, 17u);
}

void CompareSourcesTest::numbers_come_while_runs_are_read() {
    PathScanRequest request = request_of_played(300);
    request.partial_ms = 0;
    for (const unsigned jobs : {1u, 3u}) {
        request.jobs = jobs;
        std::vector<std::uint64_t> runs;
        request.partial = [&runs](const PathStatistics& some) { runs.push_back(some.totals().runs); };
        const auto scan = scan_paths(*source_, request);
        QVERIFY(scan.ok());
        QCOMPARE(scan->statistics.totals().runs, 300u);
        QVERIFY(!runs.empty() && std::is_sorted(runs.begin(), runs.end()) && runs.front() < 300 && runs.back() <= 300);
        if (jobs == 1) QCOMPARE(runs.size(), std::size_t{300});
    }
    // Not more often than somebody wants.
    request.partial_ms = 3'600'000;
    std::atomic<int> told = 0;
    request.partial = [&told](const PathStatistics&) { ++told; };
    QVERIFY(scan_paths(*source_, request).ok());
    QCOMPARE(told.load(), 0);
}

void CompareSourcesTest::a_scan_is_stopped() {
    PathScanRequest request = request_of_played(300);
    request.jobs = 2;
    std::stop_source stop;
    const auto stopped = scan_paths(*source_, request, stop.get_token(), [&](const PathScanProgress&) { stop.request_stop(); });
    QVERIFY(!stopped.ok());
    QCOMPARE(stopped.error().code, ErrorCode::cancelled);
}

void CompareSourcesTest::a_comparison_is_stopped() {
    const auto pair = planted_pair(3, Planted::nothing);
    put(pair->a, pair->definition);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = compare_runs({source_.get(), pair->a.state.run}, {source_.get(), pair->a.state.run}, {}, stop.get_token());
    QVERIFY(!stopped.ok());
    QCOMPARE(stopped.error().code, ErrorCode::cancelled);
}

void CompareSourcesTest::damaged_runs_are_counted_as_far_as_they_go() {
    const PathScanRequest request = request_of_played(20);
    RunQuery query;
    damaged_ = (*store_->runs(query))[4].run;
    const auto scan = scan_paths(*source_, request);
    QVERIFY2(scan.ok(), scan ? "" : scan.error().message.c_str());
    QCOMPARE(scan->statistics.totals().runs, 20u);
    QCOMPARE(scan->unreadable, 1u);
    QVERIFY(scan->damage.starts_with(damaged_.text));
    const auto found = compare_runs({source_.get(), damaged_}, {source_.get(), (*store_->runs(query))[5].run});
    QVERIFY(!found.ok());
    QCOMPARE(found.error().code, ErrorCode::corrupt);
}

void CompareSourcesTest::what_is_not_there() {
    PathScanRequest request;
    request.definition = std::string(64, '0');
    const auto scan = scan_paths(*source_, request);
    QVERIFY(!scan.ok());
    QCOMPARE(scan.error().code, ErrorCode::not_found);
    const RunId nobody{"01JD2X3M4N5P6Q7R8S9T0V1W2X"};
    const auto found = compare_runs({source_.get(), nobody}, {source_.get(), nobody});
    QVERIFY(!found.ok());
    QCOMPARE(found.error().code, ErrorCode::not_found);
    // What a run merely recorded is there as well.
    const auto pair = planted_pair(3, Planted::nothing);
    const Plan& plan = *pair->a.plan;
    QVERIFY(store_->put_definition({plan.ns, plan.name, plan.version, plan.definition_hash, pair->definition, "pair.yaml", {}, false, {}, {}}).ok());
    const auto nothing = find_definition(*source_, "nothing");
    QVERIFY(!nothing.ok());
    QVERIFY2(nothing.error().message.find("pairs/one:1.0.0") != std::string::npos, nothing.error().message.c_str());
    QCOMPARE(find_definition(*source_, "pairs/one")->row.hash, plan.definition_hash);
}

ORKESTR_TEST(CompareSourcesTest)

} // namespace orkestr::test

#include "compare_sources_test.moc"
