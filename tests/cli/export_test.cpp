// Audit logs at the terminal: exported, verified, cut, redacted; what is damaged, what is no log, what is asked for wrongly.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTest>
#include <csignal>
#include <sys/types.h>

namespace orkestr::test {

class ExportTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void exported_and_verified();
    void a_part_of_it();
    void redacted();
    void compressed();
    void says_what_was_done_to_it();
    void a_pinned_head();
    void one_run_in_it();
    void runs_of_a_workspace();
    void wrong_usage_data();
    void wrong_usage();
    void what_can_not_be_done();
    void what_stands_there_is_not_written_over();
    void interrupted_it_leaves_nothing();

private:
    Ran verify(const QString& what, const QStringList& more = {}) const { return orkestr(QStringList{"verify", what, "--format", "json"} + more); }
    /// A file with the bytes of the log, changed.
    QString changed(const char* from, const char* to) const {
        QByteArray bytes = text_of("all.orklog");
        const auto at = bytes.lastIndexOf(from);
        bytes.replace(at, static_cast<qsizetype>(qstrlen(from)), to);
        return file("changed.orklog", QString::fromUtf8(bytes));
    }
    QStringList runs_;
    QString log_;
};

void ExportTest::initTestCase() {
    renew();
    const QString good = file("good.yaml", header("good") + "do:\n  - a: {set: {n: '${ .n + 1 }', card: '41x1'}}\n  - b: {set: {card: '${ .card }', n: '${ .n }'}}\n");
    const QString bad = file("bad.yaml", header("bad") + "do:\n  - a: {raise: {error: {type: https://example.com/e, status: 500, title: Broken, detail: card 41x1}}}\n");
    for (const char* input : {"{\"n\":1}", "{\"n\":2}"}) runs_ << QString::fromStdString(run(good, {"--input", input}).json().string_at("run"));
    runs_ << QString::fromStdString(run(bad).json().string_at("run"));
    log_ = path("all.orklog");
}

void ExportTest::exported_and_verified() {
    const Ran done = in_workspace({"export", "-o", log_});
    QVERIFY2(done.exit_code == 0, done.err.c_str());
    const JsonValue said = done.json();
    QCOMPARE(said.integer_at("runs"), 3);
    QVERIFY(said.integer_at("events") > 10);
    const Ran verified = verify(log_);
    QCOMPARE(verified.exit_code, 0);
    QVERIFY(verified.json().bool_at("ok"));
    QCOMPARE(verified.json().string_at("sha256"), said.string_at("sha256"));
    QCOMPARE(verified.json().string_at("key"), said.string_at("key"));
    QVERIFY(orkestr({"verify", log_}).out.find("chain intact") != std::string::npos);
    QCOMPARE(QFileInfo(log_).size(), said.integer_at("bytes"));
    // Again: the same bytes.
    QCOMPARE(in_workspace({"export", "-o", path("again.orklog")}).exit_code, 0);
    QVERIFY(text_of("again.orklog") == text_of("all.orklog"));
}

void ExportTest::a_part_of_it() {
    const QString part = path("part.orklog");
    QCOMPARE(in_workspace({"export", runs_[0], runs_[2], "-o", part}).json().integer_at("runs"), 2);
    QVERIFY(verify(part).json().bool_at("ok"));
    QCOMPARE(in_workspace({"export", "--filter", "status == faulted", "-o", part}).json().integer_at("runs"), 1);
    QCOMPARE(verify(part + "#" + runs_[2]).exit_code, 0);
    QCOMPARE(in_workspace({"export", log_ + "#" + runs_[1], "-o", part}).json().integer_at("runs"), 1);
    const JsonValue cut = verify(part).json();
    QVERIFY(cut.bool_at("ok"));
    const JsonValue* proofs = cut.find("proofs");
    QVERIFY(proofs && proofs->as_array()->size() == 1 && proofs->as_array()->front().bool_at("signed"));
    QCOMPARE(in_workspace({"export", workspace(), "-o", part}).json().integer_at("runs"), 3);
}

void ExportTest::redacted() {
    const QString out = path("public.orklog");
    const QStringList paths{"--redact", "$..card", "--redact", "$.error.detail"};
    for (const QStringList& way : {QStringList{"export"}, QStringList{"redact", log_}}) {
        const Ran done = in_workspace(way + paths + QStringList{"-o", out});
        QVERIFY2(done.exit_code == 0, done.err.c_str());
        QVERIFY(done.json().integer_at("redacted") > 3);
        const Ran verified = orkestr({"verify", out});
        QCOMPARE(verified.exit_code, 0);
        QVERIFY(verified.out.find("chain intact, " + std::to_string(done.json().integer_at("redacted")) + " redacted views") != std::string::npos);
        // Definitions stand there as they are.
        for (const QByteArray& line : text_of("public.orklog").split('\n'))
            if (!line.contains("\"definition\":\"") || line.contains("\"run\":\"")) QVERIFY2(!line.contains("41x1"), line.constData());
    }
    QVERIFY(text_of("all.orklog").contains("card 41x1"));
}

