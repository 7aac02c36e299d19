// Who receives which events, when, and how often; and what becomes of those that nobody receives.
#include "core/history/codec.h"
#include "tests/runtime/workshop.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

constexpr Duration hour{3'600'000};
const char* const one_a = "do: [l: {listen: {to: {one: {with: {type: test.a}}}}}]";
const char* const until_end = "do: [l: {listen: {to: {any: [{with: {type: test.a}}], until: {one: {with: {type: test.end}}}}}}]";

/// The data of what the run has received, in the order it did: `1 2 3`.
std::string received(const Workshop& shop, const RunId& run) {
    std::string text;
    Decoder decoder;
    for (const EventRow& row : shop.events(run)) {
        const auto event = decoder.decode(row);
        const auto* one = event ? std::get_if<events::EventReceived>(&event->body) : nullptr;
        if (!one) continue;
        const JsonValue envelope = JsonValue::of(one->value.json);
        text += (text.empty() ? "" : " ") + (envelope.find("data") ? envelope.find("data")->json().text() : std::string("?"));
    }
    return text;
}

void steer(Workshop& shop, const RunId& run, Steering steering) {
    shop.orchestrator().steer(run, steering, {"me", "so"}, [](const Result<void>&) {});
    shop.settle();
}

} // namespace

class EventRouterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void two_runs_get_it_once_each();
    void two_steps_of_one_run_get_it_once_each();
    void one_event_takes_one_place_of_a_step();
    void they_come_in_their_order();
    void they_come_in_their_order_while_filters_are_judged();
    void they_come_in_their_order_to_who_was_suspended();
    void more_than_a_queue_holds();

    void a_late_listener_takes_what_nobody_had();
    void a_late_listener_does_not_take_what_somebody_had();
    void of_two_late_listeners_one_takes_it();
    void a_late_listener_does_not_take_what_was_kept_too_long_data();
    void a_late_listener_does_not_take_what_was_kept_too_long();
    void what_a_late_listener_passes_stays_for_others();

    void the_first_value_binds();
    void an_expected_value_decides();

    void a_signal_reaches_its_run_only();
    void a_signal_waits_for_its_run_to_listen();
    void a_signal_outlives_the_engine();
    void a_signal_that_comes_too_late_is_dead_data();
    void a_signal_that_comes_too_late_is_dead();
    void a_signal_that_nobody_received_in_time_is_dead_once();
    void a_signal_for_who_is_suspended_does_not_die();

    void a_refused_receipt_is_received_once();
    void an_engine_that_dies_around_a_receipt_data();
    void an_engine_that_dies_around_a_receipt();
    void what_one_has_had_stays_for_who_is_suspended();
};

// --- who, and in which order ----------------------------------------------------------------------------------------

void EventRouterTest::two_runs_get_it_once_each() {
    Workshop shop;
    const auto plan = shop.publish(until_end);
    const RunId first = shop.start(plan);
    const RunId second = shop.start(plan);
    shop.emit("test.a", "1");
    shop.emit("test.b", "2");
    shop.emit("test.a", "3");
    shop.emit("test.end", "4");
    QCOMPARE(received(shop, first), std::string("1 3 4"));
    QCOMPARE(received(shop, second), std::string("1 3 4"));
    QCOMPARE(shop.status(first), std::string("completed"));
    QCOMPARE(shop.status(second), std::string("completed"));
    QVERIFY(shop.orchestrator().quiet());
}

void EventRouterTest::two_steps_of_one_run_get_it_once_each() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [both: {fork: {branches: [x: {listen: {to: {one: {with: {type: test.a}}}}}, y: {listen: {to: {all: [{with: {type: test.a}}, {with: {type: test.b}}]}}}]}}]"));
    shop.emit("test.a", "1");
    QCOMPARE(received(shop, run), std::string("1 1"));
    shop.emit("test.a", "2");
    QCOMPARE(received(shop, run), std::string("1 1"));
    shop.emit("test.b", "3");
    QCOMPARE(received(shop, run), std::string("1 1 3"));
    QCOMPARE(shop.status(run), std::string("completed"));
    QVERIFY(shop.events(run).back().value->text() == "[[1],[1,3]]");
}

void EventRouterTest::one_event_takes_one_place_of_a_step() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [l: {listen: {to: {all: [{with: {type: test.a}}, {with: {type: test.a}}]}}}]"));
    shop.emit("test.a", "1");
    QCOMPARE(shop.status(run), std::string("waiting"));
    shop.emit("test.a", "2");
    QCOMPARE(received(shop, run), std::string("1 2"));
    QCOMPARE(shop.status(run), std::string("completed"));
}

