#include "tests/support/test.h"
#include "tests/viewmodels/fake_source.h"
#include "tests/viewmodels/written_file.h"
#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/definition_document.h"
#include "ui/viewmodels/definition_list_model.h"
#include "ui/viewmodels/problem_list_model.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace orkestr::test {

class DefinitionDocumentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(folder_.isValid()); }
    void opens_a_file();
    void follows_a_file_that_is_written();
    void follows_a_file_that_is_replaced();
    void a_file_that_is_taken_away_keeps_its_content();
    void problems_are_listed();
    void what_can_not_be_opened_is_said();
    void nodes_and_text_are_in_step();

private:
    QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
    QTemporaryDir folder_;
};

void DefinitionDocumentTest::opens_a_file() {
    QVERIFY(write_text(path("a.yaml"), small_definition()));
    DefinitionDocument document;
    document.open_file(path("a.yaml"));
    QCOMPARE(document.state(), LoadState::loading);
    QTRY_COMPARE(document.state(), LoadState::ready);
    QCOMPARE(document.content()->name(), QStringLiteral("A small workflow"));
    QCOMPARE(document.content()->version(), QStringLiteral("test/small 1.0.0"));
    QCOMPARE(document.content()->hash, QString::fromStdString(small_definition_hash()));
    QCOMPARE(document.content()->errors, 0);
    QVERIFY(document.content()->graph.nodes.size() > 5);
}

void DefinitionDocumentTest::follows_a_file_that_is_written() {
    QVERIFY(write_text(path("b.yaml"), small_definition()));
    DefinitionDocument document;
    QSignalSpy reloaded(&document, &DefinitionDocument::reloaded);
    document.open_file(path("b.yaml"));
    QTRY_COMPARE(document.state(), LoadState::ready);
    QVERIFY(write_text(path("b.yaml"), renamed("Oslo", "Bergen")));
    QTRY_COMPARE(reloaded.count(), 1);
    QVERIFY(document.content()->text.contains(QStringLiteral("Bergen")));
}

void DefinitionDocumentTest::follows_a_file_that_is_replaced() {
    QVERIFY(write_text(path("c.yaml"), small_definition()));
    DefinitionDocument document;
    document.open_file(path("c.yaml"));
    QTRY_COMPARE(document.state(), LoadState::ready);
    for (const char* city : {"Bergen", "Trondheim", "Bodo"}) {
        QVERIFY(replace_text(path("c.yaml"), renamed("Oslo", city)));
        QTRY_VERIFY(document.content()->text.contains(QLatin1String(city)));
        QVERIFY(!document.is_gone());
    }
}

void DefinitionDocumentTest::a_file_that_is_taken_away_keeps_its_content() {
    QVERIFY(write_text(path("d.yaml"), small_definition()));
    DefinitionDocument document;
    document.open_file(path("d.yaml"));
    QTRY_COMPARE(document.state(), LoadState::ready);
    QVERIFY(QFile::remove(path("d.yaml")));
    QTRY_VERIFY(document.is_gone());
    QVERIFY(document.content());
    QVERIFY(write_text(path("d.yaml"), small_definition()));
    QTRY_VERIFY(!document.is_gone());
}

void DefinitionDocumentTest::problems_are_listed() {
    QVERIFY(write_text(path("e.yaml"), renamed("set:", "sett:")));
    DefinitionDocument document;
    ProblemListModel problems;
    QAbstractItemModelTester tester(&problems);
    document.open_file(path("e.yaml"));
    QTRY_COMPARE(document.state(), LoadState::ready);
    QVERIFY(!document.content()->definition);
    QVERIFY(document.content()->errors > 0);
    problems.show(document.content());
    QCOMPARE(problems.rowCount(), static_cast<int>(document.content()->diagnostics.size()));
    QVERIFY(problems.index(0, 0).data(ProblemListModel::error_role).toBool());
    QVERIFY(problems.index(0, 0).data(ProblemListModel::line_role).toInt() >= 8);
    QVERIFY(problems.index(0, 0).data(ProblemListModel::copy_role).toString().startsWith(QStringLiteral("e.yaml:")));
    QVERIFY(!problems.index(0, 0).data().toString().isEmpty());
    problems.show(nullptr);
    QCOMPARE(problems.rowCount(), 0);
}

