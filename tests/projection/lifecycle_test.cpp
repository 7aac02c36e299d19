// Lifecycle events: each type and its data, and that they are the same however a history is cut into commits.
#include "core/projection/lifecycle.h"

#include "core/base/json_value.h"
#include "tests/golden/golden_run.h"
#include "tests/support/test.h"

#include <QTest>
#include <map>
#include <set>

namespace orkestr::test {

namespace {

const auto every_type = [](const std::string&) { return true; };

/// Those of a history committed so many events at a time.
std::vector<Json> told(const GoldenRun& run, std::size_t at_once, const std::function<bool(const std::string&)>& wanted = every_type) {
    std::vector<Json> all;
    State state;
    for (std::size_t i = 0; i < run.events.size(); i += at_once) {
        Effects effects;
        std::vector<Event> batch(run.events.begin() + static_cast<std::ptrdiff_t>(i),
                                 run.events.begin() + static_cast<std::ptrdiff_t>(std::min(run.events.size(), i + at_once)));
        for (const auto& event : batch)
            if (!apply(state, event, &effects)) qFatal("an event can't be applied");
        for (auto& one : lifecycle_events(*run.plan, state, batch, effects.ended, wanted)) all.push_back(std::move(one));
    }
    return all;
}

/// `KIND TASK {what else the data says}`, without names and times.
std::string text_of(const Json& event) {
    const JsonValue value = JsonValue::of(event);
    const std::string type = value.string_at("type");
    const std::string prefix = "io.serverlessworkflow.";
    JsonValue data = *value.find("data");
    std::string text = type.substr(prefix.size(), type.size() - prefix.size() - 3);
    if (data.find("task")) text += " " + data.string_at("task");
    for (const char* name : {"name", "workflow", "task", "createdAt", "startedAt", "suspendedAt", "resumedAt", "retriedAt", "cancelledAt", "faultedAt", "completedAt"})
        data.remove(name);
    if (!data.as_object()->empty()) text += " " + data.json().text();
    return text + "\n";
}

std::string texts(const std::vector<Json>& events) {
    std::string all;
    for (const auto& one : events) all += text_of(one);
    return all;
}

GoldenAction action(GoldenAction::Kind kind, const char* value = "null") { return {kind, {}, Json::trusted(value), {}, "why", 0, {}}; }

} // namespace

class LifecycleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void each_type_data();
    void each_type();
    void members_of_each_type();
    void an_event_as_a_whole();
    void the_same_in_any_commits();
    void only_what_is_wanted();
    void what_can_have_them();
    void ids_are_told_apart();
    void a_fork_tells_from_where_it_begins();

private:
    GoldenRun run_case(const std::string& tasks, std::vector<GoldenAction> script = {}, const std::string& beside = {});
    ValueDesk desk_;
};

GoldenRun LifecycleTest::run_case(const std::string& tasks, std::vector<GoldenAction> script, const std::string& beside) {
    GoldenCase one;
    one.definition = R"({"document":{"dsl":"1.0.3","namespace":"golden","name":"told","version":"1.2.3"})" + beside + ",\"do\":[" + tasks + "]}";
    one.script = std::move(script);
    auto run = run_golden(one, desk_);
    if (!run.plan || !run.problem.empty()) qFatal("%s", text_of(run).c_str());
    return run;
}