void EventRouterTest::they_come_in_their_order() {
    Workshop shop;
    const RunId run = shop.start(shop.publish(until_end));
    // Published by others, and found together.
    for (const char* data : {"1", "2", "3", "4"}) (void)shop.store.publish({0, shop.time, shop.time + hour, {}, {}, {}, Json::trusted(R"({"type":"test.a","data":)" + std::string(data) + "}")});
    shop.emit("test.a", "5");
    QCOMPARE(received(shop, run), std::string("1 2 3 4 5"));
}

void EventRouterTest::they_come_in_their_order_while_filters_are_judged() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [l: {listen: {to: {any: [{with: {type: test.a, data: '${ .ok }'}}], until: {one: {with: {type: test.end}}}}}}]"));
    shop.emit("test.a", "1");
    shop.emit("test.a", "2");
    shop.emit("test.end", "3");
    // One at a time: the second is not offered before the first is decided.
    QCOMPARE(shop.evaluator.held.size(), std::size_t{1});
    QCOMPARE(received(shop, run), std::string(""));
    shop.evaluator.answer(Json::trusted("{}"));
    shop.settle();
    QCOMPARE(received(shop, run), std::string("1"));
    shop.evaluator.answer(Json()); // does not match
    shop.settle();
    QCOMPARE(received(shop, run), std::string("1 3"));
    QCOMPARE(shop.status(run), std::string("completed"));
    QVERIFY(shop.orchestrator().quiet());
}

void EventRouterTest::they_come_in_their_order_to_who_was_suspended() {
    Workshop shop;
    const RunId run = shop.start(shop.publish(until_end));
    shop.emit("test.a", "1");
    steer(shop, run, Steering::suspend);
    shop.emit("test.a", "2");
    shop.emit("test.a", "3");
    QCOMPARE(received(shop, run), std::string("1"));
    steer(shop, run, Steering::resume);
    shop.emit("test.end", "4");
    QCOMPARE(received(shop, run), std::string("1 2 3 4"));
    QCOMPARE(shop.status(run), std::string("completed"));
}

void EventRouterTest::more_than_a_queue_holds() {
    constexpr int count = 2300;
    Workshop shop;
    const RunId run = shop.start(shop.publish(until_end));
    steer(shop, run, Steering::suspend);
    std::string all;
    for (int i = 1; i <= count; ++i) {
        const std::string data = std::to_string(i);
        all += (all.empty() ? "" : " ") + data;
        (void)shop.store.publish({0, shop.time, shop.time + hour, {}, {}, {}, Json::trusted(R"({"type":"test.a","data":)" + data + "}")});
    }
    shop.emit("test.end", "0");
    steer(shop, run, Steering::resume);
    QCOMPARE(shop.status(run), std::string("completed"));
    QCOMPARE(received(shop, run), all + " 0");
}

// --- late -----------------------------------------------------------------------------------------------------------

void EventRouterTest::a_late_listener_takes_what_nobody_had() {
    Workshop shop;
    shop.emit("test.a", "1");
    shop.emit("test.a", "2");
    shop.pass({23 * hour.ms});
    const RunId run = shop.start(shop.publish(until_end));
    QCOMPARE(received(shop, run), std::string("1 2"));
    shop.emit("test.a", "3");
    QCOMPARE(received(shop, run), std::string("1 2 3"));
}

void EventRouterTest::a_late_listener_does_not_take_what_somebody_had() {
    Workshop shop;
    const auto plan = shop.publish(until_end);
    const RunId first = shop.start(plan);
    shop.emit("test.a", "1");
    const RunId second = shop.start(plan);
    QCOMPARE(received(shop, second), std::string(""));
    shop.emit("test.a", "2");
    QCOMPARE(received(shop, first), std::string("1 2"));
    QCOMPARE(received(shop, second), std::string("2"));
}

void EventRouterTest::of_two_late_listeners_one_takes_it() {
    Workshop shop;
    shop.emit("test.a", "1");
    const auto plan = shop.publish(one_a);
    for (const char* name : {"entropy001", "entropy002"}) shop.orchestrator().start({RunId{make_ulid(shop.time, name)}, plan, Json()}, [](const Result<RunId>&) {});
    shop.settle();
    const auto runs = shop.runs();
    QCOMPARE(received(shop, runs[0].run) + received(shop, runs[1].run), std::string("1"));
    shop.emit("test.a", "2");
    QCOMPARE(shop.status(runs[0].run), std::string("completed"));
    QCOMPARE(shop.status(runs[1].run), std::string("completed"));
}

void EventRouterTest::a_late_listener_does_not_take_what_was_kept_too_long_data() {
    QTest::addColumn<bool>("removed");
    QTest::newRow("it is still there") << false;
    QTest::newRow("it was removed") << true;
}

