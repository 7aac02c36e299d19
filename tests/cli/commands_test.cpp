// `orkestr` as scripts know it: exit codes, shapes of output, and what happens to bad input.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>
#include <algorithm>
#include <csignal>
#include <sys/types.h>

using namespace orkestr;
using namespace orkestr::test;

namespace {

/// JSON as it is, written with single quotes.
std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

const char* const double_it = "do: [{double: {set: {n: '${ .n * 2 }'}}}]\n";
const char* const wait_long = "do: [{pause: {wait: {minutes: 10}}}]\n";
const char* const refuse = "do: [{refuse: {raise: {error: {type: 'https://example.com/no', status: 422, title: No}}}}]\n";

} // namespace

class CommandsTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }

    void help_is_everywhere_data();
    void help_is_everywhere();
    void help_of_a_command();
    void wrong_usage_exits_with_2_data();
    void wrong_usage_exits_with_2();
    void a_run_prints_one_object();
    void a_fault_prints_one_object_and_exits_with_1();
    void events_are_printed_as_they_happen();
    void a_time_limit_exits_with_3();
    void an_interrupt_cancels_and_exits_with_3();
    void bad_definitions_exit_with_2();
    void bad_input_exits_with_2_data();
    void bad_input_exits_with_2();
    void a_broken_workspace_exits_with_4_data();
    void a_broken_workspace_exits_with_4();
    void a_secret_reaches_the_process_and_nothing_else();
    void a_published_version_never_changes();
    void a_missing_sub_workflow_is_a_warning_then_a_configuration_error();
    void a_sub_workflow_is_found_by_version();
    void two_processes_share_a_workspace();
    void a_changed_event_is_found();
    void every_run_replays();
    void the_graph_has_the_tasks();
};

void CommandsTest::help_is_everywhere_data() {
    QTest::addColumn<QStringList>("arguments");
    for (const char* name : {"validate", "run", "publish", "serve", "runs", "show", "suspend", "resume", "cancel", "rerun", "fork", "emit", "events",
                             "schedules", "unschedule", "dead", "replay", "verify", "graph", "backup"})
        QTest::newRow(name) << QStringList{name, "--help"};
    QTest::newRow("itself") << QStringList{"--help"};
    QTest::newRow("help alone") << QStringList{"help"};
}

void CommandsTest::help_is_everywhere() {
    QFETCH(QStringList, arguments);
    const Ran ran = orkestr::test::orkestr(arguments);
    QCOMPARE(ran.exit_code, 0);
    QVERIFY(ran.out.find("Usage: orkestr") != std::string::npos);
    QVERIFY(ran.out.find("Examples:\n  orkestr ") != std::string::npos);
    QVERIFY2(ran.err.empty(), ran.err.c_str());
}

void CommandsTest::help_of_a_command() {
    for (const char* name : {"run", "fork", "dead"}) {
        const Ran ran = orkestr::test::orkestr({"help", name});
        QCOMPARE(ran.exit_code, 0);
        QCOMPARE(ran.out, orkestr::test::orkestr({name, "--help"}).out);
        QVERIFY(ran.out.starts_with(std::string("Usage: orkestr ") + name + " "));
    }
}

void CommandsTest::wrong_usage_exits_with_2_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{"walk"};
    QTest::newRow("help of an unknown command") << QStringList{"help", "walk"};
    QTest::newRow("unknown option") << QStringList{"run", "x.yaml", "--fast"};
    QTest::newRow("no file") << QStringList{"run"};
    QTest::newRow("two files") << QStringList{"run", "a.yaml", "b.yaml"};
    QTest::newRow("unknown format") << QStringList{"runs", "--format", "xml"};
    QTest::newRow("bad duration") << QStringList{"run", "a.yaml", "--timeout", "soon"};
    QTest::newRow("bad secret") << QStringList{"run", "a.yaml", "--secret", "token"};
    QTest::newRow("secret's variable is not set") << QStringList{"run", "a.yaml", "--secret", "token=ORKESTR_NO_SUCH_VARIABLE"};
    QTest::newRow("exclusive") << QStringList{"run", "a.yaml", "--ephemeral", "--workspace", "w"};
    QTest::newRow("no run") << QStringList{"verify"};
}

