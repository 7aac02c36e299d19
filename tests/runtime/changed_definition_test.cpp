// A recorded run decided again by a changed definition: equal as long as the change does not matter, and then the first
// event that it makes differ.
#include "core/history/codec.h"
#include "core/runtime/replay_matrix.h"
#include "tests/engine/plan_of.h"
#include "tests/runtime/recorded_runs.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

/// Runs it to its end, or to where it waits for another time; activities fail where the command says so.
RecordedRuns record(const std::string& definition) {
    Workshop shop;
    shop.start(shop.publish(definition));
    while (!shop.evaluator.held.empty() || !shop.activities.held.empty()) {
        if (!shop.evaluator.held.empty()) {
            shop.evaluator.answer(shop.evaluator.held.front().request.input);
        } else {
            const bool fails = JsonValue::of(shop.activities.held.front().first.request).string_at("command") == "fails";
            auto [request, done] = std::move(shop.activities.held.front());
            shop.activities.held.pop_front();
            if (fails) done({Problem::standard(StandardError::communication, "no"), {}});
            else done({Json::trusted(R"({"n":1})"), {}});
        }
        shop.settle();
    }
    return RecordedRuns::of(shop);
}

ReplayCell replay_by(const RecordedRuns& all, const std::string& whole_text, bool named = false) {
    ReplayedRuns asked = all.all();
    if (named) asked.runs = {all.runs.begin()->first};
    ReplayCell found;
    const auto totals = replay_matrix({{asked}, {{whole_text, "changed.yaml"}}, 1},
                                      {[]() -> Result<std::unique_ptr<ExpressionEvaluator>> { return std::unique_ptr<ExpressionEvaluator>(std::make_unique<EchoEvaluator>()); },
                                       [&](const ReplayCell& cell) { found = cell; },
                                       {}},
                                      {});
    if (!totals) qFatal("%s", totals.error().message.c_str());
    return found;
}

std::string type_at(const RecordedRuns& all, std::uint64_t seq) {
    const auto& rows = all.events.begin()->second;
    return seq == 0 || seq > rows.size() ? std::string() : rows[seq - 1].type;
}

} // namespace

class ChangedDefinitionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_a_change_comes_to_data();
    void what_a_change_comes_to();
    void another_title_and_version();
    void another_workflow();
    void a_definition_that_is_wrong();
    void a_fork_by_a_changed_definition();
    void differences_are_said_with_the_tasks_names();
};

