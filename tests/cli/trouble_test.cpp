// `orkestr` when something is in the way: other processes, closed streams, what was changed behind its back, runs that leave
// others behind.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>
#include <csignal>
#include <sys/types.h>

using namespace orkestr;
using namespace orkestr::test;

namespace {

const char* const set_one = "do: [{one: {set: {a: 1}}}]\n";
const char* const wait_long = "do: [{pause: {wait: {minutes: 10}}}]\n";

/// A workflow that runs another, waiting for it or not.
QString running(const QString& name, const QString& more = {}) {
    return QString("do: [{child: {run: {workflow: {namespace: test, name: %1, version: '1.0.0'}%2}}}]\n").arg(name, more);
}

void signal(const QProcess& process, int number) { ::kill(static_cast<pid_t>(process.processId()), number); }

} // namespace

class TroubleTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }

    void a_holder_that_is_busy_is_waited_for();
    void cancelling_reaches_grandchildren();
    void a_workflow_that_runs_itself_ends();
    void what_is_not_waited_for_still_runs_data();
    void what_is_not_waited_for_still_runs();
    void output_that_can_not_be_written_exits_with_4_data();
    void output_that_can_not_be_written_exits_with_4();
    void closed_streams_stay_closed();
    void a_reader_that_goes_away_does_not_end_the_run();
    void what_was_changed_is_not_proven_data();
    void what_was_changed_is_not_proven();
    void an_unreadable_file_is_in_the_diagnostics();
    void a_broken_secrets_file_is_said();
    void why_it_was_cancelled_is_said();