void CommandsTest::wrong_usage_exits_with_2() {
    QFETCH(QStringList, arguments);
    const Ran ran = orkestr::test::orkestr(arguments);
    QCOMPARE(ran.exit_code, 2);
    QVERIFY(!ran.err.empty());
    QVERIFY2(ran.out.empty(), ran.out.c_str());
}

void CommandsTest::a_run_prints_one_object() {
    const Ran ran = run(file("a.yaml", header("double") + double_it), {"--input", json("{'n': 21}").c_str()});
    QCOMPARE(ran.exit_code, 0);
    QCOMPARE(std::count(ran.out.begin(), ran.out.end(), '\n'), std::ptrdiff_t{1});
    const JsonValue result = ran.json();
    QCOMPARE(result.string_at("status"), std::string("completed"));
    QCOMPARE(result.find("output")->json().text(), json("{'n':42}"));
    QVERIFY(result.find("error")->is_null());
    QCOMPARE(result.integer_at("steps"), std::int64_t{1});
    QCOMPARE(result.integer_at("events"), std::int64_t{5});
    QVERIFY(result.find("duration_ms")->is_integer());
    const JsonValue runs = orkestr::test::orkestr({"runs", "--workspace", workspace(), "--format", "json"}).json();
    QCOMPARE(runs.as_array()->size(), std::size_t{1});
    const auto& first = runs.as_array()->front();
    QCOMPARE(first.string_at("run"), result.string_at("run"));
    for (const char* name : {"run", "definition", "version", "status", "started", "ended", "error", "parent", "hash", "events"}) QVERIFY2(first.find(name), name);
}

void CommandsTest::a_fault_prints_one_object_and_exits_with_1() {
    const Ran ran = run(file("a.yaml", header("refuse") + refuse));
    QCOMPARE(ran.exit_code, 1);
    QCOMPARE(ran.json().find("error")->json().text(),
             json("{'instance':'/do/0/refuse','status':422,'title':'No','type':'https://example.com/no'}"));
}

