#include "tests/studio/studio_fixture.h"
#include "tests/support/test.h"
#include "tests/viewmodels/written_file.h"
#include "ui/canvas/canvas.h"
#include "ui/designer/definition_list.h"
#include "ui/designer/definition_page.h"
#include "ui/parts/banner.h"
#include "ui/parts/code_view.h"
#include "ui/parts/json_view.h"
#include "ui/runs/event_table.h"
#include "ui/runs/run_list.h"
#include "ui/runs/payload_pane.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/step_inspector.h"
#include "ui/runs/step_tree.h"
#include "ui/shell/input_dialog.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/run_commands.h"
#include "ui/shell/screenshot.h"
#include "ui/shell/search_field.h"
#include "ui/shell/shortcut_dialog.h"
#include "ui/shell/sidebar.h"
#include "ui/theme/appearance.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

namespace orkestr::test {

namespace {

const QString ask_node = QStringLiteral("/do/1/attempt/try/0/ask");

void answer_input(const std::function<void(InputDialog&)>& answer) { answer_dialog<InputDialog>(answer); }

} // namespace

/// The whole window, offscreen, as somebody uses it.
class StudioTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void begins_with_what_to_do_next();
    void opens_a_definition();
    void graph_and_text_select_each_other();
    void runs_and_lights_up();
    void the_input_is_checked_and_remembered();
    void a_failed_step_shows_its_error();
    void a_run_is_chosen_from_the_list();
    void events_are_shown();
    void a_file_that_changes_is_read_again();
    void problems_are_listed_and_lead_to_their_line();
    void unfinished_runs_are_offered();
    void failures_are_said();
    void finds_steps();
    void theme_switches();
    void panels_come_back();
    void keys_go_from_panel_to_panel();
    void everything_has_a_name_and_keys();
    void keys_are_looked_up();
    void saves_a_picture();
    void a_picture_that_can_not_be_taken_is_said();
};

void StudioTest::begins_with_what_to_do_next() {
    StudioFixture studio;
    MainWindow& window = studio.open_window();
    QTRY_VERIFY(window.is_settled());
    QCOMPARE(window.page()->canvas()->message().kind, CanvasMessage::Kind::empty);
    QVERIFY(window.page()->canvas()->message().detail.contains(QStringLiteral("Ctrl+O")));
    QVERIFY(!window.actions().run->isEnabled());
    QVERIFY(!window.panel());
}

void StudioTest::opens_a_definition() {
    StudioFixture studio;
    MainWindow& window = studio.open_window();
    window.open_file(studio.write_definition());
    QTRY_VERIFY(window.page()->canvas()->scene() && !window.page()->nodes().isEmpty());
    QVERIFY(window.windowTitle().startsWith(QStringLiteral("A small workflow")));
    QVERIFY(window.page()->code()->toPlainText().contains(QStringLiteral("ask the oracle")));
    QTRY_VERIFY(window.actions().run->isEnabled());
    // It is listed and marked.
    QTreeView* list = window.sidebar()->definitions()->view();
    QTRY_COMPARE(list->currentIndex().data().toString(), QStringLiteral("A small workflow"));
    QCOMPARE(studio.settings.recent_files().size(), 1);
}

