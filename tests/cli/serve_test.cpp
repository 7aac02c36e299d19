// `orkestr serve`: what it does until it is stopped, how it stops, and schedules.
#include "tests/cli/scratch.h"
#include "tests/cli/served.h"
#include "tests/support/test.h"

#include <QDateTime>
#include <QProcess>
#include <QTest>
#include <csignal>

using namespace orkestr;
using namespace orkestr::test;

class ServeTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }

    void wrong_usage_exits_with_2_data();
    void wrong_usage_exits_with_2();
    void it_says_what_it_does();
    void only_one_serves();
    void it_waits_for_a_run_to_end();
    void a_stop_ends_it_while_it_waits();
    void a_stop_lets_what_is_under_way_end();
    void what_does_not_end_is_begun_again();
    void a_second_signal_ends_at_once();
    void kill_9_loses_nothing();
    void a_secret_reaches_the_runs();
    void a_store_that_breaks_exits_with_4();
    void a_schedule_starts_runs();
    void missed_times_are_made_up_for_once();
    void an_unscheduled_workflow_starts_no_more();
    void a_schedule_by_events_starts_runs();
    void publishing_says_when_it_runs();
    void a_copy_made_under_load_is_whole();
    void a_copy_takes_nobodys_place();

private:
    QString begin(const QString& definition) {
        return QString::fromStdString(in_workspace({"run", definition, "--detach"}).json().string_at("run"));
    }
    /// Says that it has begun, and waits for a file `go`.
    QString waiting_for_go() const {
        return file("busy.yaml", header("busy") + "do: [{work: {run: {shell: {command: 'echo x >> \"$1/begun\"; while [ ! -e \"$1/go\" ]; do sleep 0.02; done; echo x >> \"$1/done\"', arguments: ['" + path("") + "']}}}}]\n");
    }
    void begin_beside_a_run(QProcess& run, QProcess& serve, QByteArray& said);
    std::string status(const QString& run) const { return in_workspace({"show", run}).json().string_at("status"); }
    JsonValue schedule() const {
        const JsonValue all = in_workspace({"schedules"}).json();
        return all.as_array() && all.as_array()->size() == 1 ? all.as_array()->front() : JsonValue();
    }
    void publish(const QString& text) const {
        const Ran ran = in_workspace({"publish", file("published.yaml", text)});
        QVERIFY2(ran.exit_code == 0, ran.err.c_str());
    }
};

void ServeTest::wrong_usage_exits_with_2_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("an argument") << QStringList{"serve", "here"};
    QTest::newRow("bad grace") << QStringList{"serve", "--grace", "soon"};
    QTest::newRow("bad time to keep") << QStringList{"serve", "--keep-events", "0s"};
    QTest::newRow("secret without its variable") << QStringList{"serve", "--secret", "a=ORKESTR_NO_SUCH_VARIABLE"};
    QTest::newRow("events as format") << QStringList{"serve", "--format", "events"};
    QTest::newRow("backup without a file") << QStringList{"backup"};
    QTest::newRow("unschedule without a name") << QStringList{"unschedule", "shop"};
    QTest::newRow("unschedule half a name") << QStringList{"unschedule", "shop/"};
    QTest::newRow("schedules of something") << QStringList{"schedules", "shop"};
}

void ServeTest::wrong_usage_exits_with_2() {
    QFETCH(QStringList, arguments);
    const Ran ran = orkestr::test::orkestr(arguments + QStringList{"--workspace", workspace()});
    QCOMPARE(ran.exit_code, 2);
    QVERIFY(!ran.err.empty());
    QVERIFY2(ran.out.empty(), ran.out.c_str());
    QVERIFY(!QFile::exists(workspace()));
}

