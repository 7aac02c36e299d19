// Forks and reruns of runs in every condition: what other branches had under way, children, suspension, events.
#include "core/history/codec.h"
#include "core/runtime/run_fork.h"
#include "tests/runtime/workshop.h"
#include "tests/support/test.h"

#include <QTest>

#include <algorithm>

namespace orkestr::test {

namespace {

constexpr Duration minute{60'000};

/// A fork, started; the reason why there is none is told by `refused`.
RunId fork(Workshop& shop, const RunId& run, const std::string& step, std::optional<Json> input = {}, std::optional<Json> context = {}) {
    auto made = make_fork({run, step, std::move(input), {"me", "again"}, std::move(context)}, shop.store, *shop.orchestrator().plans(), "a key");
    if (!made) return {};
    const RunId again{make_ulid(shop.time, "entropy" + std::to_string(shop.started++))};
    shop.orchestrator().start_fork(std::move(*made), again, [](const Result<RunId>&) {});
    shop.settle();
    return again;
}

std::optional<Error> refused(Workshop& shop, const RunId& run, const std::string& step) {
    const auto made = make_fork({run, step, {}, {"me", "again"}}, shop.store, *shop.orchestrator().plans(), "a key");
    return made ? std::nullopt : std::optional(made.error());
}

/// The commands that are under way, of this run.
QStringList under_way(const Workshop& shop, const RunId& run) {
    QStringList all;
    for (const auto& [request, done] : shop.activities.held)
        if (request.key.run == run) all << QString::fromStdString(JsonValue::of(request.request).string_at("command"));
    all.sort();
    return all;
}

void finish(Workshop& shop, const RunId& run, const std::string& command, const std::string& value) {
    for (auto at = shop.activities.held.begin(); at != shop.activities.held.end(); ++at) {
        if (at->first.key.run != run || JsonValue::of(at->first.request).string_at("command") != command) continue;
        const auto done = std::move(at->second);
        shop.activities.held.erase(at);
        done({Json::trusted(value), {}});
        return shop.settle();
    }
    qFatal("nothing to finish");
}

std::string output(const Workshop& shop, const RunId& run) { return shop.events(run).back().value ? shop.events(run).back().value->text() : ""; }

const char* const branches = "do: [all: {fork: {branches: [x: {run: {shell: {command: x}}}, y: {do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]}]}}]";
const char* const step_b = "/do/0/all/fork/branches/1/y/do/1/b";

} // namespace

class RunForkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_another_branch_has_under_way_must_have_its_result();
    void what_another_branch_gave_up_is_begun_anew();
    void what_another_branch_had_not_ordered_begins_with_the_step();
    void a_step_is_named_by_its_task_and_iteration();
    void work_that_nobody_waits_for_stays_with_the_other_run();
    void it_starts_when_it_is_forked();
    void what_another_branch_was_told_later_is_known();
    void a_wait_of_another_branch_goes_on_with_what_was_left();
    void another_branch_listens_again();
    void another_branch_with_a_child_must_have_its_result();
    void from_the_step_that_awaits_a_child();
    void of_a_suspended_run();
    void of_a_fork();
    void with_another_input();
    void with_another_context();
    void another_context_is_told_apart_from_the_step();
    void what_was_emitted_is_not_emitted_again();
    void a_refused_commit_is_done_again();

