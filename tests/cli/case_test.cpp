// Cases at the terminal: exported with what is kept beside their runs, verified, read like a log, exported again.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

namespace orkestr::test {

class CaseCommandTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void of_a_workspace_and_again_elsewhere();
    void bookmarks_come_along();
    void read_like_a_log();
    void forked_like_a_log();
    void says_what_was_done_to_it_data();
    void says_what_was_done_to_it();
    void wrong_usage();

private:
    Ran verify(const QString& what) const { return orkestr({"verify", what, "--format", "json"}); }
    QStringList runs_;
    QByteArray case_;
};

void CaseCommandTest::initTestCase() {
    renew();
    const QString definition = file("good.yaml", header("good") + "do:\n  - a: {set: {n: '${ .n + 1 }'}}\n  - b: {set: {n: '${ .n }'}}\n");
    for (const char* input : {"{\"n\":1}", "{\"n\":2}"}) runs_ << QString::fromStdString(run(definition, {"--input", input}).json().string_at("run"));
}

void CaseCommandTest::of_a_workspace_and_again_elsewhere() {
    const Ran done = in_workspace({"export", "-o", path("all.orkcase"), "--notes", "what happened"});
    QVERIFY2(done.exit_code == 0, done.err.c_str());
    QCOMPARE(done.json().integer_at("runs"), 2);
    QCOMPARE(done.json().integer_at("bookmarks", -1), 0);
    case_ = text_of("all.orkcase");
    QVERIFY(case_.startsWith("{\"orkcase\":1,\"log\":\""));
    QVERIFY(case_.contains("\"notes\":\"what happened\""));
    // Again: the same bytes; and elsewhere, without that workspace.
    QCOMPARE(in_workspace({"export", "-o", path("again.orkcase"), "--notes", "@" + file("notes.txt", "what happened")}).exit_code, 0);
    QVERIFY(text_of("again.orkcase") == case_);
    QVERIFY(QDir(path(".")).mkpath("far"));
    QVERIFY(QFile::copy(path("all.orkcase"), path("far/b.orkcase")));
    const Ran copied = orkestr({"export", path("far/b.orkcase"), "-o", path("far/c.orkcase"), "--workspace", path("nowhere")});
    QVERIFY2(copied.exit_code == 0, copied.err.c_str());
    QVERIFY(text_of("far/c.orkcase") == case_);
    // A log is still a log.
    QCOMPARE(in_workspace({"export", "-o", path("all.orklog")}).exit_code, 0);
    QVERIFY(case_.mid(case_.indexOf('\n') + 1) == text_of("all.orklog"));
    const Ran changed = orkestr({"export", path("far/b.orkcase"), "-o", path("far/d.orkcase"), "--notes", "other", "--workspace", path("nowhere")});
    QVERIFY(changed.exit_code != 0 && changed.err.find("--workspace") != std::string::npos);
    QVERIFY(!QFile::exists(path("far/d.orkcase")));
}

void CaseCommandTest::bookmarks_come_along() {
    const auto bookmark = [](const QString& id, const QString& run) {
        return QString(R"({"at":1,"id":"%1","label":"here","mark":"star","run":"%2","seq":2})").arg(id, run);
    };
    file("workspace/notes.orknotes", "{\"bookmarks\":[\n" + bookmark("01KDTMWQG0000000000000000A", runs_[0]) + ",\n" +
                                         bookmark("01KDTMWQG0000000000000000B", runs_[1]) + "\n],\"notes\":\"kept\",\"orknotes\":1}\n");
    const Ran one = in_workspace({"export", runs_[1], "-o", path("one.orkcase")});
    QVERIFY2(one.exit_code == 0, one.err.c_str());
    QCOMPARE(one.json().integer_at("bookmarks"), 1);
    QVERIFY(text_of("one.orkcase").contains("01KDTMWQG0000000000000000B") && !text_of("one.orkcase").contains("01KDTMWQG0000000000000000A"));
    QVERIFY(text_of("one.orkcase").contains("\"notes\":\"kept\""));
    const JsonValue verified = verify(path("one.orkcase")).json();
    QVERIFY(verified.bool_at("ok"));
    QCOMPARE(verified.find("case")->integer_at("bookmarks"), 1);
    QVERIFY(orkestr({"verify", path("one.orkcase")}).out.find("1 bookmarks") != std::string::npos);
    file("workspace/notes.orknotes", "hello");
    const Ran broken = in_workspace({"export", "-o", path("broken.orkcase")});
    QVERIFY(broken.exit_code != 0 && broken.err.find("notes.orknotes") != std::string::npos);
    QCOMPARE(in_workspace({"export", "-o", path("whole.orklog")}).exit_code, 0);
    QVERIFY(QFile::remove(path("workspace/notes.orknotes")));
}

