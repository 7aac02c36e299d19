// The fold: what it refuses, and what it says of the world outside.
#include "core/engine/advance.h"
#include "tests/engine/plan_of.h"
#include "tests/golden/state_text.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

/// A history that goes on by apply alone.
struct History {
    State state;
    Effects effects;
    std::string refused;

    History& add(EventBody body) {
        const auto applied = apply(state, {state.seq + 1, Instant{1000}, std::move(body)}, &effects);
        if (!applied && refused.empty()) refused = applied.error().message;
        return *this;
    }
};

History started() {
    events::RunStarted start;
    start.run = RunId{"01KDTMWQG0000000000000000G"};
    History history;
    history.add(start).add(events::RunEntered{0, {}, {}});
    return history;
}

History with_task(const char* kind, std::vector<TaskIndex> children = {}) {
    History history = started();
    history.add(events::TaskStarted{1, 0, 0, kind, "/do/0/x", std::move(children), {}, {}});
    return history;
}

} // namespace

class ApplyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void a_timer_is_set_and_cleared();
    void what_was_ordered_is_settled_once();
    void an_end_withdraws_what_was_ordered();
    void nobody_withdraws_what_is_detached();
    void statuses();
    void fold_keeps_where_payloads_stand();
    void references_save_only_what_is_long();
};

void ApplyTest::refuses_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const History& history, const char* message) {
        QTest::newRow(name) << QString::fromStdString(history.refused) << message;
    };
    History empty;
    empty.add(events::RunCompleted{});
    row("a beginning that is none", empty, "event 1 (run.completed): a history begins with run.started");
    History twice = started();
    twice.add(events::RunStarted{});
    row("a second beginning", twice, "event 3 (run.started): a run starts once");
    History early = with_task("wait");
    early.add(events::RunCompleted{});
    row("an end while steps are under way", early, "event 4 (run.completed): no transition of 'workflow' from body by complete");
    History over = with_task("set");
    over.add(events::TaskCompleted{1, {}, {}, false, {}}).add(events::RunCompleted{}).add(events::RunCompleted{});
    row("an event after the end", over, "event 6 (run.completed): the run has ended already");
    History unknown = started();
    unknown.add(events::TaskCompleted{7, {}, {}, false, {}});
    row("a step that is not there", unknown, "event 3 (task.completed): there is no live step 7");
    History other = started();
    other.add(events::TaskStarted{1, 0, 5, "set", "/do/5", {}, {}, {}});
    row("another task than the one that was to start", other, "event 3 (task.started): this is not the task that was to start");
    History again = with_task("wait");
    again.add(events::TaskStarted{1, 0, 0, "wait", "/do/0", {}, {}, {}});
    row("a task that starts twice", again, "event 4 (task.started): this is not the task that was to start");
    History odd = started();
    odd.add(events::TaskStarted{1, 0, 0, "dance", "/do/0", {}, {}, {}});
    row("a kind that no machine knows", odd, "event 3 (task.started): no machine for kind 'dance'");
    History itself = started();
    itself.add(events::TaskStarted{1, 0, 0, "workflow", "/do/0", {}, {}, {}});
    row("a workflow as a task", itself, "event 3 (task.started): no machine for kind 'workflow'");
    History skipped = started();
    skipped.add(events::TaskSkipped{1, 0, 9, "/do/9", {}, {}});
    row("another task than the one that was skipped", skipped, "event 3 (task.skipped): this is not the task that was to start");
    History loop = with_task("for");
    loop.add(events::LoopEntered{1, {Json::trusted("{}"), 0}});
    row("a loop over an object", loop, "event 4 (loop.entered): a loop goes over an array");
    History timer = with_task("wait");
    timer.add(events::TimerFired{9});
    row("a timer that was not set", timer, "event 4 (timer.fired): there is no timer 9");
    History result = with_task("call");
    result.add(events::ActivityCompleted{3, 1, {}, {}});
    row("a result that was not ordered", result, "event 4 (activity.completed): nothing was ordered by event 3, or its result was taken");
    History waited = with_task("call");
    waited.add(events::ActivityScheduled{1, 1, "http", false, {}}).add(events::ResultIgnored{4, 1, {}});
    row("a result ignored that is waited for", waited, "event 5 (result.ignored): the result of event 4 is waited for");
    History kind = with_task("call");
    kind.add(events::ActivityScheduled{1, 1, "http", false, {}}).add(events::ChildCompleted{4, 1, {}});
    row("a child's result for an activity", kind, "event 5 (child.completed): no transition of 'call' from active by child_complete");
}

void ApplyTest::refuses() {
    QFETCH(QString, what);
    QFETCH(QString, message);
    QCOMPARE(what, message);
}

void ApplyTest::a_timer_is_set_and_cleared() {
    History history = with_task("wait");
    history.add(events::WaitStarted{1, Instant{5000}});
    QCOMPARE(history.effects.timers_set.size(), std::size_t{1});
    QCOMPARE(history.effects.timers_set[0].first, std::uint64_t{4});
    QCOMPARE(history.effects.timers_set[0].second.ms, std::int64_t{5000});
    QVERIFY(history.effects.timers_cleared.empty());
    History fired = history;
    fired.add(events::TimerFired{4});
    QCOMPARE(fired.effects.timers_cleared, std::vector<std::uint64_t>{4});
    history.add(events::TaskCancelled{1, {}});
    QCOMPARE(history.effects.timers_cleared, std::vector<std::uint64_t>{4});
    QVERIFY(history.state.timers.empty());
}