private:
    /// Starts a run that waits for ten minutes, and returns when it does.
    void hold(QProcess& holder) {
        holder.start(program("orkestr"), {"run", file("hold.yaml", header("hold") + wait_long), "--workspace", workspace(), "--format", "events"});
        QByteArray out;
        while (!out.contains("wait.started") && holder.waitForReadyRead(30'000)) out += holder.readAllStandardOutput();
        QVERIFY(out.contains("wait.started"));
    }
    void publish(const QString& name, const QString& text) {
        QCOMPARE(in_workspace({"publish", file(name + ".yaml", header(name) + text)}).exit_code, 0);
    }
    /// The statuses of the runs of a definition.
    QStringList statuses(const std::string& name) const {
        QStringList out;
        const JsonValue runs = in_workspace({"runs"}).json();
        for (const auto& row : *runs.as_array())
            if (row.string_at("definition") == "test/" + name) out += QString::fromStdString(row.string_at("status"));
        return out;
    }
    void change(const QString& sql) {
        {
            auto database = QSqlDatabase::addDatabase("QSQLITE", "change");
            database.setDatabaseName(workspace() + "/workspace.sqlite");
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY2(query.exec(sql), qPrintable(query.lastError().text()));
            database.close();
        }
        QSqlDatabase::removeDatabase("change");
    }
};

void TroubleTest::a_holder_that_is_busy_is_waited_for() {
    QProcess holder;
    hold(holder);
    signal(holder, SIGSTOP);
    QProcess second;
    second.start(program("orkestr"), {"run", file("one.yaml", header("one") + set_one), "--workspace", workspace(), "--format", "json", "--input", "{\"letter\":1}"});
    QVERIFY(second.waitForStarted());
    // It has asked when its letter is there; the holder can't have answered.
    QTRY_VERIFY_WITH_TIMEOUT(second.state() == QProcess::NotRunning || text_of("workspace/workspace.sqlite-wal").contains("\"letter\":1"), 30'000);
    QCOMPARE(second.state(), QProcess::Running);
    signal(holder, SIGCONT);
    QVERIFY(second.waitForFinished(60'000));
    QVERIFY2(second.exitCode() == 0, second.readAllStandardError().constData());
    QCOMPARE(JsonValue::parse(second.readAllStandardOutput().toStdString())->string_at("status"), std::string("completed"));
    signal(holder, SIGTERM);
    QVERIFY(holder.waitForFinished(30'000));
}

void TroubleTest::cancelling_reaches_grandchildren() {
    publish("third", wait_long);
    publish("second", running("third"));
    const Ran ran = run(file("first.yaml", header("first") + running("second")), {"--timeout", "1s"});
    QCOMPARE(ran.exit_code, 3);
    QCOMPARE(statuses("second"), QStringList{"cancelled"});
    QCOMPARE(statuses("third"), QStringList{"cancelled"});
}

void TroubleTest::a_workflow_that_runs_itself_ends() {
    publish("self", running("self"));
    const Ran ran = run(path("self.yaml"));
    QVERIFY2(ran.exit_code == 1, ran.err.c_str());
    const JsonValue printed = ran.json();
    QVERIFY2(printed.find("error")->string_at("detail").find("100 are the most") != std::string::npos, ran.out.c_str());
    QCOMPARE(statuses("self").count("faulted"), 101);
    QCOMPARE(statuses("self").size(), 101);
}

void TroubleTest::what_is_not_waited_for_still_runs_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("ephemeral");
    const QString shell = "do: [{left: {run: {shell: {command: 'sleep 0.2; echo x >> \"$1\"', arguments: ['%1']}, await: false}}}]\n";
    QTest::newRow("shell") << shell << false;
    QTest::newRow("shell in memory") << shell << true;
}

void TroubleTest::what_is_not_waited_for_still_runs() {
    QFETCH(QString, text);
    QFETCH(bool, ephemeral);
    const QString definition = file("a.yaml", header("leaves") + text.arg(path("written")));
    const Ran ran = ephemeral ? orkestr::test::orkestr({"run", definition, "--ephemeral", "--format", "json"}) : run(definition);
    QVERIFY2(ran.exit_code == 0, ran.err.c_str());
    QCOMPARE(ran.json().string_at("status"), std::string("completed"));
    QCOMPARE(text_of("written"), QByteArray("x\n"));
}

void TroubleTest::output_that_can_not_be_written_exits_with_4_data() {
    QTest::addColumn<QStringList>("arguments");
    const QString definition = "%1";
    QTest::newRow("run") << QStringList{"run", definition, "--ephemeral", "--format", "json"};
    QTest::newRow("events") << QStringList{"run", definition, "--ephemeral", "--format", "events"};
    QTest::newRow("validate") << QStringList{"validate", definition};
    QTest::newRow("graph") << QStringList{"graph", definition};
    QTest::newRow("help") << QStringList{"--help"};
}

void TroubleTest::output_that_can_not_be_written_exits_with_4() {
    QFETCH(QStringList, arguments);
    arguments.replaceInStrings("%1", file("a.yaml", header("one") + set_one));
    QProcess process;
    process.setStandardOutputFile("/dev/full");
    process.start(program("orkestr"), arguments);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 4);
    QVERIFY(process.readAllStandardError().contains("could not be written"));
}

void TroubleTest::closed_streams_stay_closed() {
    const QString definition = file("a.yaml", header("one") + "do: [{one: {set: {a: 'text ${ .n } text'}}}]\n"); // with a warning
    const Ran silent = run_program("/bin/sh", {"-c", "exec \"$0\" \"$@\" 0>&- 1>&- 2>&-", program("orkestr"), "run", definition, "--workspace", workspace()});
    QCOMPARE(silent.exit_code, 4);
    QCOMPARE(statuses("one"), QStringList{"completed"});
    const Ran deaf = run_program("/bin/sh", {"-c", "exec \"$0\" \"$@\" 0>&-", program("orkestr"), "run", definition, "--workspace", workspace(), "--input", "-"});
    QVERIFY(deaf.exit_code == 4);
    QVERIFY2(deaf.err.find("can't be read") != std::string::npos, deaf.err.c_str());
}

void TroubleTest::a_reader_that_goes_away_does_not_end_the_run() {
    const QString definition = file("a.yaml", header("two") + "do: [{pause: {wait: {milliseconds: 300}}}, {one: {set: {a: 1}}}]\n");
    const Ran ran = run_program("/bin/sh", {"-c", "{ \"$0\" \"$@\"; echo \"exit $?\" >&2; } | head -n 1", program("orkestr"), "run", definition, "--workspace", workspace(), "--format", "events"});
    QVERIFY2(ran.err.find("exit 4") != std::string::npos, ran.err.c_str());
    QCOMPARE(statuses("two"), QStringList{"completed"});
}

void TroubleTest::what_was_changed_is_not_proven_data() {
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("replays");
    QTest::newRow("nothing") << QString("SELECT 1") << true;
    QTest::newRow("last event gone") << QString("DELETE FROM events WHERE key = (SELECT max(key) FROM events)") << false;
    QTest::newRow("all events gone") << QString("DELETE FROM events") << false;
    QTest::newRow("row's name") << QString("UPDATE runs SET name = 'other'") << true;
    QTest::newRow("row's start") << QString("UPDATE runs SET started = 5") << true;
    QTest::newRow("row's end") << QString("UPDATE runs SET ended = ended + 1") << true;
    QTest::newRow("row's status") << QString("UPDATE runs SET status = 'faulted'") << true;
    QTest::newRow("definition's text") << QString("UPDATE definitions SET text = replace(text, 'a: 1', 'a: 2')") << false;
    QTest::newRow("definition gone") << QString("DELETE FROM definitions") << false;
}

void TroubleTest::what_was_changed_is_not_proven() {
    QFETCH(QString, sql);
    QFETCH(bool, replays);
    const QString id = QString::fromStdString(run(file("a.yaml", header("one") + set_one)).json().string_at("run"));
    change(sql);
    const bool whole = sql == "SELECT 1";
    const Ran verified = in_workspace({"verify", id});
    QCOMPARE(verified.exit_code, whole ? 0 : 1);
    QCOMPARE(verified.json().bool_at("ok", !whole), whole);
    if (!whole) QVERIFY2(!verified.json().string_at("message").empty(), verified.out.c_str());
    if (sql.contains("max(key)")) QCOMPARE(verified.json().integer_at("record"), verified.json().integer_at("events") + 1);
    if (sql.contains("max(key)")) QVERIFY(verified.json().integer_at("events") > 1);
    QCOMPARE(in_workspace({"replay", id}).exit_code, replays ? 0 : 1);
}

void TroubleTest::an_unreadable_file_is_in_the_diagnostics() {
    const Ran ran = orkestr::test::orkestr({"validate", "--format", "json", file("a.yaml", header("one") + set_one), path("nothing.yaml")});
    QCOMPARE(ran.exit_code, 2);
    const JsonValue printed = ran.json();
    const auto& diagnostics = *printed.find("diagnostics")->as_array();
    QCOMPARE(diagnostics.size(), 1u);
    QCOMPARE(diagnostics[0].string_at("code"), std::string("unreadable"));
    QVERIFY(diagnostics[0].string_at("file").ends_with("nothing.yaml"));
}

void TroubleTest::a_broken_secrets_file_is_said() {
    publish("one", set_one);
    file("workspace/secrets.json", "this is no JSON");
    QFile::setPermissions(path("workspace/secrets.json"), QFile::ReadOwner | QFile::WriteOwner);
    const QString definition = file("a.yaml", header("secret") + "use: {secrets: [token]}\ndo: [{use: {set: {a: '${ $secrets.token }'}}}]\n");
    const Ran ran = run(definition);
    QVERIFY(ran.exit_code != 0 && ran.exit_code != 1);
    QVERIFY2(ran.err.find("secrets.json") != std::string::npos, ran.err.c_str());
}

void TroubleTest::why_it_was_cancelled_is_said() {
    const Ran ran = run(file("a.yaml", header("hold") + wait_long), {"--timeout", "300ms"});
    QCOMPARE(ran.exit_code, 3);
    QVERIFY2(ran.err.find("--timeout") != std::string::npos, ran.err.c_str());
    const Ran shown = orkestr::test::orkestr({"show", QString::fromStdString(ran.json().string_at("run")), "--workspace", workspace()});
    QVERIFY2(shown.out.find("--timeout") != std::string::npos, shown.out.c_str());
}

ORKESTR_TEST(TroubleTest)
#include "trouble_test.moc"
