#include "core/definition/expression_scan.h"
#include "tests/support/test.h"

#include <QTest>

using Kind = orkestr::ExpressionExtent::Kind;

namespace {

QStringList names_of(const std::vector<orkestr::ExpressionName>& names) {
    QStringList all;
    for (const auto& name : names) all << QString::fromStdString(name.name);
    return all;
}

} // namespace

class ExpressionScanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sound_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {".", ".a.b[0]?", ". + {a: 1, \"b c\": .d, $x, (.k): 2, @base64: 3}", "\"a \\(.b | \"x\\(1)\") }\"", "[.[] | select(.a == \"]\")]",
                                 "if .a then .b elif .c then .d else .e end", "reduce .[] as $x (0; . + $x)", "def f($a; g): $a + g; f(1; .b)",
                                 ". as [$a, {b: $c, $d}] | $a + $c + $d", ". as {a: $x} ?// [$x] | $x", "label $out | foreach .[] as $i (0; .+1; ., break $out)",
                                 "$input + { availablePets: [.[] | select(.category.name == \"dog\" and (.tags[] | .breed == $input.order.breed))] }",
                                 ".. | numbers", "@uri \"a\\(.b)\"", "1.5e-3 * -2 % 7", ".a // empty", ".a |= . + 1", "try error(\"x\") catch .", "{if: 1, then: 2, end: 3}.if",
                                 ".a # a comment with ) } \" in it\n | .b", "{now, input: .env, inputs: 1} | .now", ".[\"now\"] | .\"input\"", "$task.startedAt.epoch.seconds",
                                 "not", "-1", ".a and (.b | not)", ".a[1:2]", "\"\\u00e9\\n\""})
            QTest::newRow(text) << QString(text);
    }

    void sound() {
        QFETCH(QString, text);
        const auto scan = orkestr::scan_expression(text.toStdString());
        for (const auto& fault : scan.faults) qWarning("%zu %s", fault.begin, fault.message.c_str());
        QVERIFY(scan.faults.empty());
    }

    void faults_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("begin");
        QTest::addColumn<QString>("code");
        const QString syntax = "expression-syntax";
        const QString refused = "refused-function";
        QTest::newRow("empty") << " " << 0 << syntax;
        QTest::newRow("only a comment") << "# x" << 0 << syntax;
        QTest::newRow("open") << ".a | (.b" << 5 << syntax;
        QTest::newRow("closed") << ".a)" << 2 << syntax;
        QTest::newRow("crossed") << "[(.a])" << 4 << syntax;
        QTest::newRow("string") << ".a + \"b" << 5 << syntax;
        QTest::newRow("interpolation") << "\"a \\(.b\"" << 7 << syntax;
        QTest::newRow("operator") << ".a |" << 3 << syntax;
        QTest::newRow("quote") << ".a == 'x'" << 6 << syntax;
        QTest::newRow("if") << "if .a then 1" << 0 << syntax;
        QTest::newRow("end") << ".a end" << 3 << syntax;
        QTest::newRow("escape") << "\"\\q\"" << 1 << syntax;
        QTest::newRow("template") << "1 + ${ .a }" << 4 << syntax;
        QTest::newRow("dollar") << "$ + 1" << 0 << syntax;
        QTest::newRow("now") << ".a | now" << 5 << refused;
        QTest::newRow("in a string") << "\"\\(env)\"" << 3 << refused;
        QTest::newRow("as an object's value") << "{a: input}" << 4 << refused;
        QTest::newRow("after a comma outside an object") << "[1, inputs]" << 4 << refused;
        QTest::newRow("import") << "import \"a\" as a; .b" << 0 << refused;
        QTest::newRow("environment") << "$ENV.PATH" << 0 << refused;
        QTest::newRow("location") << "{$__loc__}" << 1 << refused;
        QTest::newRow("reserved") << "__one(.a)" << 0 << refused;
    }

    void faults() {
        QFETCH(QString, text);
        QFETCH(int, begin);
        QFETCH(QString, code);
        const auto scan = orkestr::scan_expression(text.toStdString());
        QVERIFY(!scan.faults.empty());
        QCOMPARE(static_cast<int>(scan.faults[0].begin), begin);
        QCOMPARE(QString(scan.faults[0].code), code);
        QVERIFY(scan.faults[0].end <= static_cast<std::size_t>(text.size()) && !scan.faults[0].message.empty());
    }

    void variables_and_secrets() {
        const auto scan = orkestr::scan_expression(". as [$a] | $a + $b + \"\\($c)\" + $b | reduce .[] as {x: $d} ($e; $d)");
        QCOMPARE(names_of(scan.variables), QStringList({"b", "c", "e"}));
        const auto secrets = orkestr::scan_expression("$secrets.api.key + $secrets[\"other\"] + $secrets.\"third\" + ($secrets | keys[0])");
        QCOMPARE(names_of(secrets.secrets), QStringList({"api", "other", "third"}));
        QCOMPARE(secrets.secrets[0].begin, std::size_t{9});
        QCOMPARE(names_of(secrets.variables), QStringList({"secrets"}));
    }

    void extents_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("inner");
        QTest::newRow("plain") << "text" << Kind::none << "";
        QTest::newRow("whole") << "${ .a }" << Kind::whole << ".a";
        QTest::newRow("with space around") << "  ${.a}\n" << Kind::whole << ".a";
        QTest::newRow("with braces") << "${ {a: {b: 1}} }" << Kind::whole << "{a: {b: 1}}";
        QTest::newRow("with a brace in a string") << "${ \"}\" + \"\\({a: 1}.a) }\" }" << Kind::whole << "\"}\" + \"\\({a: 1}.a) }\"";
        QTest::newRow("with a comment") << "${ .a # }\n }" << Kind::whole << ".a # }";
        QTest::newRow("two") << "${ .a } and ${ .b }" << Kind::partial << "";
        QTest::newRow("text before") << "Hello ${ .a }" << Kind::partial << "";
        QTest::newRow("text behind") << "${ .a }!" << Kind::partial << "";
        QTest::newRow("unclosed") << "${ .a" << Kind::unclosed << "";
        QTest::newRow("unbalanced inside") << "${ {a: 1 }" << Kind::whole << "{a: 1";
        QTest::newRow("empty") << "${}" << Kind::whole << "";
        QTest::newRow("blank") << "${  }" << Kind::whole << "";
        QTest::newRow("a dollar") << "$5" << Kind::none << "";
    }

    void extents() {
        QFETCH(QString, text);
        QFETCH(Kind, kind);
        QFETCH(QString, inner);
        const std::string bytes = text.toStdString();
        const auto extent = orkestr::find_expression(bytes);
        QCOMPARE(extent.kind, kind);
        if (kind == Kind::whole) QCOMPARE(QString::fromStdString(bytes.substr(extent.begin, extent.end - extent.begin)), inner);
    }

    void what_looks_like_an_expression() {
        for (const char* yes : {".user", ".order.id", "$context.user", ".a == 1", ".items | length", ".items[0]", "$error", "$input", ".a + .b"})
            QVERIFY2(orkestr::looks_like_expression(yes), yes);
        for (const char* no : {"", ".", "..", "...", "./run.sh", ".5", "$5", "$HOME", "text", ".net is a platform", "$inputs", "a.b"})
            QVERIFY2(!orkestr::looks_like_expression(no), no);
    }

    void hostile_text_is_scanned_in_linear_time() {
        const std::string deep = std::string(1'000'000, '(') + "1" + std::string(1'000'000, ')');
        QVERIFY(orkestr::scan_expression(deep).faults.empty());
        QCOMPARE(orkestr::scan_expression(std::string(1'000'000, '[')).faults.size(), std::size_t{1});
        QCOMPARE(orkestr::find_expression("${" + std::string(1'000'000, '{')).kind, Kind::unclosed);
    }
};

ORKESTR_TEST(ExpressionScanTest)
#include "expression_scan_test.moc"