void DefinitionDocumentTest::what_can_not_be_opened_is_said() {
    DefinitionDocument document;
    document.open_file(path("nothing.yaml"));
    QTRY_COMPARE(document.state(), LoadState::failed);
    QVERIFY(document.message().contains(QStringLiteral("nothing.yaml")));
    document.open_file(folder_.path());
    QTRY_COMPARE(document.state(), LoadState::failed);
    QVERIFY(document.message().contains(folder_.path()));
    // It may come into being later.
    document.open_file(path("later.yaml"));
    QTRY_COMPARE(document.state(), LoadState::failed);
    QVERIFY(write_text(path("later.yaml"), small_definition()));
    QTRY_COMPARE(document.state(), LoadState::ready);
}

void DefinitionDocumentTest::nodes_and_text_are_in_step() {
    const auto content = make_content(small_definition(), QStringLiteral("small.yaml"));
    QVERIFY(content->definition);
    const QString ask = QStringLiteral("/do/1/attempt/try/0/ask");
    const SourceSpan* range = content->places.range(ask);
    QVERIFY(range);
    QCOMPARE(range->line, 13u);
    QCOMPARE(content->places.node_at(13, 1), ask);
    QCOMPARE(content->places.node_at(15, 20), ask);
    QCOMPARE(content->places.node_at(11, 3), QStringLiteral("/do/1/attempt"));
    QCOMPARE(content->places.node_at(20, 10), QStringLiteral("/do/1/attempt/catch"));
    QCOMPARE(content->places.node_at(22, 1), QStringLiteral("/do/1/attempt/catch/do/0/console"));
    QCOMPARE(content->places.node_at(2, 1), QString());
    QVERIFY(content->places.range(QStringLiteral("/do/1/attempt/entry")));
    QVERIFY(!content->places.range(QStringLiteral("/start")));
    for (const GraphNode& node : content->graph.nodes) {
        if (node.type == "start" || node.type == "end") continue;
        QVERIFY2(content->places.range(QString::fromStdString(node.id)), node.id.c_str());
    }
}

ORKESTR_TEST(DefinitionDocumentTest)

class DefinitionListModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lists_files_samples_and_the_workspace();
    void a_failure_is_said();
};

void DefinitionListModelTest::lists_files_samples_and_the_workspace() {
    QTemporaryDir folder;
    QVERIFY(write_text(folder.filePath(QStringLiteral("b.yaml")), small_definition()));
    QVERIFY(write_text(folder.filePath(QStringLiteral("a.yaml")), "document: ["));
    QVERIFY(write_text(folder.filePath(QStringLiteral("c.txt")), "no definition"));
    FakeSource source;
    source.change([](auto& content) { content.definitions.push_back(small_row()); });
    ChangeFeed feed(source);
    DefinitionListModel model(source, feed);
    QAbstractItemModelTester tester(&model);
    model.set_samples(folder.path());
    model.set_files({folder.filePath(QStringLiteral("b.yaml"))});
    const auto section = [&](int number) { return model.index(number, 0); };
    QTRY_COMPARE(model.rowCount(section(DefinitionListModel::samples)), 2);
    QTRY_COMPARE(model.rowCount(section(DefinitionListModel::files)), 1);
    QTRY_COMPARE(model.rowCount(section(DefinitionListModel::workspace)), 1);
    const QModelIndex broken = model.index(0, 0, section(DefinitionListModel::samples));
    QCOMPARE(broken.data().toString(), QStringLiteral("a.yaml"));
    QVERIFY(broken.data(DefinitionListModel::errors_role).toInt() > 0);
    const QModelIndex good = model.index(1, 0, section(DefinitionListModel::samples));
    QCOMPARE(good.data().toString(), QStringLiteral("A small workflow"));
    QVERIFY(model.find(QString::fromStdString(small_definition_hash())).isValid());
    // A new sample appears by itself.
    QVERIFY(write_text(folder.filePath(QStringLiteral("d.yaml")), small_definition()));
    QTRY_COMPARE(model.rowCount(section(DefinitionListModel::samples)), 3);
}

void DefinitionListModelTest::a_failure_is_said() {
    FakeSource source;
    source.change([](auto& content) { content.error = Error{ErrorCode::corrupt, "damaged", {}}; });
    ChangeFeed feed(source);
    DefinitionListModel model(source, feed);
    QAbstractItemModelTester tester(&model);
    QTRY_COMPARE(model.index(DefinitionListModel::workspace, 0).data(DefinitionListModel::note_role).toString(),
                 QStringLiteral("damaged"));
}

ORKESTR_TEST(DefinitionListModelTest)

} // namespace orkestr::test

#include "definition_models_test.moc"
