// What is wrong with expressions, and with which of many.
#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class CompilationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sound_expressions_have_no_diagnostics();
    void names_the_one_at_fault_data();
    void names_the_one_at_fault();
    void names_several_among_many();
    void a_fault_costs_only_its_own_expression();
    void evaluating_tells_the_same_fault();
    void an_expression_that_breaks_the_compiler();
    void variables_are_names();
    void large_expressions();
    void without_expressions();
    void abandoned_compilation_is_not_answered();

private:
    EvaluationDesk desk_;
};

void CompilationTest::sound_expressions_have_no_diagnostics() {
    QCOMPARE(desk_.compile({".", ".a.b", "__one(.x)", "[.[] | select(.a > 1)]", "if . then 1 else 2 end", "def f: 1; f"}),
             std::vector<std::string>{});
}

void CompilationTest::names_the_one_at_fault_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* text, const char* message) { QTest::newRow(text) << text << message; };
    row("1) | (2", "')' closes nothing");
    row("(1", "'(' is not closed");
    row("[1)", "'[' is not closed before ')'");
    row("\"abc", "a string is not closed");
    row("\"a\\(1\"", "a string is not closed");
    row("{a: 1", "'{' is not closed");
    row("1 # )\n)", "')' closes nothing");
    row("$missing", "$missing is not defined");
    row("missing(1)", "missing/1 is not defined");
    row("1 +", "syntax error, unexpected end of the expression");
    row("", "the expression is empty");
    row(" # nothing\n", "the expression is empty");
    row("1; 2", "syntax error, unexpected ';'");
    row("{a:}", "syntax error, unexpected '}'");
    row("if . then 1 end", "syntax error, unexpected end");
    row("label $out | break $other", "label $other is not defined");
    row("'a'", "syntax error, unexpected INVALID_CHARACTER");
    row(". as [$a] | $b", "$b is not defined");
    row("%", "syntax error, unexpected '%'");
    row("a::b", "a::b/0 is not defined");
    row("now", "'now' can't be used in an expression: an expression has no clock: use $workflow.startedAt or "
               "$task.startedAt");
}

void CompilationTest::names_the_one_at_fault() {
    QFETCH(QString, text);
    QFETCH(QString, message);
    const auto found = desk_.compile({".a", "1", text.toStdString(), ".b | length", "[.]"});
    QCOMPARE(found.size(), 1u);
    QCOMPARE(QString::fromStdString(found.front()), "2: " + message);
}

void CompilationTest::names_several_among_many() {
    std::vector<std::string> texts(350, ".items[0].name");
    texts[7] = "$x";
    texts[99] = "1 +";
    texts[100] = "1 + ]";
    texts[349] = "now";
    texts[200] = "nope";
    texts[201] = "\"\n\n\" | nope(\n1)";
    const auto found = desk_.compile(texts);
    const std::vector<std::string> expected{
        "7: $x is not defined", "99: syntax error, unexpected end of the expression", "100: ']' closes nothing",
        "200: nope/0 is not defined", "201: nope/1 is not defined",
        "349: 'now' can't be used in an expression: an expression has no clock: use $workflow.startedAt or $task.startedAt"};
    QCOMPARE(found, expected);
}

void CompilationTest::a_fault_costs_only_its_own_expression() {
    QCOMPARE(desk_.evaluate_all({{"1", "null", {}}, {"1 +", "null", {}}, {"3", "null", {}}}),
             (std::vector<std::string>{"1", "error: syntax error, unexpected end of the expression", "3"}));
}

void CompilationTest::evaluating_tells_the_same_fault() {
    for (const char* text : {"$x", "now", "(", "if", "foo"}) {
        const auto found = desk_.compile(std::vector<std::string>{text});
        QCOMPARE(found.size(), 1u);
        QCOMPARE("0: " + desk_.evaluate({text, "null", {}}).substr(7), found.front());
    }
}

void CompilationTest::an_expression_that_breaks_the_compiler() {
    // Whatever libjq does with these, the others are told right.
    std::string sums = "1";
    std::string pipes = ".";
    std::string definitions;
    std::string conditions;
    for (int i = 0; i < 30'000; ++i) sums += "+.a";
    for (int i = 0; i < 30'000; ++i) pipes += "|.";
    for (int i = 0; i < 12'000; ++i) definitions += "def f" + std::to_string(i) + ":1;";
    for (int i = 0; i < 5'000; ++i) conditions += "1 as $x | reduce . as $y (1;1) | ";
    JqEvaluatorOptions options;
    options.evaluation_time_ms = 800;
    EvaluationDesk hurried(options);
    const auto found = hurried.compile({"$a", sums, pipes, definitions + "1", conditions + "1", "$b"});
    QCOMPARE(found, (std::vector<std::string>{"0: $a is not defined", "1: the expression took longer than 800 ms while it was compiled",
                                              "2: the expression is too long for libjq", "3: the expression is too long for libjq",
                                              "4: the expression is too long for libjq", "5: $b is not defined"}));
    QCOMPARE(desk_.compile({"$c", std::string(150, '(') + "1" + std::string(150, ')')}),
             std::vector<std::string>{"0: $c is not defined"});
    QCOMPARE(desk_.compile({std::string(5000, '[') + std::string(5000, ']')}),
             std::vector<std::string>{"0: the expression is nested deeper than 200 levels"});
}

void CompilationTest::variables_are_names() {
    const auto program = program_of({{"1", "", {{"a b", ""}}}, {"$c_1", "", {{"c_1", ""}}}});
    QCOMPARE(desk_.compile(program), std::vector<std::string>{"0: 'a b' can't name a variable"});
}

void CompilationTest::large_expressions() {
    std::string text = "[1";
    while (text.size() < 200 * 1024) text += ",\"a literal of some length\"";
    text += "] | length";
    QCOMPARE(desk_.compile({text, text, text, "$x"}), std::vector<std::string>{"3: $x is not defined"});
    QCOMPARE(desk_.compile({std::string(300 * 1024, ' ') + "1"}),
             std::vector<std::string>{"0: the expression is longer than 256 KiB"});
}

void CompilationTest::without_expressions() {
    QCOMPARE(desk_.compile(std::vector<std::string>{}), std::vector<std::string>{});
}

void CompilationTest::abandoned_compilation_is_not_answered() {
    desk_.evaluator().compile(program_of({{"1", "", {}}}), [](auto) { QFAIL("answered after all"); });
    desk_.evaluator().abandon();
    QCOMPARE(desk_.compile(std::vector<std::string>{"$x"}), std::vector<std::string>{"0: $x is not defined"});
}

ORKESTR_TEST(CompilationTest)

} // namespace orkestr::test

#include "compilation_test.moc"