    void a_rerun_with_another_version_and_input();
};

void RunForkTest::what_another_branch_has_under_way_must_have_its_result() {
    Workshop shop;
    const RunId run = shop.start(shop.publish(branches));
    finish(shop, run, "a", "1");
    QCOMPARE(under_way(shop, run), QStringList({"b", "x"}));
    const auto error = refused(shop, run, step_b);
    QVERIFY(error && error->code == ErrorCode::conflict);
    QCOMPARE(error->message, std::string("the shell activity of step /do/0/all/fork/branches/0/x, which another branch waited for at that point, has no "
                                         "result yet; wait for it, or fork from /do/0/all/fork/branches/0/x"));
    QCOMPARE(under_way(shop, run), QStringList({"b", "x"}));
    // From that step; what the other branch has under way was not yet begun there.
    const RunId from_x = fork(shop, run, "x");
    QCOMPARE(under_way(shop, from_x), QStringList({"a", "x"}));
    finish(shop, run, "x", "10");
    const RunId again = fork(shop, run, step_b);
    QCOMPARE(under_way(shop, again), QStringList({"b"}));
    finish(shop, again, "b", "20");
    QCOMPARE(output(shop, again), std::string("[10,20]"));
    // The other one has heard nothing of it.
    QCOMPARE(shop.status(run), std::string("running"));
    finish(shop, run, "b", "40");
    QCOMPARE(output(shop, run), std::string("[10,40]"));
}

void RunForkTest::what_another_branch_gave_up_is_begun_anew() {
    Workshop shop;
    const RunId run = shop.start(shop.publish(branches));
    finish(shop, run, "a", "1");
    shop.orchestrator().steer(run, Steering::cancel, {"me", "enough"}, [](const Result<void>&) {});
    shop.settle();
    QCOMPARE(shop.status(run), std::string("cancelled"));
    const RunId again = fork(shop, run, step_b);
    QCOMPARE(under_way(shop, again), QStringList({"b", "x"}));
    finish(shop, again, "x", "10");
    finish(shop, again, "b", "20");
    QCOMPARE(output(shop, again), std::string("[10,20]"));
}

void RunForkTest::what_another_branch_had_not_ordered_begins_with_the_step() {
    Workshop shop;
    const auto plan = shop.publish("do: [all: {fork: {branches: [w: {do: [x: {run: {shell: {command: x}}}]}, y: {do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]}]}}]");
    const RunId run = shop.start(plan);
    for (const char* command : {"x", "a", "b"}) finish(shop, run, command, "1");
    QCOMPARE(shop.status(run), std::string("completed"));
    // Its task had started when the step began, and had ordered nothing: that is done anew, and not before the step begins.
    const RunId again = fork(shop, run, "a");
    const auto rows = shop.events(again);
    const auto forked = std::find_if(rows.begin(), rows.end(), [](const EventRow& row) { return row.type == "run.forked"; });
    QVERIFY(forked != rows.end());
    QVERIFY(std::none_of(rows.begin(), forked, [](const EventRow& row) { return row.type == "activity.scheduled"; }));
    const auto begun = std::find_if(forked, rows.end(), [](const EventRow& row) { return row.type == "task.started"; });
    QVERIFY(begun != rows.end() && JsonValue::of(begun->data).string_at("key") == "/do/0/all/fork/branches/1/y/do/0/a");
    QCOMPARE(under_way(shop, again), (QStringList{"a", "x"}));
    // What it had ordered by then has its result from the other run.
    QCOMPARE(under_way(shop, fork(shop, run, "b")), QStringList{"b"});
}

void RunForkTest::a_step_is_named_by_its_task_and_iteration() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [rows: {for: {in: '[1, 2]'}, do: [cells: {for: {in: '[1, 2]'}, do: [add: {set: {x: 1}}, 'odd#1': {set: {y: 1}}]}]}]"));
    while (!shop.evaluator.held.empty()) {
        shop.evaluator.answer(Json::trusted("[1,2]"));
        shop.settle();
    }
    QCOMPARE(shop.status(run), std::string("completed"));
    const auto key = [&](const std::string& step) -> std::string {
        const auto made = make_fork({run, step, {}, {"me", "again"}}, shop.store, *shop.orchestrator().plans(), "a key");
        return made ? std::get<events::RunStarted>(made->events.front().body).origin->step : made.error().message;
    };
    const std::string add = "/do/0/rows/do/0/cells/do/0/add";
    QCOMPARE(key("add#1.0"), add + "#1.0");
    QCOMPARE(key(add + "#0.1"), add + "#0.1");
    QCOMPARE(key("cells#1"), std::string("/do/0/rows/do/0/cells#1"));
    QCOMPARE(key("/do/0/rows/do/0/cells#0"), std::string("/do/0/rows/do/0/cells#0"));
    QCOMPARE(key("odd#1#0.1"), std::string("/do/0/rows/do/0/cells/do/1/odd#1#0.1"));
    QCOMPARE(key("add#1"), "'add#1' is 2 steps; which one of " + add + "#0.1, " + add + "#1.1?");
    QVERIFY(key("add").starts_with("'add' is 4 steps; which one of " + add + "#0.0, "));
    QCOMPARE(key("cells#2"), std::string("the run has no step 'cells#2'; those of this task are /do/0/rows/do/0/cells#0, /do/0/rows/do/0/cells#1"));
    QVERIFY(key("none#1").starts_with("the run has no step 'none#1'; its steps are /do/0/rows, "));
    QVERIFY(key("add#").starts_with("the run has no step 'add#'; its steps are "));
}

