// Activities over which engines end again and again: given up at last, listed, and tried again by a fork.
#include "core/history/codec.h"
#include "core/runtime/run_fork.h"
#include "tests/runtime/workshop.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

constexpr int most_lost = 10;

void begin_again(Workshop& shop, int times) {
    for (int i = 0; i < times; ++i) {
        shop.restart();
        shop.recover();
    }
}

std::vector<DeadLetter> of_kind(const Workshop& shop, const std::string& kind) {
    std::vector<DeadLetter> found = shop.dead();
    std::erase_if(found, [&](const DeadLetter& letter) { return letter.kind != kind; });
    return found;
}

} // namespace

class DeadActivityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void given_up_after_ten_engines();
    void others_of_the_run_go_on();
    void the_definition_can_catch_it();
    void a_run_that_faults_for_another_reason_is_a_letter_of_its_own();
    void tried_again_by_a_fork();
    void a_suspended_run_loses_no_engine();
    void going_on_twice_loses_no_engine();
    void work_that_nobody_waits_for_data();
    void work_that_nobody_waits_for();
};

void DeadActivityTest::given_up_after_ten_engines() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [one: {do: [deep: {run: {shell: {command: x}}}]}]"));
    begin_again(shop, most_lost - 1);
    QCOMPARE(shop.activities.started, most_lost);
    QCOMPARE(shop.activities.held.size(), std::size_t{1});
    QVERIFY(shop.dead().empty());
    begin_again(shop, 1);
    QCOMPARE(shop.activities.started, most_lost);
    QCOMPARE(shop.status(run), std::string("faulted"));
    QVERIFY(shop.store.outbox(std::nullopt)->empty());
    QVERIFY(shop.orchestrator().quiet());

    const auto letters = of_kind(shop, "activity");
    QCOMPARE(letters.size(), std::size_t{1});
    QCOMPARE(letters[0].run.text, run.text);
    QVERIFY(letters[0].at == shop.time);
    QCOMPARE(letters[0].title, std::string("case: the shell activity of /do/0/one/do/0/deep was given up"));
    const JsonValue body = JsonValue::of(letters[0].body);
    QCOMPARE(body.string_at("step"), std::string("/do/0/one/do/0/deep"));
    QCOMPARE(body.string_at("kind"), std::string("shell"));
    QCOMPARE(body.find("error")->integer_at("status"), std::int64_t{500});
    const auto scheduled = static_cast<std::size_t>(body.integer_at("scheduled"));
    QCOMPARE(shop.events(run)[scheduled - 1].type, std::string("activity.scheduled"));
    // That the run has faulted for it is no second letter: both tried again would do it twice.
    QVERIFY(of_kind(shop, "run").empty());
    begin_again(shop, 1);
    QCOMPARE(shop.dead().size(), std::size_t{1});
}

void DeadActivityTest::others_of_the_run_go_on() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [all: {fork: {branches: [x: {try: [bad: {run: {shell: {command: x}}}], catch: {errors: {with: {status: 500}}}}, y: {run: {shell: {command: y}}}]}}]"));
    const auto is_x = [](const auto& held) { return held.first.request.text().find("\"x\"") != std::string::npos; };
    begin_again(shop, most_lost - 1);
    // The other one is done just in time.
    for (auto& held : shop.activities.held)
        if (!is_x(held)) held.second({Json::trusted("1"), {}});
    shop.settle();
    begin_again(shop, 1);
    QCOMPARE(shop.status(run), std::string("completed"));
    const auto letters = of_kind(shop, "activity");
    QCOMPARE(letters.size(), std::size_t{1});
    QVERIFY(JsonValue::of(letters[0].body).string_at("step").find("/bad") != std::string::npos);
}