void EventRouterTest::a_late_listener_does_not_take_what_was_kept_too_long() {
    QFETCH(bool, removed);
    Workshop shop;
    if (removed) shop.recover();
    shop.emit("test.a", "1");
    shop.pass({23 * hour.ms});
    shop.emit("test.a", "2");
    shop.pass(hour);
    QCOMPARE(shop.store.bus_events({})->size(), std::size_t{removed ? 1u : 2u});
    const RunId run = shop.start(shop.publish(until_end));
    QCOMPARE(received(shop, run), std::string("2"));
    QVERIFY(shop.dead().empty()); // it was for nobody in particular
}

void EventRouterTest::what_a_late_listener_passes_stays_for_others() {
    Workshop shop;
    shop.emit("test.a", "1");
    shop.emit("test.b", "2");
    const RunId b = shop.start(shop.publish("do: [l: {listen: {to: {one: {with: {type: test.b}}}}}]", "1.0.1"));
    QCOMPARE(received(shop, b), std::string("2"));
    const RunId a = shop.start(shop.publish(one_a));
    QCOMPARE(received(shop, a), std::string("1"));
}

// --- correlation ----------------------------------------------------------------------------------------------------

void EventRouterTest::the_first_value_binds() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [l: {listen: {to: {all: [{with: {type: test.a}, correlate: {order: {from: .data}}}, {with: {type: test.b}, correlate: {order: {from: .data}}}]}}}]"));
    const auto send = [&](const char* type, const char* value) {
        shop.emit(type, value);
        while (!shop.evaluator.held.empty()) {
            const JsonValue envelope = JsonValue::of(shop.evaluator.held.front().request.input);
            shop.evaluator.answer(JsonValue::object({{"order", *envelope.find("data")}}).json());
            shop.settle();
        }
    };
    send("test.b", "7");
    send("test.a", "8");
    QCOMPARE(received(shop, run), std::string("7"));
    // What was bound outlives the engine.
    shop.restart();
    shop.recover();
    send("test.a", "9");
    QCOMPARE(received(shop, run), std::string("7"));
    send("test.a", "7");
    QCOMPARE(received(shop, run), std::string("7 7"));
    QCOMPARE(shop.status(run), std::string("completed"));
}

void EventRouterTest::an_expected_value_decides() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [l: {listen: {to: {one: {with: {type: test.a}, correlate: {order: {from: .data, expect: '${ .order }'}}}}}}]"));
    shop.emit("test.a", "1");
    shop.evaluator.answer(Json());
    shop.settle();
    QCOMPARE(shop.status(run), std::string("waiting"));
    shop.emit("test.a", "2");
    shop.evaluator.answer(Json::trusted("{}"));
    shop.settle();
    QCOMPARE(received(shop, run), std::string("2"));
}

// --- signals --------------------------------------------------------------------------------------------------------

void EventRouterTest::a_signal_reaches_its_run_only() {
    Workshop shop;
    const auto plan = shop.publish(until_end);
    const RunId first = shop.start(plan);
    const RunId second = shop.start(plan);
    shop.emit("test.a", "1", second);
    QCOMPARE(received(shop, first), std::string(""));
    QCOMPARE(received(shop, second), std::string("1"));
    const RunId third = shop.start(plan);
    QCOMPARE(received(shop, third), std::string(""));
    QVERIFY(shop.dead().empty());
}

void EventRouterTest::a_signal_waits_for_its_run_to_listen() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [w: {run: {shell: {command: x}}}, l: {listen: {to: {one: {with: {type: test.a}}}}}]"));
    const RunId other = shop.start(shop.publish(one_a, "1.0.1"));
    shop.emit("test.a", "1", run);
    QCOMPARE(received(shop, run), std::string(""));
    shop.activities.finish(Json());
    shop.settle();
    QCOMPARE(received(shop, run), std::string("1"));
    QCOMPARE(received(shop, other), std::string(""));
    QCOMPARE(shop.status(run), std::string("completed"));
    QVERIFY(shop.dead().empty());
}

void EventRouterTest::a_signal_outlives_the_engine() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [w: {run: {shell: {command: x}}}, l: {listen: {to: {one: {with: {type: test.a}}}}}]"));
    shop.emit("test.a", "1", run);
    shop.restart();
    shop.recover();
    shop.activities.finish(Json());
    shop.settle();
    QCOMPARE(received(shop, run), std::string("1"));
}

void EventRouterTest::a_signal_that_comes_too_late_is_dead_data() {
    QTest::addColumn<QString>("when");
    for (const char* when : {"the run has ended", "the run ends without it", "there is no such run", "the run ends while nobody is there"}) QTest::newRow(when) << QString(when);
}