void CaseCommandTest::read_like_a_log() {
    const QString all = path("all.orkcase");
    QCOMPARE(orkestr({"runs", all, "--count"}).out, std::string("2\n"));
    QCOMPARE(orkestr({"events", all + "#" + runs_[0], "--count"}).out, orkestr({"events", path("all.orklog") + "#" + runs_[0], "--count"}).out);
    QCOMPARE(orkestr({"show", all + "#" + runs_[0], "--format", "json"}).exit_code, 0);
    QCOMPARE(verify(all + "#" + runs_[0]).exit_code, 0);
    const QString packed = path("packed.orkcase");
    QCOMPARE(in_workspace({"export", all, "--zstd", "-o", packed}).exit_code, 0);
    QVERIFY(verify(packed).json().bool_at("ok"));
    QCOMPARE(orkestr({"runs", packed, "--count"}).out, std::string("2\n"));
    QCOMPARE(in_workspace({"redact", all, "--redact", "$.n", "-o", path("public.orkcase")}).exit_code, 0);
    QVERIFY(verify(path("public.orkcase")).json().integer_at("redacted") > 0);
}

void CaseCommandTest::forked_like_a_log() {
    QCOMPARE(in_workspace({"export", "-o", path("fork.orkcase"), "--notes", "go on from here"}).exit_code, 0);
    const QByteArray before = text_of("fork.orkcase");
    const Ran forked = orkestr({"fork", path("fork.orkcase") + "#" + runs_[0], "--from", "b", "--input", "{\"n\":40}", "--workspace", path("mine"), "--format", "json"});
    QVERIFY2(forked.exit_code == 0, forked.err.c_str());
    QCOMPARE(forked.json().find("output")->integer_at("n"), 40);
    const QString made = QString::fromStdString(forked.json().string_at("run"));
    QCOMPARE(orkestr({"verify", made, "--workspace", path("mine")}).exit_code, 0);
    QCOMPARE(orkestr({"replay", made, "--workspace", path("mine")}).exit_code, 0);
    QVERIFY(text_of("fork.orkcase") == before);
    // What is no longer as it was written is none to go on from.
    QByteArray forged = before;
    forged.replace("{\"n\":2}", "{\"n\":7}");
    QVERIFY(forged != before);
    QFile out(path("forged.orkcase"));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(forged);
    out.close();
    const Ran refused = orkestr({"fork", path("forged.orkcase") + "#" + runs_[0], "--from", "b", "--workspace", path("mine")});
    QCOMPARE(refused.exit_code, 1);
    QVERIFY2(refused.err.find("no run is made from it") != std::string::npos, refused.err.c_str());
}

void CaseCommandTest::says_what_was_done_to_it_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("record");
    QTest::newRow("notes") << QByteArray("what happened") << QByteArray("what mattered") << "edited" << 0;
    QTest::newRow("form") << QByteArray("{\"orkcase\":1,") << QByteArray("{\"orkcase\":1,\"x\":1,") << "edited" << 0;
    QTest::newRow("which log") << QByteArray("\"log\":\"") << QByteArray("\"log\":\"0") << "edited" << 0;
    QTest::newRow("header of the log") << QByteArray("\"producer\":\"") << QByteArray("\"producer\":\"x") << "edited" << 1;
}

void CaseCommandTest::says_what_was_done_to_it() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, kind);
    QFETCH(int, record);
    QByteArray bytes = case_;
    const auto at = bytes.indexOf(from);
    QVERIFY(at >= 0);
    bytes.replace(at, from.size(), to);
    const Ran ran = verify(file("damaged.orkcase", QString::fromUtf8(bytes)));
    QCOMPARE(ran.exit_code, 1);
    QCOMPARE(ran.json().string_at("kind"), kind.toStdString());
    QCOMPARE(ran.json().integer_at("record", -1), record);
    // Cut off within its own line.
    const Ran cut = verify(file("cut.orkcase", QString::fromUtf8(case_.left(150))));
    QCOMPARE(cut.exit_code, 1);
    QCOMPARE(cut.json().string_at("kind"), std::string("truncated"));
    QCOMPARE(cut.json().integer_at("record", -1), 0);
    // Another whole log behind it.
    QCOMPARE(in_workspace({"export", runs_[0], "-o", path("other.orklog")}).exit_code, 0);
    const Ran other = verify(file("other.orkcase", QString::fromUtf8(case_.left(case_.indexOf('\n') + 1) + text_of("other.orklog"))));
    QCOMPARE(other.json().string_at("kind"), std::string("head"));
    QCOMPARE(other.json().integer_at("record", -1), 0);
}

void CaseCommandTest::wrong_usage() {
    const Ran ran = orkestr({"export", "-o", path("x.orklog"), "--notes", "a", "--workspace", workspace()});
    QCOMPARE(ran.exit_code, 2);
    QVERIFY(ran.err.find("-o FILE.orkcase") != std::string::npos);
    QCOMPARE(in_workspace({"export", "-o", path("x.orkcase"), "--notes", "@" + path("none")}).exit_code, 2);
    QVERIFY(!QFile::exists(path("x.orkcase")));
}

ORKESTR_TEST(CaseCommandTest)

} // namespace orkestr::test

#include "case_test.moc"