void CommandsTest::events_are_printed_as_they_happen() {
    QProcess process;
    process.start(program("orkestr"), {"run", file("a.yaml", header("wait") + "do:\n  - first: {set: {a: 1}}\n  - pause: {wait: {minutes: 10}}\n"),
                                       "--ephemeral", "--format", "events"});
    // The line of the wait is there while the run still waits.
    QByteArray out;
    while (!out.contains("wait.started") && process.waitForReadyRead(30'000)) out += process.readAllStandardOutput();
    QVERIFY(out.contains("wait.started"));
    QCOMPARE(process.state(), QProcess::Running);
    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 3);
    out += process.readAllStandardOutput();
    std::int64_t seq = 0;
    for (const auto& line : out.trimmed().split('\n')) {
        const auto event = JsonValue::parse(line.toStdString());
        QVERIFY2(event.ok(), line.constData());
        QCOMPARE(event->integer_at("seq"), ++seq);
        for (const char* name : {"seq", "type", "at", "task", "step", "attempt", "data"}) QVERIFY2(event->find(name), name);
    }
}

void CommandsTest::a_time_limit_exits_with_3() {
    const Ran ran = run(file("a.yaml", header("wait") + wait_long), {"--timeout", "200ms"});
    QCOMPARE(ran.exit_code, 3);
    QCOMPARE(ran.json().string_at("status"), std::string("cancelled"));
}

void CommandsTest::an_interrupt_cancels_and_exits_with_3() {
    QProcess process;
    process.start(program("orkestr"), {"run", file("a.yaml", header("sleep") + "do: [{nap: {run: {shell: {command: 'echo $$ >&2; sleep 600'}}}}]\n"),
                                       "--workspace", workspace(), "--format", "events"});
    QByteArray out;
    while (!out.contains("activity.scheduled") && process.waitForReadyRead(30'000)) out += process.readAllStandardOutput();
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 3);
    out += process.readAllStandardOutput();
    QVERIFY(out.contains("run.cancelled"));
}

void CommandsTest::bad_definitions_exit_with_2() {
    const QString bad = file("bad.yaml", header("bad") + "do:\n  - one: {sett: {a: 1}}\n  - two: {set: {a: '${ .a | no_such_filter }'}, then: nowhere}\n");
    for (const char* command : {"validate", "run", "graph"}) {
        const Ran ran = orkestr::test::orkestr({command, bad});
        QCOMPARE(ran.exit_code, 2);
        QVERIFY2(ran.err.find("bad.yaml:3:") != std::string::npos, ran.err.c_str());
        QVERIFY2(ran.out.empty(), ran.out.c_str());
    }
    // libjq is asked once the rest is right.
    const Ran jq = orkestr::test::orkestr({"validate", "--format", "json", file("jq.yaml", header("jq") + "do:\n  - two: {set: {a: '${ .a | no_such_filter }'}}\n")});
    QCOMPARE(jq.exit_code, 2);
    QCOMPARE(jq.json().find("diagnostics")->as_array()->front().integer_at("line"), std::int64_t{3});
    QVERIFY(!jq.json().bool_at("valid", true));
}

void CommandsTest::bad_input_exits_with_2_data() {
    QTest::addColumn<QString>("input");
    QTest::newRow("not JSON") << "{n: 1}";
    QTest::newRow("empty") << "";
    QTest::newRow("half") << json("{'n': ").c_str();
    QTest::newRow("two values") << "1 2";
    QTest::newRow("missing file") << "@no-such-file.json";
}

void CommandsTest::bad_input_exits_with_2() {
    QFETCH(QString, input);
    const Ran ran = run(file("a.yaml", header("double") + double_it), {"--input", input});
    QCOMPARE(ran.exit_code, 2);
    QVERIFY(!ran.err.empty());
    QVERIFY2(ran.out.empty(), "no run was created, so nothing is printed");
    QVERIFY(!QFile::exists(workspace()));
}

void CommandsTest::a_broken_workspace_exits_with_4_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"missing", "no database", "newer", "empty run id"}) QTest::newRow(kind) << kind;
}

void CommandsTest::a_broken_workspace_exits_with_4() {
    QFETCH(QString, kind);
    const QString definition = file("a.yaml", header("double") + double_it);
    if (kind == "no database") {
        QVERIFY(QDir().mkpath(workspace()));
        file("workspace/workspace.sqlite", QString("this is no database\n").repeated(400));
        QCOMPARE(run(definition).exit_code, 4);
    }
    if (kind == "newer") {
        QCOMPARE(run(definition, {"--input", json("{'n':1}").c_str()}).exit_code, 0);
        {
            auto database = QSqlDatabase::addDatabase("QSQLITE", "newer");
            database.setDatabaseName(workspace() + "/workspace.sqlite");
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec("PRAGMA user_version = 9999"));
            database.close();
        }
        QSqlDatabase::removeDatabase("newer");
        QCOMPARE(run(definition).exit_code, 4);
    }
    const Ran ran = orkestr::test::orkestr({"show", kind == "empty run id" ? "" : "01M7Y0ZV3G6K54Z179RJEHH29K", "--workspace", workspace()});
    QCOMPARE(ran.exit_code, 4);
    QVERIFY(!ran.err.empty());
}