void ApplyTest::what_was_ordered_is_settled_once() {
    History history = with_task("call");
    history.add(events::ActivityScheduled{1, 2, "http", false, {}});
    QCOMPARE(history.effects.ordered, std::vector<std::uint64_t>{4});
    QCOMPARE(history.state.pending.at(4).attempt, 2u);
    history.add(events::ActivityFailed{4, 1, {}, {Problem::standard(StandardError::communication, "no"), 0}});
    QCOMPARE(history.effects.settled, std::vector<std::uint64_t>{4});
    QVERIFY(history.state.pending.empty());
    QVERIFY(history.state.find(1)->failed);
    QCOMPARE(history.state.find(1)->fault.origin, std::uint64_t{5});
    QVERIFY(history.refused.empty());
    history.add(events::ActivityCompleted{4, 1, {}, {}});
    QVERIFY(!history.refused.empty());
}

void ApplyTest::an_end_withdraws_what_was_ordered() {
    History history = with_task("run");
    history.add(events::ChildScheduled{1, RunId{"01KDTMWQG0000000000000000H"}, "n", "c", "1", false, {}}).add(events::TaskCancelled{1, {}});
    QCOMPARE(history.effects.withdrawn.size(), std::size_t{1});
    QCOMPARE(history.effects.withdrawn[0].first, std::uint64_t{4});
    QCOMPARE(history.effects.withdrawn[0].second.child.text, std::string("01KDTMWQG0000000000000000H"));
    QVERIFY(history.state.pending.empty());
}

void ApplyTest::nobody_withdraws_what_is_detached() {
    History history = with_task("run");
    history.add(events::ActivityScheduled{1, 1, "shell", true, {}}).add(events::TaskCancelled{1, {}}).add(events::RunCancelled{});
    QVERIFY2(history.refused.empty(), history.refused.c_str());
    QVERIFY(history.effects.withdrawn.empty());
    QCOMPARE(history.state.pending.size(), std::size_t{1});
}

void ApplyTest::statuses() {
    const auto status = [](const History& history) { return std::string(to_string(history.state.status)); };
    QCOMPARE(status(History{}), std::string("pending"));
    QCOMPARE(status(started()), std::string("running"));
    History wait = with_task("wait");
    wait.add(events::WaitStarted{1, {}});
    QCOMPARE(status(wait), std::string("waiting"));
    wait.add(events::TimerFired{4});
    QCOMPARE(status(wait), std::string("running"));
    // One branch waits, the other works: the run works.
    History fork = with_task("fork", {1, 2});
    fork.add(events::TaskStarted{2, 1, 1, "wait", "w", {}, {}, {}}).add(events::TaskStarted{3, 1, 2, "call", "c", {}, {}, {}});
    fork.add(events::WaitStarted{2, {}}).add(events::ActivityScheduled{3, 1, "http", false, {}});
    QVERIFY2(fork.refused.empty(), fork.refused.c_str());
    QCOMPARE(status(fork), std::string("running"));
    fork.add(events::ActivityCompleted{7, 3, {}, {}}).add(events::TaskCompleted{3, {}, {}, false, {}});
    QVERIFY2(fork.refused.empty(), fork.refused.c_str());
    QCOMPARE(status(fork), std::string("waiting"));
    History cancelled = started();
    cancelled.add(events::RunCancelRequested{"me", "why"}).add(events::TaskCancelled{1, {}}).add(events::RunCancelled{"why"});
    QVERIFY2(cancelled.refused.empty(), cancelled.refused.c_str());
    QCOMPARE(status(cancelled), std::string("cancelled"));
    QVERIFY(cancelled.state.ended());
}

void ApplyTest::fold_keeps_where_payloads_stand() {
    History history = with_task("set");
    const Json value = Json::trusted(R"({"text":"long enough to be referred to"})");
    history.add(events::ContextExported{1, {value, 0}});
    QCOMPARE(history.state.context.origin, std::uint64_t{4});
    history.add(events::TaskCompleted{1, {}, {}, false, {value, 4}});
    QCOMPARE(history.state.find(workflow_step)->branches[0].output.origin, std::uint64_t{4});
    history.add(events::RunCompleted{{value, 4}});
    QCOMPARE(history.state.output.origin, std::uint64_t{4});
}

void ApplyTest::references_save_only_what_is_long() {
    QVERIFY(!(Payload{Json::trusted("\"" + std::string(22, 'x') + "\""), 3}.by_reference()));
    QVERIFY((Payload{Json::trusted("\"" + std::string(23, 'x') + "\""), 3}.by_reference()));
    QVERIFY(!(Payload{Json::trusted("\"" + std::string(100, 'x') + "\""), 0}.by_reference()));
    // What is short stands again, and so is held by the later event.
    History history = with_task("set");
    history.add(events::ContextExported{1, {Json::trusted("1"), 0}}).add(events::TaskCompleted{1, {}, {}, false, {Json::trusted("1"), 4}});
    QCOMPARE(history.state.find(workflow_step)->branches[0].output.origin, std::uint64_t{5});
}

ORKESTR_TEST(ApplyTest)

} // namespace orkestr::test

#include "apply_test.moc"