void LifecycleTest::each_type_data() {
    QTest::addColumn<QString>("actual");
    QTest::addColumn<QString>("expected");
    const auto row = [&](const char* name, const GoldenRun& run, const std::string& expected) {
        const std::string started = R"(workflow.started {"definition":{"name":"told","namespace":"golden","version":"1.2.3"}})";
        QTest::newRow(name) << QString::fromStdString(texts(told(run, 1))) << QString::fromStdString(started + "\n" + expected);
    };
    using Kind = GoldenAction::Kind;
    const std::string one = "task.created /do/0/one\ntask.started /do/0/one\n";
    row("completed", run_case(R"({"one":{"set":{"n":1}}})"), one + "task.completed /do/0/one {\"output\":{\"n\":1}}\nworkflow.completed {\"output\":{\"n\":1}}\n");
    const std::string error = R"({"error":{"instance":"/do/0/one","status":418,"type":"https://example.com/e"}})";
    row("faulted", run_case(R"({"one":{"raise":{"error":{"type":"https://example.com/e","status":418}}}})"),
        one + "task.faulted /do/0/one " + error + "\nworkflow.faulted " + error + "\n");
    row("cancelled", run_case(R"({"one":{"wait":"PT1S"}})", {action(Kind::cancel)}), one + "task.cancelled /do/0/one\nworkflow.cancelled\n");
    row("suspended and resumed", run_case(R"({"one":{"do":[{"nap":{"wait":"PT1S"}}]}})", {action(Kind::suspend), action(Kind::resume)}),
        one + "task.created /do/0/one/do/0/nap\ntask.started /do/0/one/do/0/nap\n"
              "workflow.suspended\ntask.suspended /do/0/one\ntask.suspended /do/0/one/do/0/nap\n"
              "workflow.resumed\ntask.resumed /do/0/one\ntask.resumed /do/0/one/do/0/nap\n"
              "task.completed /do/0/one/do/0/nap {\"output\":null}\ntask.completed /do/0/one {\"output\":null}\nworkflow.completed {\"output\":null}\n");
    row("correlated", run_case(R"({"one":{"listen":{"to":{"one":{"with":{"type":"a.b"},"correlate":{"order":{"from":".data.n"}}}}}}})",
                               {action(Kind::event, R"({"specversion":"1.0","id":"1","source":"/a","type":"a.b","data":{"n":7}})")}),
        one + "workflow.correlation-started\nworkflow.correlation-completed {\"correlationKeys\":{\"order\":7}}\n"
              "task.completed /do/0/one {\"output\":[{\"n\":7}]}\nworkflow.completed {\"output\":[{\"n\":7}]}\n");
    GoldenAction fails = action(Kind::fail);
    fails.error = Problem::standard(StandardError::communication, {});
    row("retried", run_case(R"({"one":{"try":[{"sh":{"run":{"shell":{"command":"true"}}}}],"catch":{"retry":{"delay":"PT1S","limit":{"attempt":{"count":1}}}}}})",
                            {fails, action(Kind::fire), action(Kind::complete, "\"done\"")}),
        one + "task.created /do/0/one/try/0/sh\ntask.started /do/0/one/try/0/sh\ntask.faulted /do/0/one/try/0/sh "
              R"({"error":{"instance":"/do/0/one/try/0/sh","status":500,"title":"Communication Error","type":"https://open-workflow-specification.org/spec/1.0.0/errors/communication"}})"
              "\ntask.retried /do/0/one\ntask.created /do/0/one/try/0/sh\ntask.started /do/0/one/try/0/sh\n"
              "task.completed /do/0/one/try/0/sh {\"output\":\"done\"}\ntask.completed /do/0/one {\"output\":\"done\"}\nworkflow.completed {\"output\":\"done\"}\n");
    row("skipped", run_case(R"({"one":{"if":"false","set":{"n":1}}})"), "workflow.completed {\"output\":null}\n");
    row("faulted before it starts", run_case(R"({"one":{"if":"1 | .x","set":{"n":1}}})"),
        "task.created /do/0/one\n" + [&] {
            const std::string wrong = R"({"error":{"detail":"Cannot index number with string \"x\"","instance":"/do/0/one","status":400,"title":"Expression Error","type":"https://open-workflow-specification.org/spec/1.0.0/errors/expression"}})";
            return "task.faulted /do/0/one " + wrong + "\nworkflow.faulted " + wrong + "\n";
        }());
    row("extended", run_case(R"({"one":{"set":{"n":1}}})", {}, R"(,"use":{"extensions":[{"log":{"extend":"set","before":[{"b":{"wait":"PT1S"}}]}}]})"),
        "task.created /use/extensions/0/log/before/0/b\ntask.started /use/extensions/0/log/before/0/b\n"
        "task.completed /use/extensions/0/log/before/0/b {\"output\":null}\n" + one +
            "task.completed /do/0/one {\"output\":{\"n\":1}}\nworkflow.completed {\"output\":{\"n\":1}}\n");
}

void LifecycleTest::each_type() {
    QFETCH(QString, actual);
    QFETCH(QString, expected);
    QCOMPARE(actual, expected);
}

/// As dsl-reference.md lists them; each event says which run it is of, and when.
void LifecycleTest::members_of_each_type() {
    static const std::map<std::string, std::string> members = {
        {"workflow.started", "definition name startedAt"},        {"workflow.suspended", "name suspendedAt"},
        {"workflow.resumed", "name resumedAt"},                   {"workflow.correlation-started", "name startedAt"},
        {"workflow.correlation-completed", "completedAt correlationKeys name"}, {"workflow.cancelled", "cancelledAt name"},
        {"workflow.faulted", "error faultedAt name"},             {"workflow.completed", "completedAt name output"},
        {"task.created", "createdAt task workflow"},              {"task.started", "startedAt task workflow"},
        {"task.suspended", "suspendedAt task workflow"},          {"task.resumed", "resumedAt task workflow"},
        {"task.retried", "retriedAt task workflow"},              {"task.cancelled", "cancelledAt task workflow"},
        {"task.faulted", "error faultedAt task workflow"},        {"task.completed", "completedAt output task workflow"}};
    using Kind = GoldenAction::Kind;
    const std::string retry = R"({"one":{"try":[{"bad":{"raise":{"error":{"type":"https://example.com/e","status":418}}}}],"catch":{"retry":{"delay":"PT1S","limit":{"attempt":{"count":1}}}}}})";
    const std::string listens = R"({"one":{"listen":{"to":{"one":{"with":{"type":"a.b"},"correlate":{"order":{"from":".data.n"}}}}}}})";
    const auto event = action(Kind::event, R"({"specversion":"1.0","id":"1","source":"/a","type":"a.b","data":{"n":7}})");
    std::set<std::string> seen;
    for (const auto& run : {run_case(retry), run_case(listens, {action(Kind::suspend), action(Kind::resume), event}), run_case(listens, {action(Kind::cancel)})})
        for (const auto& one : told(run, 1)) {
            const JsonValue value = JsonValue::of(one);
            const std::string type = value.string_at("type");
            const std::string kind = type.substr(std::string("io.serverlessworkflow.").size(), type.size() - std::string("io.serverlessworkflow..v1").size());
            QCOMPARE(type, "io.serverlessworkflow." + kind + ".v1");
            std::string names;
            const JsonValue& data = *value.find("data");
            for (const auto& [name, member] : *data.as_object()) {
                names += (names.empty() ? "" : " ") + name;
                if (name.ends_with("At")) QCOMPARE(*member.as_string(), value.string_at("time"));
            }
            QVERIFY2(members.contains(kind), kind.c_str());
            QCOMPARE(names, members.at(kind));
            QCOMPARE(data.string_at(kind.starts_with("task.") ? "workflow" : "name"), "told-" + run.state.run.text + ".golden");
            seen.insert(kind);
        }
    for (const auto& [kind, names] : members) QVERIFY2(seen.contains(kind), kind.c_str());
}

