// What stays on the bus, for whom and for how long; and lifecycle events that somebody names.
#include "tests/runtime/workshop.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

constexpr Duration minute{60'000};
const char* const listens = "do: [l: {listen: {to: {one: {with: {type: test.a}}}}}]";
const char* const scheduled = "schedule: {on: {one: {with: {type: test.a}}}}\ndo: [s: {set: {n: 1}}]";

std::size_t kept(const Workshop& shop) { return shop.store.bus_events({0, false, 10'000})->size(); }

std::size_t completed(const Workshop& shop) {
    const auto runs = shop.runs();
    return static_cast<std::size_t>(std::count_if(runs.begin(), runs.end(), [](const RunRow& row) { return row.status == "completed"; }));
}

} // namespace

class BusCareTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void it_is_cleared_as_fast_as_it_fills();
    void who_is_suspended_holds_back_no_more_than_it_waits_for();
    void a_signal_dies_though_another_run_is_suspended();
    void a_schedule_has_what_came_while_nobody_followed_it();
    void large_events_come_a_few_at_a_time();
    void a_late_listener_finds_what_came_since_the_bus_was_looked_through();
    void lifecycle_events_by_name_and_pattern_data();
    void lifecycle_events_by_name_and_pattern();
    void lifecycle_events_reach_who_is_not_in_memory();
    void a_child_that_nobody_waits_for_is_dead_when_it_faults();
    void what_no_engine_began_is_not_given_up();
};

void BusCareTest::it_is_cleared_as_fast_as_it_fills() {
    Workshop shop;
    shop.keep_events = Duration{1000};
    shop.restart();
    shop.recover();
    for (int round = 0; round < 10; ++round) {
        for (int i = 0; i < 3000; ++i) (void)shop.store.publish({0, shop.time, shop.time + shop.keep_events, {}, {}, {}, Json::trusted(R"({"type":"test.nobody"})")});
        shop.orchestrator().serve_inbox();
        shop.settle();
        shop.pass(Duration{2000});
    }
    QVERIFY(kept(shop) <= 6000);
}

void BusCareTest::who_is_suspended_holds_back_no_more_than_it_waits_for() {
    Workshop shop;
    shop.recover();
    const RunId run = shop.start(shop.publish("do: [l: {listen: {to: {any: [{with: {type: test.a}}], until: {one: {with: {type: test.end}}}}}}]"));
    const auto early = shop.start(shop.publish("do: [l: {listen: {to: {one: {with: {type: test.b}}}}}]", "2.0.0"));
    shop.emit("test.b");
    QCOMPARE(shop.status(early), std::string("completed"));
    shop.orchestrator().steer(run, Steering::suspend, {"me", "so"}, [](const Result<void>&) {});
    shop.settle();
    shop.emit("test.a");
    shop.pass(minute);
    // What was before the event it waits for is gone, that one is not.
    const auto left = shop.store.bus_events({0, false, 100});
    QCOMPARE(left->size(), std::size_t{1});
    QVERIFY(left->front().event.text().find("test.a") != std::string::npos);
    shop.orchestrator().steer(run, Steering::resume, {"me", "so"}, [](const Result<void>&) {});
    shop.settle();
    QVERIFY(shop.types(run).find("event.received") != std::string::npos);
}

void BusCareTest::a_signal_dies_though_another_run_is_suspended() {
    Workshop shop;
    shop.keep_events = Duration{1000};
    shop.restart();
    shop.recover();
    const RunId suspended = shop.start(shop.publish(listens));
    const RunId other = shop.start(shop.publish("do: [hold: {wait: P1D}]", "2.0.0"));
    shop.orchestrator().steer(suspended, Steering::suspend, {"me", "so"}, [](const Result<void>&) {});
    shop.settle();
    shop.emit("test.a");
    shop.emit("test.signal", "1", other);
    shop.pass(minute);
    const auto dead = shop.dead();
    QCOMPARE(dead.size(), std::size_t{1});
    QCOMPARE(dead.front().run.text, other.text);
}

void BusCareTest::a_schedule_has_what_came_while_nobody_followed_it() {
    Workshop shop;
    shop.publish(scheduled);
    shop.recover();
    shop.follow_schedules();
    shop.emit("test.a");
    QCOMPARE(completed(shop), std::size_t{1});
    // An engine without schedules: a run receives the event, and later it would be cleared away.
    shop.restart();
    shop.scheduler.reset();
    shop.recover();
    const RunId run = shop.start(shop.publish(listens, "0.9.0"));
    shop.emit("test.a");
    QCOMPARE(shop.status(run), std::string("completed"));
    shop.pass(minute);
    shop.pass(minute);
    shop.restart();
    shop.recover();
    shop.follow_schedules();
    QCOMPARE(completed(shop), std::size_t{3});
}

void BusCareTest::large_events_come_a_few_at_a_time() {
    Workshop shop;
    shop.recover();
    const std::string much(5 << 20, 'x');
    for (int i = 0; i < 10; ++i) (void)shop.store.publish({0, shop.time, shop.time + minute, {}, {}, {}, JsonValue::object({{"type", "test.a"}, {"data", much}}).json()});
    const auto page = shop.store.bus_events({0, false, 1000});
    QVERIFY(page->size() > 1 && page->size() < 10);
    QVERIFY(is_full_page(*page, {0, false, 1000}));
    shop.orchestrator().serve_inbox();
    shop.settle();
    const RunId run = shop.start(shop.publish("do: [l: {listen: {to: {all: [{with: {type: test.a}}, {with: {type: test.a}}, {with: {type: test.a}}, {with: {type: test.a}}, {with: {type: test.a}}, {with: {type: test.a}}]}}}]"));
    QCOMPARE(shop.status(run), std::string("completed"));
}

void BusCareTest::a_late_listener_finds_what_came_since_the_bus_was_looked_through() {
    Workshop shop;
    shop.recover();
    shop.emit("test.before", "1");
    const auto listen_for = [&](const std::string& type, const std::string& version) {
        return shop.start(shop.publish("do: [l: {listen: {to: {one: {with: {type: " + type + "}}}}}]", version));
    };
    const RunId first = listen_for("test.other", "1.0.0");
    shop.emit("test.after", "2");
    const RunId second = listen_for("test.other", "1.0.1");
    QCOMPARE(shop.status(listen_for("test.before", "1.0.2")), std::string("completed"));
    QCOMPARE(shop.status(listen_for("test.after", "1.0.3")), std::string("completed"));
    QCOMPARE(shop.status(listen_for("test.after", "1.0.4")), std::string("waiting"));
    shop.emit("test.other", "3");
    QCOMPARE(shop.status(first), std::string("completed"));
    QCOMPARE(shop.status(second), std::string("completed"));
}

void BusCareTest::lifecycle_events_by_name_and_pattern_data() {
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("comes");
    QTest::newRow("name") << "io.serverlessworkflow.workflow.completed.v1" << true;
    QTest::newRow("pattern") << "io\\\\.serverlessworkflow\\\\.workflow\\\\.completed\\\\.v1" << true;
    QTest::newRow("wide pattern") << "io.serverlessworkflow.workflow.*" << true;
    QTest::newRow("another name") << "io.serverlessworkflow.workflow.faulted.v1" << false;
    QTest::newRow("a pattern that names nothing") << ".*completed.*" << false;
}

void BusCareTest::lifecycle_events_by_name_and_pattern() {
    QFETCH(QString, type);
    QFETCH(bool, comes);
    Workshop shop;
    shop.recover();
    const RunId run = shop.start(shop.publish("do: [l: {listen: {to: {one: {with: {type: \"" + type.toStdString() + "\"}}}}}]"));
    shop.start(shop.publish("do: [s: {set: {n: 1}}]", "2.0.0"));
    // What a pattern says is for the evaluator to judge, which wants everything here.
    while (!shop.evaluator.held.empty()) {
        shop.evaluator.answer(Json::trusted("{}"));
        shop.settle();
    }
    QCOMPARE(shop.types(run).find("event.received") != std::string::npos, comes);
}

void BusCareTest::lifecycle_events_reach_who_is_not_in_memory() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [l: {listen: {to: {one: {with: {type: io.serverlessworkflow.workflow.completed.v1}}}}}]"));
    // Another engine, which goes on with nothing that is there.
    shop.restart();
    const RunId other = shop.start(shop.publish("do: [s: {set: {n: 1}}]", "2.0.0"));
    QCOMPARE(shop.status(other), std::string("completed"));
    shop.restart();
    shop.recover();
    QCOMPARE(shop.status(run), std::string("completed"));
}

void BusCareTest::a_child_that_nobody_waits_for_is_dead_when_it_faults() {
    Workshop shop;
    shop.publish("do: [r: {raise: {error: {type: 'https://example.com/e', status: 500}}}]");
    const RunId left = shop.start(shop.publish("do: [c: {run: {await: false, workflow: {namespace: test, name: case, version: 1.0.0}}}]", "2.0.0"));
    QCOMPARE(shop.status(left), std::string("completed"));
    QCOMPARE(shop.dead().size(), std::size_t{1});
    // One that is waited for is its parent's affair.
    const RunId waits = shop.start(shop.publish("do: [c: {run: {workflow: {namespace: test, name: case, version: 1.0.0}}}]", "3.0.0"));
    QCOMPARE(shop.status(waits), std::string("faulted"));
    QCOMPARE(shop.dead().size(), std::size_t{2});
    QCOMPARE(shop.dead().back().run.text, waits.text);
}

void BusCareTest::what_no_engine_began_is_not_given_up() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [one: {run: {shell: {command: x}}}]"));
    for (int i = 0; i < 15; ++i) {
        shop.restart();
        shop.orchestrator().drain();
        shop.recover();
    }
    shop.restart();
    shop.recover();
    QCOMPARE(shop.activities.held.size(), std::size_t{1});
    shop.activities.finish(Json::trusted("1"));
    shop.settle();
    QCOMPARE(shop.status(run), std::string("completed"));
}

ORKESTR_TEST(BusCareTest)

} // namespace orkestr::test

#include "bus_care_test.moc"
