// core/CONFORMANCE.md is true: each row names tests that are there and show what it says, and nothing that the
// specification has is left unsaid.
#include "core/definition/tree.h"
#include "tests/statement/schema_constructs.h"
#include "tests/statement/statement.h"
#include "tests/support/test.h"

#include <QTest>
#include <fstream>
#include <iterator>

namespace orkestr::test {

namespace {

std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// What the schema has no property for: dsl.md, "Runtime expression arguments", "Status Phases", "Lifecycle Events";
/// dsl-reference.md, "Standard Error Types", "HTTP Response", "HTTP Request", "URI Template", "Workflow Definition Reference".
std::set<std::string> constructs_of_the_prose() {
    std::set<std::string> all = {"jq", "uriTemplate", "$context", "$input", "$output", "$secrets", "$authorization", "$authorization.scheme",
                                 "$authorization.parameter", "$task", "$task.name", "$task.reference", "$task.definition", "$task.input",
                                 "$task.output", "$task.startedAt", "$workflow", "$workflow.id", "$workflow.definition", "$workflow.input",
                                 "$workflow.startedAt", "$runtime", "$runtime.name", "$runtime.version", "$runtime.metadata", "dateTime.iso8601",
                                 "dateTime.epoch.seconds", "dateTime.epoch.milliseconds", "httpResponse.request", "httpResponse.statusCode",
                                 "httpResponse.headers", "httpResponse.content", "httpRequest.method", "httpRequest.uri", "httpRequest.headers",
                                 "workflowDefinitionReference.name", "workflowDefinitionReference.namespace", "workflowDefinitionReference.version"};
    for (const char* phase : {"pending", "running", "waiting", "suspended", "cancelled", "faulted", "completed"}) all.insert(phase);
    for (const char* type : {"configuration", "validation", "expression", "authentication", "authorization", "timeout", "communication", "runtime"})
        all.insert(std::string("error: ") + type);
    const auto lifecycle = [&](const char* of, std::initializer_list<const char*> kinds) {
        for (const char* kind : kinds) all.insert("io.serverlessworkflow." + std::string(of) + "." + kind + ".v1");
    };
    lifecycle("workflow", {"started", "suspended", "resumed", "correlation-started", "correlation-completed", "cancelled", "faulted", "completed", "status-changed"});
    lifecycle("task", {"created", "started", "suspended", "resumed", "retried", "cancelled", "faulted", "completed", "status-changed"});
    return all;
}

QString lines(const std::vector<std::string>& texts) {
    QStringList all;
    for (const auto& text : texts) all << QString::fromStdString(text);
    return all.join('\n');
}

} // namespace

class StatementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void every_row_is_shown();
    void all_of_the_prose_is_spoken_of();
    void all_of_the_schema_is_spoken_of();
    void golden_cases_use_what_they_show();
    void faults_are_found_data();
    void faults_are_found();
    void what_is_unspoken_is_found();
    void constructs_of_a_schema();

private:
    std::vector<std::string> faults_of(const std::string& text) { return statement_faults(statement_rows(text), *sources_); }
    std::optional<SchemaConstructs> shared_schema() const;

    std::vector<StatementRow> rows_;
    std::unique_ptr<TestSources> sources_;
};

void StatementTest::initTestCase() {
    auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    if (!cases) QFAIL(cases.error().message.c_str());
    sources_ = std::make_unique<TestSources>(source_dir(), std::move(*cases));
    rows_ = statement_rows(content(source_dir() + "/core/CONFORMANCE.md"));
    QVERIFY(!rows_.empty());
}

std::optional<SchemaConstructs> StatementTest::shared_schema() const {
    if (shared_dir().empty()) return std::nullopt;
    std::vector<Diagnostic> diagnostics;
    const auto tree = Tree::parse(content(shared_dir() + "/ows/schema.yaml"), diagnostics);
    if (!tree) qFatal("%s", to_text(diagnostics.front(), "schema.yaml").c_str());
    return SchemaConstructs(to_json(tree->root()));
}

void StatementTest::every_row_is_shown() {
    const auto faults = statement_faults(rows_, *sources_);
    QVERIFY2(faults.empty(), qPrintable(lines(faults)));
}