void ExportTest::compressed() {
    const QString out = path("packed.orklog");
    const Ran done = in_workspace({"export", "--zstd", "-o", out});
    QCOMPARE(done.exit_code, 0);
    QVERIFY(QFileInfo(out).size() < QFileInfo(log_).size());
    QCOMPARE(verify(out).json().string_at("sha256"), verify(log_).json().string_at("sha256"));
    QFile file(out);
    QVERIFY(file.resize(file.size() - 20));
    const Ran cut = verify(out);
    // Only the table of frames is missing: the text is whole, the file is not.
    QCOMPARE(cut.exit_code, 1);
    QCOMPARE(cut.json().string_at("kind"), std::string("truncated"));
    QCOMPARE(cut.json().integer_at("record"), text_of("all.orklog").count('\n') + 1);
    QCOMPARE(verify(out + "#" + runs_[0]).exit_code, 0);
}

void ExportTest::says_what_was_done_to_it() {
    const QList<QByteArray> lines = text_of("all.orklog").split('\n');
    const auto found = [&](const QString& name, const QList<QByteArray>& now) {
        const Ran ran = verify(file(name, QString::fromUtf8(now.join('\n'))));
        return ran.exit_code == 1 && !ran.json().bool_at("ok", true) ? ran.json().string_at("kind") + " " + std::to_string(ran.json().integer_at("record")) : ran.out + ran.err;
    };
    auto now = lines;
    now[6].replace("\"at\":", "\"at\":1");
    QCOMPARE(found("edited", now), std::string("edited 7"));
    now = lines;
    now.removeAt(6);
    QCOMPARE(found("deleted", now), std::string("deleted 7"));
    now = lines;
    now.insert(6, lines[6]);
    QCOMPARE(found("inserted", now), std::string("inserted 8"));
    now = lines;
    now.swapItemsAt(6, 9);
    QCOMPARE(found("reordered", now), std::string("reordered 7"));
    now = lines;
    now.removeAt(lines.size() - 2);
    QCOMPARE(found("truncated", now), std::string("truncated " + std::to_string(lines.size() - 1)));
    QCOMPARE(verify(changed("\"signature\":\"", "\"signature\":\"0")).json().string_at("kind"), std::string("signature"));
}

void ExportTest::a_pinned_head() {
    const JsonValue said = verify(log_).json();
    const QString sha256 = QString::fromStdString(said.string_at("sha256"));
    QCOMPARE(verify(log_, {"--head", sha256}).exit_code, 0);
    const QString other(64, '0');
    const Ran wrong = verify(log_, {"--head", other});
    QCOMPARE(wrong.exit_code, 1);
    QCOMPARE(wrong.json().string_at("kind"), std::string("head"));
    const JsonValue run = verify(log_ + "#" + runs_[0]).json();
    QCOMPARE(verify(log_ + "#" + runs_[0], {"--head", QString::fromStdString(run.string_at("head"))}).exit_code, 0);
    QCOMPARE(verify(log_, {"--key", QString::fromStdString(said.string_at("key"))}).exit_code, 0);
    QCOMPARE(verify(log_, {"--key", other}).json().string_at("kind"), std::string("signature"));
}

void ExportTest::one_run_in_it() {
    QList<QByteArray> lines = text_of("all.orklog").split('\n');
    for (auto& line : lines)
        if (line.contains("\"run\":\"" + runs_[1].toLatin1() + "\",\"seq\":2")) line.replace("\"at\":", "\"at\":1");
    const QString damaged = file("damaged.orklog", QString::fromUtf8(lines.join('\n')));
    QCOMPARE(verify(damaged).exit_code, 1);
    QCOMPARE(verify(damaged + "#" + runs_[1]).json().string_at("kind"), std::string("edited"));
    QCOMPARE(verify(damaged + "#" + runs_[0]).exit_code, 0);
    QCOMPARE(verify(damaged + "#01KDTMWQG0000000000000000G").exit_code, 4);
    // What does not verify is not signed.
    const Ran redacted = in_workspace({"redact", damaged, "--redact", "$.card", "-o", path("signed.orklog")});
    QCOMPARE(redacted.exit_code, 1);
    QVERIFY(!QFile::exists(path("signed.orklog")));
}

