// Expressions without end or measure: each costs only itself.
#include "core/adapters/jq/time_limit.h"
#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

#include <QRegularExpression>
#include <QTest>

namespace orkestr::test {

namespace {

JqEvaluatorOptions limits(int evaluation_time_ms) {
    JqEvaluatorOptions options;
    options.evaluation_time_ms = evaluation_time_ms;
    options.memory_bytes = std::size_t{256} << 20;
    options.output_bytes = std::size_t{2} << 20;
    return options;
}

std::vector<Asked> among_others(const QString& text) {
    return {{". + 1", "1", {}}, {text.toStdString(), "null", {}}, {". + 2", "1", {}}, {". + 3", "1", {}}};
}

} // namespace

class LimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void out_of_time_data();
    void out_of_time();
    void too_large_data();
    void too_large();
    void without_end_data();
    void without_end();
    void all_at_once();
    void more_runaways_than_workers();
    void a_slow_one_holds_up_no_other();
    void many_of_one_slow_expression_hold_up_no_other();
    void different_slow_ones_hold_up_no_other();
    void the_limit_is_on_time_that_passed();
    void slow_to_compile();
    void too_much_data();
    void a_deep_value_is_refused();
    void the_limits_hold_for_each_evaluation_alone();

private:
    EvaluationDesk hurried_{limits(400)};
    EvaluationDesk patient_{limits(60'000)};
};

void LimitsTest::out_of_time_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"def f: f; f", "last(range(1e15))", "[1] | first(repeat(empty))"}) QTest::newRow(text) << text;
}

void LimitsTest::out_of_time() {
    QFETCH(QString, text);
    const std::vector<std::string> expected{"2", "stopped: the expression took longer than 400 ms", "3", "4"};
    QCOMPARE(hurried_.evaluate_all(among_others(text)), expected);
}

void LimitsTest::too_large_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, const char* expected) { QTest::newRow(text) << text << expected; };
    const char* const memory = "stopped: the expression needs more than 256 MB of memory";
    const char* const output = "stopped: the value is larger than 2 MB";
    row("reduce range(1e9) as $i (\"x\"; . + .)", memory);
    row("[range(1e9)]", memory);
    row("def f: 1 + f; f", memory);
    // libjq's own arithmetic is at its end here.
    row(".[1e9] = 1", "stopped: .*");
    row("\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" | test(\"^(a|a?)+$\")", "error: Regex failure: retry-limit-in-match over");
    row("\"x\" * 3e6", output);
    row("[range(1e6)]", output);
    row("[range(6e4)] | [., ., ., ., ., ., ., .]", output);
}

void LimitsTest::too_large() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto answers = patient_.evaluate_all(among_others(text));
    QCOMPARE(answers[0], "2");
    QCOMPARE(answers[2], "3");
    QCOMPARE(answers[3], "4");
    const QRegularExpression wanted(QRegularExpression::anchoredPattern(expected));
    QVERIFY2(wanted.match(QString::fromStdString(answers[1])).hasMatch(), answers[1].c_str());
}

void LimitsTest::without_end_data() {
    QTest::addColumn<QString>("text");
    // Time or memory, whichever ends first.
    for (const char* text : {"\"x\" * 1e9", "\"abc\" | gsub(\"\"; \"x\")", "[limit(1e9; repeat(\"x\" * 100))]"})
        QTest::newRow(text) << text;
}

void LimitsTest::without_end() {
    QFETCH(QString, text);
    const auto answers = hurried_.evaluate_all(among_others(text));
    QCOMPARE(answers[0], "2");
    QCOMPARE(answers[2], "3");
    QCOMPARE(answers[3], "4");
    QVERIFY2(answers[1].starts_with("stopped: the expression "), answers[1].c_str());
}

void LimitsTest::all_at_once() {
    std::vector<Asked> asked;
    for (int i = 0; i < 60; ++i) {
        if (i % 20 == 3) asked.push_back({"def f: f; f", "null", {}});
        else if (i % 20 == 7) asked.push_back({"reduce range(99) as $i (\"x\"; . + .)", "null", {}});
        else if (i % 20 == 11) asked.push_back({"[limit(3; def f: 1, f; f)]", "null", {}});
        else asked.push_back({". * 2", std::to_string(i), {}});
    }
    const auto answers = hurried_.evaluate_all(asked);
    for (int i = 0; i < 60; ++i) {
        const std::string& answer = answers[static_cast<std::size_t>(i)];
        if (i % 20 == 3) QCOMPARE(answer, "stopped: the expression took longer than 400 ms");
        else if (i % 20 == 7) QVERIFY2(answer.starts_with("stopped: the expression "), answer.c_str());
        else if (i % 20 == 11) QCOMPARE(answer, "[1,1,1]");
        else QCOMPARE(answer, std::to_string(i * 2));
    }
}

void LimitsTest::more_runaways_than_workers() {
    std::vector<Asked> asked(9, {"def f: f; f", "null", {}});
    asked.push_back({".", "7", {}});
    const auto answers = hurried_.evaluate_all(asked);
    for (std::size_t i = 0; i < 9; ++i) QCOMPARE(answers[i], "stopped: the expression took longer than 400 ms");
    QCOMPARE(answers[9], "7");
}

