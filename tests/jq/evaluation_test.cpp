// What expressions yield.
#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class EvaluationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void variables();
    void variables_that_are_not_named_are_not_there();
    void prelude_data();
    void prelude();
    void refused_names_data();
    void refused_names();
    void names_of_members_are_not_refused_data();
    void names_of_members_are_not_refused();
    void definitions_are_added();
    void two_thousand_expressions();
    void big_payload();
    void the_same_value_many_times();
    void knows_its_version();
    void answers_never_come_within_the_call();
    void abandoned_requests_are_not_answered();
    void may_be_destroyed_in_a_callback();

private:
    EvaluationDesk desk_;
};

void EvaluationTest::values_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* text, const char* input, const char* expected) {
        QTest::newRow(name) << text << input << expected;
    };
    row("identity", ".", R"({"b":1,"a":[true,null]})", R"({"a":[true,null],"b":1})");
    row("a member", ".a.b", R"({"a":{"b":"x"}})", "\"x\"");
    row("no member", ".a.b", "{}", "null");
    row("nothing", "empty", "1", "null");
    row("several", "1, 2, 3", "1", "error: the expression yields 3 values; exactly one is expected");
    row("false", "false", "1", "false");
    row("one of many", "first(range(5))", "1", "0");
    row("limit", "[limit(2; repeat(1))]", "1", "[1,1]");
    row("label", "[label $out | 1, break $out, 2]", "1", "[1]");
    row("own function", "def double: . * 2; double", "21", "42");
    row("comment at the end", ".a # the rest", R"({"a":1})", "1");
    row("whole number", "1.0", "null", "1");
    row("too large a number", "1e1000", "null", "1.7976931348623157e+308");
    row("infinite", "[infinite, -infinite, nan]", "null", "[1.7976931348623157e+308,-1.7976931348623157e+308,null]");
    row("negative zero", "-0", "null", "0");
    row("sum of tenths", "0.1 + 0.2", "null", "0.30000000000000004");
    row("big integer", ".", "123456789012345678901234567890", "1.2345678901234568e+29");
    row("largest exact", ".", "9007199254740991", "9007199254740991");
    row("exponent", "1e15, 1e17 | select(. > 1e16)", "null", "1e+17");
    row("members are sorted by their bytes", "{b:1, a:2, \"é\":3, B:4}", "null", "{\"B\":4,\"a\":2,\"b\":1,\"é\":3}");
    row("escapes", ".", R"("\u0000\u001f\"\\/\n\u20ac")", "\"\\u0000\\u001f\\\"\\\\/\\n€\"");
    row("text in data is data", ".", R"j("${ .a } \\(1)")j", R"j("${ .a } \\(1)")j");
    row("interpolation", R"j("a\(.x + "b\(1)")c")j", R"({"x":"y"})", "\"ayb1c\"");
    row("regular expression", R"(test("^a+$"), ltrimstr("a") | select(type == "string"))", "\"aaa\"", "\"aa\"");
    row("base64", "@base64d", "\"aGk=\"", "\"hi\"");
    row("split", R"([splits(", *")])", "\"a, b,c\"", R"(["a","b","c"])");
    row("getpath", R"(getpath(["a",0]))", R"({"a":[7]})", "7");
    row("update", ".a |= . + 1", R"({"a":1,"b":2})", R"({"a":2,"b":2})");
    row("dates are in UTC", R"(1700000000 | strftime("%Y-%m-%dT%H:%M:%S %Z"))", "null", "\"2023-11-14T22:13:20 UTC\"");
    row("date and back", "\"2023-11-14T22:13:20Z\" | fromdate", "null", "1700000000");
    row("wrong type", ".a", "[1]", "error: Cannot index array with string \"a\"");
    row("own error", "error(\"no stock\")", "1", "error: no stock");
    row("error of an object", "error({code: 7})", "1", R"(error: {"code":7})");
    row("error of null", "error(null)", "1", "error: null");
    row("error of a null input", "null | error", "1", "error: null");
    row("error of its input", "\"none\" | error", "1", "error: none");
    row("error of no message", "error(empty)", "1", "null");
    row("caught error of null", "try error(null) catch .", "1", "\"null\"");
    row("caught error of an object", "try error({code: 7}) catch .code", "1", "7");
    row("error of each message, the first ends it", "try error(\"a\", \"b\") catch .", "1", "\"a\"");
    row("a message from the input", "error(.)", "\"bad\"", "error: bad");
    row("an error after a value", "1, error(\"late\")", "1", "error: late");
    row("very many values", "range(1e9)", "1", "error: the expression yields more than 100000 values; exactly one is expected");
    row("caught error", "try error(\"x\") catch .", "1", "\"x\"");
}

