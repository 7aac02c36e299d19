// Plans of definitions that call functions by URL and from catalogs.
#include "core/definition/resources.h"
#include "core/plan/expression_check.h"
#include "core/plan/plan.h"

#include "tests/engine/plan_of.h"
#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

Json texts(std::initializer_list<std::pair<std::string, JsonValue>> members) { return JsonValue::object(members).json(); }

std::string refusal(const std::string& text, const Json& resources) {
    const auto plan = compile_plan(*definition_of(text), resources);
    if (plan) return "none";
    const auto& error = plan.error();
    return std::string(to_string(error.code)) + (error.span ? " " + std::to_string(error.span->line) + ":" + std::to_string(error.span->column) : "") + ": " + error.message;
}

} // namespace

class ResourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void functions_elsewhere_are_tasks_of_the_plan();
    void the_hash_covers_what_is_pinned();
    void what_is_not_there_or_wrong();
    void their_expressions_are_checked();
    void the_log_function_data();
    void the_log_function();

private:
    EvaluationDesk desk_;
};

void ResourceTest::functions_elsewhere_are_tasks_of_the_plan() {
    const auto plan = compile_plan(*definition_of("do: [{a: {call: 'https://x/f.yaml', with: {n: '${ .n }'}}}, {b: {call: 'https://x/f.yaml'}}]"),
                                   texts({{"https://x/f.yaml", "input: {from: .n}\ndo: [{one: {set: '${ . + 1 }'}}, {two: {set: '${ . * 2 }'}}]"}}));
    QVERIFY(plan.ok());
    const auto& call = std::get<FunctionSpec>((*plan)->task(0).spec);
    const auto& body = (*plan)->task(call.function);
    QCOMPARE(body.name + " " + body.kind + " " + body.pointer, std::string("f do /resources/https:~1~1x~1f.yaml"));
    QVERIFY(body.parent == no_task && body.next == no_task && std::holds_alternative<ExpressionIndex>(body.input_from));
    const auto& first = (*plan)->task(std::get<DoSpec>(body.spec).first);
    QCOMPARE(first.pointer, std::string("/resources/https:~1~1x~1f.yaml/do/0/one"));
    QCOMPARE((*plan)->task(first.next).name, std::string("two"));
    const auto& again = std::get<FunctionSpec>((*plan)->task(1).spec);
    QCOMPARE(again.function, call.function);
    QVERIFY(std::holds_alternative<Identity>(again.with));
}

void ResourceTest::the_hash_covers_what_is_pinned() {
    const auto definition = definition_of("do: [{a: {call: 'https://x/f.yaml'}}]");
    const auto hash_with = [&](const char* text) { return (*compile_plan(*definition, texts({{"https://x/f.yaml", text}})))->definition_hash; };
    QCOMPARE(hash_with("set: {x: 1}"), hash_with("set: {x: 1}"));
    QVERIFY(hash_with("set: {x: 1}") != hash_with("set: {x: 2}"));
    const auto plain = definition_of("do: [{a: {wait: PT1S}}]");
    QCOMPARE((*compile_plan(*plain))->definition_hash, (*compile_plan(*plain, texts({})))->definition_hash);
}

void ResourceTest::what_is_not_there_or_wrong() {
    const std::string one = "do: [{a: {call: 'https://x/one.yaml'}}]";
    QCOMPARE(refusal(one, Json()), std::string("not_found 2:17: the function at https://x/one.yaml has not been fetched"));
    QCOMPARE(refusal(one, texts({{"https://x/one.yaml", "call: https://x/two.yaml"}})),
             std::string("not_found: the function at https://x/two.yaml, which https://x/one.yaml calls, has not been fetched"));
    QCOMPARE(refusal(one, texts({{"https://x/one.yaml", "set: {x: 1}\nwait: PT1S"}})),
             std::string("invalid_definition: a function that it calls is wrong: https://x/one.yaml:2:1: error[several-alternatives]: a task has one type: 'set' and 'wait' "
                         "can't stand together; make it two tasks"));
    QCOMPARE(refusal(one, texts({{"https://x/one.yaml", "call: https://x/one.yaml"}})),
             std::string("unsupported: a function that it calls is wrong: https://x/one.yaml:1:7: error[unsupported]: Orkestr does not support functions that call "
                         "themselves ('https://x/one.yaml') yet"));
    QCOMPARE(refusal(one, texts({{"https://x/one.yaml", "set: {x: " + std::string(1 << 20, 'x') + "}"}})),
             std::string("limit 2:17: the function at https://x/one.yaml is larger than 1048576 bytes"));
}

void ResourceTest::their_expressions_are_checked() {
    const auto definition = definition_of("do: [{a: {call: 'https://x/f.yaml'}}]");
    const auto reading = read_resources(*definition, texts({{"https://x/f.yaml", "if: .x\nset:\n  a: ${ unheard(.x) }\n"}}));
    const auto checking = checking_program(*reading.functions.at(0), {});
    QCOMPARE(checking.expressions.size(), std::size_t{2});
    QCOMPARE(desk_.compile(checking.program).size(), std::size_t{1});
    const auto& set = *checking.expressions.at(checking.expressions.at(0)->role == ExpressionRole::task ? 0 : 1);
    QCOMPARE(set.span.line, 3u);
    QCOMPARE(set.pointer, std::string("/resources/https:~1~1x~1f.yaml/set/a"));
}

void ResourceTest::the_log_function_data() {
    QTest::addColumn<QString>("with");
    QTest::addColumn<QString>("line");
    const auto row = [](const char* with, const char* line) { QTest::newRow(with) << with << line; };
    row(R"({"message":"hello"})", "[INFO]: hello");
    row(R"({"message":"hello","level":"critical","context":"shop"})", "[CRITICAL] (shop): hello");
    row(R"({"message":"hello","timestamp":true})", "2026-01-31T12:00:00Z [INFO]: hello");
    row(R"({"message":"{a} is {b} of {c}","arguments":{"a":"one","b":[2],"d":null},"format":"{MESSAGE}!"})", "one is [2] of {c}!");
    row(R"({"message":"{LEVEL}","level":"trace","format":"{LEVEL}|{MESSAGE}|{CONTEXT}"})", "TRACE|{LEVEL}|");
}

void ResourceTest::the_log_function() {
    QFETCH(QString, with);
    QFETCH(QString, line);
    const auto plan = plan_of("do: [{a: {call: 'log:1.0.0@default', with: {message: hello}}}]");
    const auto& body = plan->task(std::get<FunctionSpec>(plan->task(0).spec).function);
    QVERIFY(body.input_schema && body.output_schema);
    auto schema = request_of(plan->program, *body.input_schema, with.toStdString());
    schema.is_schema = true;
    auto request = request_of(plan->program, std::get<ExpressionIndex>(std::get<SetSpec>(body.spec).value), with.toStdString());
    request.variables.push_back(json(R"({"startedAt":{"iso8601":"2026-01-31T12:00:00Z"}})"));
    QCOMPARE(desk_.evaluate_requests({schema, request}), (std::vector<std::string>{"true", Json::string(line.toStdString()).text()}));
}

ORKESTR_TEST(ResourceTest)

} // namespace orkestr::test

#include "resource_test.moc"
