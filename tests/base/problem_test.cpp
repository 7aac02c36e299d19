#include "core/base/problem.h"
#include "tests/support/test.h"

#include <QTest>

using orkestr::JsonValue;
using orkestr::Problem;
using orkestr::same_error_type;
using orkestr::StandardError;

class ProblemTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void standard_errors_data();
    void standard_errors();
    void same_type_data();
    void same_type();
    void as_json();
    void from_json_data();
    void from_json();
};

// dsl-reference.md, "Standard Error Types".
void ProblemTest::standard_errors_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<std::string>("name");
    QTest::addColumn<int>("status");
    const auto row = [](StandardError kind, const char* name, int status) {
        QTest::newRow(name) << static_cast<int>(kind) << std::string(name) << status;
    };
    row(StandardError::configuration, "configuration", 400);
    row(StandardError::validation, "validation", 400);
    row(StandardError::expression, "expression", 400);
    row(StandardError::authentication, "authentication", 401);
    row(StandardError::authorization, "authorization", 403);
    row(StandardError::timeout, "timeout", 408);
    row(StandardError::communication, "communication", 500);
    row(StandardError::runtime, "runtime", 500);
}

void ProblemTest::standard_errors() {
    QFETCH(int, kind);
    QFETCH(std::string, name);
    QFETCH(int, status);
    const auto problem = Problem::standard(static_cast<StandardError>(kind), "because");
    QCOMPARE(problem.type, "https://open-workflow-specification.org/spec/1.0.0/errors/" + name);
    QCOMPARE(problem.type, orkestr::standard_error_type(static_cast<StandardError>(kind)));
    QCOMPARE(problem.status, status);
    QVERIFY(!problem.title.empty());
    QCOMPARE(problem.detail, std::string("because"));
    QVERIFY(problem.instance.empty());
}

void ProblemTest::same_type_data() {
    QTest::addColumn<std::string>("a");
    QTest::addColumn<std::string>("b");
    QTest::addColumn<bool>("same");
    const std::string names[] = {"configuration", "validation",    "expression",    "authentication",
                                 "authorization", "timeout", "communication", "runtime"};
    const std::string prefixes[] = {"https://open-workflow-specification.org/spec/1.0.0/errors/",
                                    "https://serverlessworkflow.io/spec/1.0.0/errors/",
                                    "https://open-workflow-specification.org/dsl/errors/types/",
                                    "https://serverlessworkflow.io/dsl/errors/types/"};
    const auto row = [](const std::string& a, const std::string& b, bool same) {
        QTest::newRow((a + " | " + b).c_str()) << a << b << same;
    };
    for (const auto& name : names)
        for (const auto& first : prefixes)
            for (const auto& second : prefixes) row(first + name, second + name, true);
    row(prefixes[0] + "timeout", prefixes[1] + "runtime", false);
    row(prefixes[0] + "timeout", prefixes[0] + "runtime", false);
    row(prefixes[0] + "custom", prefixes[0] + "custom", true);
    row(prefixes[0] + "custom", prefixes[1] + "custom", false);
    row(prefixes[0] + "timeout/", prefixes[1] + "timeout", false);
    row(prefixes[0] + "Timeout", prefixes[1] + "timeout", false);
    row(prefixes[0], prefixes[1], false);
    row("https://example.com/errors/timeout", prefixes[0] + "timeout", false);
    row("https://example.com/errors/timeout", "https://example.com/errors/timeout", true);
    row("http://serverlessworkflow.io/spec/1.0.0/errors/timeout", prefixes[1] + "timeout", false);
    row("timeout", prefixes[0] + "timeout", false);
    row("", "", true);
    row("", prefixes[0] + "timeout", false);
}

void ProblemTest::same_type() {
    QFETCH(std::string, a);
    QFETCH(std::string, b);
    QFETCH(bool, same);
    QCOMPARE(same_error_type(a, b), same);
    QCOMPARE(same_error_type(b, a), same);
}

void ProblemTest::as_json() {
    const Problem whole{"urn:x", 418, "Teapot", "short and stout", "/do/0/brew"};
    QCOMPARE(whole.to_json().text(),
             std::string(R"({"detail":"short and stout","instance":"/do/0/brew","status":418,"title":"Teapot","type":"urn:x"})"));
    QVERIFY(Problem::from_value(whole.to_value()) == whole);
    const Problem bare{"urn:x", 500, {}, {}, {}};
    QCOMPARE(bare.to_json().text(), std::string(R"({"status":500,"type":"urn:x"})"));
    QVERIFY(Problem::from_value(bare.to_value()) == bare);
}

void ProblemTest::from_json_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("type");
    QTest::addColumn<int>("status");
    const auto row = [](const char* text, const char* type, int status) {
        QTest::newRow(text) << std::string(text) << std::string(type) << status;
    };
    row(R"({"type":"urn:x","status":404})", "urn:x", 404);
    row(R"({"type":"urn:x","status":404.0})", "urn:x", 404);
    row(R"({"type":"urn:x","status":"404"})", "urn:x", 500);
    row(R"({"type":"urn:x","status":99999999999})", "urn:x", 500);
    row(R"({"type":"urn:x","status":-9223372036854775808})", "urn:x", 500);
    row(R"({"type":7,"extra":true})", "", 500);
    row("{}", "", 500);
    row("null", "", 500);
    row("[1]", "", 500);
}

void ProblemTest::from_json() {
    QFETCH(std::string, text);
    QFETCH(std::string, type);
    QFETCH(int, status);
    const auto problem = Problem::from_value(*JsonValue::parse(text));
    QCOMPARE(problem.type, type);
    QCOMPARE(problem.status, status);
}

ORKESTR_TEST(ProblemTest)
#include "problem_test.moc"