void RunForkTest::work_that_nobody_waits_for_stays_with_the_other_run() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [left: {run: {shell: {command: l}, await: false}}, a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]"));
    finish(shop, run, "a", "1");
    const RunId again = fork(shop, run, "b");
    QCOMPARE(under_way(shop, again), QStringList({"b"}));
    QCOMPARE(under_way(shop, run), QStringList({"b", "l"}));
    shop.restart();
    shop.recover();
    QCOMPARE(under_way(shop, again), QStringList({"b"}));
    finish(shop, again, "b", "2");
    QCOMPARE(shop.status(again), std::string("completed"));
}

void RunForkTest::it_starts_when_it_is_forked() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]"));
    const auto row_of = [&](const RunId& wanted) {
        const auto runs = shop.runs();
        return *std::find_if(runs.begin(), runs.end(), [&](const RunRow& row) { return row.run == wanted; });
    };
    const Instant began = shop.time;
    finish(shop, run, "a", "1");
    finish(shop, run, "b", "2");
    shop.pass({30 * 24 * 60 * minute.ms});
    const Instant forked = shop.time;
    const RunId again = fork(shop, run, "b");
    QCOMPARE(row_of(run).started.ms, began.ms);
    QCOMPARE(row_of(again).started.ms, forked.ms);
    // Read back from its history it is the same.
    shop.restart();
    shop.recover();
    shop.pass({minute.ms});
    finish(shop, again, "b", "3");
    QCOMPARE(row_of(again).status, std::string("completed"));
    QCOMPARE(row_of(again).started.ms, forked.ms);
    const RunId third = fork(shop, again, "b");
    QCOMPARE(row_of(third).started.ms, forked.ms + minute.ms);
}

void RunForkTest::what_another_branch_was_told_later_is_known() {
    Workshop shop;
    const RunId run = shop.start(shop.publish(branches));
    finish(shop, run, "a", "1");
    finish(shop, run, "b", "2");
    finish(shop, run, "x", "3");
    QCOMPARE(shop.status(run), std::string("completed"));
    const RunId again = fork(shop, run, step_b);
    QCOMPARE(under_way(shop, again), QStringList({"b"}));
    finish(shop, again, "b", "4");
    QCOMPARE(output(shop, again), std::string("[3,4]"));
    // Also where it was told that there is none.
    const RunId failed = shop.start(shop.publish(branches));
    finish(shop, failed, "a", "1");
    const auto at = std::find_if(shop.activities.held.begin(), shop.activities.held.end(), [](const auto& held) { return JsonValue::of(held.first.request).string_at("command") == "x"; });
    at->second({Problem::standard(StandardError::runtime, "no x"), {}});
    shop.settle();
    QCOMPARE(shop.status(failed), std::string("faulted"));
    const RunId third = fork(shop, failed, step_b);
    QCOMPARE(shop.status(third), std::string("faulted"));
    QVERIFY(under_way(shop, third).isEmpty() || under_way(shop, third) == QStringList({"b"}));
}

void RunForkTest::a_wait_of_another_branch_goes_on_with_what_was_left() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [all: {fork: {branches: [x: {wait: PT1H}, y: {do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]}]}}]"));
    shop.pass({10 * minute.ms});
    finish(shop, run, "a", "1");
    finish(shop, run, "b", "2");
    shop.pass({300 * minute.ms});
    QCOMPARE(shop.status(run), std::string("completed"));
    const RunId again = fork(shop, run, step_b);
    finish(shop, again, "b", "3");
    shop.pass({50 * minute.ms - 1});
    QCOMPARE(shop.status(again), std::string("waiting"));
    shop.pass({1});
    QCOMPARE(shop.status(again), std::string("completed"));
}

