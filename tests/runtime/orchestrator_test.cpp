// What an orchestrator does when things come late, twice, in another order, or not at all.
#include "core/history/replay.h"
#include "tests/runtime/workshop.h"
#include "tests/support/test.h"

#include <QTest>
#include <utility>

namespace orkestr::test {

namespace {

const char* const two_branches = "do: [all: {fork: {branches: [x: {set: '${ .x }'}, y: {run: {shell: {command: y}}}]}}]";
const char* const one_command = "do: [one: {run: {shell: {command: x}}}]";

} // namespace

class OrchestratorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void an_evaluation_holds_up_its_own_run_only();
    void a_result_waits_while_values_are_asked_for();
    void a_loop_that_evaluates_for_ever_can_be_cancelled();
    void a_start_and_its_cancellation_by_letter();
    void a_cancellation_before_its_start();
    void a_letter_outlives_a_store_that_fails();
    void a_refused_commit_is_done_again();
    void a_refused_cancellation_by_letter_is_served_again();
    void a_rival_that_ended_the_run_wins();
    void an_activity_is_begun_once_by_one_engine();
    void timers_of_different_times_fire_one_by_one();
};

void OrchestratorTest::an_evaluation_holds_up_its_own_run_only() {
    Workshop shop;
    const RunId slow = shop.start(shop.publish("do: [one: {set: '${ .x }'}]"));
    const RunId quick = shop.start(shop.publish("do: [one: {set: {a: 1}}]"));
    QCOMPARE(shop.status(quick), std::string("completed"));
    QCOMPARE(shop.status(slow), std::string("unknown")); // nothing of it is written yet
    QVERIFY(!shop.orchestrator().quiet());
    shop.evaluator.answer(Json::trusted("1"));
    shop.settle();
    QCOMPARE(shop.status(slow), std::string("completed"));
    QVERIFY(shop.orchestrator().quiet());
}

void OrchestratorTest::a_result_waits_while_values_are_asked_for() {
    Workshop shop;
    const auto plan = shop.publish("do: [y: {run: {shell: {command: y}}}, all: {fork: {branches: [x: {set: '${ .x }'}, z: {run: {shell: {command: z}}}]}}]");
    const RunId run = shop.start(plan);
    shop.activities.finish(Json::trusted("1"));
    shop.settle();
    QCOMPARE(shop.evaluator.held.size(), std::size_t{1});
    bool told = false;
    shop.orchestrator().steer(run, Steering::cancel, {"me", "enough"}, [&](Result<void> result) { told = result.ok(); });
    shop.settle();
    QVERIFY(!told); // what is being decided comes first
    shop.evaluator.answer(Json::trusted("2"));
    shop.settle();
    QVERIFY(told);
    QCOMPARE(shop.status(run), std::string("cancelled"));
    QVERIFY(shop.orchestrator().quiet());
}

void OrchestratorTest::a_loop_that_evaluates_for_ever_can_be_cancelled() {
    Workshop shop;
    const auto plan = shop.publish("do: [again: {set: {n: '${ .n }'}, then: again}]");
    const RunId run = shop.start(plan);
    const Json value = Json::trusted(R"({"n":1})");
    for (int i = 0; i < 1000; ++i) {
        shop.evaluator.answer(value);
        shop.settle();
    }
    QVERIFY(shop.events(run).size() >= 1500); // durable while it goes round
    QVERIFY(shop.store.largest_batch <= slice_events + 2);
    shop.orchestrator().steer(run, Steering::cancel, {"me", "enough"}, [](Result<void>) {});
    for (int i = 0; i < 1000 && !shop.evaluator.held.empty(); ++i) {
        shop.evaluator.answer(value);
        shop.settle();
    }
    QCOMPARE(shop.status(run), std::string("cancelled"));

    auto replay = Replay::create(plan, rows_of(shop.events(run)));
    QVERIFY(replay.ok());
    for (Values values; !replay->done();) {
        QVERIFY(replay->go(std::exchange(values, {})).ok());
        for (const auto& request : replay->requests()) values[request.key] = value;
    }
    QVERIFY2(!replay->divergence(), replay->divergence() ? replay->divergence()->message.c_str() : "");
    // A record that ends where it was committed, while a value was asked for, is whole as well; one event less is not.
    const auto at_end = [&](std::size_t count) {
        auto rows = shop.events(run);
        rows.resize(count);
        auto shorter = Replay::create(plan, rows_of(rows));
        for (Values values; !shorter->done();) {
            if (!shorter->go(std::exchange(values, {}))) return false;
            for (const auto& request : shorter->requests()) values[request.key] = value;
        }
        return !shorter->divergence();
    };
    const std::size_t session = shop.store.largest_batch;
    QVERIFY(at_end(session));
    QVERIFY(!at_end(session - 2));
}

void OrchestratorTest::a_start_and_its_cancellation_by_letter() {
    Workshop shop;
    const auto plan = shop.publish(one_command);
    const RunId run{make_ulid(shop.time, "entropy999")};
    (void)shop.store.post({0, "start", run, JsonValue::object({{"definition", plan->definition_hash}}).json(), shop.time});
    (void)shop.store.post({0, "cancel", run, JsonValue::object({{"by", "me"}, {"reason", "enough"}}).json(), shop.time});
    shop.orchestrator().serve_inbox();
    shop.settle();
    QCOMPARE(shop.status(run), std::string("cancelled"));
    QVERIFY(shop.store.pending(10)->empty());
}