void LifecycleTest::an_event_as_a_whole() {
    const auto events = told(run_case(R"({"one":{"set":{"n":1}}})"), 1);
    QCOMPARE(events[3].text(), std::string(R"({"data":{"completedAt":"2026-01-01T00:00:00.000Z","output":{"n":1},"task":"/do/0/one",)"
                                           R"("workflow":"told-01KDTMWQG0000000000000000G.golden"},"datacontenttype":"application/json",)"
                                           R"("id":"01KDTMWQG0000000000000000G-4-task.completed-1","source":"/golden/told/01KDTMWQG0000000000000000G",)"
                                           R"("specversion":"1.0","time":"2026-01-01T00:00:00.000Z","type":"io.serverlessworkflow.task.completed.v1"})"));
}

void LifecycleTest::the_same_in_any_commits() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY(cases.ok());
    for (const auto& one : *cases) {
        const auto run = run_golden(one, desk_);
        if (!run.plan) continue;
        const auto apart = told(run, 1);
        for (const std::size_t at_once : {std::size_t{2}, std::size_t{3}, std::size_t{5}, run.events.size()})
            QVERIFY2(told(run, at_once) == apart, one.name.c_str());
    }
}

void LifecycleTest::only_what_is_wanted() {
    const auto run = run_case(R"({"one":{"set":{"n":1}}})");
    const auto wanted = told(run, 1, [](const std::string& type) { return type == "io.serverlessworkflow.task.started.v1"; });
    QCOMPARE(texts(wanted), std::string("task.started /do/0/one\n"));
}

void LifecycleTest::what_can_have_them() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY(cases.ok());
    for (const auto& one : *cases) {
        const auto run = run_golden(one, desk_);
        if (!run.plan) continue;
        State state;
        for (const auto& event : run.events) {
            Effects effects;
            QVERIFY(apply(state, event, &effects).ok());
            const auto events = lifecycle_events(*run.plan, state, {event}, effects.ended, every_type);
            QVERIFY2(events.empty() || has_lifecycle(event.body), type_of(event.body));
        }
    }
    QVERIFY(!has_lifecycle(events::ContextExported{}));
    QVERIFY(!has_lifecycle(events::TaskSkipped{}));
    QVERIFY(!has_lifecycle(events::TimerFired{}));
}

void LifecycleTest::ids_are_told_apart() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY(cases.ok());
    for (const auto& one : *cases) {
        const auto run = run_golden(one, desk_);
        if (!run.plan) continue;
        std::set<std::string> ids;
        for (const auto& event : told(run, 1)) QVERIFY2(ids.insert(JsonValue::of(event).string_at("id")).second, (one.name + event.text()).c_str());
    }
}

void LifecycleTest::a_fork_tells_from_where_it_begins() {
    const auto run = run_case(R"({"one":{"set":{"n":1}}},{"two":{"set":{"n":2}}})");
    std::size_t second = 0;
    for (std::size_t i = 0; i < run.events.size(); ++i)
        if (std::holds_alternative<events::TaskStarted>(run.events[i].body)) second = i;
    const auto fork = fork_golden(run, second, RunId{"01KDTMWQG0000000000000000H"}, desk_);
    const auto events = told(fork, fork.events.size());
    QCOMPARE(texts(events), std::string("workflow.started {\"definition\":{\"name\":\"told\",\"namespace\":\"golden\",\"version\":\"1.2.3\"}}\n"
                                        "task.created /do/1/two\ntask.started /do/1/two\ntask.completed /do/1/two {\"output\":{\"n\":2}}\n"
                                        "workflow.completed {\"output\":{\"n\":2}}\n"));
}

ORKESTR_TEST(LifecycleTest)

} // namespace orkestr::test

#include "lifecycle_test.moc"
