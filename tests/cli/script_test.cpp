// What a script relies on: exit codes, JSON that is whole also when something is wrong, and what odd arguments mean.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

namespace orkestr::test {

class ScriptTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void what_is_not_there_exits_with_4_data();
    void what_is_not_there_exits_with_4();
    void other_kinds_of_files_are_told_apart_data();
    void other_kinds_of_files_are_told_apart();
    void one_that_is_missing_leaves_the_others_whole();
    void a_compressed_log_that_was_cut_off();
    void a_run_that_lacks_records_is_told_alike_everywhere();
    void a_case_that_was_cut_off();
    void odd_arguments();
    void output_that_nobody_reads();

private:
    QString log_;
    QString run_;     ///< completed
    QString faulted_;
    QString foreign_;
    const QString unknown_ = "01KDTMWQG0000000000000000G";
};

void ScriptTest::initTestCase() {
    renew();
    const QString good = file("good.yaml", header("good") + "do:\n  - one: {set: {x: 1}}\n  - two: {set: {y: 2}}\n");
    run_ = QString::fromStdString(run(good).json().string_at("run"));
    const QString bad = file("bad.yaml", header("bad") + "do:\n  - fails: {raise: {error: {type: 'https://example.com/no', status: 418, title: No}}}\n");
    faulted_ = QString::fromStdString(run(bad).json().string_at("run"));
    log_ = path("all.orklog");
    QCOMPARE(in_workspace({"export", "-o", log_}).exit_code, 0);
    foreign_ = file("history.json", R"({"events":[{"eventId":"1","eventTime":"2024-01-01T00:00:00Z","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED",
        "workflowExecutionStartedEventAttributes":{"workflowType":{"name":"W"}}},
        {"eventId":"2","eventTime":"2024-01-01T00:00:01Z","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED","workflowExecutionCompletedEventAttributes":{}}]})");
}

void ScriptTest::what_is_not_there_exits_with_4_data() {
    QTest::addColumn<QStringList>("arguments");
    const QString nowhere = path("nowhere.orklog");
    const QStringList out{"-o", path("x.orklog")};
    for (const QString& what : {nowhere, log_ + "#" + unknown_, log_ + "#NOSUCH", unknown_, nowhere + "#" + run_, log_ + "#", QString("#" + run_), QString(), path("workspace") + "#" + unknown_}) {
        const QString name = what.section('/', -1);
        QTest::newRow(qPrintable("verify " + name)) << QStringList{"verify", what};
        QTest::newRow(qPrintable("export " + name)) << QStringList{"export", what} + out;
        for (const char* command : {"runs", "show", "events", "at", "replay"}) QTest::newRow(qPrintable(command + QString(" ") + name)) << QStringList{command, what};
        QTest::newRow(qPrintable("diff " + name)) << QStringList{"diff", what, run_};
        QTest::newRow(qPrintable("diff behind " + name)) << QStringList{"diff", run_, what};
    }
    QTest::newRow("redact") << QStringList{"redact", nowhere, "--redact", "$.a"} + out;
    QTest::newRow("redact a run") << QStringList{"redact", log_ + "#" + unknown_, "--redact", "$.a"} + out;
    QTest::newRow("export into nowhere") << QStringList{"export", "-o", path("no/such/x.orklog")};
    for (const char* command : {"suspend", "resume", "cancel"}) QTest::newRow(command) << QStringList{command, unknown_, "--reason", "x"};
    QTest::newRow("rerun") << QStringList{"rerun", unknown_};
    QTest::newRow("fork") << QStringList{"fork", unknown_, "--from", "one"};
    QTest::newRow("dead") << QStringList{"dead", "show", "4711"};
    QTest::newRow("unschedule") << QStringList{"unschedule", "test/nothing"};
    QTest::newRow("paths") << QStringList{"paths", "test/nothing"};
}