void ChangedDefinitionTest::what_a_change_comes_to_data() {
    QTest::addColumn<QString>("recorded");
    QTest::addColumn<QString>("changed");
    QTest::addColumn<QString>("type"); // of the recorded event that is the first to differ; empty: none
    QTest::addColumn<QString>("step");
    const auto row = [](const char* name, const char* recorded, const char* changed, const char* type = "", const char* step = "") {
        QTest::newRow(name) << QString(recorded) << QString(changed) << QString(type) << QString(step);
    };
    row("the same", "do: [a: {set: {x: 1}}]", "do: [a: {set: {x: 1}}]");
    row("a task at the end", "do: [a: {set: {x: 1}}]", "do: [a: {set: {x: 1}}, b: {set: {y: 1}}]", "task.completed", "/do/0/a");
    row("a task at the end of a run that is not there yet", "do: [a: {set: {x: 1}}, b: {wait: PT1H}]", "do: [a: {set: {x: 1}}, b: {wait: PT1H}, c: {set: {y: 1}}]");
    row("a task at the end of a run that failed before", "do: [a: {raise: {error: {type: 'https://example.com/x', status: 500}}}]",
        "do: [a: {raise: {error: {type: 'https://example.com/x', status: 500}}}, b: {set: {y: 1}}]");
    row("a task before all", "do: [a: {set: {x: 1}}]", "do: [z: {set: {y: 1}}, a: {set: {x: 1}}]", "run.entered");
    row("a task between", "do: [a: {set: {x: 1}}, b: {run: {shell: {command: b}}}]", "do: [a: {set: {x: 1}}, m: {set: {y: 1}}, b: {run: {shell: {command: b}}}]", "task.completed", "/do/0/a");
    row("a task where the run does not come by", "do: [a: {set: {x: 1}, then: c}, b: {set: {y: 1}}, c: {run: {shell: {command: c}}}]",
        "do: [a: {set: {x: 1}, then: c}, m: {set: {q: 1}}, b: {set: {y: 2}}, c: {run: {shell: {command: c}}}]");
    row("within a branch that is not taken", "do: [s: {switch: [yes: {then: b}]}, a: {set: {x: 1}}, b: {set: {y: 1}}]", "do: [s: {switch: [yes: {then: b}]}, a: {set: {x: 2}}, b: {set: {y: 1}}]");
    row("another name", "do: [a: {set: {x: 1}}, b: {run: {shell: {command: b}}}]", "do: [first: {set: {x: 1}}, second: {run: {shell: {command: b}}}]");
    row("another kind", "do: [a: {set: {x: 1}}]", "do: [a: {run: {shell: {command: a}}}]", "task.started", "/do/0/a");
    row("another value", "do: [a: {set: {x: 1}}, b: {set: {y: 1}}]", "do: [a: {set: {x: 1}}, b: {set: {y: 2}}]", "task.completed", "/do/1/b");
    row("another command", "do: [a: {run: {shell: {command: a}}}]", "do: [a: {run: {shell: {command: b}}}]", "activity.scheduled", "/do/0/a");
    row("another order", "do: [a: {set: {x: 1}}, b: {set: {y: 1}}]", "do: [b: {set: {y: 1}}, a: {set: {x: 1}}]", "run.entered");
    row("a task less", "do: [a: {set: {x: 1}}, b: {set: {y: 1}}]", "do: [a: {set: {x: 1}}]", "task.completed", "/do/0/a");
    row("another way on", "do: [a: {set: {x: 1}}, b: {set: {y: 1}}]", "do: [a: {set: {x: 1}, then: end}, b: {set: {y: 1}}]", "task.completed", "/do/0/a");
    row("another wait", "do: [a: {wait: PT1H}]", "do: [a: {wait: PT2H}]", "wait.started", "/do/0/a");
    row("a timeout", "do: [a: {wait: PT1H}]", "do: [a: {wait: PT1H, timeout: {after: PT2H}}]", "task.started", "/do/0/a");
    row("a branch more", "do: [f: {fork: {branches: [x: {set: {x: 1}}]}}]", "do: [f: {fork: {branches: [x: {set: {x: 1}}, y: {set: {y: 1}}]}}]", "task.started", "/do/0/f");
    row("branches in another order", "do: [f: {fork: {branches: [x: {set: {x: 1}}, y: {set: {y: 1}}]}}]", "do: [f: {fork: {branches: [y: {set: {y: 1}}, x: {set: {x: 1}}]}}]", "task.started", "/do/0/f");
    row("a retry more", "do: [t: {try: [a: {run: {shell: {command: fails}}}], catch: {do: [h: {set: {x: 1}}]}}]",
        "do: [t: {try: [a: {run: {shell: {command: fails}}}], catch: {retry: {delay: PT1S, limit: {attempt: {count: 1}}}, do: [h: {set: {x: 1}}]}}]", "error.caught", "/do/0/t");
    row("an error's place moves with its task", "do: [s: {set: {x: 1}, then: r}, q: {set: {y: 1}}, r: {raise: {error: {type: 'https://example.com/x', status: 500}}}]",
        "do: [s: {set: {x: 1}, then: r}, p: {set: {y: 1}}, q: {set: {y: 1}}, r: {raise: {error: {type: 'https://example.com/x', status: 500}}}]");
    row("a function elsewhere in its list", "do: [a: {call: f}]\nuse: {functions: {f: {run: {shell: {command: f}}}}}", "do: [a: {call: f}]\nuse: {functions: {e: {set: {x: 1}}, f: {run: {shell: {command: f}}}}}");
    row("another function", "do: [a: {call: f}]\nuse: {functions: {f: {run: {shell: {command: f}}}, g: {run: {shell: {command: f}}}}}",
        "do: [a: {call: g}]\nuse: {functions: {f: {run: {shell: {command: f}}}, g: {run: {shell: {command: f}}}}}", "function.called", "/do/0/a");
    row("an extension more", "do: [a: {set: {x: 1}}]", "do: [a: {set: {x: 1}}]\nuse: {extensions: [log: {extend: set, before: [say: {wait: PT1S}]}]}", "run.entered");
    row("an extension elsewhere in its list", "do: [a: {run: {shell: {command: a}}}]\nuse: {extensions: [log: {extend: run, before: [say: {set: {x: 1}}]}]}",
        "do: [a: {run: {shell: {command: a}}}]\nuse: {extensions: [other: {extend: wait, before: [no: {set: {y: 1}}]}, log: {extend: run, before: [say: {set: {x: 1}}]}]}");
    row("an output", "do: [a: {set: {x: 1}}]", "do: [a: {set: {x: 1}}]\noutput: {as: {y: 2}}", "run.completed");
}

