// `runs`, `show` and `events` of what their arguments name: workspaces, audit logs, one run in them, others' records.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class SourcesTest : public QObject, Scratch {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void runs_of_a_log_are_those_of_the_workspace();
    void one_run_of_a_log();
    void events_are_filtered_and_counted();
    void steps_are_filtered();
    void records_of_others();
    void what_is_no_source_is_said();
    void events_of_a_run_are_filtered_where_they_are_shown();
    void a_damaged_log_is_read_as_far_as_it_goes();

private:
    Ran of_log(const QStringList& arguments) const { return orkestr(arguments + QStringList{"--format", "json"}); }
    QString log_;
    std::vector<std::string> runs_; ///< oldest first; the last one faulted
};

void SourcesTest::initTestCase() {
    renew();
    const QString good = file("good.yaml", header("good") + "do:\n  - one: {set: {x: 1}}\n  - two: {set: {y: 2}}\n");
    const QString bad = file("bad.yaml", header("bad") + "do:\n  - fails: {raise: {error: {type: 'https://example.com/no', status: 418, title: No}}}\n");
    for (const QString& definition : {good, good, bad}) runs_.push_back(run(definition).json().string_at("run"));
    log_ = path("all.orklog");
    QCOMPARE(orkestr({"export", "--workspace", workspace(), "-o", log_}).exit_code, 0);
}

void SourcesTest::runs_of_a_log_are_those_of_the_workspace() {
    const Ran of_workspace = in_workspace({"runs"});
    QCOMPARE(of_log({"runs", log_}).out, of_workspace.out);
    QCOMPARE(of_log({"runs", workspace()}).out, of_workspace.out);
    QCOMPARE(orkestr({"runs", log_, "--count"}).out, std::string("3\n"));
    QCOMPARE(orkestr({"runs", log_, "--filter", "status == faulted", "--count"}).out, std::string("1\n"));
    QCOMPARE(orkestr({"runs", log_, workspace(), "--count"}).out, std::string("6\n"));
    const Ran wrong = orkestr({"runs", log_, "--filter", "status =="});
    QCOMPARE(wrong.exit_code, 2);
}

void SourcesTest::one_run_of_a_log() {
    const QString one = log_ + "#" + QString::fromStdString(runs_[2]);
    QCOMPARE(of_log({"runs", one}).json().as_array()->size(), std::size_t{1});
    const Ran shown = of_log({"show", one});
    const Ran own = in_workspace({"show", QString::fromStdString(runs_[2])});
    QCOMPARE(shown.json().string_at("status"), std::string("faulted"));
    QCOMPARE(shown.json().find("steps")->json(), own.json().find("steps")->json());
    QCOMPARE(shown.json().find("error")->json(), own.json().find("error")->json());
    const Ran missing = orkestr({"show", log_ + "#01JD2X3M4N5P6Q7R8S9T0V1W2X"});
    QVERIFY(missing.exit_code != 0);
    QVERIFY(missing.err.find("01JD2X3M4N5P6Q7R8S9T0V1W2X") != std::string::npos);
}

void SourcesTest::events_are_filtered_and_counted() {
    const QString run = QString::fromStdString(runs_[0]);
    const Ran own = in_workspace({"events", run});
    QCOMPARE(own.exit_code, 0);
    QCOMPARE(of_log({"events", log_ + "#" + run}).out, own.out);
    const std::string all = std::to_string(own.json().as_array()->size()) + "\n";
    QCOMPARE(orkestr({"events", log_ + "#" + run, "--count"}).out, all);
    QCOMPARE(orkestr({"events", log_ + "#" + run, "--filter", "type == task.started", "--count"}).out, std::string("2\n"));
    const Ran failed = orkestr({"events", log_, "--filter", "failed", "--format", "jsonl"});
    QVERIFY(failed.out.find("run.faulted") != std::string::npos);
    QVERIFY(failed.out.find("task.completed") == std::string::npos);
    QVERIFY(failed.out.find(runs_[2]) != std::string::npos);
    QCOMPARE(orkestr({"events", "--count", "--workspace", workspace()}).exit_code, 2);
}

