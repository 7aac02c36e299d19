// `orkestr verify RUN` of a run whose rows somebody changed in the workspace's database: every kind, at the first, a middle
// and the last event.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QDir>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

namespace orkestr::test {

class VerifyWorkspaceTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void what_was_done_to_it_data();
    void what_was_done_to_it();
    void a_difference_is_told_from_damage();
    void what_stands_before_the_damage_is_shown();

private:
    /// Another workspace, in which the statements were carried out. `:K` in them is the run's event 0.
    void change(const QStringList& statements) {
        QDir().mkpath(path("changed"));
        QFile::remove(path("changed/workspace.sqlite"));
        QVERIFY(QFile::copy(path("workspace/workspace.sqlite"), path("changed/workspace.sqlite")));
        {
            auto database = QSqlDatabase::addDatabase("QSQLITE", "change");
            database.setDatabaseName(path("changed/workspace.sqlite"));
            QVERIFY(database.open());
            for (QString sql : statements) {
                QSqlQuery query(database);
                QVERIFY2(query.exec(sql.replace(":K", "((SELECT no FROM runs) << 24)")), qPrintable(query.lastError().text()));
            }
            database.close();
        }
        QSqlDatabase::removeDatabase("change");
    }
    Ran verify() const { return orkestr({"verify", run_, "--workspace", path("changed"), "--format", "json"}); }

    QString run_;
    std::int64_t events_ = 0;
};

void VerifyWorkspaceTest::initTestCase() {
    renew();
    const Ran ran = run(file("a.yaml", header("one") + "do:\n  - a: {set: {n: 1}}\n  - b: {set: {n: 2}}\n  - c: {set: {n: 3}}\n"));
    QCOMPARE(ran.exit_code, 0);
    run_ = QString::fromStdString(ran.json().string_at("run"));
    const Ran whole = in_workspace({"verify", run_});
    QVERIFY(whole.json().bool_at("ok"));
    events_ = whole.json().integer_at("events");
    QVERIFY(events_ > 7);
}

void VerifyWorkspaceTest::what_was_done_to_it_data() {
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("found");
    const qint64 last = events_;
    const auto key = [](qint64 seq) { return QString(":K + %1").arg(seq); };
    const QString columns = "type, at, data, value, value_blob, hash";
    const auto move = [&](qint64 from, qint64 to) { return QString("UPDATE events SET key = %1 WHERE key = %2").arg(key(to), key(from)); };
    // Rows from one on by one place; keys must differ at every moment, so by way of far behind.
    const auto shift = [&](qint64 from, int by) {
        return QStringList{QString("UPDATE events SET key = key + 1000000 WHERE key >= %1").arg(key(from)), QString("UPDATE events SET key = key - 1000000 + %1 WHERE key > %2").arg(QString::number(by), key(500000))};
    };
    const auto count = [](int by) { return QString("UPDATE runs SET events = events + %1").arg(by); };
    for (const qint64 at : {qint64{1}, last / 2, last}) {
        const QString here = QString::number(at);
        const auto row = [&](const char* what, const QStringList& statements, const QString& found) { QTest::newRow(qPrintable(what + QString(" ") + here)) << statements << found; };
        row("payload edited", {QString("UPDATE events SET data = replace(data, '}', ',\"x\":1}') WHERE key = %1").arg(key(at))}, "edited " + here);
        row("time edited", {QString("UPDATE events SET at = at + 1 WHERE key = %1").arg(key(at))}, "edited " + here);
        row("hash edited", {QString("UPDATE events SET hash = zeroblob(32) WHERE key = %1").arg(key(at))}, "edited " + here);
        row("deleted", {QString("DELETE FROM events WHERE key = %1").arg(key(at))}, "deleted " + here);
        const QStringList gone{QString("DELETE FROM events WHERE key = %1").arg(key(at))};
        row("deleted, closed up", at == last ? gone : gone + shift(at + 1, -1), "deleted " + here);
        // With the count as well: of a run's last event only its row still tells.
        row("deleted, closed up, counted", (at == last ? gone : gone + shift(at + 1, -1)) + QStringList{count(-1)}, (at == last ? "truncated " : "deleted ") + here);
        const QString copy = QString("INSERT INTO events (key, %1) SELECT %2, %1 FROM events WHERE key = %3").arg(columns, key(at + 1));
        row("inserted a copy", (at == last ? QStringList() : shift(at + 1, 1)) + QStringList{copy.arg(key(at)), count(1)}, "inserted " + QString::number(at + 1));
        const QString noise = QString("INSERT INTO events (key, %1) SELECT %2, 'run.noted', at, '{}', NULL, NULL, zeroblob(32) FROM events WHERE key = :K + 1").arg(columns);
        if (at > 1) row("inserted something", shift(at, 1) + QStringList{noise.arg(key(at)), count(1)}, "inserted " + here);
        row("inserted something behind", (at == last ? QStringList() : shift(at + 1, 1)) + QStringList{noise.arg(key(at + 1)), count(1)}, "inserted " + QString::number(at + 1));
        const qint64 other = at == last ? 2 : at + 1;
        row("swapped", {move(at, 900000), move(other, at), move(900000, other)}, "reordered " + QString::number(std::min(at, other)));
        const qint64 far = at == 1 ? last : 1;
        row("swapped with one far away", {move(at, 900000), move(far, at), move(900000, far)}, "reordered 1");
    }
    for (const qint64 left : {qint64{1}, last / 2, last - 1}) {
        const QString cut = QString("DELETE FROM events WHERE key > %1").arg(key(left));
        QTest::newRow(qPrintable(QString("cut off behind %1").arg(left))) << QStringList{cut} << "deleted " + QString::number(left + 1);
        QTest::newRow(qPrintable(QString("cut off behind %1, counted").arg(left))) << QStringList{cut, QString("UPDATE runs SET events = %1").arg(left)} << "truncated " + QString::number(left + 1);
    }
    QTest::newRow("all gone") << QStringList{"DELETE FROM events"} << QString("deleted 1");
}