void EvaluationTest::values() {
    QFETCH(QString, text);
    QFETCH(QString, input);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(desk_.evaluate({text.toStdString(), input.toStdString(), {}})), expected);
}

void EvaluationTest::variables() {
    QCOMPARE(desk_.evaluate({"[$b.x, $a, .]", "1", {{"a", "[2]"}, {"b", R"({"x":3})"}}}), "[3,[2],1]");
    QCOMPARE(desk_.evaluate({"$input + 1", "null", {{"input", "4"}}}), "5");
}

void EvaluationTest::variables_that_are_not_named_are_not_there() {
    QCOMPARE(desk_.evaluate({"$context", "1", {{"input", "1"}}}), "error: $context is not defined");
}

void EvaluationTest::prelude_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, const char* expected) { QTest::newRow(text) << text << expected; };
    row("[__one(1), __one(empty), __one(null)]", "[1,null,null]");
    row("[__one(1, 2)]", "error: the expression yields 2 values; exactly one is expected");
    row("[__truth(1), __truth(0), __truth(\"\"), __truth(null), __truth(false), __truth(empty)]",
        "[true,true,true,false,false,false]");
    row("__truth(true, true)", "error: the expression yields 2 values; exactly one is expected");
    row("[__uri(\"a b/ç~-._\"), __uri(1.50), __uri(true), __uri(null)]", R"(["a%20b%2F%C3%A7~-._","1.5","true",""])");
    row("__uri(\"!*'()\")", "\"%21%2A%27%28%29\"");
    row("__uri([1])", "error: an array can't be part of a URI: give a string, a number or a boolean");
    row("__uri({})", "error: an object can't be part of a URI: give a string, a number or a boolean");
}

void EvaluationTest::prelude() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(desk_.evaluate({text.toStdString(), "null", {}})), expected);
}

void EvaluationTest::refused_names_data() {
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"now", "env", "$ENV", "$ENV.PATH", "env.HOME", "input", "[inputs]", "input_filename", "input_line_number",
          "0 | localtime", "0 | strflocaltime(\"%c\")", "debug", "stderr", "halt", "\"x\" | halt_error", "halt_error(1)",
          "import \"a\" as a; 1", "include \"a\"; 1", "\"a\" | modulemeta", "get_search_list", "$__loc__", "$__prog_args",
          "{a: now}", "{a: 1, b: now}", "[.a, now]", "\"\\(now)\"", "{(now): 1}", ". as {a: $x} | now", "def f: now; f",
          "__e0", "1 | env", "get_prog_origin"})
        QTest::newRow(text) << text;
}

void EvaluationTest::refused_names() {
    QFETCH(QString, text);
    const QString answer = QString::fromStdString(desk_.evaluate({text.toStdString(), "null", {}}));
    QVERIFY2(answer.startsWith("error: '") && answer.contains("' can't be used in an expression: "), qPrintable(answer));
}

void EvaluationTest::names_of_members_are_not_refused_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, const char* expected) { QTest::newRow(text) << text << expected; };
    row(".now", "1");
    row(".input.env?", "null");
    row("{now: 2, input: 3}", R"({"input":3,"now":2})");
    row("{now, debug}", R"({"debug":null,"now":1})");
    row("\"now\"", "\"now\"");
    row(".now as $env | $env", "1");
    row(". as {now: $n} | $n", "1");
    row("1 # now", "1");
    row("[.[\"input\"], 1e2]", "[null,100]");
    row("{\"a\": 1, import: 2}", R"({"a":1,"import":2})");
}

void EvaluationTest::names_of_members_are_not_refused() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(desk_.evaluate({text.toStdString(), R"({"now":1})", {}})), expected);
}

void EvaluationTest::definitions_are_added() {
    const auto program = program_of({{"[$task.name, $task.definition.set, $workflow.definition.document.name]", "null",
                                      {{"task", "{}"}, {"workflow", "{}"}}},
                                     {"[$task.definition, $workflow.id]", "null", {{"task", "{}"}, {"workflow", "{}"}}}});
    program->definitions = {json(R"({"set":{"a":1}})"), json(R"({"document":{"name":"n"}})")};
    program->expressions[0].task_definition = 0;
    program->expressions[0].workflow_definition = 1;
    std::vector<EvaluationRequest> requests{request_of(program, 0), request_of(program, 1)};
    for (EvaluationRequest& request : requests) request.variables = {json(R"({"name":"t"})"), json(R"({"id":"w"})")};
    const std::vector<std::string> expected{R"(["t",{"a":1},"n"])", R"([null,"w"])"};
    QCOMPARE(desk_.evaluate_requests(std::move(requests)), expected);
}

