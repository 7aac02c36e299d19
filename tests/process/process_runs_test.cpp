// What a process gets and what the workflow gets of it.
#include "core/adapters/process/process_result.h"
#include "tests/process/process_probe.h"
#include "tests/support/test.h"

#include <QDir>
#include <QObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>

using orkestr::JsonArray;
using orkestr::JsonValue;
using orkestr::ProcessOptions;
using orkestr::test::ProcessProbe;

namespace {

bool has_program(const char* name) { return !QStandardPaths::findExecutable(name).isEmpty(); }

} // namespace

class ProcessRunsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shell_returns_data();
    void shell_returns();
    void arguments_and_input();
    void nothing_is_interpolated();
    void environment_is_clean();
    void non_zero_exit_is_a_problem();
    void signals_are_named();
    void output_that_is_not_utf8();
    void five_megabytes_of_input();
    void input_that_nobody_reads();
    void javascript();
    void python();
    void scripts_leave_no_files();
    void folders_of_killed_programs_are_removed();
    void bad_requests_data();
    void bad_requests();
    void missing_interpreter();
    void log_holds_the_end_of_standard_error();
};

void ProcessRunsTest::shell_returns_data() {
    QTest::addColumn<std::string>("returns");
    QTest::addColumn<std::string>("value");
    QTest::newRow("default") << std::string() << std::string("\"out\\n\"");
    QTest::newRow("stdout") << std::string("stdout") << std::string("\"out\\n\"");
    QTest::newRow("stderr") << std::string("stderr") << std::string("\"err\"");
    QTest::newRow("code") << std::string("code") << std::string("0");
    QTest::newRow("all") << std::string("all") << std::string("{\"code\":0,\"stderr\":\"err\",\"stdout\":\"out\\n\"}");
    QTest::newRow("none") << std::string("none") << std::string("null");
}

void ProcessRunsTest::shell_returns() {
    QFETCH(std::string, returns);
    QFETCH(std::string, value);
    ProcessProbe probe;
    JsonValue request{orkestr::JsonObject{}};
    if (!returns.empty()) request.set("return", returns);
    const auto result = probe.shell("echo out; echo; echo err >&2", request);
    QCOMPARE(ProcessProbe::text(result), value);
    QCOMPARE(result.log, std::string("err\n"));
}

void ProcessRunsTest::arguments_and_input() {
    ProcessProbe probe;
    const JsonValue request = JsonValue::object({{"stdin", JsonValue::object({{"b", 1}, {"a", "é"}})},
                                                 {"arguments", JsonArray{"one two", 3, JsonArray{true}, nullptr}}});
    QCOMPARE(ProcessProbe::text(probe.shell("cat; printf '|%s' \"$0\" \"$@\"", request)),
             JsonValue("{\"a\":\"é\",\"b\":1}|sh|one two|3|[true]|").json().text());
    QCOMPARE(ProcessProbe::text(probe.shell("cat", JsonValue::object({{"stdin", "plain \"text\"\n"}}))),
             JsonValue("plain \"text\"").json().text());
    QCOMPARE(ProcessProbe::text(probe.shell("cat; echo end")), std::string("\"end\""));
}

void ProcessRunsTest::nothing_is_interpolated() {
    ProcessProbe probe;
    const std::string odd = "$(echo no) `echo no` \"; echo no; ' \\ * ~ \n é";
    QCOMPARE(ProcessProbe::text(probe.shell("printf '%s|%s' \"$1\" \"$MINE\"",
                                            JsonValue::object({{"arguments", JsonArray{odd}},
                                                               {"environment", JsonValue::object({{"MINE", odd}})}}))),
             JsonValue(odd + "|" + odd).json().text());
}

void ProcessRunsTest::environment_is_clean() {
    qputenv("ORKESTR_TEST_PRIVATE", "not for children");
    ProcessProbe probe;
    const JsonValue request = JsonValue::object(
        {{"environment", JsonValue::object({{"MINE", "1"}, {"NUMBER", 2.5}, {"HOME", "/nowhere"}, {"EMPTY", nullptr}})}});
    const auto result = probe.shell("env | cut -d= -f1 | sort | tr '\\n' ' '; echo \"$MINE $NUMBER $HOME\"", request);
    qunsetenv("ORKESTR_TEST_PRIVATE");
    // PWD, SHLVL and _ are the shell's own.
    QString names = QString::fromStdString(*orkestr::JsonValue::parse(ProcessProbe::text(result))->as_string());
    names.replace(" PWD ", " ").replace(" OLDPWD ", " ").replace(" SHLVL ", " ").replace(" _ ", " ");
    QCOMPARE(names, QString("EMPTY HOME LANG MINE NUMBER PATH TMPDIR 1 2.5 /nowhere"));
}

