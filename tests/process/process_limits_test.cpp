// Limits, cancelling, and that nothing is left behind.
#include "tests/process/process_probe.h"
#include "tests/support/test.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <algorithm>

using orkestr::ActivityKey;
using orkestr::Json;
using orkestr::JsonArray;
using orkestr::JsonValue;
using orkestr::ProcessOptions;
using orkestr::test::ProcessProbe;

namespace {

/// True while a process lives; zombies, which wait for their parent only, do not count.
bool is_alive(const QString& pid) {
    QFile file("/proc/" + pid + "/stat");
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QByteArray text = file.readAll();
    return !text.mid(text.lastIndexOf(')') + 2).startsWith('Z');
}

/// The pids that a command has written to a file, one a line, once there are so many.
QStringList written_pids(const QString& path, int count) {
    QStringList pids;
    const bool all = QTest::qWaitFor([&] {
        QFile file(path);
        pids = file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()).split('\n', Qt::SkipEmptyParts) : QStringList();
        return pids.size() == count;
    }, 20'000);
    return all ? pids : QStringList();
}

bool all_gone(const QStringList& pids) {
    return QTest::qWaitFor([&] { return std::none_of(pids.begin(), pids.end(), is_alive); }, 20'000);
}

long resident_kib() {
    QFile file("/proc/self/status");
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith("VmRSS:")) return line.mid(6).trimmed().split(' ').at(0).toLong();
    return 0;
}

} // namespace

class ProcessLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void endless_output_is_stopped();
    void endless_error_output_is_stopped_or_kept_short();
    void time_limit();
    void stubborn_processes_are_killed();
    void cancel_ends_the_whole_session();
    void cancel_while_waiting();
    void cancel_right_after_the_start();
    void cancel_of_unknown_and_ended_attempts();
    void children_left_behind_are_ended();
    void the_runner_takes_its_processes_along();
    void processes_at_once_are_bounded();
    void scripts_are_removed_on_cancel();

private:
    QString file() const { return folder_->filePath("pids"); }
    JsonValue with_file(JsonValue request = JsonValue(orkestr::JsonObject{})) const {
        request.set("environment", JsonValue::object({{"PIDS", file().toStdString()}}));
        return request;
    }
    std::unique_ptr<QTemporaryDir> folder_;
};

void ProcessLimitsTest::endless_output_is_stopped() {
    ProcessProbe probe;
    const long before = resident_kib();
    const auto problem = ProcessProbe::problem(probe.shell("echo $$ >> \"$PIDS\"; yes orkestr & echo $! >> \"$PIDS\"; yes", with_file()));
    QCOMPARE(problem.status, 500);
    QCOMPARE(problem.type, orkestr::standard_error_type(orkestr::StandardError::runtime));
    QCOMPARE(problem.detail, std::string("the process wrote more than 16777216 bytes to standard output, which is the limit, and was ended"));
    QVERIFY(all_gone(written_pids(file(), 2)));
#ifndef __SANITIZE_ADDRESS__
    QVERIFY2(resident_kib() - before < 80 * 1024, "the output is held within bounds");
#else
    Q_UNUSED(before)
#endif
}

void ProcessLimitsTest::endless_error_output_is_stopped_or_kept_short() {
    ProcessOptions options;
    options.max_output_bytes = 100'000;
    ProcessProbe probe(options);
    const auto problem = ProcessProbe::problem(probe.shell("yes >&2", JsonValue::object({{"return", "stderr"}})));
    QCOMPARE(problem.detail, std::string("the process wrote more than 100000 bytes to standard error, which is the limit, and was ended"));
    const auto result = probe.shell("yes | head -c 5000000 >&2; echo done");
    QCOMPARE(ProcessProbe::text(result), std::string("\"done\""));
    QCOMPARE(result.log.size(), std::size_t{65536});
}

void ProcessLimitsTest::time_limit() {
    ProcessOptions options;
    options.time_limit_ms = 200;
    ProcessProbe probe(options);
    const auto problem = ProcessProbe::problem(probe.shell("echo $$ > \"$PIDS\"; sleep 1000", with_file()));
    QCOMPARE(problem.status, 500);
    QCOMPARE(problem.detail, std::string("the process still ran after its limit of 200 ms and was ended"));
    QVERIFY(all_gone(written_pids(file(), 1)));
}

void ProcessLimitsTest::stubborn_processes_are_killed() {
    ProcessOptions options;
    options.time_limit_ms = 200;
    options.grace_ms = 100;
    ProcessProbe probe(options);
    const auto problem = ProcessProbe::problem(
        probe.shell("trap '' TERM; echo $$ > \"$PIDS\"; while true; do sleep 1000; done", with_file()));
    QVERIFY(problem.detail.starts_with("the process still ran"));
    QVERIFY(all_gone(written_pids(file(), 1)));
}

void ProcessLimitsTest::cancel_ends_the_whole_session() {
    ProcessOptions options;
    options.grace_ms = 200;
    ProcessProbe probe(options);
    // A child, a child that ignores SIGTERM, and one in a process group of its own (timeout makes one).
    JsonValue request = with_file();
    request.set("command", "sleep 1000 & echo $! >> \"$PIDS\"\n"
                           "(trap '' TERM; sh -c 'echo $$ >> \"$PIDS\"; sleep 1000; sleep 1000') &\n"
                           "timeout 1000 sh -c 'echo $$ >> \"$PIDS\"; sleep 1000; true' &\n"
                           "echo $$ >> \"$PIDS\"; wait");
    const ActivityKey key = probe.start("shell", request);
    const QStringList pids = written_pids(file(), 4);
    QCOMPARE(pids.size(), 4);
    for (const QString& pid : pids) QVERIFY(is_alive(pid));
    probe.runner->cancel(key);
    QVERIFY(all_gone(pids));
    QCOMPARE(ProcessProbe::text(probe.shell("echo next")), std::string("\"next\""));
    QVERIFY(!probe.results.contains(key));
}

