// The specification's JSON Schema, by npm's ajv, as an oracle: nothing that it refuses is accepted by our reader. The
// other way round the reader may refuse more: the schema can't see unknown targets, empty lists or nonsense in cron. And
// npm's yaml, which writes hard texts in every style: we must read what it meant.
#include "core/definition/reader.h"
#include "tests/support/test.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <map>

namespace {

/// Changes that the schema refuses and the reader accepts on purpose: `example: change` -> why.
const std::map<std::string, std::string>& accepted_on_purpose() {
    static const std::map<std::string, std::string> reasons{};
    return reasons;
}

constexpr int per_example = 12;

} // namespace

class OracleTest : public QObject {
    Q_OBJECT

    static QByteArray said_by(const QString& script, const QStringList& arguments) {
        const QString source = QString::fromStdString(orkestr::test::source_dir());
        QProcess node;
        node.setWorkingDirectory(source);
        node.start("node", QStringList{source + "/tests/definition/oracle/" + script} + arguments);
        const bool ended = node.waitForFinished(120000) && node.exitStatus() == QProcess::NormalExit && node.exitCode() == 0;
        if (!ended) qWarning("%s", node.readAllStandardError().constData());
        return ended ? node.readAllStandardOutput() : QByteArray();
    }

    static QByteArray mutants(int seed) {
        const QString shared = QString::fromStdString(orkestr::test::shared_dir());
        return said_by("mutants.mjs", {shared + "/ows/schema.yaml", shared + "/ows/examples", QString::number(seed), QString::number(per_example)});
    }

private Q_SLOTS:
    void initTestCase() {
        const QString source = QString::fromStdString(orkestr::test::source_dir());
        if (!QFileInfo::exists(source + "/node_modules/ajv")) QSKIP("ajv is not installed: run npm ci");
        if (QStandardPaths::findExecutable("node").isEmpty()) QSKIP("node is not installed");
    }

    void nothing_that_the_schema_refuses_is_accepted_data() {
        QTest::addColumn<int>("seed");
        QTest::newRow("seed 1") << 1;
        QTest::newRow("seed 2026") << 2026;
    }

    void nothing_that_the_schema_refuses_is_accepted() {
        QFETCH(int, seed);
        if (orkestr::test::shared_dir().empty()) QSKIP("the specification's schema and examples are not beside the project");
        const QByteArray output = mutants(seed);
        int documents = 0;
        int refused_by_schema = 0;
        int refused_by_both = 0;
        for (const QByteArray& line : output.split('\n')) {
            if (line.isEmpty()) continue;
            const auto entry = orkestr::JsonValue::parse(line.toStdString());
            QVERIFY(entry.ok());
            ++documents;
            const bool valid = entry->bool_at("valid");
            const std::string label = entry->string_at("name") + ": " + entry->string_at("change");
            if (entry->string_at("change").empty()) QVERIFY2(valid, label.c_str());
            const auto result = orkestr::read_definition(entry->find("document")->json().text(), "mutant.json");
            const bool accepted = !orkestr::has_errors(result.diagnostics) || orkestr::only_unsupported(result.diagnostics);
            if (valid) continue;
            ++refused_by_schema;
            if (!accepted) ++refused_by_both;
            else QVERIFY2(accepted_on_purpose().contains(label), (label + " (" + entry->string_at("errors") + ")").c_str());
        }
        QCOMPARE(documents, 68 * (per_example + 1));
        QVERIFY2(refused_by_both >= 300, qPrintable(QString::number(refused_by_both)));
        QVERIFY(refused_by_both <= refused_by_schema);
    }

    void texts_mean_what_another_library_wrote_data() {
        QTest::addColumn<int>("seed");
        QTest::newRow("seed 1") << 1;
        QTest::newRow("seed 7") << 7;
    }

    void texts_mean_what_another_library_wrote() {
        QFETCH(int, seed);
        int documents = 0;
        for (const QByteArray& line : said_by("scalars.mjs", {QString::number(seed), "2000"}).split('\n')) {
            if (line.isEmpty()) continue;
            const auto entry = orkestr::JsonValue::parse(line.toStdString());
            QVERIFY(entry.ok());
            ++documents;
            std::vector<orkestr::Diagnostic> diagnostics;
            const std::string text = entry->string_at("text");
            const auto tree = orkestr::Tree::parse(text, diagnostics);
            QVERIFY2(tree != nullptr, (text + (diagnostics.empty() ? "" : to_text(diagnostics[0], ""))).c_str());
            QCOMPARE(QString::fromStdString(to_json(tree->root()).json().text()), QString::fromStdString(entry->find("value")->json().text()));
        }
        QCOMPARE(documents, 2000);
    }
};

ORKESTR_TEST(OracleTest)
#include "oracle_test.moc"
