// evaluate.mode loose: what is jq is evaluated, what is not or fails is text.
#include "core/base/text_pattern.h"
#include "core/plan/plan.h"

#include "tests/engine/plan_of.h"
#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

constexpr const char* loose = "evaluate: {mode: loose}\n";
constexpr const char* given = R"({"n":3,"list":[1,2],"name":"ada"})";

} // namespace

class LooseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void a_failure_elsewhere_is_a_failure();
    void many_texts();
    void parts_know_their_places();
    void addresses_and_commands();
    void bare_places_stay_strict();
    void filters_data();
    void filters();
    void functions_elsewhere_stay_strict();

private:
    std::string evaluated(const Plan& plan, const ValueSource& source, const std::string& input = given);
    EvaluationDesk desk_;
};

std::string LooseTest::evaluated(const Plan& plan, const ValueSource& source, const std::string& input) {
    if (const auto* constant = std::get_if<Json>(&source)) return constant->text();
    auto request = request_of(plan.program, std::get<ExpressionIndex>(source), input);
    for (const auto& name : plan.program->expressions[request.index].variables) request.variables.push_back(json("{\"variable\":\"" + name + "\"}"));
    return desk_.evaluate_requests({request}).front();
}

void LooseTest::texts_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* text, const char* value) { QTest::newRow(text) << text << value; };
    row(".n", "3");
    row("${ .n }", "3");
    row(".n + 1 # more", "4");
    row("hello", "\"hello\"");
    row("hello world", "\"hello world\"");
    row("Hello, world!", "\"Hello, world!\"");
    row("it's", "\"it's\"");
    row("a\tb", "\"a\\tb\"");
    row("name", "\"name\"");
    row("length", "3");
    row("2026-01-01", "2024");
    row("12", "12");
    row("null", "null");
    row(".name.x", "\".name.x\"");
    row("error(\"x\")", "\"error(\\\"x\\\")\"");
    row("error(null)", "\"error(null)\"");
    row("empty", "\"empty\"");
    row(".list[]", "\".list[]\"");
    row("1, 2", "\"1, 2\"");
    row("now", "\"now\"");
    row("env", "\"env\"");
    row("$ENV", "\"$ENV\"");
    row("input", "\"input\"");
    row("__one(1)", "\"__one(1)\"");
    row("$context", R"({"variable":"context"})");
    row("$nowhere", "\"$nowhere\"");
    row("def f: 1;", "\"def f: 1;\"");
    row("def f: .n; f", "3");
    row("1] | [2", "\"1] | [2\"");
    row("1) | (2", "\"1) | (2\"");
    row("# nothing", "\"# nothing\"");
    row("\"text\"", "\"text\"");
    row("$name and .n", "\"$name and .n\"");
    row("https://a.b/c?d=e", "\"https://a.b/c?d=e\"");
    row("if .n then 1", "\"if .n then 1\"");
    row("if .n then 1 end", "\"if .n then 1 end\"");
    row("break $out", "\"break $out\"");
    row("x ${ .n } y", "\"x ${ .n } y\"");
}

void LooseTest::texts() {
    QFETCH(QString, text);
    QFETCH(QString, value);
    const auto plan = plan_of(std::string(loose) + "do: [{a: {set: " + Json::string(text.toStdString()).text() + "}}, {b: {set: {inside: [" +
                              Json::string(text.toStdString()).text() + "]}}}]");
    QCOMPARE(evaluated(*plan, std::get<SetSpec>(plan->task(0).spec).value), value.toStdString());
    QCOMPARE(evaluated(*plan, std::get<SetSpec>(plan->task(1).spec).value), "{\"inside\":[" + value.toStdString() + "]}");
    QVERIFY(desk_.compile(plan->program).empty());
}

void LooseTest::a_failure_elsewhere_is_a_failure() {
    const auto plan = plan_of(std::string(loose) + "do: [{a: {set: {a: .n, b: .name.x, c: '${ error(\"strict\") }'}}}]");
    QCOMPARE(evaluated(*plan, std::get<SetSpec>(plan->task(0).spec).value), std::string("error: strict"));
    // A strict part that is no jq is a fault of its own.
    const auto wrong = plan_of(std::string(loose) + "do: [{a: {set: {a: no jq, c: '${ unheard(.) }'}}}]");
    QCOMPARE(desk_.compile(wrong->program).size(), std::size_t{1});
}

void LooseTest::many_texts() {
    std::string text = std::string(loose) + "do: [{a: {set: {";
    std::string expected = "{";
    for (int i = 0; i < 450; ++i) {
        const std::string name = "m" + std::to_string(1000 + i);
        text += name + ": '" + (i % 3 == 0 ? ".n" : i % 3 == 1 ? "some words of text" : "unheard") + "', ";
        expected += (i ? "," : "") + ("\"" + name + "\":") + (i % 3 == 0 ? "3" : i % 3 == 1 ? "\"some words of text\"" : "\"unheard\"");
    }
    const auto plan = plan_of(text + "}}}]");
    QCOMPARE(evaluated(*plan, std::get<SetSpec>(plan->task(0).spec).value), expected + "}");
}