void ExportTest::runs_of_a_workspace() {
    const Ran run = in_workspace({"verify", runs_[0]});
    QCOMPARE(run.exit_code, 0);
    const QString head = QString::fromStdString(run.json().string_at("head"));
    QCOMPARE(verify(workspace() + "#" + runs_[0], {"--head", head}).exit_code, 0);
    const Ran other = in_workspace({"verify", runs_[1], "--head", head});
    QCOMPARE(other.exit_code, 1);
    QCOMPARE(other.json().string_at("kind"), std::string("head"));
    QVERIFY(other.json().integer_at("record") > 0);
    QCOMPARE(verify(log_ + "#" + runs_[0]).json().string_at("head"), head.toStdString());
}

void ExportTest::wrong_usage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("no file") << QStringList{"export"} << "-o FILE";
    QTest::newRow("path") << QStringList{"export", "--redact", "card", "-o", "x"} << "should have '$', which a path begins with at character 1";
    QTest::newRow("filter") << QStringList{"export", "--filter", "status ==", "-o", "x"} << "";
    QTest::newRow("nothing to redact") << QStringList{"redact", "x", "-o", "y"} << "--redact JSONPATH";
    QTest::newRow("head") << QStringList{"verify", "x", "--head", "12"} << "64 hex digits";
    QTest::newRow("key") << QStringList{"verify", "x", "--key", "zz"} << "64 hex digits";
}

void ExportTest::wrong_usage() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    const Ran ran = orkestr(arguments + QStringList{"--workspace", workspace()});
    QCOMPARE(ran.exit_code, 2);
    QVERIFY2(QString::fromStdString(ran.err).contains(said), ran.err.c_str());
}

void ExportTest::what_stands_there_is_not_written_over() {
    const QByteArray before = text_of("workspace/workspace.sqlite");
    for (const QString& name : {QStringLiteral("workspace/workspace.sqlite"), QStringLiteral("workspace/engine.lock"), QStringLiteral("workspace/new")}) {
        const Ran ran = in_workspace({"export", "-o", path(name)});
        QVERIFY2(ran.exit_code != 0 && ran.err.find("workspace's folder") != std::string::npos, ran.err.c_str());
        QVERIFY(in_workspace({"redact", log_, "--redact", "$..card", "-o", path(name)}).exit_code != 0);
    }
    QVERIFY(text_of("workspace/workspace.sqlite") == before);
    QVERIFY(!QFile::exists(path("workspace/new")));
    const QString letter = file("letter.txt", "dear Ada\n");
    const Ran ran = in_workspace({"export", "-o", letter});
    QVERIFY2(ran.exit_code != 0 && ran.err.find("is not written over") != std::string::npos, ran.err.c_str());
    QCOMPARE(text_of("letter.txt"), QByteArray("dear Ada\n"));
    // A log is, and so is an empty file that was made for it.
    QCOMPARE(in_workspace({"export", runs_[0], "-o", file("made.orklog", "")}).exit_code, 0);
    QCOMPARE(in_workspace({"export", "-o", path("made.orklog")}).exit_code, 0);
    QVERIFY(verify(path("made.orklog")).json().bool_at("ok"));
}

void ExportTest::what_can_not_be_done() {
    QCOMPARE(in_workspace({"export", "01KDTMWQG0000000000000000G", "-o", path("x")}).exit_code, 4);
    QCOMPARE(in_workspace({"export", "nonsense", "-o", path("x")}).exit_code, 4);
    QCOMPARE(in_workspace({"redact", path("none"), "--redact", "$.a", "-o", path("x")}).exit_code, 4);
    QCOMPARE(in_workspace({"export", log_, "-o", log_}).exit_code, 2);
    QCOMPARE(in_workspace({"export", "-o", path("no/such/x")}).exit_code, 4);
    QCOMPARE(verify(file("text.orklog", "hello\n")).exit_code, 2);
    QCOMPARE(verify(path("nowhere.orklog")).exit_code, 4);
    const Ran nobody = orkestr({"redact", log_, "--redact", "$.a", "-o", path("x"), "--workspace", path("nobody")});
    QVERIFY(nobody.exit_code != 0 && nobody.err.find("--workspace") != std::string::npos);
    QVERIFY(!QFile::exists(path("x")));
    QCOMPARE(verify(log_).exit_code, 0);
}

void ExportTest::interrupted_it_leaves_nothing() {
    // Into a pipe's place nothing is written, and a signal while it works leaves neither the file nor its beginning.
    QProcess process;
    process.start(program("orkestr"), {"export", "--workspace", workspace(), "-o", path("interrupted.orklog"), "--format", "json"});
    QVERIFY(process.waitForStarted());
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    const bool done = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    QCOMPARE(QFile::exists(path("interrupted.orklog")), done);
    if (done) QCOMPARE(verify(path("interrupted.orklog")).exit_code, 0);
    QCOMPARE(QDir(QFileInfo(log_).path()).entryList({"*.partial"}, QDir::Files | QDir::Hidden).size(), 0);
}

ORKESTR_TEST(ExportTest)

} // namespace orkestr::test

#include "export_test.moc"