void ChangedDefinitionTest::what_a_change_comes_to() {
    QFETCH(QString, recorded);
    QFETCH(QString, changed);
    QFETCH(QString, type);
    QFETCH(QString, step);
    const RecordedRuns all = record(recorded.toStdString());
    const ReplayCell cell = replay_by(all, definition_text(changed.toStdString()));
    QVERIFY2(cell.outcome == ReplayCell::Outcome::equal || cell.outcome == ReplayCell::Outcome::diverges, cell.message.c_str());
    QVERIFY2((cell.outcome == ReplayCell::Outcome::diverges) == !type.isEmpty(), (cell.message + "\n" + cell.expected + "\n" + cell.actual).c_str());
    QCOMPARE(type_at(all, cell.seq), type.toStdString());
    QCOMPARE(cell.step, step.toStdString());
    if (!type.isEmpty()) {
        QVERIFY(JsonValue::parse(cell.expected));
        QVERIFY(cell.actual.empty() || JsonValue::parse(cell.actual));
        QVERIFY2(cell.actual != cell.expected, cell.expected.c_str());
    } else {
        const auto& rows = all.events.begin()->second;
        const auto facts = std::count_if(rows.begin(), rows.end(), [](const EventRow& row) { return row.type == "run.started" || row.type.starts_with("activity.c") || row.type == "activity.failed"; });
        QCOMPARE(cell.compared, rows.size() - static_cast<std::size_t>(facts));
    }
}

void ChangedDefinitionTest::another_title_and_version() {
    const RecordedRuns all = record("do: [a: {set: {x: 1}}]");
    const ReplayCell cell = replay_by(all, "document: {dsl: 1.0.3, namespace: test, name: case, version: 2.0.0, title: Better, summary: it is}\ndo: [a: {set: {x: 1}}]");
    QVERIFY2(cell.outcome == ReplayCell::Outcome::equal, cell.message.c_str());
}

void ChangedDefinitionTest::another_workflow() {
    const RecordedRuns all = record("do: [a: {set: {x: 1}}]");
    const std::string other = "document: {dsl: 1.0.3, namespace: test, name: other, version: 1.0.0}\ndo: [a: {set: {x: 1}}]";
    QCOMPARE(replay_by(all, other).reason, ReplayCell::Reason::another_workflow);
    // Somebody wants to know all the same.
    QCOMPARE(replay_by(all, other, true).outcome, ReplayCell::Outcome::equal);
}