void StudioTest::graph_and_text_select_each_other() {
    StudioFixture studio;
    MainWindow& window = studio.open_window();
    window.open_file(studio.write_definition());
    DefinitionPage* page = window.page();
    QTRY_VERIFY(page->is_settled() && page->canvas()->scene());
    QSignalSpy chosen(page, &DefinitionPage::node_selected);
    QTest::mouseClick(page->canvas()->viewport(), Qt::LeftButton, {}, page->canvas()->node_rect(ask_node).center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(page->selected_node(), ask_node);
    // From the text: the cursor into `last`.
    page->code()->setFocus();
    QTextCursor cursor = page->code()->textCursor();
    cursor.setPosition(static_cast<int>(page->code()->toPlainText().indexOf(QStringLiteral("done: true"))));
    page->code()->setTextCursor(cursor);
    QCOMPARE(page->selected_node(), QStringLiteral("/do/2/last"));
    QCOMPARE(page->canvas()->selected_id(), QStringLiteral("/do/2/last"));
    cursor.setPosition(0);
    page->code()->setTextCursor(cursor);
    QCOMPARE(page->canvas()->selected_id(), QString());
}

void StudioTest::runs_and_lights_up() {
    StudioFixture studio;
    MainWindow& window = studio.open_window();
    window.open_file(studio.write_definition());
    QTRY_VERIFY(window.actions().run->isEnabled());
    answer_input([](InputDialog& dialog) { dialog.accept(); });
    press(window, Qt::Key_F5);
    Canvas* canvas = window.page()->canvas();
    QTRY_COMPARE(canvas->status(QStringLiteral("/do/0/first")).status, DisplayStatus::completed);
    QCOMPARE(canvas->status(ask_node).status, DisplayStatus::none);
    studio.put_run(1, 1);
    QTRY_COMPARE(canvas->status(ask_node).status, DisplayStatus::running);
    QVERIFY(window.actions().cancel->isEnabled());
    studio.put_run(1, 3);
    QTRY_COMPARE(canvas->status(ask_node).status, DisplayStatus::completed);
    QTRY_COMPARE(canvas->status(QStringLiteral("/end")).status, DisplayStatus::completed);
    QVERIFY(!window.actions().cancel->isEnabled());
    QVERIFY(window.panel()->steps()->isVisible());
    // Back to the definition: no statuses any more.
    press(window, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(canvas->status(ask_node).status, DisplayStatus::none);
    QVERIFY(!window.panel()->isVisible());
}

void StudioTest::the_input_is_checked_and_remembered() {
    StudioFixture studio;
    std::string seen;
    studio.control.on_start = [&](const StartRequest& request) -> Result<RunId> {
        seen = request.input.text();
        studio.put_run(1, 3);
        return run_id(1);
    };
    MainWindow& window = studio.open_window();
    window.open_file(studio.write_definition());
    QTRY_VERIFY(window.actions().run->isEnabled());
    answer_input([](InputDialog& dialog) {
        QCOMPARE(dialog.text(), QStringLiteral("{}"));
        QVERIFY(dialog.run_button()->isEnabled());
        dialog.editor()->selectAll();
        QTest::keyClicks(dialog.editor(), QStringLiteral("{\"city\": Oslo}"));
        QVERIFY(!dialog.run_button()->isEnabled());
        QVERIFY(dialog.mistake().startsWith(QStringLiteral("Line 1, column 10:")));
        dialog.editor()->selectAll();
        QTest::keyClicks(dialog.editor(), QStringLiteral("{\"city\": \"Oslo\"}"));
        QVERIFY(dialog.mistake().isEmpty());
        QTest::keyClick(dialog.editor(), Qt::Key_Return, Qt::ControlModifier);
    });
    window.commands()->start();
    QTRY_COMPARE(seen, std::string(R"({"city":"Oslo"})"));
    QString offered;
    answer_input([&](InputDialog& dialog) {
        offered = dialog.text();
        dialog.reject();
    });
    QTRY_VERIFY(window.actions().run->isEnabled());
    window.commands()->start();
    QCOMPARE(offered, QStringLiteral("{\"city\": \"Oslo\"}"));
}

void StudioTest::a_failed_step_shows_its_error() {
    StudioFixture studio;
    studio.put_run(1, 2);
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    StepInspector* inspector = window.inspector();
    // It opens at the fault.
    QTRY_COMPARE(inspector->error_text(), QStringLiteral("Runtime (500)\nthe oracle is asleep"));
    QTRY_COMPARE(window.page()->canvas()->selected_id(), ask_node);
    QCOMPARE(window.page()->canvas()->status(ask_node).status, DisplayStatus::faulted);
    // Another step, and back by the list of steps.
    StepTree* steps = window.panel()->steps();
    steps->setCurrentIndex(studio.session->run()->steps()->find(1));
    QCOMPARE(inspector->error_text(), QString());
    QCOMPARE(window.page()->canvas()->selected_id(), QStringLiteral("/do/0/first"));
    QTRY_VERIFY(inspector->payload()->text().contains(QStringLiteral("42")));
    steps->setCurrentIndex(studio.session->run()->steps()->find(3));
    QVERIFY(inspector->error_text().contains(QStringLiteral("the oracle is asleep")));
    // And by key.
    steps->setCurrentIndex(studio.session->run()->steps()->find(1));
    press(window, Qt::Key_F8);
    QVERIFY(inspector->error_text().contains(QStringLiteral("the oracle is asleep")));
    // The text can be copied.
    QTRY_VERIFY(inspector->payload()->copy_button()->isEnabled());
    QTest::mouseClick(inspector->payload()->copy_button(), Qt::LeftButton);
    QVERIFY(!QGuiApplication::clipboard()->text().isEmpty());
}

void StudioTest::a_run_is_chosen_from_the_list() {
    StudioFixture studio;
    studio.put_run(1, 3);
    studio.put_run(2, 2);
    MainWindow& window = studio.open_window();
    QListView* list = window.sidebar()->runs()->view();
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QAbstractItemModelTester tester(list->model());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
    QTRY_VERIFY(studio.session->run()->view());
    QCOMPARE(studio.session->run()->run(), run_id(1));
    QTRY_COMPARE(studio.session->definition().state(), LoadState::ready);
    QTest::keyClick(list, Qt::Key_Up);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(studio.session->run()->run(), run_id(2));
}

void StudioTest::events_are_shown() {
    StudioFixture studio;
    studio.put_run(1, 3);
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    window.panel()->setCurrentWidget(window.panel()->events());
    QTableView* table = window.panel()->events()->view();
    QTRY_COMPARE(table->model()->rowCount(), 13);
    QTRY_COMPARE(table->model()->index(0, EventModel::type_column).data().toString(), QStringLiteral("run.started"));
    table->setCurrentIndex(table->model()->index(0, 0));
    JsonView* event = window.panel()->events()->event();
    QTRY_COMPARE(event->document()->state(), LoadState::ready);
    QVERIFY(event->model()->rowCount() > 0);
}

void StudioTest::a_file_that_changes_is_read_again() {
    StudioFixture studio;
    const QString path = studio.write_definition();
    MainWindow& window = studio.open_window();
    window.open_file(path);
    QTRY_VERIFY(window.page()->nodes().contains(QStringLiteral("/do/2/last")));
    QVERIFY(replace_text(path, renamed("last:", "final:")));
    QTRY_VERIFY(window.page()->nodes().contains(QStringLiteral("/do/2/final")));
    // While one of its runs is shown, the run keeps its own definition.
    studio.put_run(1, 3);
    QVERIFY(replace_text(path, small_definition()));
    QTRY_VERIFY(window.page()->nodes().contains(QStringLiteral("/do/2/last")));
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    QVERIFY(replace_text(path, renamed("last:", "final:")));
    QTRY_VERIFY(window.notices()->notice()->isVisible());
    QVERIFY(window.page()->nodes().contains(QStringLiteral("/do/2/last")));
    QTest::mouseClick(window.notices()->notice()->findChild<QPushButton*>(), Qt::LeftButton);
    QTRY_VERIFY(window.page()->nodes().contains(QStringLiteral("/do/2/final")));
}

void StudioTest::problems_are_listed_and_lead_to_their_line() {
    StudioFixture studio;
    const QString path = studio.write_definition();
    MainWindow& window = studio.open_window();
    window.open_file(path);
    QTRY_VERIFY(!window.page()->nodes().isEmpty());
    const QStringList before = window.page()->nodes();
    QVERIFY(write_text(path, renamed("set:", "sett:")));
    QTRY_VERIFY(window.page()->problems()->model()->rowCount() > 0);
    QVERIFY(window.page()->problems()->isVisible());
    QVERIFY(!window.actions().run->isEnabled());
    // The graph of the last good version stays.
    QCOMPARE(window.page()->nodes(), before);
    const QModelIndex problem = window.page()->problems()->model()->index(0, 0);
    QTest::mouseClick(window.page()->problems()->viewport(), Qt::LeftButton, {}, window.page()->problems()->visualRect(problem).center());
    QCOMPARE(window.page()->code()->textCursor().blockNumber() + 1, problem.data(ProblemListModel::line_role).toInt());
    QVERIFY(write_text(path, small_definition()));
    QTRY_VERIFY(!window.page()->problems()->isVisible());
    QTRY_VERIFY(window.actions().run->isEnabled());
}

void StudioTest::unfinished_runs_are_offered() {
    StudioFixture studio;
    std::atomic<int> recoveries = 0;
    studio.control.on_recover = [&]() -> Result<std::size_t> {
        ++recoveries;
        return std::size_t{1};
    };
    studio.put_run(1, 1);
    MainWindow& window = studio.open_window();
    Banner* banner = window.notices()->unfinished();
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(recoveries, 0);
    for (auto* button : banner->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Resume")) QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(recoveries, 1);
    QVERIFY(!banner->isVisible());
}

void StudioTest::failures_are_said() {
    StudioFixture studio;
    studio.control.on_start = [](const StartRequest&) -> Result<RunId> { return Error{ErrorCode::disk_full, "The disk is full.", {}}; };
    MainWindow& window = studio.open_window();
    window.open_file(studio.write_definition());
    QTRY_VERIFY(window.actions().run->isEnabled());
    answer_input([](InputDialog& dialog) { dialog.accept(); });
    window.commands()->start();
    QTRY_VERIFY(window.notices()->notice()->isVisible());
    QVERIFY(window.notices()->notice()->text().contains(QStringLiteral("The disk is full.")));
    window.open_run(QString::fromStdString(run_id(9).text));
    QTRY_VERIFY(window.failure().contains(QString::fromStdString(run_id(9).text)));
    window.open_file(studio.folder.filePath(QStringLiteral("nothing.yaml")));
    QTRY_COMPARE(window.page()->canvas()->message().kind, CanvasMessage::Kind::failed);
}

void StudioTest::finds_steps() {
    StudioFixture studio;
    MainWindow& window = studio.open_window();
    window.open_file(studio.write_definition());
    QTRY_VERIFY(window.page()->is_settled() && window.page()->canvas()->scene());
    auto* field = window.findChild<SearchField*>();
    QVERIFY(field);
    window.activateWindow();
    press(window, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(field, QStringLiteral("as"));
    QCOMPARE(window.page()->canvas()->match_count(), 2);
    QCOMPARE(window.page()->canvas()->match(), 0);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(window.page()->canvas()->match(), 1);
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(window.page()->canvas()->match_count(), 0);
}

void StudioTest::theme_switches() {
    StudioFixture studio;
    MainWindow& window = studio.open_window();
    window.open_file(studio.write_definition());
    QTRY_VERIFY(window.page()->is_settled());
    const QColor before = window.palette().color(QPalette::Window);
    press(window, Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(studio.theme.kind(), ThemeKind::dark);
    QVERIFY(window.palette().color(QPalette::Window) != before);
    QCOMPARE(studio.settings.theme(), QStringLiteral("dark"));
    QVERIFY(window.actions().theme_dark->isChecked());
    studio.theme.choose(ThemeChoice::Choice::light);
    QCOMPARE(window.palette().color(QPalette::Window), before);
}

void StudioTest::panels_come_back() {
    StudioFixture studio;
    MainWindow& first = studio.open_window();
    QVERIFY(first.sidebar()->isVisible());
    press(first, Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!first.sidebar()->isVisible());
    first.close();
    MainWindow& second = studio.open_window();
    QVERIFY(!second.sidebar()->isVisible());
    press(second, Qt::Key_0, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(second.sidebar()->isVisible());
}

void StudioTest::keys_go_from_panel_to_panel() {
    StudioFixture studio;
    studio.put_run(1, 3);
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    press(window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), window.page()->canvas());
    press(window, Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), window.panel()->steps());
    QTRY_VERIFY(!studio.session->details()->sections().empty());
    press(window, Qt::Key_F6);
    QCOMPARE(QApplication::focusWidget(), window.inspector()->payload()->focus_target());
    press(window, Qt::Key_F6);
    QCOMPARE(QApplication::focusWidget(), window.sidebar()->definitions()->view());
    press(window, Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget(), window.inspector()->payload()->focus_target());
}

void StudioTest::keys_are_looked_up() {
    StudioFixture studio;
    MainWindow& window = studio.open_window();
    const auto shown = [](const QTableWidget& table) {
        QStringList names;
        for (int row = 0; row < table.rowCount(); ++row)
            if (!table.isRowHidden(row)) names << table.item(row, 0)->text();
        return names;
    };
    QStringList all;
    QStringList found;
    QStringList by_key;
    answer_dialog<ShortcutDialog>([&](ShortcutDialog& dialog) {
        all = shown(*dialog.table());
        QTest::keyClicks(dialog.field(), QStringLiteral("zoom"));
        found = shown(*dialog.table());
        dialog.field()->setText(QStringLiteral("Ctrl+O"));
        by_key = shown(*dialog.table());
        dialog.reject();
    });
    press(window, Qt::Key_F1);
    QVERIFY(all.size() > 40);
    QCOMPARE(found, QStringList({QStringLiteral("Zoom in"), QStringLiteral("Zoom out")}));
    QCOMPARE(by_key, QStringList{QStringLiteral("Open")});
}

void StudioTest::everything_has_a_name_and_keys() {
    StudioFixture studio;
    studio.put_run(1, 2);
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    QSet<QKeySequence> keys;
    for (const QAction* action : window.actions().all) {
        QVERIFY(!action->text().isEmpty());
        QVERIFY2(!action->shortcuts().isEmpty(), qPrintable(action->text()));
        for (const QKeySequence& key : action->shortcuts()) {
            QVERIFY2(!keys.contains(key), qPrintable(key.toString()));
            keys.insert(key);
        }
    }
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const bool takes_keys = widget->focusPolicy() & Qt::TabFocus;
        if (!takes_keys || !widget->isVisible() || widget->inherits("QTabWidget") || widget->inherits("QMenuBar")) continue;
        if (widget->inherits("QLabel")) continue; // text speaks for itself
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

void StudioTest::saves_a_picture() {
    StudioFixture studio;
    studio.put_run(1, 2);
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    const QString path = studio.folder.filePath(QStringLiteral("studio.png"));
    Screenshot screenshot(window, path);
    QSignalSpy finished(&screenshot, &Screenshot::finished);
    screenshot.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
    QCOMPARE(finished.first().first().toString(), QString());
    const QImage picture(path);
    QCOMPARE(picture.size() / picture.devicePixelRatio(), window.size());
}

void StudioTest::a_picture_that_can_not_be_taken_is_said() {
    StudioFixture studio;
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(5).text));
    Screenshot screenshot(window, studio.folder.filePath(QStringLiteral("studio.png")));
    QSignalSpy finished(&screenshot, &Screenshot::finished);
    screenshot.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
    QVERIFY(finished.first().first().toString().contains(QString::fromStdString(run_id(5).text)));
    // A place that can't be written.
    studio.put_run(5, 3);
    MainWindow& again = studio.open_window();
    again.open_run(QString::fromStdString(run_id(5).text));
    Screenshot nowhere(again, studio.folder.filePath(QStringLiteral("no/such/folder/studio.png")));
    QSignalSpy ended(&nowhere, &Screenshot::finished);
    nowhere.start();
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
    QVERIFY(!ended.first().first().toString().isEmpty());
}

ORKESTR_TEST(StudioTest)

} // namespace orkestr::test

#include "studio_test.moc"