void CommandsTest::a_secret_reaches_the_process_and_nothing_else() {
    const QString definition = file("a.yaml", header("secret") + "use: {secrets: [token]}\ndo: [{use: {run: {shell: {command: 'printf %s \"$T\" | wc -c; printf %s \"$T\"', environment: {T: '${ $secrets.token }'}}}}}]\n");
    const Ran ran = orkestr::test::orkestr({"run", definition, "--workspace", workspace(), "--format", "json", "--secret", "token=THE_TOKEN"}, {}, {"THE_TOKEN=very-secret-value"});
    QCOMPARE(ran.exit_code, 0);
    QCOMPARE(ran.json().string_at("output"), std::string("17\n********"));
    QFile database(workspace() + "/workspace.sqlite");
    QVERIFY(database.open(QIODevice::ReadOnly));
    QVERIFY(!database.readAll().contains("very-secret-value"));
    QCOMPARE(run(definition).exit_code, 1);
    QCOMPARE(run(definition).json().find("error")->integer_at("status"), std::int64_t{403});
}

void CommandsTest::a_published_version_never_changes() {
    const auto publish = [&](const QString& path) { return orkestr::test::orkestr({"publish", path, "--workspace", workspace()}); };
    QCOMPARE(publish(file("a.yaml", header("one") + double_it)).exit_code, 0);
    QCOMPARE(publish(file("a.yaml", header("one") + double_it)).exit_code, 0);
    const Ran changed = publish(file("b.yaml", header("one") + "do: [{other: {set: {a: 1}}}]\n"));
    QCOMPARE(changed.exit_code, 2);
    QVERIFY(!changed.err.empty());
    QCOMPARE(publish(file("c.yaml", header("one", "1.0.1") + "do: [{other: {set: {a: 1}}}]\n")).exit_code, 0);
}

void CommandsTest::a_missing_sub_workflow_is_a_warning_then_a_configuration_error() {
    const Ran ran = run(file("a.yaml", header("parent") + "do: [{child: {run: {workflow: {namespace: test, name: nobody, version: '1.0.0'}}}}]\n"));
    QCOMPARE(ran.exit_code, 1);
    QVERIFY2(ran.err.find("warning[missing-workflow]") != std::string::npos, ran.err.c_str());
    QCOMPARE(ran.json().find("error")->integer_at("status"), std::int64_t{400});
    QVERIFY(ran.json().find("error")->string_at("type").ends_with("/configuration"));
}

void CommandsTest::a_sub_workflow_is_found_by_version() {
    file("one.yaml", header("child", "1.9.0") + "do: [{a: {set: {version: 9}}}]\n");
    file("two.yaml", header("child", "1.10.0") + "do: [{a: {set: {version: 10}}}]\n");
    QCOMPARE(orkestr::test::orkestr({"publish", path("one.yaml"), path("two.yaml"), "--workspace", workspace()}).exit_code, 0);
    const auto parent = [&](const QString& version) {
        return run(file("p.yaml", header("parent") + QString("do: [{child: {run: {workflow: {namespace: test, name: child, version: '%1'}}}}]\n").arg(version)));
    };
    QCOMPARE(parent("1.9.0").json().find("output")->integer_at("version"), std::int64_t{9});
    QCOMPARE(parent("latest").json().find("output")->integer_at("version"), std::int64_t{10});
}