void LooseTest::parts_know_their_places() {
    const auto plan = plan_of(std::string(loose) + "do: [{a: {set: {a: hello there, b: \"it's\", c: .n, d: '${ .n }', e: 7}}}]");
    const auto& expression = plan->program->expressions.at(0);
    QCOMPARE(expression.loose.size(), std::size_t{2});
    const auto author_of = [&](const LoosePart& part) { return expression.text.substr(part.author_begin, part.author_end - part.author_begin); };
    QCOMPARE(author_of(expression.loose[0]), std::string("hello there"));
    QCOMPARE(expression.loose[0].otherwise, std::string("\"hello there\""));
    QCOMPARE(author_of(expression.loose[1]), std::string(".n"));
    QVERIFY(expression.loose[0].end <= expression.loose[1].begin && expression.loose[1].end <= expression.text.size());
    // In the mode strict nothing is tried.
    QVERIFY(plan_of("do: [{a: {set: {a: hello there, c: '${ .n }'}}}]")->program->expressions.at(0).loose.empty());
}

void LooseTest::addresses_and_commands() {
    const auto plan = plan_of(std::string(loose) + "do: [{a: {call: http, with: {method: get, endpoint: 'https://a.b/{name}', body: '{n}', query: '.list | {a: length}'}}}, "
                              "{b: {call: http, with: {method: '\"p\" + \"ut\"', endpoint: {uri: '\"http://\" + .name'}}}}, "
                              "{c: {call: http, with: {method: get, endpoint: './{name}'}}}, "
                              "{d: {run: {shell: {command: 'true', arguments: ['.n', '-n'], environment: {A: .name}}}}}]");
    const auto request_at = [&](TaskIndex index) { return evaluated(*plan, std::get<ActivitySpec>(plan->task(index).spec).request); };
    const std::string first = "{\"body\":{\"n\":3},\"method\":\"get\",\"output\":\"content\",\"query\":{\"a\":2},\"redirect\":false,\"uri\":\"https://a.b/ada\"}";
    const std::string second = "{\"method\":\"put\",\"output\":\"content\",\"redirect\":false,\"uri\":\"http://ada\"}";
    QCOMPARE(request_at(0), first);
    QCOMPARE(request_at(1), second);
    QCOMPARE(request_at(2), std::string(R"({"method":"get","output":"content","redirect":false,"uri":"./ada"})"));
    QCOMPARE(request_at(3), std::string(R"({"arguments":[3,"-n"],"command":"true","environment":{"A":"ada"},"return":"stdout"})"));
}

void LooseTest::bare_places_stay_strict() {
    const auto plan = plan_of(std::string(loose) + "do: [{a: {if: unheard, set: {x: 1}, output: {as: {n: .n, t: words here}}}}]");
    const auto& task = plan->task(0);
    QCOMPARE(evaluated(*plan, task.if_true).substr(0, 6), std::string("error:"));
    QCOMPARE(evaluated(*plan, task.output_as), std::string(R"({"n":3,"t":"words here"})"));
}

void LooseTest::filters_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* filter, bool matches) { QTest::newRow(filter) << filter << matches; };
    row("{with: {type: order.placed}}", true);
    row("{with: {type: order.pl.ced}}", true);
    row("{with: {type: order}}", false);
    row("{with: {type: '. == \"order.placed\"'}}", true);
    row("{with: {type: '. == \"x\"'}}", false);
    row("{with: {type: 'startswith(\"order\")'}}", true);
    row("{with: {type: 'order[.](placed|paid)'}}", true);
    row("{with: {type: '.x'}}", false);
    row("{with: {data: '.amount > 100'}}", true);
    row("{with: {data: '.amount > 200'}}", false);
    row("{with: {data: {amount: '.amount'}}}", true);
    row("{with: {type: order.placed}, correlate: {c: {from: .data.amount, expect: '60 * 2'}}}", true);
    row("{with: {type: order.placed}, correlate: {c: {from: .type, expect: order.placed}}}", true);
    row("{with: {type: order.placed}, correlate: {c: {from: .type, expect: some text}}}", false);
}

void LooseTest::filters() {
    QFETCH(QString, filter);
    QFETCH(bool, matches);
    const auto plan = plan_of(std::string(loose) + "do: [{l: {listen: {to: {one: " + filter.toStdString() + "}}}}]");
    const auto& planned = std::get<ListenSpec>(plan->task(0).spec).to.filters.at(0);
    bool judged = true;
    for (const auto& [name, pattern] : planned.simple) judged = judged && name == "type" && matches_simple_pattern(pattern, "order.placed");
    if (judged && !std::holds_alternative<Absent>(planned.match)) {
        const auto answer = evaluated(*plan, planned.match, R"({"type":"order.placed","data":{"amount":120}})");
        QVERIFY2(answer == "{}" || answer == "null", answer.c_str());
        judged = answer == "{}";
    }
    QCOMPARE(judged, matches);
}

void LooseTest::functions_elsewhere_stay_strict() {
    const auto plan = compile_plan(*definition_of(std::string(loose) + "do: [{a: {call: 'https://x/f.yaml', with: {a: .n}}}]"),
                                   JsonValue::object({{"https://x/f.yaml", "set: {a: .n}"}}).json());
    QVERIFY(plan.ok());
    const auto& call = std::get<FunctionSpec>((*plan)->task(0).spec);
    QCOMPARE(evaluated(**plan, call.with), std::string(R"({"a":3})"));
    QCOMPARE(evaluated(**plan, std::get<SetSpec>((*plan)->task(call.function).spec).value), std::string(R"({"a":".n"})"));
}

ORKESTR_TEST(LooseTest)

} // namespace orkestr::test

#include "loose_test.moc"