void ServeTest::it_says_what_it_does() {
    const QString left = begin(file("a.yaml", header("waits") + "do: [{pause: {wait: {minutes: 10}}}]\n"));
    publish(header("later") + "schedule: {cron: '0 0 1 1 *'}\ndo: [{a: {set: {a: 1}}}]\n");
    Served serve(workspace());
    QVERIFY2(serve.serves(), serve.error().c_str());
    QCOMPARE(serve.lines().front().integer_at("unfinished"), std::int64_t{1});
    QCOMPARE(serve.lines().front().integer_at("schedules"), std::int64_t{1});
    QCOMPARE(serve.lines().front().integer_at("process"), std::int64_t{serve.process()});
    const Ran ran = run(file("b.yaml", header("fails") + "do: [{no: {raise: {error: {type: 'https://example.com/no', status: 400, title: No}}}}]\n"));
    QCOMPARE(ran.exit_code, 1);
    const JsonValue started = serve.wait_for("run.started", ran.json().string_at("run"));
    QCOMPARE(started.string_at("definition"), std::string("test/fails"));
    QCOMPARE(started.string_at("cause"), std::string("manual"));
    QVERIFY(!serve.wait_for("run.faulted", ran.json().string_at("run")).is_null());
    QCOMPARE(serve.stop(), 0);
    QVERIFY(!serve.wait_for("stopped").is_null());
    QCOMPARE(status(left), std::string("waiting"));
}

void ServeTest::only_one_serves() {
    Served first(workspace());
    QVERIFY2(first.serves(), first.error().c_str());
    const Ran second = in_workspace({"serve"});
    QCOMPARE(second.exit_code, 4);
    QVERIFY2(second.err.find(std::to_string(first.process())) != std::string::npos, second.err.c_str());
    QCOMPARE(first.stop(), 0);
    Served third(workspace());
    QVERIFY2(third.serves(), third.error().c_str());
}

/// A foreground run holds the workspace; a serve beside it says that it waits.
void ServeTest::begin_beside_a_run(QProcess& run, QProcess& serve, QByteArray& said) {
    run.start(program("orkestr"), {"run", waiting_for_go(), "--workspace", workspace()});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("begun")), 60'000);
    serve.start(program("orkestr"), {"serve", "--workspace", workspace(), "--format", "json"});
    const auto waits = [&] {
        serve.waitForReadyRead(10);
        said += serve.readAllStandardError();
        return said.contains("waiting until that ends\n");
    };
    QTRY_VERIFY_WITH_TIMEOUT(waits(), 60'000);
    QVERIFY2(said.contains("process " + QByteArray::number(run.processId())), said.constData());
    QCOMPARE(serve.state(), QProcess::Running);
}

