// `orkestr runs --filter`: which runs it prints, in which format, and what it says of a filter that is wrong.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class RunsFilterTest : public QObject, Scratch {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void counts_data();
    void counts();
    void what_was_redacted_can_not_be_judged_data();
    void what_was_redacted_can_not_be_judged();
    void one_object_a_line();
    void a_list_as_json();
    void a_wrong_filter_is_shown_its_place();
    void a_doubtful_filter_is_used();
    void an_empty_workspace_has_none();
};

void RunsFilterTest::initTestCase() {
    renew();
    const QString good = file("good.yaml", "document: {dsl: '1.0.3', namespace: shop, name: order, version: '1.0.0', tags: {env: test}}\n"
                                           "do:\n- sum: {set: {total: '${ .id * 2 }'}}\n");
    const QString bad = file("bad.yaml", header("fails") + "do:\n- stop: {raise: {error: {type: about:blank, status: 404, title: Not Found}}}\n");
    for (const char* id : {"1", "2", "3"}) QCOMPARE(run(good, {"--input", QString("{\"id\": %1}").arg(id)}).exit_code, 0);
    QVERIFY(run(bad).exit_code != 0);
}

void RunsFilterTest::counts_data() {
    QTest::addColumn<QString>("count");
    const auto add = [](const char* filter, const char* count) { QTest::newRow(filter) << QString(count); };
    add("", "4");
    add("status == faulted", "1");
    add("definition == shop/order", "3");
    add("definition ~ \"^shop/\" and status == completed", "3");
    add("input.id >= 2", "2");
    add("output.total == 4", "1");
    add("tag.env == test", "3");
    add("not tag exists", "1");
    add("error contains \"not found\"", "1");
    add("\"NOT FOUND\"", "1");
    add("started in last 1h and duration < 1h", "4");
    add("started < now-1h", "0");
    add("open", "0");
}

void RunsFilterTest::counts() {
    QFETCH(QString, count);
    const Ran ran = orkestr({"runs", "--workspace", workspace(), "--count", "--filter", QTest::currentDataTag()});
    QCOMPARE(QString::fromStdString(ran.out), count + '\n');
    QCOMPARE(ran.exit_code, 0);
}

void RunsFilterTest::what_was_redacted_can_not_be_judged_data() {
    QTest::addColumn<QString>("count");
    QTest::addColumn<int>("unjudged");
    const auto add = [](const char* filter, const char* count, int unjudged) { QTest::newRow(filter) << QString(count) << unjudged; };
    add("input.id == 2", "0", 3);
    add("input.id != 2", "4", 3); // one run has no input of that name, and is judged
    add("not input.id == 2", "4", 3);
    add("input.id == 2 and status == faulted", "0", 0);
    add("input.id == 2 or status == completed", "3", 0);
    add("input.id == 2 and tag.env == test", "0", 3);
    add("input.id == 2 and tag.env == prod", "0", 0);
    add("input.other == 2", "0", 0); // members stay, whatever is taken out of them
    add("output.total == 4", "1", 0);
    add("input.id == 2 or output.total == 4", "1", 2);
    add("status == faulted", "1", 0);
}

void RunsFilterTest::what_was_redacted_can_not_be_judged() {
    QFETCH(QString, count);
    QFETCH(int, unjudged);
    const QString log = path("redacted.orklog");
    if (!QFile::exists(log)) QCOMPARE(orkestr({"export", "--workspace", workspace(), "--redact", "$.id", "-o", log}).exit_code, 0);
    const Ran ran = orkestr({"runs", log, "--count", "--filter", QTest::currentDataTag()});
    QCOMPARE(ran.exit_code, 0);
    QCOMPARE(QString::fromStdString(ran.out), count + '\n');
    const std::string said = unjudged == 0 ? "" : "orkestr: " + std::to_string(unjudged) + " runs could not be judged: what the filter looks at was redacted\n";
    QCOMPARE(ran.err, said);
    QCOMPARE(orkestr({"runs", log, "--filter", QTest::currentDataTag()}).err.ends_with(said), true);
    const Ran whole = orkestr({"runs", "--workspace", workspace(), "--count", "--filter", QTest::currentDataTag()});
    QVERIFY2(whole.exit_code == 0 && whole.err.empty(), whole.err.c_str());
}

void RunsFilterTest::one_object_a_line() {
    const Ran ran = orkestr({"runs", "--workspace", workspace(), "--format", "jsonl", "--filter", "input.id in (1, 3)"});
    QCOMPARE(ran.exit_code, 0);
    const QStringList lines = QString::fromStdString(ran.out).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    for (const QString& line : lines) {
        const auto row = JsonValue::parse(line.toStdString());
        QVERIFY(row.ok());
        QCOMPARE(row->string_at("definition"), "shop/order");
        QCOMPARE(row->string_at("status"), "completed");
    }
    QCOMPARE(orkestr({"runs", "--workspace", workspace(), "--format", "jsonl", "--filter", "open"}).out, "");
}

void RunsFilterTest::a_list_as_json() {
    QCOMPARE(in_workspace({"runs", "--filter", "status == completed", "--limit", "2"}).json().as_array()->size(), 2u);
    QCOMPARE(in_workspace({"runs", "--filter", "status == completed", "--status", "faulted"}).json().as_array()->size(), 0u);
    QCOMPARE(orkestr({"runs", "--workspace", workspace(), "--count", "--limit", "2"}).out, "2\n");
}

void RunsFilterTest::a_wrong_filter_is_shown_its_place() {
    const Ran ran = orkestr({"runs", "--workspace", workspace(), "--filter", "error contains é and satus == x"});
    QCOMPARE(ran.exit_code, 2);
    QCOMPARE(ran.out, "");
    const QString err = QString::fromStdString(ran.err);
    QVERIFY2(err.contains("there is no field satus: did you mean status?"), qPrintable(err));
    QVERIFY2(err.contains(QString::fromUtf8("\n    error contains é and satus == x\n                         ^^^^^\n")), qPrintable(err));
    const Ran later = orkestr({"runs", "--workspace", workspace(), "--filter", QString("open and ").repeated(30) + "satus"});
    QCOMPARE(later.exit_code, 2);
    const QStringList lines = QString::fromStdString(later.err).split('\n');
    QVERIFY(lines.size() > 2);
    QCOMPARE(lines[2].indexOf('^'), lines[1].indexOf("satus"));
}

void RunsFilterTest::a_doubtful_filter_is_used() {
    const Ran ran = orkestr({"runs", "--workspace", workspace(), "--count", "--filter", "status == fauled"});
    QCOMPARE(ran.exit_code, 0);
    QCOMPARE(ran.out, "0\n");
    QVERIFY(ran.err.find("did you mean faulted?") != std::string::npos);
}

void RunsFilterTest::an_empty_workspace_has_none() {
    const QStringList nowhere{"XDG_DATA_HOME=" + path("nowhere")};
    QCOMPARE(orkestr({"runs", "--count", "--filter", "open"}, {}, nowhere).out, "0\n");
    QCOMPARE(orkestr({"runs", "--format", "jsonl"}, {}, nowhere).out, "");
}

ORKESTR_TEST(RunsFilterTest)

} // namespace orkestr::test

#include "runs_filter_test.moc"