void ScriptTest::what_is_not_there_exits_with_4() {
    QFETCH(QStringList, arguments);
    const QByteArray before = text_of("all.orklog");
    const Ran ran = in_workspace(arguments);
    QVERIFY(!ran.crashed);
    QVERIFY2(ran.exit_code == 4, (std::to_string(ran.exit_code) + ": " + ran.out + ran.err).c_str());
    QVERIFY(ran.err.starts_with("orkestr"));
    QVERIFY(!QFile::exists(path("x.orklog")));
    QVERIFY(text_of("all.orklog") == before);
    const QStringList objects{"verify", "export", "redact"};
    if (!objects.contains(arguments.front())) return;
    // Not to be taken for what was tampered with: that has a kind.
    const JsonValue said = ran.json();
    const JsonValue* error = said.find("error");
    QVERIFY2(error && !said.bool_at("ok", true) && !said.find("kind"), ran.out.c_str());
    QVERIFY(!error->string_at("code").empty());
    QVERIFY2(ran.err.find(error->string_at("message")) != std::string::npos, ran.err.c_str());
}

void ScriptTest::other_kinds_of_files_are_told_apart_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("said");
    QTest::newRow("foreign") << foreign_ << "a Temporal workflow history, which holds nothing to verify it by";
    QTest::newRow("empty") << file("empty.orklog", "") << "an empty file";
    QTest::newRow("text") << file("text.orklog", "hello\n") << "plain text";
    QTest::newRow("definition") << path("good.yaml") << "'orkestr validate' checks those";
    QTest::newRow("database") << path("workspace/workspace.sqlite") << "name its folder and a run";
    QTest::newRow("workspace") << workspace() << "Name it as";
    QTest::newRow("one character") << file("one.orklog", "{") << "no audit log";
}

void ScriptTest::other_kinds_of_files_are_told_apart() {
    QFETCH(QString, name);
    QFETCH(QString, said);
    const Ran ran = orkestr({"verify", name, "--format", "json"});
    QCOMPARE(ran.exit_code, 2);
    QVERIFY2(QString::fromStdString(ran.err).contains(said), ran.err.c_str());
    const Ran folder = orkestr({"verify", QFileInfo(foreign_).path(), "--format", "json"});
    QCOMPARE(folder.exit_code, 4);
    QVERIFY2(folder.err.find("there is no workspace at") != std::string::npos, folder.err.c_str());
}

void ScriptTest::one_that_is_missing_leaves_the_others_whole() {
    const QString nowhere = path("nowhere.orklog");
    for (const QStringList& names : {QStringList{log_ + "#" + run_, nowhere}, QStringList{nowhere, log_ + "#" + run_}, QStringList{log_ + "#" + unknown_, log_ + "#" + run_},
                                     QStringList{run_, unknown_}}) {
        for (const char* command : {"runs", "show", "events"}) {
            const Ran json = in_workspace(QStringList{command} + names);
            QCOMPARE(json.exit_code, 4);
            QVERIFY2(!json.err.empty(), command);
            const JsonValue printed = json.json();
            QVERIFY2(printed.as_array() && !printed.as_array()->empty(), json.out.c_str());
            for (const auto& one : *printed.as_array()) QCOMPARE(QString::fromStdString(one.string_at("run")), run_);
            const Ran lines = orkestr(QStringList{command} + names + QStringList{"--workspace", workspace(), "--format", "jsonl"});
            QCOMPARE(lines.exit_code, 4);
            for (const auto& line : QByteArray::fromStdString(lines.out).trimmed().split('\n')) QVERIFY2(JsonValue::parse(line.toStdString()).ok(), line.constData());
            // A number that lacks some would be taken for the number.
            const Ran counted = orkestr(QStringList{command, "--count", "--workspace", workspace()} + names);
            QCOMPARE(counted.exit_code, 4);
            QCOMPARE(counted.out, std::string());
        }
    }
    QCOMPARE(in_workspace({"runs", nowhere}).out, std::string("[]\n"));
    QCOMPARE(in_workspace({"show", nowhere, nowhere}).out, std::string("[]\n"));
    QCOMPARE(orkestr({"runs", "--count", log_, workspace()}).out, std::string("4\n"));
}

