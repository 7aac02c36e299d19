// installers/orkestr.bash in a bash of its own: what it offers is what the program has.
#include "tests/cli/program.h"
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

namespace orkestr::test {

class CompletionTest : public QObject, Scratch {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void commands_are_offered();
    void options_and_formats_are_those_of_the_command();
    void runs_are_offered();

private:
    /// What is offered for these words, the last of which is being typed.
    QStringList offered(const QStringList& words) const;
};

void CompletionTest::initTestCase() {
    if (QStandardPaths::findExecutable(QStringLiteral("bash")).isEmpty()) QSKIP("there is no bash here");
}

QStringList CompletionTest::offered(const QStringList& words) const {
    const QString folder = QString::fromStdString(binary_dir()) + QStringLiteral("/bin");
    // The words are arguments of the script: nothing is pasted into it.
    const QString script = QStringLiteral("source \"$0\"; compopt() { :; }; COMP_WORDS=(\"$@\"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
                                          "_orkestr_complete; printf '%s\\n' \"${COMPREPLY[@]}\"");
    QProcess bash;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), folder + QLatin1Char(':') + environment.value(QStringLiteral("PATH")));
    bash.setProcessEnvironment(environment);
    bash.start(QStringLiteral("bash"), QStringList{QStringLiteral("-c"), script, QString::fromStdString(source_dir()) + QStringLiteral("/installers/orkestr.bash"),
                                                   QStringLiteral("orkestr")} + words);
    if (!bash.waitForFinished(60'000)) return {QStringLiteral("it did not end")};
    return QString::fromUtf8(bash.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

void CompletionTest::commands_are_offered() {
    const QStringList all = offered({QString()});
    for (const char* command : {"run", "runs", "show", "at", "diff", "paths", "events", "export", "redact", "verify", "serve"}) QVERIFY2(all.contains(QLatin1String(command)), command);
    QCOMPARE(offered({QStringLiteral("expo")}), QStringList{QStringLiteral("export")});
}

void CompletionTest::options_and_formats_are_those_of_the_command() {
    const QStringList options = offered({QStringLiteral("runs"), QStringLiteral("--")});
    for (const char* option : {"--filter", "--count", "--format", "--workspace"}) QVERIFY2(options.contains(QLatin1String(option)), option);
    QVERIFY(!options.contains(QStringLiteral("--redact")));
    QVERIFY(offered({QStringLiteral("export"), QStringLiteral("--re")}).contains(QStringLiteral("--redact")));
    QCOMPARE(offered({QStringLiteral("export"), QStringLiteral("-o"), QStringLiteral("no-such-ca")}), (QStringList{QStringLiteral("no-such-ca.orklog"), QStringLiteral("no-such-ca.orkcase")}));
    for (const char* option : {"--seq", "--path", "--last-change", "--before"}) QVERIFY2(offered({QStringLiteral("at"), QStringLiteral("--")}).contains(QLatin1String(option)), option);
    QVERIFY(offered({QStringLiteral("replay"), QStringLiteral("--")}).contains(QStringLiteral("--definition")));
    QVERIFY(offered({QStringLiteral("replay"), QStringLiteral("--")}).contains(QStringLiteral("--jobs")));
    QCOMPARE(offered({QStringLiteral("replay"), QStringLiteral("--format"), QStringLiteral("jsonl")}), QStringList{QStringLiteral("jsonl")});
    QCOMPARE(offered({QStringLiteral("runs"), QStringLiteral("--format"), QStringLiteral("js")}), (QStringList{QStringLiteral("json"), QStringLiteral("jsonl")}));
    QCOMPARE(offered({QStringLiteral("verify"), QStringLiteral("--format"), QStringLiteral("js")}), QStringList{QStringLiteral("json")});
}

void CompletionTest::runs_are_offered() {
    renew();
    const Ran ran = run(file("a.yaml", header("a") + "do:\n  - one: {set: {x: 1}}\n"));
    QCOMPARE(ran.exit_code, 0);
    const QStringList runs = offered({QStringLiteral("show"), QStringLiteral("--workspace"), workspace(), QStringLiteral("0")});
    QCOMPARE(runs.size(), 1);
    QCOMPARE(runs.front().toStdString(), ran.json().string_at("run"));
}

ORKESTR_TEST(CompletionTest)

} // namespace orkestr::test

#include "completion_test.moc"