void VerifyWorkspaceTest::what_was_done_to_it() {
    QFETCH(QStringList, statements);
    QFETCH(QString, found);
    change(statements);
    const Ran ran = verify();
    QVERIFY(!ran.crashed);
    QCOMPARE(ran.exit_code, 1);
    const JsonValue said = ran.json();
    QVERIFY2(!said.bool_at("ok", true) && !said.string_at("message").empty(), ran.out.c_str());
    QCOMPARE(QString::fromStdString(said.string_at("kind")) + " " + QString::number(said.integer_at("record")), found);
}

void VerifyWorkspaceTest::a_difference_is_told_from_damage() {
    change({QString("UPDATE events SET value = '{\"n\":4}' WHERE key = :K + %1 AND value IS NOT NULL").arg(events_ - 1)});
    const Ran verified = verify();
    const auto seq = verified.json().integer_at("seq");
    QCOMPARE(verified.json().string_at("kind"), std::string("edited"));
    const Ran replayed = orkestr({"replay", run_, "--workspace", path("changed"), "--format", "json"});
    QCOMPARE(replayed.exit_code, 1);
    QCOMPARE(replayed.json().integer_at("seq"), seq);
    const std::string chain = replayed.json().string_at("chain");
    QVERIFY2(chain.starts_with("edited at event " + std::to_string(seq) + ": "), (replayed.out + verified.out).c_str());
    const Ran text = orkestr({"replay", path("changed")});
    QVERIFY2(text.out.find("its chain is broken: edited at event ") != std::string::npos && text.out.find("nondeterminism") == std::string::npos, text.out.c_str());
    // A run that differs by a changed definition is none that somebody damaged.
    const QString other = file("other.yaml", header("one") + "do:\n  - a: {set: {n: 1}}\n  - b: {set: {n: 5}}\n  - c: {set: {n: 3}}\n");
    const Ran by_other = orkestr({"replay", run_, "--workspace", workspace(), "--definition", other, "--format", "json"});
    QVERIFY2(by_other.exit_code == 1 && by_other.json().find("chain") == nullptr, by_other.out.c_str());
}

void VerifyWorkspaceTest::what_stands_before_the_damage_is_shown() {
    change({"DELETE FROM events WHERE key = :K + 5"});
    const auto said = [&](const QStringList& arguments) { return orkestr(arguments + QStringList{run_, "--workspace", path("changed"), "--format", "json"}); };
    for (const QStringList& command : {QStringList{"show"}, QStringList{"show", "--events"}}) {
        const Ran ran = said(command);
        QCOMPARE(ran.exit_code, 4);
        const JsonValue shown = ran.json();
        QCOMPARE(shown.integer_at("event_count"), std::int64_t{4});
        QVERIFY2(shown.string_at("damage").find("lacks an event") != std::string::npos, ran.out.c_str());
        QVERIFY2(ran.err.find("lacks an event") != std::string::npos, ran.err.c_str());
    }
    QCOMPARE(said({"events"}).json().as_array()->size(), std::size_t{4});
}

ORKESTR_TEST(VerifyWorkspaceTest)

} // namespace orkestr::test

#include "verify_workspace_test.moc"