void RunForkTest::another_branch_listens_again() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [all: {fork: {branches: [x: {listen: {to: {one: {with: {type: test.go}}}}}, y: {do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]}]}}]"));
    finish(shop, run, "a", "1");
    shop.emit("test.go", "7");
    const RunId again = fork(shop, run, step_b);
    finish(shop, run, "b", "2");
    QCOMPARE(shop.status(run), std::string("completed"));
    // What the other one has received it has not; it waits for one of its own.
    finish(shop, again, "b", "3");
    QCOMPARE(shop.status(again), std::string("waiting"));
    shop.emit("test.go", "8");
    QCOMPARE(output(shop, again), std::string("[[8],3]"));
    QVERIFY(shop.store.listeners()->empty());
}

void RunForkTest::another_branch_with_a_child_must_have_its_result() {
    Workshop shop;
    const auto child = shop.publish("do: [c: {run: {shell: {command: c}}}]");
    const RunId run = shop.start(shop.publish("do: [all: {fork: {branches: [x: {run: {workflow: {namespace: test, name: case, version: 1.0.0}}}, y: {do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]}]}}]", "2.0.0"));
    finish(shop, run, "a", "1");
    QCOMPARE(shop.runs().size(), std::size_t{2});
    const RunId other = shop.runs().back().run == run ? shop.runs().front().run : shop.runs().back().run;
    const auto error = refused(shop, run, step_b);
    QVERIFY(error && error->code == ErrorCode::conflict);
    QVERIFY2(error->message.find(other.text) != std::string::npos, error->message.c_str());
    finish(shop, other, "c", "9");
    const RunId again = fork(shop, run, step_b);
    QVERIFY(!again.empty());
    finish(shop, again, "b", "2");
    QCOMPARE(output(shop, again), std::string("[9,2]"));
    QCOMPARE(shop.runs().size(), std::size_t{3}); // no child once more
}

void RunForkTest::from_the_step_that_awaits_a_child() {
    Workshop shop;
    shop.publish("do: [c: {run: {shell: {command: c}}}]");
    const RunId run = shop.start(shop.publish("do: [before: {run: {shell: {command: a}}}, child: {run: {workflow: {namespace: test, name: case, version: 1.0.0}}}]", "2.0.0"));
    finish(shop, run, "a", "1");
    QCOMPARE(shop.runs().size(), std::size_t{2});
    const RunId again = fork(shop, run, "child");
    QVERIFY(!again.empty());
    // It has a child of its own; the other's goes on for the other.
    const auto runs = shop.runs();
    QCOMPARE(runs.size(), std::size_t{4});
    const auto child_of = [&](const RunId& parent) { return std::find_if(runs.begin(), runs.end(), [&](const RunRow& row) { return row.parent == parent; })->run; };
    QVERIFY(child_of(run) != child_of(again));
    finish(shop, child_of(again), "c", "2");
    QCOMPARE(shop.status(again), std::string("completed"));
    QVERIFY(shop.status(run) != "completed");
    finish(shop, child_of(run), "c", "3");
    QCOMPARE(output(shop, run), std::string("3"));
    QCOMPARE(output(shop, again), std::string("2"));
}

void RunForkTest::of_a_suspended_run() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]"));
    finish(shop, run, "a", "1");
    shop.orchestrator().steer(run, Steering::suspend, {"me", "later"}, [](const Result<void>&) {});
    shop.settle();
    QCOMPARE(shop.status(run), std::string("suspended"));
    const RunId again = fork(shop, run, "b");
    // Suspended is the other one.
    QCOMPARE(shop.status(run), std::string("suspended"));
    finish(shop, again, "b", "2");
    QCOMPARE(shop.status(again), std::string("completed"));
    shop.orchestrator().steer(run, Steering::resume, {"me", "now"}, [](const Result<void>&) {});
    shop.settle();
    finish(shop, run, "b", "3");
    QCOMPARE(output(shop, run), std::string("3"));
}