void StatementTest::all_of_the_prose_is_spoken_of() {
    const auto missing = unspoken(rows_, constructs_of_the_prose());
    QVERIFY2(missing.empty(), qPrintable(lines(missing)));
}

void StatementTest::all_of_the_schema_is_spoken_of() {
    const auto schema = shared_schema();
    if (!schema) QSKIP("the specification's schema is not beside the project");
    std::map<std::string, StatementRow::Status> statuses;
    for (const auto& row : rows_) statuses.emplace(row.construct, row.status);
    std::set<std::string> constructs;
    for (const auto& [name, values] : schema->all()) {
        constructs.insert(name);
        // The values of what is refused are refused with it.
        const auto status = statuses.find(name);
        if (status != statuses.end() && status->second == StatementRow::Status::refused) continue;
        for (const auto& value : values) constructs.insert(name + ": " + value);
    }
    QVERIFY(constructs.size() > 300);
    const auto missing = unspoken(rows_, constructs);
    QVERIFY2(missing.empty(), qPrintable(lines(missing)));
}

/// Of the golden cases that a row names one at least uses the construct that it is about.
void StatementTest::golden_cases_use_what_they_show() {
    const auto schema = shared_schema();
    if (!schema) QSKIP("the specification's schema is not beside the project");
    std::vector<std::string> faults;
    for (const auto& row : rows_) {
        const std::string name = row.construct.substr(0, row.construct.find(": "));
        const auto listed = schema->all().find(name);
        if (listed == schema->all().end() || !schema->is_written(name)) continue;
        if (name == row.construct && name == "flowDirective") continue; // names of tasks
        if (name != row.construct && !listed->second.contains(row.construct.substr(name.size() + 2))) continue;
        bool golden = false;
        bool used = false;
        for (const auto& test : row.tests)
            if (const GoldenCase* one = sources_->golden(test)) {
                golden = true;
                used = used || schema->used_by(*JsonValue::parse(one->definition)).contains(row.construct);
            }
        if (golden && !used) faults.push_back("line " + std::to_string(row.line) + ", " + row.construct + ": none of its golden cases has it");
    }
    QVERIFY2(faults.empty(), qPrintable(lines(faults)));
}

void StatementTest::faults_are_found_data() {
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char* name, const char* text, const char* fault) { QTest::newRow(name) << text << fault; };
    const char* const fine = "golden: tasks.yaml / wait gives its input";
    row("nothing wrong", "| `wait` | supported | golden: tasks.yaml / wait gives its input |", "");
    row("nothing wrong with several", "| `wait`, twice | supported with a limit: short | golden: tasks.yaml / wait gives its input; diagnostics: durations; tests/base/time_test.cpp: read |", "");
    row("no test", "| `wait` | supported |  |", "line 3, wait: no test");
    row("no column of tests", "| `wait` | supported |", "line 3, wait: no test");
    row("no construct", (std::string("| wait | supported | ") + fine + " |").c_str(), "line 3, : no construct between backquotes");
    row("another status", (std::string("| `wait` | in part | ") + fine + " |").c_str(), "line 3, wait: no status that there is");
    row("a limit that is not said", (std::string("| `wait` | supported with a limit | ") + fine + " |").c_str(), "line 3, wait: the status does not say how, or why");
    row("more than supported", (std::string("| `wait` | supported: mostly | ") + fine + " |").c_str(), "line 3, wait: 'supported' says nothing more");
    row("a refusal without its error", "| `wait` | refused at load: not yet | golden: refused.yaml / container |",
        "line 3, wait: 'refused at load' names neither its error nor what it is refused with");
    row("a refusal that runs", (std::string("| `wait` | refused at load: `error[unsupported]` | ") + fine + " |").c_str(),
        "line 3, wait: 'golden: tasks.yaml / wait gives its input' refuses nothing");
    row("supported and refused", "| `wait` | supported | golden: refused.yaml / container |", "line 3, wait: each of its tests shows a refusal");
    row("no such case", "| `wait` | supported | golden: tasks.yaml / wait for ever; diagnostics: durations |", "line 3, wait: there is no case 'golden: tasks.yaml / wait for ever'");
    row("a case of another file", "| `wait` | supported | golden: try.yaml / wait gives its input; diagnostics: durations |",
        "line 3, wait: there is no case 'golden: try.yaml / wait gives its input'");
    row("no such diagnostics", "| `wait` | supported | diagnostics: nonsense |", "line 3, wait: there is no case 'diagnostics: nonsense'");
    row("no such file", "| `wait` | supported | tests/base/nothing_test.cpp: read |", "line 3, wait: there is no file tests/base/nothing_test.cpp");
    row("no such function", "| `wait` | supported | tests/base/time_test.cpp: red |", "line 3, wait: tests/base/time_test.cpp has no function red");
    row("no such row", "| `wait` | supported | tests/base/time_test.cpp: read (of nothing) |", "line 3, wait: tests/base/time_test.cpp has no row \"of nothing\"");
    row("no test at all", "| `wait` | supported | somebody has tried it |", "line 3, wait: 'somebody has tried it' is no way to name a test");
}

