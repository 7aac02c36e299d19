// Secrets reach a process by its environment, its input and a script's text; never a command line, a result or a log.
#include "core/base/secret_text.h"
#include "tests/process/process_probe.h"
#include "tests/support/test.h"

#include <QObject>
#include <QStandardPaths>

using orkestr::JsonArray;
using orkestr::JsonValue;
using orkestr::ProcessOptions;
using orkestr::test::ProcessProbe;

namespace {

std::string placeholder(std::vector<std::string> path) { return orkestr::secret_placeholder(ProcessProbe::nonce, path); }

std::map<std::string, JsonValue> known_secrets() {
    return {{"token", JsonValue("s3cret-t0ken")}, {"db", JsonValue::object({{"password", "p\"ss\nword"}})}};
}

} // namespace

class ProcessSecretsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reach_environment_and_input();
    void reach_a_script();
    void are_masked_everywhere();
    void are_masked_where_the_log_is_cut();
    void are_refused_on_command_lines();
    void unknown_secrets_are_named();
};

void ProcessSecretsTest::reach_environment_and_input() {
    ProcessProbe probe({}, known_secrets());
    const JsonValue request = JsonValue::object({{"environment", JsonValue::object({{"TOKEN", placeholder({"token"})}})},
                                                 {"stdin", JsonValue::object({{"password", placeholder({"db", "password"})}})}});
    const auto result = probe.shell("test \"$TOKEN\" = s3cret-t0ken && wc -c | tr -d ' '", request);
    QCOMPARE(ProcessProbe::text(result), std::string("\"26\"")); // {"password":"p\"ss\nword"}
}

void ProcessSecretsTest::reach_a_script() {
    if (QStandardPaths::findExecutable("python3").isEmpty()) QSKIP("python3 is not on this machine");
    ProcessProbe probe({}, known_secrets());
    QCOMPARE(ProcessProbe::text(probe.script("python", "print(len('" + placeholder({"token"}) + "'))")), std::string("\"12\""));
}

void ProcessSecretsTest::are_masked_everywhere() {
    ProcessProbe probe({}, known_secrets());
    const JsonValue request = JsonValue::object(
        {{"environment", JsonValue::object({{"TOKEN", placeholder({"token"})}, {"PASS", placeholder({"db", "password"})}})},
         {"return", "all"}});
    const auto result = probe.shell("echo \"out $TOKEN\"; echo \"err $PASS\" >&2; printf %s \"$TOKEN\" | base64", request);
    QCOMPARE(ProcessProbe::text(result), std::string("{\"code\":0,\"stderr\":\"err ********\",\"stdout\":\"out ********\\n********\"}"));
    QCOMPARE(result.log, std::string("err ********\n"));

    const auto failed = probe.shell("echo \"wrong token $TOKEN\" >&2; exit 1",
                                    JsonValue::object({{"environment", JsonValue::object({{"TOKEN", placeholder({"token"})}})}}));
    QCOMPARE(ProcessProbe::problem(failed).detail, std::string("the process ended with exit code 1: wrong token ********"));
}

void ProcessSecretsTest::are_masked_where_the_log_is_cut() {
    ProcessOptions options;
    options.max_log_bytes = 64;
    ProcessProbe probe(options, known_secrets());
    const JsonValue request = JsonValue::object({{"environment", JsonValue::object({{"TOKEN", placeholder({"token"})}})}});
    for (int padding = 0; padding < 90; padding += 3) {
        const auto result = probe.shell("i=0; while [ $i -lt 20 ]; do printf '%s' \"$TOKEN\" >&2; i=$((i+1)); done; printf '%" +
                                        std::to_string(padding + 1) + "s' x >&2", request);
        std::string rest = result.log;
        std::erase_if(rest, [](char c) { return c == '*' || c == ' ' || c == 'x'; });
        QCOMPARE(rest, std::string());
        QVERIFY(result.log.size() <= 64);
    }
}

void ProcessSecretsTest::are_refused_on_command_lines() {
    ProcessProbe probe({}, known_secrets());
    const auto command = ProcessProbe::problem(probe.shell("echo " + placeholder({"token"})));
    QCOMPARE(command.status, 400);
    QCOMPARE(command.type, orkestr::standard_error_type(orkestr::StandardError::configuration));
    QVERIFY(command.detail.starts_with("the shell command holds a secret"));
    const auto argument = ProcessProbe::problem(probe.shell("true", JsonValue::object({{"arguments", JsonArray{placeholder({"token"})}}})));
    QVERIFY(argument.detail.starts_with("an argument holds a secret"));
    QVERIFY(argument.detail.find("s3cret") == std::string::npos);
}

void ProcessSecretsTest::unknown_secrets_are_named() {
    ProcessProbe probe({}, known_secrets());
    const auto problem = ProcessProbe::problem(probe.shell("true", JsonValue::object({{"stdin", placeholder({"other"})}})));
    QCOMPARE(problem.status, 403);
    QCOMPARE(problem.type, orkestr::standard_error_type(orkestr::StandardError::authorization));
    QCOMPARE(problem.detail, std::string("there is no secret 'other'"));
}

ORKESTR_TEST(ProcessSecretsTest)
#include "process_secrets_test.moc"