void RunForkTest::of_a_fork() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}, c: {run: {shell: {command: c}}}]"));
    finish(shop, run, "a", "1");
    finish(shop, run, "b", "2");
    const RunId second = fork(shop, run, "b");
    finish(shop, second, "b", "3");
    const RunId third = fork(shop, second, "c");
    QCOMPARE(under_way(shop, third), QStringList({"c"}));
    const auto header = std::get<events::RunStarted>(Decoder().decode(shop.events(third).front())->body);
    QVERIFY(header.origin.has_value());
    QCOMPARE(header.origin->run.text, second.text);
    QCOMPARE(header.origin->first.text, run.text);
    QCOMPARE(header.by, std::string("me"));
    QCOMPARE(header.reason, std::string("again"));
    finish(shop, third, "c", "4");
    QCOMPARE(shop.status(third), std::string("completed"));
}

void RunForkTest::with_another_input() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [a: {run: {shell: {command: a}}}, b: {set: '${ .n }'}]"));
    finish(shop, run, "a", R"({"n":1})");
    shop.evaluator.answer(Json::trusted("1"));
    shop.settle();
    QCOMPARE(shop.status(run), std::string("completed"));
    const RunId again = fork(shop, run, "b", Json::trusted(R"({"n":2})"));
    QCOMPARE(shop.evaluator.held.size(), std::size_t{1});
    QCOMPARE(shop.evaluator.held.front().request.input.text(), std::string(R"({"n":2})"));
    shop.evaluator.answer(Json::trusted("2"));
    shop.settle();
    QCOMPARE(output(shop, again), std::string("2"));
    QCOMPARE(output(shop, run), std::string("1"));
}

void RunForkTest::with_another_context() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [a: {run: {shell: {command: a}}, export: {as: '${ . }'}}, b: {run: {shell: {command: b}}}, c: {set: '${ $context.n + 1 }'}]"));
    const auto answer = [&](const char* value) {
        shop.evaluator.answer(Json::trusted(value));
        shop.settle();
    };
    const auto asked_with = [&] {
        if (shop.evaluator.held.empty()) return std::string("nothing is asked");
        const auto& variables = shop.evaluator.held.front().request.variables;
        return variables.size() == 1 ? variables.front().text() : std::string();
    };
    finish(shop, run, "a", R"({"n":1})");
    finish(shop, run, "b", "0");
    QCOMPARE(asked_with(), std::string(R"({"n":1})"));
    answer("2");
    QCOMPARE(shop.status(run), std::string("completed"));

    const RunId again = fork(shop, run, "b", {}, Json::trusted(R"({"n":40})"));
    QCOMPARE(under_way(shop, again), QStringList({"b"}));
    // From its history it is the same.
    shop.restart();
    shop.recover();
    finish(shop, again, "b", "0");
    QCOMPARE(asked_with(), std::string(R"({"n":40})"));
    answer("41");
    QCOMPARE(output(shop, again), std::string("41"));
    QCOMPARE(output(shop, run), std::string("2"));

    // A fork of the fork has it, too, and may have yet another.
    const RunId third = fork(shop, again, "c");
    QCOMPARE(asked_with(), std::string(R"({"n":40})"));
    answer("41");
    QCOMPARE(output(shop, third), std::string("41"));
    const RunId fourth = fork(shop, again, "c", {}, Json::trusted(R"({"n":7})"));
    QCOMPARE(asked_with(), std::string(R"({"n":7})"));
    answer("8");
    QCOMPARE(output(shop, fourth), std::string("8"));
}

void RunForkTest::another_context_is_told_apart_from_the_step() {
    Workshop shop;
    const auto plan = shop.publish("do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]");
    const RunId run = shop.start(plan);
    finish(shop, run, "a", "1");
    finish(shop, run, "b", "2");
    shop.pass({minute.ms});
    const RunId again = fork(shop, run, "b", Json::trusted("5"), Json::trusted(R"({"n":40})"));
    const auto rows = shop.events(again);
    std::vector<EventRow> forked;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(forked), [](const EventRow& row) { return row.type == "run.forked"; });
    QCOMPARE(forked.size(), std::size_t{2});
    QCOMPARE(forked[0].value->text(), std::string(R"({"n":40})"));
    QCOMPARE(forked[1].value->text(), std::string("5"));
    Decoder decoder;
    RunProjection projection(plan);
    for (const EventRow& row : rows) {
        auto event = decoder.decode(row);
        QVERIFY(event);
        const EventView view = projection.add(*event);
        if (row.seq == forked[0].seq) QVERIFY2(view.task.empty() && view.data.text().find("$context") != std::string::npos, view.data.text().c_str());
    }
    // It began when it was forked, not when its context was taken over.
    QCOMPARE(projection.view().started.ms, shop.time.ms);
}