void EventRouterTest::a_signal_that_comes_too_late_is_dead() {
    QFETCH(QString, when);
    Workshop shop;
    shop.recover();
    RunId run = shop.start(shop.publish("do: [w: {run: {shell: {command: x}}}]"));
    const auto finish = [&] {
        shop.activities.finish(Json());
        shop.settle();
    };
    if (when == "there is no such run") run = RunId{make_ulid(shop.time, "nobodyhere")};
    if (when == "the run has ended") finish();
    if (when == "the run ends while nobody is there") {
        finish();
        (void)shop.store.publish({0, shop.time, shop.time + hour, run, "me", "to be heard", Json::trusted(R"({"type":"test.a","data":1})")});
        shop.restart();
        shop.recover();
    } else {
        shop.emit("test.a", "1", run);
    }
    if (when == "the run ends without it") {
        QVERIFY(shop.dead().empty());
        finish();
    }
    const auto letters = shop.dead();
    QCOMPARE(letters.size(), std::size_t{1});
    QCOMPARE(letters[0].kind, std::string("event"));
    QCOMPARE(letters[0].run.text, run.text);
    const JsonValue body = JsonValue::of(letters[0].body);
    QCOMPARE(body.find("event")->integer_at("data"), std::int64_t{1});
    QCOMPARE(body.string_at("by"), std::string("me"));
    QVERIFY(letters[0].title.starts_with("test.a: "));
    // It is told once, whoever looks again.
    shop.restart();
    shop.recover();
    shop.pass({48 * hour.ms});
    QCOMPARE(shop.dead().size(), std::size_t{1});
    QVERIFY(shop.store.bus_events({})->empty());
}

void EventRouterTest::a_signal_that_nobody_received_in_time_is_dead_once() {
    Workshop shop;
    shop.recover();
    const RunId run = shop.start(shop.publish("do: [w: {run: {shell: {command: x}}}]"));
    shop.emit("test.a", "1", run);
    shop.pass({23 * hour.ms});
    QVERIFY(shop.dead().empty());
    shop.pass(hour);
    shop.pass(hour);
    QCOMPARE(shop.dead().size(), std::size_t{1});
    QVERIFY(shop.dead()[0].title.find("nobody received it in time") != std::string::npos);
    shop.activities.finish(Json());
    shop.settle();
    QCOMPARE(shop.status(run), std::string("completed"));
    QCOMPARE(shop.dead().size(), std::size_t{1});
}

void EventRouterTest::a_signal_for_who_is_suspended_does_not_die() {
    Workshop shop;
    shop.recover();
    const RunId run = shop.start(shop.publish(one_a));
    steer(shop, run, Steering::suspend);
    shop.emit("test.a", "1", run);
    shop.pass({25 * hour.ms});
    shop.pass({25 * hour.ms});
    QVERIFY(shop.dead().empty());
    steer(shop, run, Steering::resume);
    QCOMPARE(received(shop, run), std::string("1"));
    QCOMPARE(shop.status(run), std::string("completed"));
}

// --- engines and stores that fail -----------------------------------------------------------------------------------

void EventRouterTest::a_refused_receipt_is_received_once() {
    Workshop shop;
    const RunId run = shop.start(shop.publish(until_end));
    shop.store.failures = {ErrorCode::conflict};
    shop.emit("test.a", "1");
    QVERIFY(shop.store.failures.empty());
    QCOMPARE(received(shop, run), std::string("1"));
    shop.emit("test.a", "2");
    QCOMPARE(received(shop, run), std::string("1 2"));
}

void EventRouterTest::an_engine_that_dies_around_a_receipt_data() {
    QTest::addColumn<bool>("committed");
    QTest::newRow("before") << false;
    QTest::newRow("after") << true;
}

void EventRouterTest::an_engine_that_dies_around_a_receipt() {
    QFETCH(bool, committed);
    Workshop shop;
    const RunId run = shop.start(shop.publish(until_end));
    shop.store.failures = {ErrorCode::io};
    shop.store.writes_before_it_fails = committed;
    shop.emit("test.a", "1");
    QCOMPARE(received(shop, run), std::string(committed ? "1" : ""));
    shop.restart();
    shop.recover();
    shop.emit("test.a", "2");
    QCOMPARE(received(shop, run), std::string("1 2"));
}

void EventRouterTest::what_one_has_had_stays_for_who_is_suspended() {
    Workshop shop;
    shop.recover();
    const auto plan = shop.publish(until_end);
    const RunId first = shop.start(plan);
    const RunId second = shop.start(plan);
    steer(shop, second, Steering::suspend);
    shop.emit("test.a", "1");
    QCOMPARE(received(shop, first), std::string("1"));
    shop.restart();
    shop.recover();
    shop.pass(hour);
    steer(shop, second, Steering::resume);
    QCOMPARE(received(shop, second), std::string("1"));
}

ORKESTR_TEST(EventRouterTest)

} // namespace orkestr::test

#include "event_router_test.moc"