void CommandsTest::two_processes_share_a_workspace() {
    QProcess holder;
    holder.start(program("orkestr"), {"run", file("slow.yaml", header("slow") + wait_long), "--workspace", workspace(), "--format", "events"});
    QByteArray out;
    while (!out.contains("wait.started") && holder.waitForReadyRead(30'000)) out += holder.readAllStandardOutput();
    QVERIFY(out.contains("wait.started"));
    // The second one asks the first, which holds the engine.
    const Ran second = run(file("a.yaml", header("double") + double_it), {"--input", json("{'n': 4}").c_str()});
    QVERIFY2(second.exit_code == 0, second.err.c_str());
    QCOMPARE(second.json().find("output")->json().text(), json("{'n':8}"));
    QCOMPARE(holder.state(), QProcess::Running);
    ::kill(static_cast<pid_t>(holder.processId()), SIGTERM);
    QVERIFY(holder.waitForFinished(30'000));
}

void CommandsTest::a_changed_event_is_found() {
    const Ran ran = run(file("a.yaml", header("double") + double_it), {"--input", json("{'n': 4}").c_str()});
    const QString id = QString::fromStdString(ran.json().string_at("run"));
    QCOMPARE(orkestr::test::orkestr({"verify", id, "--workspace", workspace()}).exit_code, 0);
    QFile database(workspace() + "/workspace.sqlite");
    QVERIFY(database.open(QIODevice::ReadWrite));
    QByteArray bytes = database.readAll();
    QVERIFY2(bytes.contains(json("{'n':8}").c_str()), "the payload stands in the file as text");
    bytes.replace(json("{'n':8}").c_str(), json("{'n':9}").c_str());
    database.seek(0);
    database.write(bytes);
    database.close();
    const Ran verified = orkestr::test::orkestr({"verify", id, "--workspace", workspace(), "--format", "json"});
    QCOMPARE(verified.exit_code, 1);
    QVERIFY(!verified.json().bool_at("ok", true));
    QCOMPARE(verified.json().integer_at("seq"), std::int64_t{4});
    const Ran replayed = orkestr::test::orkestr({"replay", id, "--workspace", workspace(), "--format", "json"});
    QCOMPARE(replayed.exit_code, 1);
    QCOMPARE(replayed.json().integer_at("seq"), std::int64_t{4});
    QCOMPARE(replayed.json().find("expected")->find("value")->integer_at("n"), std::int64_t{9});
    QCOMPARE(replayed.json().find("actual")->find("value")->integer_at("n"), std::int64_t{8});
}

void CommandsTest::every_run_replays() {
    const QString loops = file("a.yaml", header("loops") + R"(do:
  - loop:
      for: {in: '[1, 2, 3]'}
      do: [{add: {set: {sum: '${ (.sum // 0) + $item }'}}}]
  - tryIt:
      try: [{no: {raise: {error: {type: 'https://example.com/x', status: 503}}}}]
      catch: {retry: {delay: {milliseconds: 5}, jitter: {from: {milliseconds: 1}, to: {milliseconds: 9}}, limit: {attempt: {count: 2}}}, do: [{ok: {set: {caught: '${ $error.status }'}}}]}
  - both: {fork: {branches: [{a: {wait: {milliseconds: 3}}}, {b: {run: {shell: {command: echo hi}}}}]}}
  - tell: {emit: {event: {with: {type: com.example.done, data: '${ . }'}}}}
)");
    const Ran ran = run(loops);
    QVERIFY2(ran.exit_code == 0, (ran.out + ran.err).c_str());
    const Ran replayed = orkestr::test::orkestr({"replay", QString::fromStdString(ran.json().string_at("run")), "--workspace", workspace(), "--format", "json"});
    QVERIFY2(replayed.exit_code == 0, replayed.out.c_str());
    QVERIFY(replayed.json().integer_at("compared") > 20);
}

void CommandsTest::the_graph_has_the_tasks() {
    const Ran ran = orkestr::test::orkestr({"graph", file("a.yaml", header("g") + "do:\n  - outer: {do: [{inner: {set: {a: 1}}}]}\n  - last: {wait: PT1S}\n")});
    QCOMPARE(ran.exit_code, 0);
    const JsonValue graph = ran.json();
    std::string ids;
    for (const auto& node : *graph.find("nodes")->as_array()) ids += node.string_at("id") + " ";
    QCOMPARE(ids, std::string("/start /do/0/outer /do/0/outer/entry /do/0/outer/do/0/inner /do/0/outer/exit /do/1/last /end "));
    std::string edges;
    for (const auto& edge : *graph.find("edges")->as_array()) edges += edge.string_at("from") + ">" + edge.string_at("to") + " ";
    QCOMPARE(edges, std::string("/start>/do/0/outer/entry /do/0/outer/entry>/do/0/outer/do/0/inner /do/0/outer/do/0/inner>/do/0/outer/exit "
                                "/do/0/outer/exit>/do/1/last /do/1/last>/end "));
}

ORKESTR_TEST(CommandsTest)
#include "commands_test.moc"