void RunForkTest::what_was_emitted_is_not_emitted_again() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [e: {emit: {event: {with: {source: /x, type: test.said}}}}, b: {run: {shell: {command: b}}}]"));
    QCOMPARE(shop.store.bus_events({})->size(), std::size_t{1});
    const RunId again = fork(shop, run, "b");
    QCOMPARE(under_way(shop, again), QStringList({"b"}));
    QCOMPARE(shop.store.bus_events({})->size(), std::size_t{1});
    // From the emission itself it is.
    QVERIFY(!fork(shop, run, "e").empty());
    QCOMPARE(shop.store.bus_events({})->size(), std::size_t{2});
}

void RunForkTest::a_refused_commit_is_done_again() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]"));
    finish(shop, run, "a", "1");
    const RunId again{make_ulid(shop.time, "entropy999")};
    const JsonValue letter = JsonValue::object({{"of", run.text}, {"step", "/do/1/b"}, {"by", "me"}, {"reason", "again"}});
    (void)shop.store.post({0, "fork", again, letter.json(), shop.time});
    // The engine ends at its commit: the letter is still there for the next.
    shop.store.failures = {ErrorCode::io};
    shop.orchestrator().serve_inbox();
    shop.settle();
    QCOMPARE(shop.status(again), std::string("unknown"));
    QCOMPARE(shop.store.pending(10)->size(), std::size_t{1});
    shop.restart();
    shop.orchestrator().serve_inbox();
    shop.settle();
    QCOMPARE(under_way(shop, again), QStringList({"b"}));
    QVERIFY(shop.store.pending(10)->empty());
    // And where it was committed before the engine ended, it is served no second time.
    shop.restart();
    shop.orchestrator().serve_inbox();
    shop.recover();
    QCOMPARE(shop.runs().size(), std::size_t{2});
    finish(shop, again, "b", "2");
    QCOMPARE(shop.status(again), std::string("completed"));
}

void RunForkTest::a_rerun_with_another_version_and_input() {
    Workshop shop;
    const RunId run = shop.start(shop.publish("do: [a: {set: {old: true}}]"));
    const auto chosen = shop.publish("do: [a: {run: {shell: {command: a}}}]", "2.0.0");
    const RunId again{make_ulid(shop.time, "entropy999")};
    const JsonValue letter = JsonValue::object({{"definition", chosen->definition_hash}, {"input", JsonValue::object({{"n", 2}})}, {"cause", "rerun"}, {"of", run.text}, {"by", "me"}, {"reason", "fixed"}});
    (void)shop.store.post({0, "start", again, letter.json(), shop.time});
    shop.orchestrator().serve_inbox();
    shop.settle();
    const auto header = std::get<events::RunStarted>(Decoder().decode(shop.events(again).front())->body);
    QCOMPARE(header.version, std::string("2.0.0"));
    QCOMPARE(header.cause, std::string("rerun"));
    QCOMPARE(header.value.json.text(), std::string(R"({"n":2})"));
    QVERIFY(header.origin && header.origin->kind == RunOrigin::Kind::rerun);
    QCOMPARE(header.origin->run.text, run.text);
    QCOMPARE(header.reason, std::string("fixed"));
    // A rerun takes nothing over: all of it is done anew.
    QCOMPARE(under_way(shop, again), QStringList({"a"}));
    finish(shop, again, "a", "1");
    QCOMPARE(shop.status(again), std::string("completed"));
    QCOMPARE(shop.status(run), std::string("completed"));
}

ORKESTR_TEST(RunForkTest)

} // namespace orkestr::test

#include "run_fork_test.moc"
