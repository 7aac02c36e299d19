#include "app/workspace/workspace.h"
#include "tests/studio/noted_exporter.h"
#include "tests/studio/studio_fixture.h"
#include "tests/support/test.h"
#include "ui/parts/banner.h"
#include "ui/parts/filter_field.h"
#include "ui/parts/filter_field_line.h"
#include "ui/runs/bulk_dialog.h"
#include "ui/runs/run_table.h"
#include "ui/runs/run_table_columns.h"
#include "ui/runs/run_table_view.h"
#include "ui/shell/export_commands.h"
#include "ui/shell/export_dialog.h"
#include "ui/shell/middle.h"

#include <QPushButton>
#include <QStatusBar>

namespace orkestr::test {

/// The page on which runs are found, in Studio's window.
class StudioRunTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_run_is_found_opened_and_left_again();
    void what_was_chosen_is_remembered();
    void the_page_gives_way_to_what_is_opened();
    void what_was_chosen_is_exported();
    void runs_of_a_workspace_on_disk_are_found();
};

void StudioRunTableTest::a_run_is_found_opened_and_left_again() {
    StudioFixture studio;
    for (int i = 1; i <= 3; ++i) studio.put_run(i, i == 2 ? 2 : 3);
    MainWindow& window = studio.open_window();
    QVERIFY(!window.runs());
    press(window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window.runs() && window.runs()->isVisible());
    QVERIFY(window.actions().show_runs->isChecked());
    QVERIFY(window.actions().back->isEnabled());
    RunTableView* view = window.runs()->view();
    QTRY_COMPARE(view->model()->rowCount(), 3);
    press(window, Qt::Key_F, Qt::ControlModifier); // finds runs here, not steps
    QVERIFY(window.runs()->filter()->line()->hasFocus());
    QTest::keyClicks(window.runs()->filter()->line(), QStringLiteral("status == faulted"));
    QTest::keyClick(window.runs()->filter()->line(), Qt::Key_Return);
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QTest::keyClick(window.runs()->filter()->line(), Qt::Key_Return);
    QVERIFY(view->hasFocus());
    QTest::keyClick(view, Qt::Key_Return);
    QTRY_VERIFY(studio.session->run()->view());
    QCOMPARE(studio.session->run()->run(), run_id(2));
    QVERIFY(!window.runs()->isVisible());
    QVERIFY(!window.actions().show_runs->isChecked());
    press(window, Qt::Key_Left, Qt::AltModifier);
    QVERIFY(window.runs()->isVisible());
    QVERIFY(!studio.session->run()->is_open());
    QCOMPARE(view->model()->rowCount(), 1);
    press(window, Qt::Key_Left, Qt::AltModifier);
    QVERIFY(!window.runs()->isVisible());
    // One that was opened elsewhere leads elsewhere.
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(studio.session->run()->view());
    press(window, Qt::Key_Left, Qt::AltModifier);
    QVERIFY(!window.runs()->isVisible());
}

void StudioRunTableTest::what_was_chosen_is_remembered() {
    StudioFixture studio;
    studio.put_run(1, 3);
    studio.open_window().show_runs();
    RunTable* page = studio.window->runs();
    page->column_menu()->action_of(RunColumn::parent)->trigger();
    QTest::keyClicks(page->filter()->line(), QStringLiteral("events > 3"));
    QTest::keyClick(page->filter()->line(), Qt::Key_Return);
    const RunColumns columns = page->columns();
    QVERIFY(columns.shows(RunColumn::parent));
    studio.open_window().show_runs();
    QCOMPARE(studio.window->runs()->columns(), columns);
    QCOMPARE(studio.window->runs()->filter_model()->used(), QStringList{QStringLiteral("events > 3")});
    QVERIFY(studio.settings.kept(QStringLiteral("columns")).contains("parent"));
}

void StudioRunTableTest::the_page_gives_way_to_what_is_opened() {
    StudioFixture studio;
    const QString path = studio.write_definition();
    MainWindow& window = studio.open_window();
    window.show_runs();
    QVERIFY(window.runs()->isVisible());
    window.show_workspace(true);
    QVERIFY(!window.runs()->isVisible());
    QVERIFY(window.actions().show_workspace->isChecked());
    QVERIFY(!window.actions().show_runs->isChecked());
    window.show_runs();
    QVERIFY(!window.actions().show_workspace->isChecked());
    window.open_file(path);
    QVERIFY(!window.runs()->isVisible());
}

