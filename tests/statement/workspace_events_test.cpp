// Events as a workspace delivers them to what a definition declares.
#include "tests/cli/scratch.h"
#include "tests/cli/served.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class WorkspaceEventsTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }
    void a_schedule_reads_its_events_data();
    void a_schedule_reads_its_events();
    void a_run_hears_of_another();

private:
    std::string output(const std::string& run) const {
        const JsonValue shown = in_workspace({"show", QString::fromStdString(run)}).json();
        const JsonValue* found = shown.find("output");
        return found ? found->json().text() : std::string();
    }
};

void WorkspaceEventsTest::a_schedule_reads_its_events_data() {
    QTest::addColumn<QString>("read");
    QTest::addColumn<QString>("expected");
    QTest::newRow("not said") << "" << R"([{"n":1}])";
    QTest::newRow("data") << "read: data, " << R"([{"n":1}])";
    QTest::newRow("envelope") << "read: envelope, " << R"([{"data":{"n":1},"source":"/test","type":"test.order"}])";
    QTest::newRow("raw") << "read: raw, " << R"(["{\"n\":1}"])";
}

void WorkspaceEventsTest::a_schedule_reads_its_events() {
    QFETCH(QString, read);
    QFETCH(QString, expected);
    const QString simpler = "map(if type == \"object\" and has(\"specversion\") then {data, source, type} else . end)";
    const QString definition = file("hears.yaml", header("hears") + "schedule: {" + read + "on: {one: {with: {type: test.order}}}}\noutput: {as: '" + simpler + "'}\ndo: [{a: {wait: PT0S}}]\n");
    QCOMPARE(in_workspace({"publish", definition}).exit_code, 0);
    Served serve(workspace());
    QVERIFY2(serve.serves(), serve.error().c_str());
    QCOMPARE(in_workspace({"emit", "--type", "test.order", "--source", "/test", "--data", R"({"n":1})"}).exit_code, 0);
    const JsonValue ended = serve.wait_for("run.completed");
    QCOMPARE(QString::fromStdString(output(ended.string_at("run"))), expected);
}

void WorkspaceEventsTest::a_run_hears_of_another() {
    const QString hears = file("hears.yaml", header("hears") + R"(do:
  - hear:
      listen:
        to:
          all:
            - {with: {type: io.serverlessworkflow.task.started.v1, data: '${ .task == "/do/0/one" }'}}
            - {with: {type: io.serverlessworkflow.workflow.completed.v1, data: '${ .name | startswith("told-") }'}}
      output: {as: '[.[0].task, .[1].output]'}
)");
    Served serve(workspace());
    QVERIFY2(serve.serves(), serve.error().c_str());
    const std::string run = in_workspace({"run", hears, "--detach"}).json().string_at("run");
    QTRY_COMPARE_WITH_TIMEOUT(in_workspace({"show", QString::fromStdString(run)}).json().string_at("status"), std::string("waiting"), 60'000);
    QCOMPARE(in_workspace({"run", file("told.yaml", header("told") + "do: [{one: {set: {a: 1}}}]\n")}).exit_code, 0);
    QVERIFY(!serve.wait_for("run.completed", run).is_null());
    QCOMPARE(output(run), std::string(R"(["/do/0/one",{"a":1}])"));
}

ORKESTR_TEST(WorkspaceEventsTest)

} // namespace orkestr::test

#include "workspace_events_test.moc"