void ProcessLimitsTest::cancel_while_waiting() {
    ProcessOptions options;
    options.max_active = 1;
    ProcessProbe probe(options);
    const ActivityKey first = probe.start("shell", JsonValue::object({{"command", "sleep 1000"}}));
    JsonValue request = with_file();
    request.set("command", "echo ran > \"$PIDS\"");
    const ActivityKey second = probe.start("shell", request);
    probe.runner->cancel(second);
    probe.runner->cancel(first);
    QCOMPARE(ProcessProbe::text(probe.shell("echo third")), std::string("\"third\""));
    QVERIFY(!QFile::exists(file()));
    QCOMPARE(probe.results.size(), 1u);
}

void ProcessLimitsTest::cancel_right_after_the_start() {
    ProcessOptions options;
    options.grace_ms = 100;
    ProcessProbe probe(options);
    for (int i = 0; i < 30; ++i) {
        const ActivityKey key = probe.start("shell", JsonValue::object({{"command", "trap '' TERM; sleep 1000; sleep 1000"}}));
        for (int turn = 0; turn < i % 4; ++turn) QCoreApplication::processEvents();
        probe.runner->cancel(key);
    }
    // Every place is free again.
    for (int i = 0; i < 16; ++i) probe.start("shell", JsonValue::object({{"command", "echo ok"}}));
    QTRY_COMPARE_WITH_TIMEOUT(probe.results.size(), 16u, 20'000);
}

void ProcessLimitsTest::cancel_of_unknown_and_ended_attempts() {
    ProcessProbe probe;
    probe.runner->cancel({{"01HZZZZZZZZZZZZZZZZZZZZZZZ"}, 77, 1});
    const ActivityKey key = probe.start("shell", JsonValue::object({{"command", "echo once"}}));
    QCOMPARE(ProcessProbe::text(probe.wait(key)), std::string("\"once\""));
    probe.runner->cancel(key);
    QCOMPARE(ProcessProbe::text(probe.shell("echo more")), std::string("\"more\""));
    QCOMPARE(probe.results.size(), 2u);
}

void ProcessLimitsTest::children_left_behind_are_ended() {
    ProcessProbe probe;
    const auto result = probe.shell("sleep 1000 & echo $! >> \"$PIDS\"; timeout 1000 sleep 1000 & echo $! >> \"$PIDS\"; echo done", with_file());
    QCOMPARE(ProcessProbe::text(result), std::string("\"done\""));
    QVERIFY(all_gone(written_pids(file(), 2)));
}

void ProcessLimitsTest::the_runner_takes_its_processes_along() {
    ProcessProbe probe;
    JsonValue request = with_file();
    request.set("command", "trap '' TERM; echo $$ >> \"$PIDS\"; timeout 1000 sleep 1000 & echo $! >> \"$PIDS\"; wait");
    probe.start("shell", request);
    const QStringList pids = written_pids(file(), 2);
    QCOMPARE(pids.size(), 2);
    probe.runner.reset();
    QVERIFY(all_gone(pids));
    QVERIFY(probe.results.empty());
}

void ProcessLimitsTest::processes_at_once_are_bounded() {
    ProcessOptions options;
    options.max_active = 3;
    ProcessProbe probe(options);
    // Each marks itself while it lives and tells how many marks it sees.
    JsonValue request = with_file();
    request.set("command", "touch \"$PIDS.$$\"; ls \"$PIDS\".* | wc -l; sleep 0.01; rm \"$PIDS.$$\"");
    for (int i = 0; i < 30; ++i) probe.start("shell", request);
    QVERIFY(probe.results.empty());
    QTRY_COMPARE_WITH_TIMEOUT(probe.results.size(), 30u, 20'000);
    for (const auto& [key, result] : probe.results) {
        const int seen = QString::fromStdString(*JsonValue::parse(ProcessProbe::text(result))->as_string()).trimmed().toInt();
        QVERIFY2(seen >= 1 && seen <= 3, qPrintable(QString::number(seen)));
    }
}

void ProcessLimitsTest::scripts_are_removed_on_cancel() {
    if (QStandardPaths::findExecutable("python3").isEmpty()) QSKIP("python3 is not on this machine");
    ProcessProbe probe;
    JsonValue request = with_file();
    request.set("language", "python");
    request.set("code", "import os, time\nopen(os.environ['PIDS'], 'w').write(__file__ + '\\n')\ntime.sleep(1000)");
    const ActivityKey key = probe.start("script", request);
    const QStringList written = written_pids(file(), 1);
    QCOMPARE(written.size(), 1);
    QVERIFY(QFile::exists(written[0]));
    probe.runner->cancel(key);
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(written[0]), 20'000);
    QVERIFY(!QFileInfo(written[0]).dir().exists());
}

ORKESTR_TEST(ProcessLimitsTest)
#include "process_limits_test.moc"