void ServeTest::it_waits_for_a_run_to_end() {
    QProcess run;
    QProcess serve;
    QByteArray said;
    begin_beside_a_run(run, serve, said);
    file("go", "");
    QVERIFY(run.waitForFinished(60'000));
    QCOMPARE(run.exitCode(), 0);
    QByteArray out;
    const auto serves = [&] {
        serve.waitForReadyRead(10);
        return (out += serve.readAllStandardOutput()).contains("\"serving\"");
    };
    QTRY_VERIFY_WITH_TIMEOUT(serves(), 60'000);
    const Ran second = in_workspace({"serve"});
    QCOMPARE(second.exit_code, 4);
    QVERIFY2(second.err.find("waiting") == std::string::npos, second.err.c_str());
    serve.terminate();
    QVERIFY(serve.waitForFinished(60'000));
    QCOMPARE(serve.exitCode(), 0);
    said += serve.readAllStandardError();
    QCOMPARE(said.count('\n'), 1);
}

void ServeTest::a_stop_ends_it_while_it_waits() {
    QProcess run;
    QProcess serve;
    QByteArray said;
    begin_beside_a_run(run, serve, said);
    serve.terminate();
    QVERIFY(serve.waitForFinished(60'000));
    QCOMPARE(serve.exitStatus(), QProcess::NormalExit);
    QCOMPARE(serve.exitCode(), 0);
    QVERIFY(serve.readAllStandardOutput().isEmpty());
    file("go", "");
    QVERIFY(run.waitForFinished(60'000));
    QCOMPARE(run.exitCode(), 0);
}

void ServeTest::a_stop_lets_what_is_under_way_end() {
    Served serve(workspace(), {"--grace", "60s"});
    const QString run = begin(waiting_for_go());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("begun")), 60'000);
    serve.signal(SIGTERM);
    QVERIFY(!serve.wait_for("stopping").is_null());
    file("go", "");
    QCOMPARE(serve.wait_for_end(), 0);
    QVERIFY(serve.wait_for("stopped").bool_at("quiet"));
    QCOMPARE(text_of("done"), QByteArray("x\n"));
    QCOMPARE(status(run), std::string("completed"));
}

void ServeTest::what_does_not_end_is_begun_again() {
    Served serve(workspace(), {"--grace", "50ms"});
    const QString run = begin(waiting_for_go());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("begun")), 60'000);
    QCOMPARE(serve.stop(), 0);
    QVERIFY(!serve.wait_for("stopped").bool_at("quiet", true));
    QVERIFY(status(run) != "completed");
    file("go", "");
    Served next(workspace());
    QCOMPARE(next.lines().front().integer_at("unfinished"), std::int64_t{1});
    QVERIFY(!next.wait_for("run.completed", run.toStdString()).is_null());
    QCOMPARE(text_of("begun"), QByteArray("x\nx\n"));
    QCOMPARE(text_of("done"), QByteArray("x\n"));
    QCOMPARE(in_workspace({"verify", run}).exit_code, 0);
    QCOMPARE(in_workspace({"replay", run}).exit_code, 0);
}

void ServeTest::a_second_signal_ends_at_once() {
    Served serve(workspace(), {"--grace", "10m"});
    begin(waiting_for_go());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("begun")), 60'000);
    serve.signal(SIGINT);
    QVERIFY(!serve.wait_for("stopping").is_null());
    serve.signal(SIGINT);
    QCOMPARE(serve.wait_for_end(), 3);
}

void ServeTest::kill_9_loses_nothing() {
    QStringList runs;
    {
        Served serve(workspace());
        for (int i = 0; i < 5; ++i) runs << begin(waiting_for_go());
        QTRY_COMPARE_WITH_TIMEOUT(text_of("begun").count('x'), 5, 60'000);
        serve.signal(SIGKILL);
        QCOMPARE(serve.wait_for_end(), -1);
    }
    file("go", "");
    Served next(workspace());
    QCOMPARE(next.lines().front().integer_at("unfinished"), std::int64_t{5});
    for (const QString& run : runs) {
        QVERIFY(!next.wait_for("run.completed", run.toStdString()).is_null());
        QCOMPARE(in_workspace({"verify", run}).exit_code, 0);
    }
}

void ServeTest::a_secret_reaches_the_runs() {
    qputenv("ORKESTR_TEST_SECRET", "very-secret-value");
    Served serve(workspace(), {"--secret", "token=ORKESTR_TEST_SECRET"});
    qunsetenv("ORKESTR_TEST_SECRET");
    const Ran ran = run(file("a.yaml", header("secret") + "use: {secrets: [token]}\ndo: [{use: {run: {shell: {command: 'printf %s \"$T\" | wc -c', environment: {T: '${ $secrets.token }'}}}}}]\n"));
    QVERIFY2(ran.exit_code == 0, ran.err.c_str());
    QCOMPARE(ran.json().string_at("output"), std::string("17"));
}

void ServeTest::a_store_that_breaks_exits_with_4() {
    QVERIFY(QDir().mkpath(workspace()));
    file("workspace/workspace.sqlite", QString("this is no database\n").repeated(400));
    QCOMPARE(in_workspace({"serve"}).exit_code, 4);
    for (const QStringList& arguments : {QStringList{"schedules"}, QStringList{"events"}, QStringList{"dead", "list"}, QStringList{"backup", path("copy")},
                                         QStringList{"emit", "--type", "a"}, QStringList{"unschedule", "a/b"}}) {
        const Ran ran = in_workspace(arguments);
        QCOMPARE(ran.exit_code, 4);
        QVERIFY(!ran.err.empty());
    }
}

void ServeTest::a_schedule_starts_runs() {
    publish(header("tick") + "schedule: {every: PT1S}\ndo: [{a: {set: {a: 1}}}]\n");
    Served serve(workspace());
    QVERIFY2(serve.serves(), serve.error().c_str());
    QVERIFY(serve.wait_for_many("run.completed", 2));
    const JsonValue started = serve.wait_for("run.started");
    QCOMPARE(started.string_at("cause"), std::string("schedule"));
    QVERIFY2(started.string_at("reason").starts_with("every 1 s, due at "), started.json().text().c_str());
    const JsonValue row = schedule();
    QCOMPARE(row.string_at("rule"), std::string("every 1 s"));
    QVERIFY(row.bool_at("active"));
    QVERIFY(!row.string_at("last_run").empty());
    QCOMPARE(row.find("next")->as_array()->size(), std::size_t{5});
    QCOMPARE(serve.stop(), 0);
    const JsonValue runs = in_workspace({"runs"}).json();
    for (const auto& run : *runs.as_array()) {
        const Ran replayed = in_workspace({"replay", QString::fromStdString(run.string_at("run"))});
        QVERIFY2(replayed.exit_code == 0, (replayed.out + replayed.err).c_str());
    }
}

void ServeTest::missed_times_are_made_up_for_once() {
    publish(header("tick") + "schedule: {every: PT1S}\ndo: [{a: {set: {a: 1}}}]\n");
    {
        Served serve(workspace());
        QVERIFY(serve.wait_for_many("run.completed", 1));
        QCOMPARE(serve.stop(), 0);
    }
    const std::string due = schedule().find("next")->as_array()->at(0).as_string() ? *schedule().find("next")->as_array()->at(0).as_string() : "";
    const QDateTime third = QDateTime::fromString(QString::fromStdString(*schedule().find("next")->as_array()->at(2).as_string()), Qt::ISODateWithMs);
    QTRY_VERIFY_WITH_TIMEOUT(QDateTime::currentDateTimeUtc() > third, 60'000);
    QVERIFY(orkestr::test::orkestr({"schedules", "--workspace", workspace()}).out.find("overdue since " + due) != std::string::npos);
    Served serve(workspace());
    const JsonValue first = serve.wait_for("run.started");
    QVERIFY2(first.string_at("reason").find("due at " + due + "; also makes up for ") != std::string::npos, first.json().text().c_str());
    // The next is on time again.
    QVERIFY(serve.wait_for_many("run.started", 2));
    const JsonValue second = serve.wait_for([&](const JsonValue& line) { return line.string_at("event") == "run.started" && line.string_at("run") != first.string_at("run"); });
    QVERIFY2(second.string_at("reason").find("makes up") == std::string::npos, second.json().text().c_str());
}

void ServeTest::an_unscheduled_workflow_starts_no_more() {
    const QString text = header("tick") + "schedule: {every: PT1S}\ndo: [{a: {set: {a: 1}}}]\n";
    publish(text);
    // Before any engine has seen it.
    QCOMPARE(in_workspace({"unschedule", "test/tick", "--reason", "not yet"}).exit_code, 0);
    QVERIFY(!schedule().bool_at("active", true));
    QCOMPARE(in_workspace({"unschedule", "test/tick"}).exit_code, 1);
    QCOMPARE(in_workspace({"unschedule", "test/other"}).exit_code, 4);
    Served serve(workspace());
    QCOMPARE(serve.lines().front().integer_at("schedules"), std::int64_t{0});
    publish(text);
    QVERIFY(serve.wait_for_many("run.started", 2));
    const Ran stopped = in_workspace({"unschedule", "test/tick", "--reason", "enough"});
    QVERIFY2(stopped.exit_code == 0, stopped.err.c_str());
    const JsonValue row = schedule();
    QVERIFY(!row.bool_at("active", true));
    QCOMPARE(row.string_at("reason"), std::string("enough"));
    QVERIFY(row.find("next")->as_array()->empty());
    const Ran shown = orkestr::test::orkestr({"schedules", "--workspace", workspace()});
    QVERIFY2(shown.out.find("unscheduled by ") != std::string::npos && shown.out.find("enough") != std::string::npos, shown.out.c_str());
}

void ServeTest::a_schedule_by_events_starts_runs() {
    publish(header("hears") + "schedule: {on: {one: {with: {type: test.order}}}}\ndo: [{a: {set: {got: '${ .[0].n }'}}}]\n");
    Served serve(workspace());
    QVERIFY2(serve.serves(), serve.error().c_str());
    QCOMPARE(in_workspace({"emit", "--type", "test.other"}).exit_code, 0);
    QCOMPARE(in_workspace({"emit", "--type", "test.order", "--data", "{\"n\": 3}"}).exit_code, 0);
    const JsonValue ended = serve.wait_for("run.completed");
    QVERIFY(!ended.is_null());
    QCOMPARE(in_workspace({"show", QString::fromStdString(ended.string_at("run"))}).json().find("output")->integer_at("got"), std::int64_t{3});
    const Ran text = orkestr::test::orkestr({"schedules", "--workspace", workspace()});
    QVERIFY2(text.out.find("waits for test.order") != std::string::npos, text.out.c_str());
}

void ServeTest::publishing_says_when_it_runs() {
    const QString definition = file("a.yaml", header("nightly") + "schedule: {cron: '30 2 * * *'}\ndo: [{a: {set: {a: 1}}}]\n");
    const Ran text = orkestr::test::orkestr({"publish", definition, "--workspace", workspace()});
    QCOMPARE(text.exit_code, 0);
    QVERIFY2(text.out.find("cron 30 2 * * *; next ") != std::string::npos && text.out.find("T02:30:00.000Z") != std::string::npos, text.out.c_str());
    QVERIFY2(text.out.find("orkestr serve") != std::string::npos, text.out.c_str());
    const JsonValue json = in_workspace({"publish", definition}).json();
    QVERIFY(json.as_array()->front().string_at("next").ends_with("T02:30:00.000Z"));
}

void ServeTest::a_copy_made_under_load_is_whole() {
    const QString definition = file("a.yaml", header("load") +
                                                  "do:\n  - many:\n      for: {in: '${ [range(40)] }'}\n      do:\n        - print: {run: {shell: {command: 'echo hi'}}}\n");
    Served serve(workspace());
    for (int i = 0; i < 4; ++i) begin(definition);
    for (int copy = 0; copy < 3; ++copy) {
        const QString folder = path(QString("copy%1").arg(copy));
        QVERIFY(QDir().mkpath(folder));
        const Ran made = in_workspace({"backup", folder});
        QVERIFY2(made.exit_code == 0, made.err.c_str());
        QVERIFY(made.json().integer_at("bytes") > 0);
        const JsonValue runs = orkestr::test::orkestr({"runs", "--workspace", folder, "--format", "json"}).json();
        QCOMPARE(runs.as_array()->size(), std::size_t{4});
        for (const auto& run : *runs.as_array()) {
            const Ran verified = orkestr::test::orkestr({"verify", QString::fromStdString(run.string_at("run")), "--workspace", folder});
            QVERIFY2(verified.exit_code == 0, verified.out.c_str());
        }
    }
    QVERIFY(serve.wait_for_many("run.completed", 4));
    // A copy is a workspace: what was left unfinished when it was made goes on in it.
    Served restored(path("copy0"));
    const auto unfinished = static_cast<int>(restored.lines().front().integer_at("unfinished"));
    QVERIFY(unfinished > 0);
    QVERIFY(restored.wait_for_many("run.completed", unfinished));
    QCOMPARE(restored.stop(), 0);
    QCOMPARE(serve.stop(), 0);
}

void ServeTest::a_copy_takes_nobodys_place() {
    publish(header("one") + "do: [{a: {set: {a: 1}}}]\n");
    const QString to = file("copy.sqlite", "mine");
    QCOMPARE(in_workspace({"backup", to}).exit_code, 2);
    QCOMPARE(text_of("copy.sqlite"), QByteArray("mine"));
    QCOMPARE(in_workspace({"backup", path("no/such/folder/copy.sqlite")}).exit_code, 4);
    QCOMPARE(orkestr::test::orkestr({"backup", path("other.sqlite"), "--workspace", path("nothing")}).exit_code, 4);
}

ORKESTR_TEST(ServeTest)
#include "serve_test.moc"
