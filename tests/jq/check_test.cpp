// Whole definitions checked: what the reader finds and what only the evaluator can find, in one answer.
#include "core/runtime/check.h"
#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

#include <QEventLoop>
#include <QTest>

namespace orkestr::test {

namespace {

constexpr const char* header = "document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}\n";

} // namespace

class CheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void says_data();
    void says();
    void hostile_schemas();

private:
    std::string check(EvaluationDesk& desk, const QString& text);

    EvaluationDesk desk_;
};

/// The diagnostics' lines, or "ok".
std::string CheckTest::check(EvaluationDesk& desk, const QString& text) {
    std::string said;
    QEventLoop loop;
    check_definition(header + text.toStdString(), "x", desk.evaluator(), nullptr, [&](Result<CheckedDefinition> checked) {
        said = !checked ? checked.error().message : checked->diagnostics.empty() ? "ok" : diagnostics_text(*checked);
        if (checked && checked->ok() == has_errors(checked->diagnostics)) said += "\nno plan, or one too many";
        loop.quit();
    });
    if (said.empty()) loop.exec();
    return said;
}

void CheckTest::says_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // lines; of one that ends in ... the beginning
    const auto row = [](const char* name, const char* text, const char* expected) { QTest::newRow(name) << text << expected; };
    row("nothing", "input: {schema: {document: {pattern: '^a$'}}}\ndo: [{a: {set: {b: '${ .c }'}}}]", "ok");
    row("an undefined function", "do: [{a: {set: {b: '${ nope }'}}}]",
        "x:2:20: error[expression-syntax]: this expression is no jq that Orkestr can run: nope/0 is not defined");
    row("beside an error of structure", "do: [{a: {set: {b: '${ nope }', c: '${ 1 + }'}, thn: x}}, {b: {set: {d: '${ $other }'}}}, {c: {wait: 5}}]",
        "x:2:20: error[expression-syntax]: this expression is no jq that Orkestr can run: nope/0 is not defined\n"
        "x:2:42: error[expression-syntax]: the expression ends with an operator; something is missing behind it\n"
        "x:2:49: error[unknown-property]: unknown property 'thn' in a 'set' task; did you mean 'then'?\n"
        "x:2:77: error[unknown-variable]: ...\n"
        "x:2:102: error[wrong-type]: ...");
    row("patterns", "input:\n  schema:\n    document:\n      properties:\n        a: {pattern: '('}\n        b: {pattern: ok}\n      patternProperties: {'[': {}}\n"
        "do: [{a: {set: {b: 1}}}]",
        "x:6:22: error[invalid-schema]: this JSON Schema can't be used: '(' is no regular expression\n"
        "x:8:27: error[invalid-schema]: this JSON Schema can't be used: '[' is no regular expression");
    row("references", "output: {schema: {document: {allOf: [{$ref: http://x/y}, {$ref: '#/nope'}]}}}\ndo: [{a: {set: {b: 1}}}]",
        "x:2:45: error[unsupported]: ...\nx:2:65: error[invalid-schema]: '#/nope' points to nothing in this JSON Schema");
    row("once where aliases show it twice", "do: [{a: &a {set: {b: '${ nope }'}, output: {schema: {document: {pattern: '('}}}}}, {b: *a}]",
        "x:2:23: error[expression-syntax]: this expression is no jq that Orkestr can run: nope/0 is not defined\n"
        "x:2:75: error[invalid-schema]: this JSON Schema can't be used: '(' is no regular expression");
    row("a time zone", "schedule: {cron: 'CRON_TZ=Europe/Rome 0 9 * * *'}\ndo: [{a: {set: {b: 1}}}]", "ok");
    row("no such time zone", "schedule: {cron: 'CRON_TZ=Europe/Atlantis 0 9 * * *'}\ndo: [{a: {set: {b: '${ nope }'}}}]",
        "x:2:18: error[invalid-cron]: there is no time zone 'Europe/Atlantis'; expected a name of the IANA database such as Europe/Rome\n"
        "x:3:20: error[expression-syntax]: this expression is no jq that Orkestr can run: nope/0 is not defined");
    row("a format", "output: {schema: {document: {format: email}}}\ndo: [{a: {set: {b: 1}}}]", "x:2:30: warning[no-effect]: ...");
}

void CheckTest::says() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const QStringList said = QString::fromStdString(check(desk_, text)).split('\n');
    const QStringList lines = expected.split('\n');
    QVERIFY2(said.size() == lines.size(), qPrintable(said.join('\n')));
    for (int i = 0; i < lines.size(); ++i) {
        const bool same = lines[i].endsWith("...") ? said[i].startsWith(lines[i].chopped(3)) : said[i] == lines[i];
        QVERIFY2(same, qPrintable(said.join('\n') + "\nexpected: " + lines[i]));
    }
}

void CheckTest::hostile_schemas() {
    JqEvaluatorOptions options;
    options.memory_bytes = std::size_t{256} << 20;
    options.evaluation_time_ms = 1000;
    EvaluationDesk hurried(options);
    const std::string said = check(hurried, "input: {schema: {document: {$ref: '#'}}}\ndo: [{a: {set: {b: '${ nope }'}}}]");
    QVERIFY2(said.starts_with("x:2:28: error[invalid-schema]: this JSON Schema can't be used: the schema nests too deep while it was compiled\n"), said.c_str());
    QVERIFY2(said.ends_with("\nx:3:20: error[expression-syntax]: this expression is no jq that Orkestr can run: nope/0 is not defined"), said.c_str());
}

ORKESTR_TEST(CheckTest)

} // namespace orkestr::test

#include "check_test.moc"
