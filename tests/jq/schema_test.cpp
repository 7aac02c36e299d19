// JSON Schema checks.
#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

namespace orkestr::test {

class SchemaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checks_data();
    void checks();
    void schemas_at_fault_data();
    void schemas_at_fault();
    void at_most_twenty_violations();
    void hostile_schemas_cost_only_themselves();
    void beside_expressions();
    void compiled_with_the_expressions();
    void hostile_schemas_are_found_when_compiled();
    void big_value();

private:
    std::string check(const std::string& schema, const std::string& value);

    EvaluationDesk desk_;
};

std::string SchemaTest::check(const std::string& schema, const std::string& value) {
    const auto program = program_of({});
    program->schemas = {json(schema)};
    EvaluationRequest request = request_of(program, 0, value);
    request.is_schema = true;
    return desk_.evaluate_requests({request}).front();
}

void SchemaTest::checks_data() {
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("violations"); // empty: valid
    const auto row = [](const char* name, const char* schema, const char* value, const char* violations) {
        QTest::newRow(name) << schema << value << violations;
    };
    row("anything", "{}", "[1]", "");
    row("true", "true", "1", "");
    row("false", "false", "1", "the whole value: the schema allows no value here");
    row("type", R"({"type":"string"})", "\"a\"", "");
    row("wrong type", R"({"type":"string"})", "1", "the whole value: Value type not permitted by 'type' constraint");
    row("whole number", R"({"type":"integer"})", "1.0", "");
    row("fraction", R"({"type":"integer"})", "1.5", "the whole value: Value type not permitted by 'type' constraint");
    row("required", R"({"required":["a"]})", R"({"b":1})", "the whole value: Missing required property 'a'");
    row("nested", R"({"properties":{"a":{"items":{"properties":{"b/c~":{"type":"number"}}}}}})",
        R"({"a":[{"b/c~":1},{"b/c~":"x"}]})", "/a/1/b~1c~0: Value type not permitted by 'type' constraint");
    row("two at once", R"({"properties":{"a":{"minimum":1},"b":{"maxLength":2}}})", R"({"a":0,"b":"abc"})",
        "/a: Expected number greater than or equal to 1.000000\n/b: String should be no more than 2 characters in length");
    row("no other members", R"({"properties":{"a":true},"additionalProperties":false})", R"({"a":1,"b":2})",
        "the whole value: Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: 'b'");
    row("enum", R"({"enum":["a",1]})", "\"b\"", "the whole value: Failed to match against any enum values");
    row("const", R"({"const":{"a":[1]}})", R"({"a":[1]})", "");
    row("pattern", R"({"pattern":"^a+$"})", "\"ab\"", "the whole value: Failed to match regex specified by 'pattern' constraint");
    row("ref", R"({"$ref":"#/$defs/n","$defs":{"n":{"type":"number"}}})", "1", "");
    row("ref fails", R"({"properties":{"a":{"$ref":"#/$defs/n"}},"$defs":{"n":{"type":"number"}}})", R"({"a":"x"})",
        "/a: Value type not permitted by 'type' constraint");
    row("beside a ref", R"({"$ref":"#/$defs/n","minimum":3,"$defs":{"n":{"type":"number"}}})", "2",
        "the whole value: Expected number greater than or equal to 3.000000");
    row("recursive", R"({"$ref":"#/$defs/t","$defs":{"t":{"properties":{"next":{"$ref":"#/$defs/t"}},"required":["v"]}}})",
        R"({"v":1,"next":{"v":2,"next":{}}})", "/next/next: Missing required property 'v'");
    row("prefixItems", R"({"prefixItems":[{"type":"string"},{"type":"number"}],"items":false})", R"(["a",1])", "");
    row("after prefixItems", R"({"prefixItems":[{"type":"string"}],"items":{"type":"number"}})", R"(["a","b"])",
        "/1: Value type not permitted by 'type' constraint");
    row("dependentRequired", R"({"dependentRequired":{"a":["b"]}})", R"({"a":1})", "the whole value: Missing dependency 'b'");
    row("dependentSchemas", R"({"dependentSchemas":{"a":{"required":["c"]}}})", R"({"a":1})", "the whole value: Missing required property 'c'");
    row("if then else", R"({"if":{"type":"string"},"then":{"maxLength":1},"else":{"minimum":5}})", "7", "");
    row("not", R"({"not":{"type":"string"}})", "\"a\"", "the whole value: Target should not validate against schema specified in 'not' constraint");
    row("format is an annotation", R"({"type":"string","format":"email"})", "\"no address\"", "");
    row("format of a number", R"({"format":"date-time"})", "1", "");
    row("a property named format", R"({"properties":{"format":{"type":"string"},"id":{"type":"string"}},"required":["format"]})",
        R"({"id":1,"format":"x"})", "/id: Value type not permitted by 'type' constraint");
    row("schema words in an enum", R"({"enum":[{"format":"x","$ref":"y"}]})", R"({"format":"x","$ref":"y"})", "");
    row("uniqueItems", R"({"uniqueItems":true})", R"([1,2])", "");
    row("its own draft", R"({"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://example.com/s","type":"object"})",
        "{}", "");
}

void SchemaTest::checks() {
    QFETCH(QString, schema);
    QFETCH(QString, value);
    QFETCH(QString, violations);
    QString answer = QString::fromStdString(check(schema.toStdString(), value.toStdString()));
    if (violations.isEmpty()) {
        QCOMPARE(answer, "true");
        return;
    }
    const qsizetype first_line = answer.indexOf('\n');
    QVERIFY2(first_line > 0, qPrintable(answer));
    QVERIFY2(answer.startsWith("error: the value does not match its schema: "), qPrintable(answer));
    QCOMPARE(answer.mid(first_line + 1), violations);
}

void SchemaTest::schemas_at_fault_data() {
    QTest::addColumn<QString>("schema");
    for (const char* schema :
         {"1", "\"a\"", "[]", R"({"type":"nothing"})", R"({"type":7})", R"({"required":"a"})", R"({"required":[1]})",
          R"({"properties":[]})", R"({"properties":{"a":1}})", R"({"items":"x"})", R"({"pattern":"("})", R"({"pattern":1})",
          R"({"$ref":"#/nowhere"})", R"({"$ref":"https://example.com/other.json"})", R"({"$ref":1})",
          R"({"minimum":"x"})", R"({"maxLength":-1})", R"({"anyOf":[1]})", R"({"not":3})",
          R"({"patternProperties":{"(":{}}})", R"({"unevaluatedProperties":false})", R"({"enum":1})",
          R"({"properties":{"a":{"minContains":2}}})", R"({"dependentRequired":1})", R"({"dependentRequired":{"a":[1]}})"})
        QTest::newRow(schema) << schema;
}

void SchemaTest::schemas_at_fault() {
    QFETCH(QString, schema);
    const std::string answer = check(schema.toStdString(), R"({"a":"b"})");
    QVERIFY2(answer.starts_with("error: the schema can't be used: "), answer.c_str());
    QCOMPARE(check("true", "1"), "true");
}

void SchemaTest::at_most_twenty_violations() {
    std::string value = "[";
    for (int i = 0; i < 100; ++i) value += "\"x\",";
    const std::string answer = check(R"({"items":{"type":"number"}})", value + "1]");
    QCOMPARE(std::count(answer.begin(), answer.end(), '\n'), 20);
}

void SchemaTest::hostile_schemas_cost_only_themselves() {
    JqEvaluatorOptions options;
    options.evaluation_time_ms = 500;
    EvaluationDesk desk(options);
    const auto program = program_of({});
    program->schemas = {json(R"({"pattern":"^(a+)+$"})"), json(R"({"$ref":"#"})"), json(R"({"pattern":"^(x|y)*$"})"),
                        json(R"({"type":"string"})")};
    std::vector<EvaluationRequest> requests;
    const std::string slow = "\"" + std::string(40, 'a') + "!\"";
    const std::string deep = "\"" + std::string(2'000'000, 'x') + "\"";
    for (const auto& [schema, value] : std::vector<std::pair<std::uint32_t, std::string>>{
             {3, "\"a\""}, {0, slow}, {3, "\"b\""}, {1, "1"}, {2, deep}, {3, "1"}, {3, "\"c\""}}) {
        requests.push_back(request_of(program, schema, value));
        requests.back().is_schema = true;
    }
    const auto answers = desk.evaluate_requests(std::move(requests));
    QCOMPARE(answers[0], "true");
    QCOMPARE(answers[1], "stopped: the schema check took longer than 500 ms");
    QCOMPARE(answers[2], "true");
    QCOMPARE(answers[3], "error: the schema can't be used: the schema nests too deep while it was compiled");
    QVERIFY2(answers[4].starts_with("stopped: the schema check "), answers[4].c_str());
    QVERIFY2(answers[5].starts_with("error: the value does not match its schema"), answers[5].c_str());
    QCOMPARE(answers[6], "true");
}

void SchemaTest::beside_expressions() {
    const auto program = program_of({{".a", "", {}}});
    program->schemas = {json(R"({"required":["a"]})")};
    EvaluationRequest schema = request_of(program, 0, R"({"a":1})");
    schema.is_schema = true;
    EvaluationRequest no_schema = schema;
    no_schema.index = 7;
    QCOMPARE(desk_.evaluate_requests({schema, request_of(program, 0, R"({"a":1})"), no_schema}),
             (std::vector<std::string>{"true", "1", "stopped: the worker has no such schema"}));
}

void SchemaTest::compiled_with_the_expressions() {
    const auto program = program_of({{".", "", {}}, {"nope", "", {}}});
    program->schemas = {json("{}"), json(R"({"pattern":"("})"), json(R"({"$ref":"#/nope"})"), json(R"({"pattern":"^a+$"})")};
    const auto found = desk_.compile(program);
    QCOMPARE(found.size(), std::size_t{3});
    QCOMPARE(found[0], "1: nope/0 is not defined");
    QCOMPARE(found[1], "3: '(' is no regular expression");
    QVERIFY2(found[2].starts_with("4: "), found[2].c_str());
}

void SchemaTest::hostile_schemas_are_found_when_compiled() {
    JqEvaluatorOptions options;
    options.memory_bytes = std::size_t{256} << 20;
    options.evaluation_time_ms = 1000;
    EvaluationDesk desk(options);
    const auto program = program_of({{"nope", "", {}}});
    program->schemas = {json(R"({"pattern":"a"})"), json(R"({"$ref":"#"})"), json(R"({"pattern":"["})")};
    const auto found = desk.compile(program);
    QCOMPARE(found.size(), std::size_t{3});
    QCOMPARE(found[0], "0: nope/0 is not defined");
    QCOMPARE(found[1], "2: the schema nests too deep while it was compiled");
    QCOMPARE(found[2], "3: '[' is no regular expression");
    // Known by now, it ends no worker at a check of a value either.
    EvaluationRequest request = request_of(program, 1, "\"a\"");
    request.is_schema = true;
    QCOMPARE(desk.evaluate_requests({request}).front(), "error: the schema can't be used: the schema nests too deep while it was compiled");
}

void SchemaTest::big_value() {
    std::string text = "[";
    while (text.size() < 8u << 20) text += R"({"name":"some item of a long list","price":12.5,"tags":["a","b"]},)";
    text += "{}]";
    const auto program = program_of({});
    program->schemas = {json(R"({"items":{"required":["name"],"properties":{"price":{"type":"number"}}}})")};
    EvaluationRequest request = request_of(program, 0);
    request.is_schema = true;
    request.input = Json::trusted(std::move(text));
    const std::string answer = desk_.evaluate_requests({request}).front();
    QVERIFY2(answer.find(": Missing required property 'name'") != std::string::npos, answer.c_str());
}

ORKESTR_TEST(SchemaTest)

} // namespace orkestr::test

#include "schema_test.moc"