void DeadActivityTest::the_definition_can_catch_it() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [t: {try: [x: {run: {shell: {command: x}}}], catch: {errors: {with: {type: https://serverlessworkflow.io/spec/1.0.0/errors/runtime}}, do: [c: {set: {caught: true}}]}}]"));
    begin_again(shop, most_lost);
    QCOMPARE(shop.status(run), std::string("completed"));
    QCOMPARE(of_kind(shop, "activity").size(), std::size_t{1});
    QVERIFY(of_kind(shop, "run").empty());
}

void DeadActivityTest::a_run_that_faults_for_another_reason_is_a_letter_of_its_own() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [t: {try: [x: {run: {shell: {command: x}}}], catch: {}}, then: {raise: {error: {type: https://example.com/e, status: 400, detail: no}}}]"));
    begin_again(shop, most_lost);
    QCOMPARE(shop.status(run), std::string("faulted"));
    QCOMPARE(of_kind(shop, "activity").size(), std::size_t{1});
    QCOMPARE(of_kind(shop, "run").size(), std::size_t{1});
}

void DeadActivityTest::tried_again_by_a_fork() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [before: {run: {shell: {command: b}}}, one: {run: {shell: {command: x}}}]"));
    shop.activities.finish(Json::trusted("41"));
    shop.settle();
    begin_again(shop, most_lost);
    QCOMPARE(shop.status(run), std::string("faulted"));
    const int before = shop.activities.started;
    const auto letter = of_kind(shop, "activity").at(0);
    auto fork = make_fork({letter.run, JsonValue::of(letter.body).string_at("step"), {}, {"me", "once more"}}, shop.store, *shop.orchestrator().plans(), "a key");
    QVERIFY2(fork.ok(), fork ? "" : fork.error().message.c_str());
    const RunId again{make_ulid(shop.time, "entropy999")};
    shop.orchestrator().start_fork(std::move(*fork), again, [](const Result<RunId>&) {});
    shop.settle();
    // Only what was given up is done anew, and its count begins anew.
    QCOMPARE(shop.activities.started, before + 1);
    begin_again(shop, most_lost - 1);
    QCOMPARE(shop.activities.held.size(), std::size_t{1});
    QVERIFY(shop.activities.held.front().first.request.text().find("\"x\"") != std::string::npos);
    shop.activities.finish(Json::trusted("42"));
    shop.settle();
    QCOMPARE(shop.status(again), std::string("completed"));
    QCOMPARE(shop.events(again).back().value->text(), std::string("42"));
}

void DeadActivityTest::a_suspended_run_loses_no_engine() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [one: {run: {shell: {command: x}}}]"));
    shop.orchestrator().steer(run, Steering::suspend, {"me", "later"}, [](const Result<void>&) {});
    shop.settle();
    begin_again(shop, 3 * most_lost);
    QCOMPARE(shop.activities.started, 1);
    shop.orchestrator().steer(run, Steering::resume, {"me", "now"}, [](const Result<void>&) {});
    shop.settle();
    QCOMPARE(shop.activities.started, 2);
    shop.activities.finish(Json::trusted("1"));
    shop.settle();
    QCOMPARE(shop.status(run), std::string("completed"));
    QVERIFY(shop.dead().empty());
}

void DeadActivityTest::going_on_twice_loses_no_engine() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [one: {run: {shell: {command: x}}}]"));
    for (int i = 0; i < 3 * most_lost; ++i) shop.recover();
    QCOMPARE(shop.activities.started, 1);
    QCOMPARE(shop.status(run), std::string("running"));
    begin_again(shop, 1);
    QCOMPARE(shop.activities.started, 2);
    QVERIFY(shop.dead().empty());
}

void DeadActivityTest::work_that_nobody_waits_for_data() {
    QTest::addColumn<bool>("ended");
    QTest::newRow("while its run goes on") << false;
    QTest::newRow("after its run has ended") << true;
}

void DeadActivityTest::work_that_nobody_waits_for() {
    QFETCH(bool, ended);
    Workshop shop;
    const RunId run = shop.start(shop.publish(std::string("do: [left: {run: {shell: {command: x}, await: false}}") + (ended ? "]" : ", wait: {wait: {hours: 1}}]")));
    QCOMPARE(shop.status(run), std::string(ended ? "completed" : "waiting"));
    begin_again(shop, most_lost - 1);
    QCOMPARE(shop.activities.started, most_lost);
    QVERIFY(shop.dead().empty());
    begin_again(shop, 1);
    QCOMPARE(shop.activities.started, most_lost);
    const auto letters = of_kind(shop, "activity");
    QCOMPARE(letters.size(), std::size_t{1});
    QCOMPARE(letters[0].run.text, run.text);
    QCOMPARE(JsonValue::of(letters[0].body).string_at("step"), std::string("/do/0/left"));
    QVERIFY(shop.store.outbox(std::nullopt)->empty());
    QCOMPARE(shop.status(run), std::string(ended ? "completed" : "waiting"));
    begin_again(shop, 2);
    QCOMPARE(shop.dead().size(), std::size_t{1});
}

ORKESTR_TEST(DeadActivityTest)

} // namespace orkestr::test

#include "dead_activity_test.moc"