void OrchestratorTest::a_cancellation_before_its_start() {
    Workshop shop;
    const auto plan = shop.publish("do: [one: {set: {a: 1}}]");
    const RunId run{make_ulid(shop.time, "entropy999")};
    std::optional<ErrorCode> told;
    shop.orchestrator().steer(run, Steering::cancel, {"me", "enough"}, [&](Result<void> result) { if (!result) told = result.error().code; });
    bool started = false;
    shop.orchestrator().start({run, plan, Json()}, [&](Result<RunId> result) { started = result.ok(); });
    shop.settle();
    QVERIFY(told == ErrorCode::not_found);
    QVERIFY(started);
    QCOMPARE(shop.status(run), std::string("completed"));
}

void OrchestratorTest::a_letter_outlives_a_store_that_fails() {
    Workshop shop;
    const auto plan = shop.publish(one_command);
    const RunId run{make_ulid(shop.time, "entropy999")};
    (void)shop.store.post({0, "start", run, JsonValue::object({{"definition", plan->definition_hash}}).json(), shop.time});
    shop.store.failures = {ErrorCode::disk_full};
    shop.orchestrator().serve_inbox();
    shop.settle();
    QCOMPARE(shop.failures.size(), std::size_t{1});
    QVERIFY(shop.failures[0].code == ErrorCode::disk_full);
    QCOMPARE(shop.status(run), std::string("unknown"));
    QCOMPARE(shop.store.pending(10)->size(), std::size_t{1});
}

void OrchestratorTest::a_refused_commit_is_done_again() {
    Workshop shop;
    const RunId run = shop.start(shop.publish(one_command));
    QCOMPARE(shop.activities.held.size(), std::size_t{1});
    shop.store.failures = {ErrorCode::conflict};
    shop.activities.finish(Json::trusted("7"));
    shop.settle();
    QCOMPARE(shop.status(run), std::string("completed"));
    QCOMPARE(shop.activities.started, 1);
    QVERIFY(shop.orchestrator().quiet());
    QCOMPARE(shop.types(run), std::string("run.started run.entered task.started activity.scheduled activity.completed task.completed run.completed "));
}

void OrchestratorTest::a_refused_cancellation_by_letter_is_served_again() {
    Workshop shop;
    const RunId run = shop.start(shop.publish(one_command));
    (void)shop.store.post({0, "cancel", run, JsonValue::object({{"by", "me"}, {"reason", "enough"}}).json(), shop.time});
    shop.store.failures = {ErrorCode::conflict};
    shop.orchestrator().serve_inbox();
    shop.settle();
    QCOMPARE(shop.status(run), std::string("cancelled"));
    QVERIFY(shop.store.pending(10)->empty());
    QCOMPARE(shop.activities.cancelled, 1);
}

void OrchestratorTest::a_rival_that_ended_the_run_wins() {
    Workshop shop;
    const RunId run = shop.start(shop.publish(one_command));
    // Another engine, on the same store, cancels the run.
    Workshop rival;
    Orchestrator other({shop, rival.evaluator, rival.activities, rival, rival, [](std::size_t count) { return std::string(count, 'r'); }}, {"a key", "1.2.3", "1.6", 1000});
    bool woken = true;
    other.wake = [&] { woken = true; };
    other.steer(run, Steering::cancel, {"rival", "mine"}, [](Result<void>) {});
    while (std::exchange(woken, false) || !shop.jobs.empty()) {
        other.turn();
        shop.settle();
    }
    QCOMPARE(shop.status(run), std::string("cancelled"));
    const std::string before = shop.types(run);
    shop.activities.finish(Json::trusted("7"));
    shop.settle();
    QCOMPARE(shop.types(run), before);
    QVERIFY(shop.orchestrator().quiet());
    QVERIFY(shop.failures.empty());
}

void OrchestratorTest::an_activity_is_begun_once_by_one_engine() {
    Workshop shop;
    const RunId run = shop.start(shop.publish(two_branches));
    shop.evaluator.answer(Json::trusted("1"));
    shop.settle();
    QCOMPARE(shop.activities.started, 1);
    shop.orchestrator().recover([](Result<std::size_t>) {});
    shop.settle();
    QCOMPARE(shop.activities.started, 1);
    shop.activities.finish(Json::trusted("7"));
    shop.settle();
    QCOMPARE(shop.status(run), std::string("completed"));
}

void OrchestratorTest::timers_of_different_times_fire_one_by_one() {
    Workshop shop;
    const auto plan = shop.publish("do: [first: {fork: {compete: true, branches: [slow: {wait: PT2S, output: {as: {is: slow}}}, quick: {wait: PT1S, output: {as: {is: quick}}}]}}]");
    const RunId run = shop.start(plan);
    // The engine was away when both came; the run is read again with both of them waiting.
    shop.time.ms += 10'000;
    Workshop later;
    Orchestrator other({shop, later.evaluator, later.activities, later, shop, [](std::size_t count) { return std::string(count, 'r'); }}, {"a key", "1.2.3", "1.6", 1000});
    bool woken = true;
    other.wake = [&] { woken = true; };
    other.recover([](Result<std::size_t>) {});
    for (int i = 0; i < 100; ++i) {
        other.turn();
        if (shop.jobs.empty()) continue;
        const auto job = std::move(shop.jobs.front());
        shop.jobs.pop_front();
        job.first(shop.store);
        job.second();
    }
    QCOMPARE(shop.status(run), std::string("completed"));
    std::string values;
    for (const auto& row : shop.events(run)) values += row.value ? row.value->text() : "";
    QVERIFY(values.find("quick") != std::string::npos);
    QVERIFY(values.find("slow") == std::string::npos);
}

ORKESTR_TEST(OrchestratorTest)

} // namespace orkestr::test

#include "orchestrator_test.moc"