void EvaluationTest::two_thousand_expressions() {
    std::vector<Asked> asked;
    for (int i = 0; i < 2000; ++i) asked.push_back({". + " + std::to_string(i) + " + $x", "1", {{"x", "10"}}});
    const auto answers = desk_.evaluate_all(asked);
    for (int i = 0; i < 2000; ++i) QCOMPARE(answers[static_cast<std::size_t>(i)], std::to_string(i + 11));
}

void EvaluationTest::big_payload() {
    std::string text = "[";
    while (text.size() < 16u << 20) text += R"({"name":"some item of a long list","price":12.5,"tags":["a","b"]},)";
    text += "null]";
    const Json big = Json::trusted(std::move(text));
    const auto program = program_of({{".", "", {}}, {"length", "", {}}, {"[$a, .]", "", {{"a", ""}}}});
    EvaluationRequest whole = request_of(program, 0);
    EvaluationRequest length = request_of(program, 1);
    EvaluationRequest two = request_of(program, 2);
    whole.input = length.input = two.input = big;
    two.variables = {big};
    const auto answers = desk_.evaluate_requests({whole, length, two, length});
    QVERIFY(answers[0] == big.text());
    QVERIFY(answers[1].size() > 5);
    QCOMPARE(answers[2].size(), 2 * big.size_bytes() + 3);
    QVERIFY(answers[2] == "[" + big.text() + "," + big.text() + "]");
    QCOMPARE(answers[3], answers[1]);
}

void EvaluationTest::the_same_value_many_times() {
    // More and larger values than a worker keeps, again and again in another order.
    std::vector<Json> values;
    for (int i = 0; i < 3000; ++i)
        values.push_back(json("{\"i\":" + std::to_string(i) + ",\"text\":\"" + std::string(i % 10 == 0 ? 100'000 : 600, 'x') + "\"}"));
    const auto program = program_of({{".i + $v.i", "", {{"v", ""}}}});
    for (int round = 0; round < 2; ++round) {
        std::vector<EvaluationRequest> requests;
        std::vector<std::string> expected;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::size_t other = (i * 7 + static_cast<std::size_t>(round)) % 900;
            EvaluationRequest& request = requests.emplace_back(request_of(program, 0));
            request.input = values[i];
            request.variables = {values[other]};
            expected.push_back(std::to_string(i + other));
        }
        const auto answers = desk_.evaluate_requests(std::move(requests));
        for (std::size_t i = 0; i < expected.size(); ++i) QCOMPARE(answers[i], expected[i]);
    }
}

void EvaluationTest::knows_its_version() { QCOMPARE(desk_.evaluator().version(), "1.6"); }

void EvaluationTest::answers_never_come_within_the_call() {
    JqEvaluatorOptions options;
    options.worker_path = worker_path();
    auto evaluator = std::move(JqEvaluator::create(options)).value();
    const auto program = program_of({{"1", "", {}}});
    bool within = true;
    QEventLoop loop;
    evaluator->evaluate({request_of(program, 0)}, [&](auto) {
        QVERIFY(!within);
        loop.quit();
    });
    within = false;
    loop.exec();
}

void EvaluationTest::abandoned_requests_are_not_answered() {
    const auto program = program_of({{"1", "", {}}, {"def f: f; f", "", {}}});
    desk_.evaluator().evaluate({request_of(program, 0), request_of(program, 1), request_of(program, 0)},
                               [](auto) { QFAIL("answered after all"); });
    desk_.evaluator().abandon();
    // The runaway among them holds up nothing.
    for (int i = 0; i < 3; ++i) QCOMPARE(desk_.evaluate({"2", "null", {}}), "2");
}

void EvaluationTest::may_be_destroyed_in_a_callback() {
    JqEvaluatorOptions options;
    options.worker_path = worker_path();
    auto evaluator = std::move(JqEvaluator::create(options)).value();
    const auto program = program_of({{"1", "", {}}});
    QEventLoop loop;
    int calls = 0;
    const auto once = [&](auto) {
        ++calls;
        evaluator.reset();
        loop.quit();
    };
    JqEvaluator& asked = *evaluator;
    asked.evaluate({request_of(program, 0)}, once);
    asked.evaluate({request_of(program, 0)}, once);
    loop.exec();
    QCoreApplication::processEvents();
    QCOMPARE(calls, 1);
}

ORKESTR_TEST(EvaluationTest)

} // namespace orkestr::test

#include "evaluation_test.moc"