void ChangedDefinitionTest::a_definition_that_is_wrong() {
    const RecordedRuns all = record("do: [a: {set: {x: 1}}]");
    for (const char* text : {"no definition", "document: {dsl: 1.0.3, namespace: test, name: case, version: 1.0.0}\ndo: [a: {run: {no: 1}}]", "{"}) {
        const ReplayCell cell = replay_by(all, text);
        QCOMPARE(cell.outcome, ReplayCell::Outcome::impossible);
        QCOMPARE(cell.reason, ReplayCell::Reason::definition);
        QVERIFY2(cell.message.find("changed.yaml") != std::string::npos, cell.message.c_str());
    }
}

void ChangedDefinitionTest::a_fork_by_a_changed_definition() {
    // A fork's history has places where it was cut: what was decided beyond them is folded anew, as the changed plan has it.
    Workshop shop;
    const char* const text = "do: [s: {set: {x: 1}, then: all}, q: {set: {y: 1}}, all: {fork: {branches: [x: {run: {shell: {command: x}}}, y: {do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]}]}}]";
    const RunId run = shop.start(shop.publish(text));
    while (!shop.activities.held.empty()) {
        shop.activities.finish(Json::trusted(R"({"n":1})"));
        shop.settle();
    }
    QCOMPARE(shop.status(run), std::string("completed"));
    auto fork = make_fork({run, "b", {}, {"me", "again"}}, shop.store, *shop.orchestrator().plans(), "a key");
    QVERIFY(fork);
    const RunId again{make_ulid(Instant{shop.time.ms + 1}, "entropy123")};
    shop.orchestrator().start_fork(std::move(*fork), again, [](const Result<RunId>&) {});
    shop.settle();
    while (!shop.activities.held.empty()) {
        shop.activities.finish(Json::trusted(R"({"n":2})"));
        shop.settle();
    }
    QCOMPARE(shop.status(again), std::string("completed"));
    RecordedRuns all = RecordedRuns::of(shop);
    all.runs.erase(run);
    all.events.erase(run);
    std::string changed = definition_text(text);
    changed.insert(changed.find("q: {set"), "p: {set: {z: 1}}, ");
    const ReplayCell cell = replay_by(all, changed);
    QVERIFY2(cell.outcome == ReplayCell::Outcome::equal, (cell.message + "\n" + cell.expected + "\n" + cell.actual).c_str());
    changed.replace(changed.find("command: b"), 10, "command: c");
    const ReplayCell other = replay_by(all, changed);
    QCOMPARE(other.outcome, ReplayCell::Outcome::diverges);
    QCOMPARE(type_at(all, other.seq), std::string("activity.scheduled"));
    QCOMPARE(other.task, std::string("b"));
}

void ChangedDefinitionTest::differences_are_said_with_the_tasks_names() {
    const RecordedRuns all = record("do: [a: {set: {x: {y: 1}}}, b: {set: {z: 1}}]");
    const auto message = [&](const char* changed) { return replay_by(all, definition_text(changed)).message; };
    QCOMPARE(message("do: [a: {set: {x: {y: 1}}}, m: {set: {q: 1}}, b: {set: {z: 1}}]"),
             std::string("the event differs from the one recorded: it goes to /do/1/m, where the record goes to /do/1/b"));
    QCOMPARE(message("do: [a: {set: {x: {y: 1}}}]"), std::string("the event differs from the one recorded: it goes to the end of its list, where the record goes to /do/1/b"));
    QCOMPARE(message("do: [a: {set: {x: {y: 2}}}, b: {set: {z: 1}}]"), std::string("the event differs from the one recorded: its value is 2, where the record has 1, at /x/y"));
    QCOMPARE(message("do: [a: {raise: {error: {type: 'https://example.com/x', status: 500}}}, b: {set: {z: 1}}]"),
             std::string("the event differs from the one recorded: its kind is \"raise\", where the record has \"set\""));
}

ORKESTR_TEST(ChangedDefinitionTest)

} // namespace orkestr::test

#include "changed_definition_test.moc"
