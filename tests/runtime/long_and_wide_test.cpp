// A run of very many steps, and very many runs that wait: what the engine holds does not grow with them.
#include "core/history/history_fold.h"
#include "core/history/replay.h"
#include "core/history/snapshot.h"
#include "tests/runtime/workshop.h"
#include "tests/support/test.h"

#include <QTest>
#include <utility>

namespace orkestr::test {

namespace {

constexpr int side = 142; // squared: over 20,000
const char* const very_many_steps = "do: [outer: {for: {each: a, in: '${ .x }'}, do: [inner: {for: {each: b, in: '${ .x }'}, do: [one: {set: {done: true}}]}]}]";

Json items() {
    std::string text = "[0";
    for (int i = 1; i < side; ++i) text += "," + std::to_string(i);
    return Json::trusted(text + "]");
}

/// Follows a run's history as it grows, and compares each snapshot with what the history folds to there.
class SnapshotCheck {
public:
    SnapshotCheck(const Workshop& shop, RunId run) : shop_(shop), run_(std::move(run)) {}

    /// What is wrong, or empty.
    std::string look() {
        const auto snapshot = shop_.store.snapshot(run_);
        if (!snapshot || !*snapshot || (*snapshot)->seq == last_) return {};
        last_ = (*snapshot)->seq;
        ++checked;
        while (fold_.state().seq < last_) {
            const auto rows = shop_.store.events(run_, fold_.state().seq, static_cast<std::uint32_t>(std::min<std::uint64_t>(1000, last_ - fold_.state().seq)));
            for (const EventRow& row : *rows)
                if (const auto added = fold_.add(row); !added) return added.error().message;
        }
        return snapshot_of(fold_.state()).text() == (*snapshot)->state.text() ? "" : "the snapshot at " + std::to_string(last_) + " is of another state";
    }
    int checked = 0;

private:
    const Workshop& shop_;
    RunId run_;
    HistoryFold fold_;
    std::uint64_t last_ = 0;
};

} // namespace

class LongAndWideTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twenty_thousand_steps();
    void thousands_of_runs_wait();
    void more_letters_than_are_read_at_once();
};

void LongAndWideTest::twenty_thousand_steps() {
    Workshop shop;
    const auto plan = shop.publish(very_many_steps);
    std::size_t most_steps = 0;
    std::uint32_t steps = 0;
    const auto watch = [&] {
        shop.orchestrator().committed = [&](const RunId&, const std::vector<Event>&, const State& state) {
            most_steps = std::max(most_steps, state.steps.size());
            steps = state.steps_started;
        };
    };
    watch();
    const RunId run = shop.start(plan);
    SnapshotCheck snapshots(shop, run);
    const Json all = items();
    bool restarted = false;
    while (!shop.evaluator.held.empty()) {
        shop.evaluator.answer(all);
        shop.settle();
        const std::string wrong = snapshots.look();
        QVERIFY2(wrong.empty(), wrong.c_str());
        if (steps < 10'000 || std::exchange(restarted, true)) continue;
        shop.restart();
        watch();
        shop.recover();
    }
    QVERIFY(restarted);
    QCOMPARE(shop.status(run), std::string("completed"));
    QVERIFY(steps > side * side);
    QVERIFY2(snapshots.checked > 30, std::to_string(snapshots.checked).c_str());
    QVERIFY(most_steps <= 4);
    QVERIFY(shop.store.largest_batch < 2 * slice_events); // one call more than what had gathered before a value came
    QVERIFY(shop.failures.empty());

    const auto rows = [&](std::uint64_t after) { return shop.store.events(run, after, 1000); };
    auto replay = Replay::create(plan, rows);
    QVERIFY(replay.ok());
    for (Values values; !replay->done();) {
        QVERIFY(replay->go(std::exchange(values, {})).ok());
        for (const auto& request : replay->requests()) values[request.key] = all;
    }
    QVERIFY2(!replay->divergence(), replay->divergence() ? replay->divergence()->message.c_str() : "");
    QVERIFY(replay->read() > 60'000);
}

void LongAndWideTest::thousands_of_runs_wait() {
    constexpr int count = 1200; // more than stay in memory, and than are read back at once
    Workshop shop;
    const auto plan = shop.publish("do: [hold: {wait: PT1H}, then: {set: {done: true}}]");
    std::vector<RunId> runs;
    for (int i = 0; i < count; ++i) runs.push_back(shop.start(plan));
    QVERIFY(shop.orchestrator().runs_in_memory() <= 1000);
    shop.restart();
    shop.recover();
    QCOMPARE(shop.orchestrator().runs_in_memory(), std::size_t{0});
    std::size_t most = 0;
    std::size_t at_once = 0;
    shop.orchestrator().committed = [&](const RunId&, const std::vector<Event>&, const State&) { most = std::max(most, shop.orchestrator().runs_in_memory()); };
    for (const RunId& run : runs) at_once += shop.status(run) == "waiting";
    QCOMPARE(at_once, std::size_t{count});
    shop.pass(Duration{3'600'000});
    for (const RunId& run : runs) QCOMPARE(shop.status(run), std::string("completed"));
    QVERIFY(most > 0 && most < count);
    QVERIFY(shop.orchestrator().quiet());
}

void LongAndWideTest::more_letters_than_are_read_at_once() {
    constexpr int count = 1200;
    Workshop shop;
    const auto plan = shop.publish("do: [one: {set: {done: true}}]");
    std::vector<RunId> runs;
    for (int i = 0; i < count; ++i) {
        runs.push_back(RunId{make_ulid(shop.time, "letter" + std::to_string(1000 + i))});
        (void)shop.store.post({0, "start", runs.back(), JsonValue::object({{"definition", plan->definition_hash}}).json(), shop.time});
    }
    shop.orchestrator().serve_inbox();
    shop.settle();
    for (const RunId& run : runs) QCOMPARE(shop.status(run), std::string("completed"));
    QVERIFY(shop.store.pending(10)->empty());
}

ORKESTR_TEST(LongAndWideTest)

} // namespace orkestr::test

#include "long_and_wide_test.moc"