void SourcesTest::steps_are_filtered() {
    QCOMPARE(orkestr({"show", log_, "--count"}).out, std::string("5\n"));
    QCOMPARE(orkestr({"show", log_, "--filter", "name == two", "--count"}).out, std::string("2\n"));
    QCOMPARE(orkestr({"show", QString::fromStdString(runs_[0]), "--workspace", workspace(), "--filter", "output.y == 2", "--count"}).out, std::string("1\n"));
    const Ran filtered = of_log({"show", log_ + "#" + QString::fromStdString(runs_[0]), "--filter", "name == two"});
    QCOMPARE(filtered.json().find("steps")->as_array()->size(), std::size_t{1});
    QCOMPARE(of_log({"show", log_}).json().as_array()->size(), std::size_t{3});
}

void SourcesTest::records_of_others() {
    const QString record = file("history.json", R"({"events":[{"eventId":"1","eventTime":"2024-01-01T00:00:00Z","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED",
        "workflowExecutionStartedEventAttributes":{"workflowType":{"name":"W"}}},
        {"eventId":"2","eventTime":"2024-01-01T00:00:01Z","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED","workflowExecutionCompletedEventAttributes":{}}]})");
    QCOMPARE(orkestr({"events", record, "--count"}).out, std::string("2\n"));
    QCOMPARE(of_log({"runs", record}).json().as_array()->front().string_at("status"), std::string("completed"));
}

void SourcesTest::what_is_no_source_is_said() {
    const Ran nothing = orkestr({"runs", "no-such-thing"});
    QVERIFY(nothing.exit_code != 0);
    QVERIFY(nothing.err.find("no-such-thing") != std::string::npos);
    const Ran definition = orkestr({"show", path("good.yaml")});
    QVERIFY(definition.exit_code != 0);
    QVERIFY2(definition.err.find("definition") != std::string::npos, definition.err.c_str());
}

void SourcesTest::events_of_a_run_are_filtered_where_they_are_shown() {
    const QString one = QString::fromStdString(runs_[0]);
    for (const QString& run : {one, log_ + "#" + one}) {
        const QStringList shown{"show", run, "--events", "--workspace", workspace()};
        QCOMPARE(orkestr(shown + QStringList{"--filter", "type == task.completed", "--count"}).out, std::string("2\n"));
        const Ran some = orkestr(shown + QStringList{"--filter", "type == task.completed"});
        QVERIFY(some.out.find("task.completed") != std::string::npos);
        QVERIFY2(some.out.find("run.started") == std::string::npos, some.out.c_str());
        const Ran json = orkestr(shown + QStringList{"--filter", "type == task.completed", "--format", "json"});
        QCOMPARE(json.json().find("events")->as_array()->size(), std::size_t{2});
        QCOMPARE(json.json().find("steps")->as_array()->size(), std::size_t{2});
        QCOMPARE(orkestr(shown + QStringList{"--filter", "duration > 1s"}).exit_code, 2); // a field of steps
    }
}

void SourcesTest::a_damaged_log_is_read_as_far_as_it_goes() {
    // Without its footer nothing says at once what is in it; what is there is found all the same, each time.
    QList<QByteArray> lines = text_of("all.orklog").split('\n');
    while (!lines.last().contains("\"row\":{")) lines.removeLast();
    const QString cut = file("cut.orklog", QString::fromUtf8(lines.join('\n') + '\n'));
    for (int round = 0; round < 5; ++round) {
        const Ran counted = orkestr({"runs", cut, "--count"});
        QCOMPARE(counted.out, std::string("3\n"));
        QVERIFY2(counted.err.find("is damaged") != std::string::npos, counted.err.c_str());
        QCOMPARE(of_log({"show", cut + "#" + QString::fromStdString(runs_[2])}).json().string_at("status"), std::string("faulted"));
        QCOMPARE(orkestr({"events", cut, "--count"}).out, orkestr({"events", log_, "--count"}).out);
    }
    // Nor its index: what a list says of a run is found in the run.
    while (!lines.last().contains("\"seq\":")) lines.removeLast();
    const QString records = file("records.orklog", QString::fromUtf8(lines.join('\n') + '\n'));
    QCOMPARE(orkestr({"runs", records, "--filter", "error ~ \"No\"", "--count"}).out, std::string("1\n"));
}

ORKESTR_TEST(SourcesTest)

} // namespace orkestr::test

#include "sources_test.moc"
