// What a text shows of what its value depends on, beside what jq makes of it.
#include "core/plan/expression_reads.h"

#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

#include <QTest>

#include <algorithm>

namespace orkestr::test {

namespace {

/// `.a.b $x.c .`, or `unknown`.
QString reads_of(const QString& text) {
    ProgramExpression expression;
    expression.text = text.toStdString();
    const auto paths = read_paths(expression);
    if (!paths) return QStringLiteral("unknown");
    QStringList all;
    for (const ReadPath& path : *paths) {
        QString one = path.variable.empty() ? QString() : QLatin1Char('$') + QString::fromStdString(path.variable);
        for (const auto& name : path.names) one += QLatin1Char('.') + QString::fromStdString(name);
        all << (one.isEmpty() ? QStringLiteral(".") : one);
    }
    all.removeDuplicates();
    return all.join(QLatin1Char(' '));
}

} // namespace

class ExpressionReadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_is_read_data();
    void what_is_read();
    void what_is_not_read_makes_no_difference_data();
    void what_is_not_read_makes_no_difference();

private:
    EvaluationDesk desk_;
};

void ExpressionReadsTest::what_is_read_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reads");
    const std::vector<std::pair<const char*, const char*>> rows = {
        {"1 + 2.5e3", ""},
        {".", "."},
        {".a", ".a"},
        {".a.b.c > 3", ".a.b.c"},
        {".\"a b\".c", ".a b.c"},
        {"__one(.a + .b\n)", ".a .b"},
        {"$context.user.name + .x", "$context.user.name .x"},
        {"{a: .x, \"b\": $y.z}", ".x $y.z"},
        {"{a}", "unknown"},
        {"{$a}", "unknown"},
        {"{\"a\"}", "unknown"},
        {"{(.a): 1}", "unknown"},
        {"[.a, .b.c]", ".a .b.c"},
        {".a[.i]", ".a .i"},
        {".a[0].b", ".a .b"},
        {".[\"a\"]", "."},
        {"..", "."},
        {".a | .b", ".a"},
        {".a | length + 1", ".a"},
        {"(.a | length) + .b", ".a .b"},
        {"length", "."},
        {"[.a[] | select(.x > 1) | .y]", ".a"},
        {"{a: .x | length, b: .y}", ".x .y"},
        {".a | . as $v | $v + $w", "unknown"},
        {".a[] as $v | .b", "unknown"},
        {"reduce .a[] as $v (0; . + $v)", "unknown"},
        {"def f: .a; f", "unknown"},
        {"\"x\\(.a)\"", "unknown"},
        {".a = 1", "unknown"},
        {".a |= 1", "unknown"},
        {".a += 1", "unknown"},
        {".a //= 1", "unknown"},
        {".a == 1 and .b != 2 or .c <= 3", ".a .b .c"},
        {".a // \"none\"", ".a"},
        {"if .a then .b else .c end", ".a .b .c"},
        {"if .a | not then .b elif .c then 1 else 2 end", ".a .b .c"},
        {".a # .b", "unknown"},
        {".a | @base64", ".a"},
        {"@base64", "unknown"},
        {"range(.a; .b)", ".a .b"},
        {".a | limit(3; .b)", ".a"},
        {"try .a catch .b", ".a .b"},
        {".a?.b", ".a .b"},
        {".a[1:2]", "unknown"},
        {"(.a", "unknown"},
        {".a)", "unknown"},
        {"-.a * (-$b.c)", ".a $b.c"},
        {"__uri(.a) + \"/x\"", ".a"},
    };
    for (const auto& [text, reads] : rows) QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(reads);
}

void ExpressionReadsTest::what_is_read() {
    QFETCH(QString, text);
    QFETCH(QString, reads);
    QCOMPARE(reads_of(text), reads);
}

void ExpressionReadsTest::what_is_not_read_makes_no_difference_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {".a", ".a + 1", "{x: .a, y: [.a, 2]}", ".a | . * 2", "[.a] | map(. + 1) | length", "if .a > 1 then .a else 0 end", ".a // 3", "(.a | tostring) + \"x\"",
                             "{a: .a | [.], b: 1}", "[range(.a)]", ".a == 2 and (.a | not | not)", "[.a | ., .]", ".a | {b: .}"})
        QTest::newRow(text) << text;
}

void ExpressionReadsTest::what_is_not_read_makes_no_difference() {
    QFETCH(QString, text);
    QCOMPARE(reads_of(text).section(QLatin1Char(' '), 0, 0), QStringLiteral(".a"));
    const auto value = [&](const char* input) { return desk_.evaluate({text.toStdString(), input, {}}); };
    QCOMPARE(value(R"({"a":2,"b":1,"y":[1]})"), value(R"({"a":2,"b":{"other":true},"x":5})"));
}

ORKESTR_TEST(ExpressionReadsTest)

} // namespace orkestr::test

#include "expression_reads_test.moc"
