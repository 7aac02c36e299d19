// The specification's conformance scenarios through the built `orkestr`. A local server stands in for the public ones:
// the test rewrites the hosts petstore.swagger.io and httpbin.org in the definitions, and nothing else of them.
#include "core/definition/tree.h"
#include "tests/cli/feature_file.h"
#include "tests/cli/program.h"
#include "tests/http/test_server.h"
#include "tests/support/test.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

using namespace orkestr;
using namespace orkestr::test;

namespace {

TestAnswer petstore(const TestRequest& request) {
    const QByteArray pet = R"({"id":%,"name":"doggie","status":"available"})";
    const auto numbered = [&](const char* id) { return QByteArray(pet).replace('%', id); };
    if (request.path == "/v2/pet/findByStatus" && request.query == "status=available") return TestAnswer::json("[" + numbered("1") + "," + numbered("2") + "]");
    if (request.path == "/v2/pet/1") return TestAnswer::json(numbered("1"));
    if (request.path == "/v2/pet/2") return TestAnswer::json(numbered("2"));
    if (request.path.startsWith("/basic-auth/")) {
        const auto parts = request.path.split('/');
        const QByteArray expected = "Basic " + (parts.value(2) + ":" + parts.value(3)).toBase64();
        if (request.header("Authorization") == expected) return TestAnswer::json(R"({"authenticated":true})");
        return TestAnswer::json(R"({"authenticated":false})", 401);
    }
    return TestAnswer::json(R"({"message":"Pet not found"})", 404);
}

JsonValue yaml(const std::string& text) {
    std::vector<Diagnostic> diagnostics;
    const auto tree = Tree::parse(text, diagnostics);
    return tree ? to_json(tree->root()) : JsonValue();
}

const JsonValue* member_at(const JsonValue& value, const QString& path) {
    const JsonValue* at = &value;
    for (const auto& name : path.split('.')) at = at ? at->find(name.toStdString()) : nullptr;
    return at;
}

struct Outcome {
    JsonValue result;
    std::vector<std::string> order; ///< names of the tasks, as they ran
};

} // namespace

class ConformanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scenario_data();
    void scenario();

private:
    void check(const ScenarioStep& step, const Outcome& outcome);
    std::vector<Scenario> scenarios_;
};

void ConformanceTest::scenario_data() {
    QTest::addColumn<int>("index");
    const std::string shared = shared_dir();
    if (shared.empty()) return;
    scenarios_ = read_scenarios(shared + "/ows/ctk");
    for (std::size_t i = 0; i < scenarios_.size(); ++i)
        QTest::newRow((scenarios_[i].feature + ": " + scenarios_[i].name).c_str()) << static_cast<int>(i);
}

void ConformanceTest::scenario() {
    if (scenarios_.empty()) QSKIP("the specification's conformance scenarios are not here");
    QFETCH(int, index);
    const Scenario& scenario = scenarios_[static_cast<std::size_t>(index)];
    TestHttpServer server(petstore);
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();

    QString text = QString::fromStdString(scenario.block_of("a workflow with definition"));
    text.replace("https://petstore.swagger.io", server.url("")).replace("https://httpbin.org", server.url(""));
    std::ofstream(base + "/definition.yaml") << text.toStdString();
    const std::string input = scenario.block_of("the workflow input is");
    QStringList arguments{"run", folder.filePath("definition.yaml"), "--workspace", folder.filePath("workspace"), "--format", "json"};
    if (!input.empty()) arguments << "--input" << QString::fromStdString(yaml(input).json().text());
    const Ran ran = orkestr::test::orkestr(arguments);
    if (text.contains("call: openapi")) {
        // Refused at load until it is supported, and saying so.
        QCOMPARE(ran.exit_code, 2);
        QVERIFY2(ran.err.find("error[unsupported]") != std::string::npos, ran.err.c_str());
        return;
    }
    Outcome outcome{ran.json(), {}};
    QVERIFY2(outcome.result.is_object(), (ran.out + ran.err).c_str());
    const JsonValue shown = orkestr::test::orkestr({"show", QString::fromStdString(outcome.result.string_at("run")), "--workspace",
                                                    folder.filePath("workspace"), "--format", "json"}).json();
    QVERIFY2(shown.find("steps"), shown.json().text().c_str());
    for (const auto& step : *shown.find("steps")->as_array()) outcome.order.push_back(step.string_at("name"));
    for (const auto& step : scenario.steps) {
        check(step, outcome);
        if (QTest::currentTestFailed()) return;
    }
}

void ConformanceTest::check(const ScenarioStep& step, const Outcome& outcome) {
    const QString text = QString::fromStdString(step.text);
    const JsonValue& result = outcome.result;
    const JsonValue output = result.find("output") ? *result.find("output") : JsonValue();
    const std::string whole = result.json().text();
    static const QRegularExpression quoted("'([^']+)'");
    static const QRegularExpression order("^(\\w+) should run (first|last|after (\\w+))$");
    if (text.startsWith("a workflow with definition") || text.startsWith("the workflow input") || text.startsWith("the workflow is executed")) return;
    if (text.startsWith("the workflow should complete")) {
        QVERIFY2(result.string_at("status") == "completed", whole.c_str());
        if (!step.block.empty()) QCOMPARE(output.json().text(), yaml(step.block).json().text());
    } else if (text.startsWith("the workflow should fault")) {
        QVERIFY2(result.string_at("status") == "faulted", whole.c_str());
        if (!step.block.empty()) QCOMPARE(result.find("error")->json().text(), yaml(step.block).json().text());
    } else if (text.contains("should have properties")) {
        for (auto at = quoted.globalMatch(text); at.hasNext();) {
            const QString name = at.next().captured(1);
            QVERIFY2(member_at(output, name), qPrintable(name + " is missing from " + QString::fromStdString(whole)));
        }
    } else if (text.contains("property with value")) {
        const auto* found = member_at(output, quoted.match(text).captured(1));
        QVERIFY2(found, whole.c_str());
        QCOMPARE(found->json().text(), yaml(step.block).json().text());
    } else if (text.contains("property containing")) {
        static const QRegularExpression count("containing (\\d+) items");
        const auto* found = member_at(output, quoted.match(text).captured(1));
        QVERIFY2(found && found->is_array(), whole.c_str());
        QCOMPARE(static_cast<int>(found->as_array()->size()), count.match(text).captured(1).toInt());
    } else if (const auto match = order.match(text); match.hasMatch()) {
        const auto place = [&](const QString& name) { return std::find(outcome.order.begin(), outcome.order.end(), name.toStdString()) - outcome.order.begin(); };
        const auto last = static_cast<std::ptrdiff_t>(outcome.order.size()) - 1;
        const auto at = place(match.captured(1));
        QVERIFY(at <= last);
        if (match.captured(2) == "first") QCOMPARE(at, std::ptrdiff_t{0});
        else if (match.captured(2) == "last") QCOMPARE(at, last);
        else QVERIFY(at > place(match.captured(3)));
    } else {
        QFAIL(qPrintable("a step this test does not know: " + text));
    }
}

ORKESTR_TEST(ConformanceTest)
#include "conformance_test.moc"