void LimitsTest::a_slow_one_holds_up_no_other() {
    // With a limit that never comes, the others are answered all the same.
    EvaluationDesk patient({worker_path(), 600'000});
    const auto program = program_of({{"def f: f; f", "", {}}, {". + 1", "", {}}});
    std::vector<EvaluationRequest> requests{request_of(program, 0)};
    for (int i = 0; i < 100; ++i) requests.push_back(request_of(program, 1, std::to_string(i)));
    int answered = 0;
    QEventLoop loop;
    patient.evaluator().evaluate(std::move(requests), [&](const std::vector<EvaluationAnswer>& answers) {
        answered += static_cast<int>(answers.size());
        if (answered == 100) loop.quit();
    });
    loop.exec();
    QCOMPARE(answered, 100);
    patient.evaluator().abandon();
    QCOMPARE(patient.evaluate({"1", "null", {}}), "1");
}

void LimitsTest::many_of_one_slow_expression_hold_up_no_other() {
    EvaluationDesk patient({worker_path(), 600'000});
    const auto program = program_of({{"def f: f; f", "", {}}, {". + 1", "", {}}});
    const auto none = [](auto) { QFAIL("a runaway was answered"); };
    patient.evaluator().evaluate(std::vector(30, request_of(program, 0)), none);
    for (int i = 0; i < 20; ++i) QCOMPARE(patient.evaluate_requests({request_of(program, 1, std::to_string(i))}).front(), std::to_string(i + 1));
    QCOMPARE(patient.evaluator().worker_pids().size(), std::size_t(JqEvaluatorOptions().max_workers));
}

void LimitsTest::different_slow_ones_hold_up_no_other() {
    // With a limit that never comes. None is known to be slow before, and there are more than workers.
    EvaluationDesk patient({worker_path(), 600'000});
    const auto none = [](auto) { QFAIL("a runaway was answered"); };
    for (int i = 0; i < 12; ++i)
        patient.evaluator().evaluate({request_of(program_of({{"def f: f; f | " + std::to_string(i), "", {}}}), 0)}, none);
    const auto program = program_of({{". + 1", "", {}}});
    for (int i = 0; i < 20; ++i) QCOMPARE(patient.evaluate_requests({request_of(program, 0, std::to_string(i))}).front(), std::to_string(i + 1));
}

void LimitsTest::the_limit_is_on_time_that_passed() {
    using orkestr::is_out_of_time;
    QVERIFY(!is_out_of_time(0, 100, 100));
    QVERIFY(!is_out_of_time(100, 100, 100));
    QVERIFY(is_out_of_time(101, 101, 100));
    // With half or a third of a processor it is over at the same time.
    QVERIFY(is_out_of_time(50, 101, 100));
    QVERIFY(is_out_of_time(33, 101, 100));
    // It hardly came to its turn.
    QVERIFY(!is_out_of_time(10, 101, 100));
    QVERIFY(!is_out_of_time(25, 399, 100));
    QVERIFY(is_out_of_time(26, 399, 100));
    QVERIFY(is_out_of_time(0, 401, 100));
}

void LimitsTest::slow_to_compile() {
    JqEvaluatorOptions options = limits(600);
    options.memory_bytes = std::size_t{1} << 30;
    EvaluationDesk desk(options);
    std::string sums = "1";
    for (int i = 0; i < 20'000; ++i) sums += "+.a";
    const auto program = program_of({{"1", "", {}}, {sums, "", {}}, {"$x", "", {}}, {"4", "", {}}});
    const std::string message = "the expression took longer than 600 ms while it was compiled";
    QCOMPARE(desk.compile(program), (std::vector<std::string>{"1: " + message, "2: $x is not defined"}));
    std::vector<EvaluationRequest> requests;
    for (std::uint32_t i = 0; i < 4; ++i) requests.push_back(request_of(program, i));
    QCOMPARE(desk.evaluate_requests(std::move(requests)),
             (std::vector<std::string>{"1", "error: " + message, "error: $x is not defined", "4"}));
}

void LimitsTest::too_much_data() {
    const auto program = program_of({{"length", "", {}}});
    EvaluationRequest request = request_of(program, 0);
    request.input = Json::trusted("\"" + std::string(300u << 20, 'x') + "\"");
    QCOMPARE(patient_.evaluate_requests({request}).front(), "stopped: the data of the expression is larger than 256 MB");
    // This much may be sent, but the worker has no room for it.
    request.input = Json::trusted("\"" + std::string(200u << 20, 'x') + "\"");
    QCOMPARE(patient_.evaluate_requests({request, request_of(program, 0, "[1,2]")}),
             (std::vector<std::string>{"stopped: the expression needs more than 256 MB of memory", "2"}));
}

void LimitsTest::a_deep_value_is_refused() {
    QVERIFY(patient_.evaluate({"reduce range(1000) as $i (1; [.])", "null", {}}).starts_with("[[["));
    QCOMPARE(patient_.evaluate({"reduce range(1001) as $i (1; [.])", "null", {}}),
             "error: the value is nested deeper than 1000 levels");
}

void LimitsTest::the_limits_hold_for_each_evaluation_alone() {
    // Together they take longer than one may, even on a fast machine.
    const std::vector<Asked> asked(40, {"last(range(2e5))", "null", {}});
    for (const std::string& answer : hurried_.evaluate_all(asked)) QCOMPARE(answer, "199999");
}

ORKESTR_TEST(LimitsTest)

} // namespace orkestr::test

#include "limits_test.moc"
