// Golden diagnostics: small wrong definitions, and every word that is said about them (diagnostics.txt).
#include "core/definition/reader.h"
#include "tests/support/test.h"

#include <QFile>
#include <QTest>
#include <QRegularExpression>

namespace {

struct GoldenCase {
    QString title;
    QString text;
    QStringList expected;
};

/// `== title`, the text, `--`, one line per diagnostic or `ok`, an empty line. `<header>` stands for a valid document.
QList<GoldenCase> read_cases() {
    QFile file(QString::fromStdString(orkestr::test::source_dir()) + "/tests/definition/diagnostics.txt");
    if (!file.open(QIODevice::ReadOnly)) return {};
    QList<GoldenCase> cases;
    bool in_text = false;
    for (const QString& line : QString::fromUtf8(file.readAll()).split('\n')) {
        if (line.startsWith("== ")) {
            cases.append({line.mid(3), {}, {}});
            in_text = true;
        } else if (in_text && line == "--") {
            in_text = false;
        } else if (in_text) {
            cases.last().text += (line == "<header>" ? "document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}" : line) + "\n";
        } else if (!line.isEmpty() && !cases.isEmpty()) {
            cases.last().expected << line;
        }
    }
    return cases;
}

QStringList said_of(const QString& text) {
    const auto result = orkestr::read_definition(text.toStdString(), "x.yaml");
    QStringList said;
    for (const auto& diagnostic : result.diagnostics) said << QString::fromStdString(to_text(diagnostic, "x.yaml")).mid(7);
    return said.isEmpty() ? QStringList{"ok"} : said;
}

} // namespace

class DiagnosticsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void golden_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        for (const auto& one : read_cases()) QTest::newRow(qPrintable(one.title)) << one.text << one.expected;
    }

    void golden() {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        const QStringList said = said_of(text);
        if (said != expected) qWarning("%s", qPrintable(said.join('\n')));
        QCOMPARE(said, expected);
    }

    /// Each code of diagnostics.md has a case, and no case has another code. `file` and `encoding` have tests of their own.
    void every_code_has_a_case() {
        QFile page(QString::fromStdString(orkestr::test::source_dir()) + "/core/definition/diagnostics.md");
        QVERIFY(page.open(QIODevice::ReadOnly));
        QSet<QString> documented;
        static const QRegularExpression row("^\\| ((?:`[a-z-]+` ?)+) \\|", QRegularExpression::MultilineOption);
        static const QRegularExpression name("`([a-z-]+)`");
        auto rows = row.globalMatch(QString::fromUtf8(page.readAll()));
        while (rows.hasNext()) {
            auto names = name.globalMatch(rows.next().captured(1));
            while (names.hasNext()) documented << names.next().captured(1);
        }
        QVERIFY(documented.size() > 40);
        // The last two are said where definitions are loaded into a workspace.
        QSet<QString> covered{"file", "encoding", "limit", "unavailable-resource", "unresolved-resource"};
        static const QRegularExpression code("(?:error|warning)\\[([a-z-]+)\\]");
        for (const auto& one : read_cases())
            for (const auto& line : one.expected)
                if (const auto match = code.match(line); match.hasMatch()) covered << match.captured(1);
        QCOMPARE(QStringList((documented - covered).values()), QStringList());
        QCOMPARE(QStringList((covered - documented).values()), QStringList());
    }

    void text_and_json_forms() {
        orkestr::Diagnostic diagnostic{orkestr::Severity::error, "unknown-property", "unknown property 'metod'",
                                       "did you mean 'method'?", {12, 9, 12, 14, 100, 105}, "/do/0/a/with/metod", false};
        QCOMPARE(to_text(diagnostic, "order.yaml"),
                 std::string("order.yaml:12:9: error[unknown-property]: unknown property 'metod'; did you mean 'method'?"));
        QCOMPARE(to_value(diagnostic, "order.yaml").json().text(),
                 std::string(R"({"code":"unknown-property","column":9,"end_column":14,"end_line":12,"file":"order.yaml","line":12,)"
                             R"("message":"unknown property 'metod'","pointer":"/do/0/a/with/metod","severity":"error",)"
                             R"("suggestion":"did you mean 'method'?"})"));
        diagnostic.severity = orkestr::Severity::warning;
        diagnostic.suggestion.clear();
        QCOMPARE(to_text(diagnostic, "a"), std::string("a:12:9: warning[unknown-property]: unknown property 'metod'"));
    }

    void errors_say_where_in_the_definition_they_are() {
        const auto result = orkestr::read_definition(
            "document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}\ndo: [{a/b: {wait: 5}}, {c: {then: x, set: {d: 1}}}]\n", "");
        QCOMPARE(result.diagnostics.size(), std::size_t{2});
        QCOMPARE(result.diagnostics[0].pointer, std::string("/do/0/a~1b/wait"));
        QCOMPARE(result.diagnostics[1].pointer, std::string("/do/1/c/then"));
        QVERIFY(!orkestr::only_unsupported(result.diagnostics));
    }

    void files() {
        const auto missing = orkestr::read_definition_file("/nonexistent/definition.yaml");
        QCOMPARE(to_text(missing.diagnostics.at(0), "f"), std::string("f:1:1: error[file]: there is no such file"));
        const auto directory = orkestr::read_definition_file("/");
        QCOMPARE(to_text(directory.diagnostics.at(0), "f"), std::string("f:1:1: error[file]: this is a directory; expected a file"));
    }

    void a_document_that_is_wrong_throughout_gets_a_bounded_answer() {
        std::string text = "document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}\ndo:\n";
        for (int i = 0; i < 3000; ++i) text += "- t" + std::to_string(i) + ": {wait: 5, foo: 1}\n";
        const auto result = orkestr::read_definition(text, "");
        QCOMPARE(result.diagnostics.size(), orkestr::ReadLimits().diagnostics);
        QVERIFY(result.definition == nullptr);
    }
};

ORKESTR_TEST(DiagnosticsTest)
#include "diagnostics_test.moc"