void ScriptTest::a_compressed_log_that_was_cut_off() {
    // Enough for several blocks of one frame.
    QStringList tasks;
    for (int i = 0; i < 120; ++i) tasks << QString("  - t%1: {set: {n: %1}}\n").arg(i);
    const QString id = QString::fromStdString(run(file("long.yaml", header("long") + "do:\n" + tasks.join(""))).json().string_at("run"));
    const QString packed = path("packed.orklog");
    QCOMPARE(in_workspace({"export", id, "--zstd", "-o", packed}).exit_code, 0);
    const qint64 size = QFileInfo(packed).size();
    for (const qint64 left : {qint64{4}, qint64{40}, size / 2, size * 3 / 4, size - 30, size - 1}) {
        QFile::remove(path("cut.orklog"));
        QVERIFY(QFile::copy(packed, path("cut.orklog")));
        QVERIFY(QFile(path("cut.orklog")).resize(left));
        const Ran verified = orkestr({"verify", path("cut.orklog"), "--format", "json"});
        QCOMPARE(verified.exit_code, 1);
        QCOMPARE(verified.json().string_at("kind"), std::string("truncated"));
        QVERIFY(verified.json().integer_at("record") > (left < 100 ? 0 : 20));
        const Ran listed = orkestr({"runs", path("cut.orklog"), "--format", "json"});
        QCOMPARE(listed.exit_code, 0);
        QVERIFY2(listed.err.find("is damaged") != std::string::npos, listed.err.c_str());
        QCOMPARE(listed.json().as_array()->size(), std::size_t(left < 100 ? 0 : 1));
        if (left < 100) continue;
        const Ran shown = orkestr({"show", path("cut.orklog") + "#" + id, "--format", "json"});
        QVERIFY2(shown.json().find("steps")->as_array()->size() > 10, shown.out.c_str());
        QVERIFY(shown.err.find("is damaged") != std::string::npos);
    }
    QFile tiny(path("cut.orklog"));
    QVERIFY(tiny.resize(3));
    QCOMPARE(orkestr({"verify", path("cut.orklog")}).exit_code, 2);
}

void ScriptTest::a_run_that_lacks_records_is_told_alike_everywhere() {
    const QList<QByteArray> lines = text_of("all.orklog").split('\n');
    const auto is_of = [this](const QByteArray& line) { return line.contains("\"run\":\"" + run_.toLatin1() + "\",\"seq\":"); };
    QList<qsizetype> records;
    for (qsizetype i = 0; i < lines.size(); ++i)
        if (is_of(lines[i])) records << i;
    QVERIFY(records.size() > 6);
    for (const qsizetype gone : {qsizetype{0}, qsizetype{3}, records.size() - 1}) {
        QList<QByteArray> now = lines;
        now.removeAt(records[gone]);
        const QString damaged = file("lacks.orklog", QString::fromUtf8(now.join('\n')));
        const Ran listed = orkestr({"runs", damaged + "#" + run_, "--format", "json"});
        QCOMPARE(listed.exit_code, 0);
        const JsonValue row = listed.json().as_array()->front();
        QVERIFY2(row.string_at("error").starts_with("damaged: event " + std::to_string(gone + 1) + " is missing"), listed.out.c_str());
        QCOMPARE(row.integer_at("events"), std::int64_t{gone});
        QCOMPARE(row.string_at("version"), std::string("1.0.0"));
        QCOMPARE(orkestr({"runs", damaged, "--filter", "status == completed", "--count"}).out, std::string("0\n"));
        QCOMPARE(orkestr({"runs", damaged, "--filter", "error ~ \"^damaged\"", "--count"}).out, std::string("1\n"));
        const Ran shown = orkestr({"show", damaged + "#" + run_, "--format", "json"});
        if (gone == 0) {
            QCOMPARE(shown.exit_code, 4); // there is nothing to show
            continue;
        }
        QCOMPARE(shown.json().string_at("status"), row.string_at("status"));
        QCOMPARE("damaged: " + shown.json().string_at("damage"), row.string_at("error"));
        QCOMPARE(shown.json().integer_at("event_count"), row.integer_at("events"));
    }
    // All of them: its line in the index is not believed.
    QList<QByteArray> now;
    for (const QByteArray& line : lines)
        if (!is_of(line)) now << line;
    const Ran listed = orkestr({"runs", file("lacks.orklog", QString::fromUtf8(now.join('\n'))), "--format", "json"});
    QCOMPARE(listed.json().as_array()->size(), std::size_t{1});
    QVERIFY2(listed.err.find("is damaged") != std::string::npos, listed.err.c_str());
}

