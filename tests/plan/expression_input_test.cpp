// What a text shows of its value, beside what jq makes of it.
#include "core/plan/expression_input.h"

#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

ProgramExpression expression_of(const QString& text) {
    ProgramExpression expression;
    expression.text = text.toStdString();
    return expression;
}

} // namespace

class ExpressionInputTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_constant_is_what_jq_makes_of_it_data();
    void a_constant_is_what_jq_makes_of_it();
    void no_constants_data();
    void no_constants();
    void the_input_makes_no_difference_data();
    void the_input_makes_no_difference();
    void reads_the_input_data();
    void reads_the_input();
    void what_may_be_data_reads_the_input();

private:
    EvaluationDesk desk_;
};

void ExpressionInputTest::a_constant_is_what_jq_makes_of_it_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"null", " true ", "false\n", "0", "7", "-12", "999999999999999", "\"\"", "\"a text, {with} #signs\"", "\"é\"", "[]", "{}"})
        QTest::newRow(text) << text;
}

void ExpressionInputTest::a_constant_is_what_jq_makes_of_it() {
    QFETCH(QString, text);
    const auto constant = constant_of(text.toStdString());
    QVERIFY(constant);
    QCOMPARE(constant->text(), desk_.evaluate({text.toStdString(), "null", {}}));
}

void ExpressionInputTest::no_constants_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", ".", "True", "false # always", "1 + 1", "007", "-0", "- 1", "1e3", "1.0", "99999999999999999999", "\"a\\(1)b\"", "\"\\u0041\"",
                             "\"a\" + \"b\"", "\"", "[1]", "{a: 1}", "empty", "not", "length", "$x"})
        QTest::newRow(text) << text;
}

void ExpressionInputTest::no_constants() {
    QFETCH(QString, text);
    QVERIFY(!constant_of(text.toStdString()));
}

void ExpressionInputTest::the_input_makes_no_difference_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"__one([range(3)]\n)", "__truth($x.a > 1 and $x.b.c != \"no\"\n)", "1.5 * 2 - 1 / 4 % 3", "[$x, $x.a, empty, -1]", "$x.none // 5",
                             "[range(0; 10; 3)] | $x.a", "$x[\"a\"]", "1 <= 2 or 2 >= 1 or 1 == 2", "$x.list[1]", "true // false"})
        QTest::newRow(text) << text;
}

void ExpressionInputTest::the_input_makes_no_difference() {
    QFETCH(QString, text);
    QVERIFY(!reads_input(expression_of(text)));
    const std::vector<std::pair<std::string, std::string>> variables{{"x", R"({"a":2,"b":{"c":"yes"},"list":[1,2]})"}};
    std::vector<Asked> asked;
    for (const char* input : {"null", "5", "\"x\"", "[1,[2]]", R"({"a":9,"b":8})"}) asked.push_back({text.toStdString(), input, variables});
    const auto answers = desk_.evaluate_all(asked);
    QVERIFY(!answers[0].starts_with("error"));
    for (const std::string& answer : answers) QCOMPARE(answer, answers[0]);
}

void ExpressionInputTest::reads_the_input_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {".", ".a", "..", "[.[] | 1]", "length", "$x | length", "$x, .a", "1 + .", "not", "{a}", "{\"a\"}", "\"\\(.)\"", "range(0) = 1", "range(0) |= 1",
                             "range(0) += 1", "range(0) //= 1", "$x .a", "reduce 1 as $y (.; . + $y)", "1 as $y | .", "@json", "input", "if true then 1 end", "map(1)", "$x..", "1 # none",
                             "__uri(.)", "try error(\"x\") catch .", "$__loc__ | keys", "[limit(1; .)]"})
        QTest::newRow(text) << text;
}

void ExpressionInputTest::reads_the_input() {
    QFETCH(QString, text);
    QVERIFY(reads_input(expression_of(text)));
}

void ExpressionInputTest::what_may_be_data_reads_the_input() {
    ProgramExpression expression = expression_of("1");
    QVERIFY(!reads_input(expression));
    expression.loose.push_back({0, 1, 0, 1, "."});
    QVERIFY(reads_input(expression));
}

ORKESTR_TEST(ExpressionInputTest)

} // namespace orkestr::test

#include "expression_input_test.moc"