void ProcessRunsTest::non_zero_exit_is_a_problem() {
    ProcessProbe probe;
    const std::string command = "echo first >&2; echo last >&2; exit 3";
    const auto problem = ProcessProbe::problem(probe.shell(command));
    QCOMPARE(problem.type, orkestr::standard_error_type(orkestr::StandardError::runtime));
    QCOMPARE(problem.status, 500);
    QCOMPARE(problem.detail, std::string("the process ended with exit code 3: first\nlast"));
    QCOMPARE(ProcessProbe::problem(probe.shell("exit 1", JsonValue::object({{"return", "none"}}))).detail,
             std::string("the process ended with exit code 1"));
    QCOMPARE(ProcessProbe::text(probe.shell(command, JsonValue::object({{"return", "code"}}))), std::string("3"));
    QCOMPARE(ProcessProbe::text(probe.shell(command, JsonValue::object({{"return", "stderr"}}))), std::string("\"first\\nlast\""));
    QCOMPARE(ProcessProbe::text(probe.shell(command, JsonValue::object({{"return", "all"}}))),
             std::string("{\"code\":3,\"stderr\":\"first\\nlast\",\"stdout\":\"\"}"));
}

void ProcessRunsTest::signals_are_named() {
    ProcessProbe probe;
    for (const char* returns : {"stdout", "all"}) {
        const auto problem = ProcessProbe::problem(probe.shell("echo why >&2; kill -SEGV $$", JsonValue::object({{"return", returns}})));
        QCOMPARE(problem.status, 500);
        QCOMPARE(problem.detail, std::string("the process was ended by SIGSEGV: why"));
    }
    QCOMPARE(orkestr::signal_name(SIGRTMIN + 3), "signal " + std::to_string(SIGRTMIN + 3));
}

void ProcessRunsTest::output_that_is_not_utf8() {
    ProcessProbe probe;
    QCOMPARE(ProcessProbe::text(probe.shell("printf 'a\\377b\\000c'")), std::string("\"a\uFFFDb\\u0000c\""));
}

void ProcessRunsTest::five_megabytes_of_input() {
    ProcessProbe probe;
    const std::string input(5'000'000, 'x');
    QCOMPARE(ProcessProbe::text(probe.shell("wc -c | tr -d ' '", JsonValue::object({{"stdin", input}}))), std::string("\"5000000\""));
    const auto echoed = probe.shell("cat", JsonValue::object({{"stdin", input}}));
    QVERIFY(ProcessProbe::text(echoed) == '"' + input + '"');
}

void ProcessRunsTest::input_that_nobody_reads() {
    ProcessProbe probe;
    QCOMPARE(ProcessProbe::text(probe.shell("exec <&-; echo done", JsonValue::object({{"stdin", std::string(5'000'000, 'x')}}))),
             std::string("\"done\""));
}

void ProcessRunsTest::javascript() {
    if (!has_program("node")) QSKIP("node is not on this machine");
    ProcessProbe probe;
    const std::string code = "import { readFileSync } from 'node:fs';\n"
                             "const [, , first] = process.argv;\n"
                             "console.log(first, process.env.MINE, readFileSync(process.stdin.fd, 'utf8'));";
    const JsonValue request = JsonValue::object({{"arguments", JsonArray{"a b"}},
                                                 {"environment", JsonValue::object({{"MINE", "m"}})},
                                                 {"stdin", JsonArray{1}}});
    QCOMPARE(ProcessProbe::text(probe.script("js", code, request)), std::string("\"a b m [1]\""));
    const auto problem = ProcessProbe::problem(probe.script("js", "throw new Error('broken')"));
    QVERIFY(problem.detail.starts_with("the process ended with exit code 1: "));
    QVERIFY(problem.detail.find("Error: broken") != std::string::npos);
}

void ProcessRunsTest::python() {
    if (!has_program("python3")) QSKIP("python3 is not on this machine");
    ProcessProbe probe;
    const JsonValue request = JsonValue::object({{"arguments", JsonArray{"é"}}, {"stdin", "in"}, {"return", "all"}});
    QCOMPARE(ProcessProbe::text(probe.script("python", "import sys\nprint(sys.argv[1:], sys.stdin.read())\nsys.exit(4)", request)),
             std::string("{\"code\":4,\"stderr\":\"\",\"stdout\":\"['é'] in\"}"));
}

void ProcessRunsTest::scripts_leave_no_files() {
    if (!has_program("python3")) QSKIP("python3 is not on this machine");
    ProcessProbe probe;
    const auto result = probe.script("python", "import os, stat\n"
                                               "folder = os.path.dirname(__file__)\n"
                                               "print(folder, oct(os.stat(folder).st_mode & 0o777), oct(os.stat(__file__).st_mode & 0o777))");
    const QStringList words = QString::fromStdString(*JsonValue::parse(ProcessProbe::text(result))->as_string()).split(' ');
    QCOMPARE(words.size(), 3);
    QCOMPARE(words[1], QString("0o700"));
    QCOMPARE(words[2], QString("0o600"));
    QVERIFY(!QDir(words[0]).exists());
}