void ScriptTest::a_case_that_was_cut_off() {
    const QString whole = path("all.orkcase");
    QCOMPARE(in_workspace({"export", log_, "-o", whole}).exit_code, 0);
    const QByteArray bytes = text_of("all.orkcase");
    const qsizetype behind_line = bytes.indexOf('\n') + 1;
    const auto found = [&](qsizetype left) {
        QFile::remove(path("cut.orkcase"));
        QFile out(path("cut.orkcase"));
        if (!out.open(QIODevice::WriteOnly)) return std::string("not written");
        out.write(bytes.left(left));
        out.close();
        const Ran ran = orkestr({"verify", path("cut.orkcase"), "--format", "json"});
        return std::to_string(ran.exit_code) + " " + ran.json().string_at("kind") + " " + std::to_string(ran.json().integer_at("record"));
    };
    QCOMPARE(found(bytes.size()), std::string("0  0"));
    QCOMPARE(found(30), std::string("1 truncated 0"));
    QCOMPARE(found(behind_line - 1), std::string("1 truncated 0"));
    QCOMPARE(found(behind_line), std::string("1 truncated 1"));
    QCOMPARE(found(behind_line + 3), std::string("1 truncated 1"));
    QCOMPARE(found(behind_line + 200), std::string("1 truncated 1"));
    QCOMPARE(found(bytes.size() - 10).substr(0, 2), std::string("1 "));
}

void ScriptTest::odd_arguments() {
    // A folder that is called like a run is a source, as all that exists is.
    QDir(path("")).mkdir(unknown_);
    const Ran folder = run_program("/bin/sh", {"-c", "cd \"$1\" && exec \"$0\" runs \"$2\"", program("orkestr"), path(""), unknown_});
    QCOMPARE(folder.exit_code, 4);
    QVERIFY2(folder.err.find("there is no workspace at") != std::string::npos, folder.err.c_str());
    // Names with a space, a sign, or both.
    for (const char* name : {"two words.orklog", "odd#name.orklog", "a # b.orklog", "-dash.orklog"}) {
        QVERIFY(QFile::copy(log_, path(name)));
        QCOMPARE(orkestr({"verify", path(name)}).exit_code, 0);
        QCOMPARE(orkestr({"runs", path(name) + "#" + faulted_, "--count"}).out, std::string("1\n"));
    }
    QCOMPARE(orkestr({"verify", log_, "--head", "zz"}).exit_code, 2);
    QCOMPARE(orkestr({"verify", log_, "--head", ""}).exit_code, 2);
    QCOMPARE(in_workspace({"redact", log_, "--redact", "$[", "-o", path("x")}).exit_code, 2);
    QCOMPARE(in_workspace({"export", "-o", workspace()}).exit_code == 0, false);
    // What stands there already is replaced by the new one, whole.
    QCOMPARE(in_workspace({"export", run_, "-o", file("there.orklog", QString::fromUtf8(text_of("all.orklog")))}).json().integer_at("runs"), 1);
    QCOMPARE(orkestr({"runs", path("there.orklog"), "--count"}).out, std::string("1\n"));
    // Records of others have no versions.
    const Ran foreign = orkestr({"runs", foreign_});
    QVERIFY2(foreign.out.find("W\n") != std::string::npos && foreign.out.find("W:") == std::string::npos, foreign.out.c_str());
}

void ScriptTest::output_that_nobody_reads() {
    for (const char* command : {"runs", "show", "events"}) {
        const QStringList shell{"-c", "\"$0\" \"$1\" \"$2\" --format jsonl > /dev/full", program("orkestr"), command, log_};
        const Ran full = run_program("/bin/sh", shell);
        QCOMPARE(full.exit_code, 4);
        QVERIFY2(full.err.find("could not be written") != std::string::npos, full.err.c_str());
        // Whoever has seen enough goes; that is said by the exit code alone of what is far from done.
        const Ran head = run_program("/bin/sh", {"-c", "\"$0\" \"$1\" \"$2\" --format jsonl | head -n 1", program("orkestr"), command, log_});
        QCOMPARE(head.exit_code, 0);
        QCOMPARE(QByteArray::fromStdString(head.out).count('\n'), 1);
    }
}

ORKESTR_TEST(ScriptTest)

} // namespace orkestr::test

#include "script_test.moc"
