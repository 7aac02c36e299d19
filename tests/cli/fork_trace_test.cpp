// What a fork does to the world, as the kernel saw it: strace(1) records every program that is begun and every socket.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

namespace orkestr::test {

class ForkTraceTest : public QObject, Scratch {
    Q_OBJECT

    QString strace_;

    /// The lines of execve, socket and connect of a command of the release build (leaks can't be looked for in what is traced).
    QStringList traced(const QStringList& arguments) const {
        const QString record = path("record");
        const Ran ran = run_program(strace_, QStringList{"-f", "-qq", "-s", "1000", "-e", "trace=execve,socket,connect", "-o", record, release_program("orkestr")} + arguments);
        [&ran] { QVERIFY2(ran.exit_code == 0, ran.err.c_str()); }();
        return QString::fromUtf8(text_of("record")).split(u'\n', Qt::SkipEmptyParts);
    }

    static qsizetype line_with(const QStringList& lines, const QString& text) {
        for (qsizetype at = 0; at < lines.size(); ++at)
            if (lines[at].contains(text)) return at;
        return -1;
    }

    QString two_commands() const {
        return file("calls.yaml", header("calls") + "do:\n"
                                                    "  - one: {run: {shell: {command: 'echo first-command'}}}\n"
                                                    "  - between: {set: {sum: '${ 1 + 1 }'}}\n"
                                                    "  - two: {run: {shell: {command: 'echo second-command'}}}\n");
    }

    /// Before that line the program itself and its expression worker are all that was begun, and no other machine was asked.
    static void check_quiet(const QStringList& lines, qsizetype end) {
        static const QRegularExpression begun(QStringLiteral("execve\\(\"([^\"]*)\""));
        static const QRegularExpression spoken(QStringLiteral("(socket\\(|connect\\([0-9]+, \\{sa_family=)([A-Z_0-9]+)"));
        int programs = 0;
        for (qsizetype at = 0; at < end; ++at) {
            if (const auto program = begun.match(lines[at]); program.hasMatch()) {
                ++programs;
                const QString name = program.captured(1);
                QVERIFY2(name == release_program("orkestr") || name == release_program("orkestr-expression-worker"), qPrintable(lines[at]));
            }
            if (const auto socket = spoken.match(lines[at]); socket.hasMatch())
                QVERIFY2(socket.captured(2) == QLatin1String("AF_UNIX") || socket.captured(2) == QLatin1String("AF_LOCAL"), qPrintable(lines[at]));
        }
        QCOMPARE_GE(programs, 1);
    }

private Q_SLOTS:
    void initTestCase() {
        strace_ = QStandardPaths::findExecutable("strace");
        if (strace_.isEmpty()) QSKIP("strace is not installed");
        if (run_program(strace_, {"-o", "/dev/null", "true"}).exit_code != 0) QSKIP("nothing can be traced here: ptrace is not allowed");
        if (!QFileInfo(release_program("orkestr")).isExecutable()) QSKIP("there is no release build to look at");
    }

    void init() { renew(); }

    void nothing_is_begun_before_its_own_first_step() {
        QVERIFY(line_with(traced({"run", two_commands(), "--workspace", workspace()}), "first-command") >= 0); // it is seen, when it is there
        const Ran first = run(two_commands());
        QCOMPARE(first.exit_code, 0);

        const QStringList fork = traced({"fork", QString::fromStdString(first.json().string_at("run")), "--from", "two", "--workspace", workspace(), "--format", "json"});
        QCOMPARE(line_with(fork, "first-command"), -1);
        const qsizetype own = line_with(fork, "second-command");
        QVERIFY(own > 0);
        check_quiet(fork, own);
    }

    void nor_by_a_fork_of_a_log() {
        const Ran first = run(two_commands());
        QCOMPARE(first.exit_code, 0);
        const QString log = path("calls.orklog");
        QCOMPARE(orkestr({"export", "-o", log, "--workspace", workspace()}).exit_code, 0);
        const QString origin = log + "#" + QString::fromStdString(first.json().string_at("run"));
        const QStringList fork = traced({"fork", origin, "--from", "two", "--workspace", path("elsewhere"), "--format", "json"});
        QCOMPARE(line_with(fork, "first-command"), -1);
        const qsizetype own = line_with(fork, "second-command");
        QVERIFY(own > 0);
        check_quiet(fork, own);
    }
};

ORKESTR_TEST(ForkTraceTest)

} // namespace orkestr::test

#include "fork_trace_test.moc"