void StudioRunTableTest::what_was_chosen_is_exported() {
    StudioFixture studio;
    for (int i = 1; i <= 3; ++i) studio.put_run(i, i == 2 ? 2 : 3);
    MainWindow& window = studio.open_window();
    NotedExporter exporter;
    window.exporting()->set_exporter(&exporter);
    window.show_runs();
    RunTableView* view = window.runs()->view();
    QTRY_COMPARE(view->model()->rowCount(), 3);
    const auto save = [&window] {
        answer_dialog<BulkDialog>([](BulkDialog& dialog) {
            QTRY_VERIFY(dialog.button()->isVisible());
            answer_dialog<ExportDialog>([](ExportDialog& last) { last.button()->click(); });
            dialog.button()->click();
        });
        window.runs()->actions().save->trigger();
    };
    view->selectRow(0);
    view->selectionModel()->select(view->model()->index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    save();
    QTRY_COMPARE(exporter.asked.size(), std::size_t{1});
    QCOMPARE(exporter.asked[0].runs, (std::vector<RunId>{run_id(3), run_id(2)}));
    QTRY_VERIFY(window.statusBar()->currentMessage().contains(QLatin1String("exported")));
    // More than the table holds is a filter, not a list.
    answer_dialog<ExportDialog>([](ExportDialog& last) { last.button()->click(); });
    Q_EMIT window.runs()->export_matching_wanted(QStringLiteral("status == completed"));
    QTRY_COMPARE(exporter.asked.size(), std::size_t{2});
    QVERIFY(exporter.asked[1].runs.empty());
    QCOMPARE(exporter.asked[1].filter.text(), std::string("status == completed"));
}

void StudioRunTableTest::runs_of_a_workspace_on_disk_are_found() {
    const QTemporaryDir folder;
    QSettings stored(folder.filePath(QStringLiteral("studio.ini")), QSettings::IniFormat);
    StudioSettings settings(stored);
    ThemeChoice theme(*qApp, settings, QStringLiteral("light"));
    auto workspace = Workspace::open(folder.filePath(QStringLiteral("workspace")).toStdString());
    QVERIFY(workspace);
    std::atomic<int> started = 0;
    const auto start = [&](const std::string& name, const std::string& task) {
        StartRequest request;
        request.definition_text = "document: {dsl: '1.0.3', namespace: test, name: " + name + ", version: '1.0.0', tags: {env: test}}\ndo:\n  - only: " + task + "\n";
        (*workspace)->control().start(request, [&started](Result<RunId> run) { started += run ? 1 : 100; });
    };
    for (int i = 0; i < 3; ++i) start("good", "{set: {a: 1}}");
    start("bad", "{raise: {error: {type: https://example.com/broken, status: 500, title: Broken}}}");
    QTRY_COMPARE_WITH_TIMEOUT(started.load(), 4, 30'000);
    StudioSession session((*workspace)->source(), &(*workspace)->control());
    MainWindow window(session, settings, theme);
    window.show();
    window.show_runs();
    RunTable* page = window.runs();
    const QAbstractItemModel* rows = page->view()->model();
    QTRY_COMPARE_WITH_TIMEOUT(rows->rowCount(), 4, 30'000);
    page->focus_filter();
    FilterLine* line = page->filter()->line();
    for (const auto& [filter, found] : {std::pair{"error contains broken", 1}, {"name == good and tag.env == test", 3}, {"started in last 1h and not status == faulted", 3}, {"", 4}}) {
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, QLatin1String(filter));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(rows->rowCount(), found, 30'000);
    }
    // One that is new waits.
    start("good", "{set: {a: 1}}");
    QTRY_VERIFY_WITH_TIMEOUT(page->banner()->isVisible(), 30'000);
    QCOMPARE(rows->rowCount(), 4);
    page->actions().show_waiting->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(rows->rowCount(), 5, 30'000);
}

ORKESTR_TEST(StudioRunTableTest)

} // namespace orkestr::test

#include "run_table_test.moc"