void ProcessRunsTest::folders_of_killed_programs_are_removed() {
    QTemporaryDir old(QDir::tempPath() + "/orkestr-script-XXXXXX");
    QTemporaryDir fresh(QDir::tempPath() + "/orkestr-script-XXXXXX");
    QVERIFY(QDir(old.path()).mkdir("below"));
    const timespec past[2] = {{1'000'000'000, 0}, {1'000'000'000, 0}};
    QCOMPARE(::utimensat(AT_FDCWD, old.path().toUtf8().constData(), past, 0), 0);
    ProcessProbe probe;
    QVERIFY(!QDir(old.path()).exists());
    QVERIFY(QDir(fresh.path()).exists());
}

void ProcessRunsTest::bad_requests_data() {
    QTest::addColumn<std::string>("kind");
    QTest::addColumn<std::string>("request");
    QTest::addColumn<std::string>("detail");
    const auto row = [](const char* name, std::string kind, std::string request, std::string detail) {
        QTest::newRow(name) << kind << request << detail;
    };
    row("no command", "shell", "{}", "a shell needs a command");
    row("NUL in the command", "shell", "{\"command\":\"a\\u0000\"}", "the shell command holds a NUL byte");
    row("arguments", "shell", "{\"command\":\"a\",\"arguments\":{}}", "the arguments of a process must be an array, not object");
    row("NUL in an argument", "shell", "{\"command\":\"a\",\"arguments\":[\"\\u0000\"]}", "an argument holds a NUL byte");
    row("environment", "shell", "{\"command\":\"a\",\"environment\":[]}", "the environment of a process must be an object, not array");
    row("a variable's name", "shell", "{\"command\":\"a\",\"environment\":{\"a=b\":\"\"}}",
        "not an environment variable's name: 'a=b'");
    row("a variable's value", "shell", "{\"command\":\"a\",\"environment\":{\"a\":\"\\u0000\"}}",
        "the environment variable a holds a NUL byte");
    row("return", "shell", "{\"command\":\"a\",\"return\":\"x\"}",
        "a process can't return 'x', only stdout, stderr, code, all or none");
    row("language", "script", "{\"code\":\"\",\"language\":\"ruby\"}",
        "no scripts are run in the language 'ruby', only js and python");
    row("no code", "script", "{\"language\":\"js\"}", "a script needs its code as text");
    row("kind", "magic", "{}", "not a kind of process: 'magic'");
    row("too long", "shell", "{\"command\":\"a\",\"arguments\":[\"" + std::string(200'000, 'x') + "\"]}",
        "an argument is longer than the 128 KiB that a process can be given; use `stdin`");
}

void ProcessRunsTest::bad_requests() {
    QFETCH(std::string, kind);
    QFETCH(std::string, request);
    QFETCH(std::string, detail);
    ProcessProbe probe;
    const auto problem = ProcessProbe::problem(probe.run(kind, *JsonValue::parse(request)));
    QCOMPARE(problem.detail, detail);
    QCOMPARE(problem.type, orkestr::standard_error_type(orkestr::StandardError::configuration));
    QCOMPARE(problem.status, 400);
}

void ProcessRunsTest::missing_interpreter() {
    ProcessOptions options;
    options.node = "orkestr-no-such-node";
    options.python = "/nowhere/python3";
    options.shell = "/nowhere/sh";
    ProcessProbe probe(options);
    const auto node = ProcessProbe::problem(probe.script("js", ""));
    QCOMPARE(node.status, 400);
    QCOMPARE(node.type, orkestr::standard_error_type(orkestr::StandardError::configuration));
    QCOMPARE(node.detail, std::string("the interpreter orkestr-no-such-node was not found on this machine: install it (on Debian: "
                                      "apt-get install nodejs) or name the path of another"));
    QVERIFY(ProcessProbe::problem(probe.script("python", "")).detail.starts_with("the interpreter /nowhere/python3 was not found"));
    QCOMPARE(ProcessProbe::problem(probe.shell("true")).detail, std::string("the shell /nowhere/sh was not found"));

    ProcessOptions elsewhere;
    elsewhere.working_directory = "/nowhere";
    ProcessProbe lost(elsewhere);
    const auto problem = ProcessProbe::problem(lost.shell("true"));
    QCOMPARE(problem.status, 500);
    QVERIFY(problem.detail.find("could not be started: ") != std::string::npos);
}

void ProcessRunsTest::log_holds_the_end_of_standard_error() {
    ProcessOptions options;
    options.max_log_bytes = 1000;
    ProcessProbe probe(options);
    const auto result = probe.shell("i=0; while [ $i -lt 2000 ]; do echo \"line $i é\" >&2; i=$((i+1)); done");
    QCOMPARE(ProcessProbe::text(result), std::string("\"\""));
    QVERIFY(result.log.size() <= 1000 && result.log.size() > 900);
    QVERIFY(result.log.ends_with("line 1998 é\nline 1999 é\n"));
}

ORKESTR_TEST(ProcessRunsTest)
#include "process_runs_test.moc"