void StatementTest::faults_are_found() {
    QFETCH(QString, row);
    QFETCH(QString, fault);
    QCOMPARE(lines(faults_of("| Construct | Status | Test |\n|---|---|---|\n" + row.toStdString() + "\n")), fault);
}

void StatementTest::what_is_unspoken_is_found() {
    const auto rows = statement_rows("| Construct | Status | Test |\n|---|---|---|\n| `a.b: c`, and more | | |\n\n| `other` | table | x |\n");
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(unspoken(rows, {"a.b", "a.b: c", "other"}), (std::vector<std::string>{"a.b", "other"}));
}

void StatementTest::constructs_of_a_schema() {
    const SchemaConstructs schema(*JsonValue::parse(R"({
        "properties": {"do": {"$ref": "#/$defs/list"}, "schedule": {"properties": {"read": {"enum": ["data", "raw"]}}}},
        "$defs": {
            "list": {"items": {"additionalProperties": {"$ref": "#/$defs/task"}}},
            "taskBase": {"properties": {"if": {}}},
            "task": {"oneOf": [{"$ref": "#/$defs/callTask"}, {"$ref": "#/$defs/doTask"}, {"$ref": "#/$defs/forTask"}]},
            "callTask": {"oneOf": [{"allOf": [{"$ref": "#/$defs/taskBase"}, {"properties": {"call": {"const": "http"}, "with": {"properties": {"method": {}}}}}]},
                                   {"allOf": [{"properties": {"call": {"not": {"enum": ["http"]}}, "with": {}}}]}]},
            "doTask": {"allOf": [{"$ref": "#/$defs/taskBase"}, {"properties": {"do": {"$ref": "#/$defs/list"}}}]},
            "forTask": {"allOf": [{"$ref": "#/$defs/taskBase"}, {"properties": {"for": {"properties": {"in": {}}}, "do": {"$ref": "#/$defs/list"}, "until": false}}]},
            "result": {"properties": {"code": {}}}}})"));
    std::vector<std::string> all;
    for (const auto& [name, values] : schema.all()) {
        all.push_back(name);
        for (const auto& value : values) all.push_back(name + ": " + value);
    }
    QCOMPARE(all, (std::vector<std::string>{"call.function", "call.function.with", "call.http", "call.http.with", "call.http.with.method", "do", "for", "for.do",
                                            "for.in", "result.code", "schedule", "schedule.read", "schedule.read: data", "schedule.read: raw", "task.if"}));
    QVERIFY(schema.is_written("call.http.with") && schema.is_written("task.if") && !schema.is_written("result.code"));
    const auto used = [&](const char* definition) {
        const auto found = schema.used_by(*JsonValue::parse(definition));
        return std::vector<std::string>(found.begin(), found.end());
    };
    QCOMPARE(used(R"({"schedule": {"read": "raw"}, "do": [{"a": {"for": {"in": "x"}, "do": [{"b": {"call": "http", "if": "y", "with": {"other": 1}}}]}}]})"),
             (std::vector<std::string>{"call.http", "call.http.with", "do", "for", "for.do", "for.in", "schedule", "schedule.read", "schedule.read: raw", "task.if"}));
    QCOMPARE(used(R"({"do": [{"a": {"call": "mine", "with": {"method": 1}}}]})"), (std::vector<std::string>{"call.function", "call.function.with", "do"}));
}

ORKESTR_TEST(StatementTest)

} // namespace orkestr::test

#include "statement_test.moc"
