// Studying runs in the whole window: replayed in a matrix, compared with another, and all of a definition at once; each of
// them as the graph shows it.
#include "tests/studio/studio_fixture.h"
#include "tests/support/test.h"
#include "tests/viewmodels/fake_replayer.h"
#include "ui/designer/definition_page.h"
#include "ui/parts/banner.h"
#include "ui/replay/comparison_page.h"
#include "ui/replay/paths_page.h"
#include "ui/replay/replay_page.h"
#include "ui/runs/run_panel.h"
#include "ui/shell/middle.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/replay_commands.h"
#include "ui/shell/study_commands.h"
#include "ui/viewmodels/replay_document.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

namespace orkestr::test {

namespace {

const std::string ask_task = "/do/1/attempt/try/0/ask";

RunDiff ask_differs() {
    RunDiff diff;
    diff.equal = false;
    diff.first = 1;
    diff.differing_steps = 1;
    StepDiff run;
    run.key_a = run.key_b = "/";
    StepDiff ask;
    ask.kind = StepDiff::Kind::differs;
    ask.key_a = ask.key_b = ask.task_a = ask.task_b = ask_task;
    ask.aspects = 1u << static_cast<unsigned>(StepAspect::output);
    RunChange change;
    change.aspect = StepAspect::output;
    change.path = "$.output";
    change.a = "1";
    change.b = "2";
    ask.changes.push_back(change);
    diff.steps = {run, ask};
    TaskDiff task;
    task.task_a = task.task_b = ask_task;
    task.differing = 1;
    task.aspects = ask.aspects;
    task.first = true;
    diff.tasks.push_back(task);
    return diff;
}

MainWindow& window_with_run(StudioFixture& studio) {
    studio.put_run(1, 3);
    studio.put_run(2, 3);
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    return window;
}

} // namespace

class StudioStudyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runs_are_replayed_in_a_matrix();
    void a_run_is_compared_with_another();
    void a_run_is_compared_once_it_is_open();
    void all_runs_of_a_definition_are_drawn();
};

void StudioStudyTest::runs_are_replayed_in_a_matrix() {
    StudioFixture studio;
    MainWindow& window = window_with_run(studio);
    QTRY_VERIFY(window.is_settled());
    QVERIFY(!window.actions().replay->isEnabled());
    FakeReplayer replayer;
    window.replaying()->set_replayer(&replayer);
    press(window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    auto* page = window.findChild<ReplayPage*>();
    QVERIFY(page && page->isVisible());
    // The keyboard is there from the beginning: in the table, once there is one, and again when one comes back to it.
    QVERIFY(page->isAncestorOf(window.focusWidget()));
    QTRY_COMPARE(window.focusWidget(), static_cast<QWidget*>(page->view()));
    press(window, Qt::Key_F6);
    QVERIFY(!page->isAncestorOf(window.focusWidget()));
    for (int panels = 0; panels < 10 && !page->isAncestorOf(window.focusWidget()); ++panels) press(window, Qt::Key_F6);
    QCOMPARE(window.focusWidget(), static_cast<QWidget*>(page->view()));
    QTRY_VERIFY(page->outcome()->text().startsWith(QStringLiteral("1 equal as far as can be judged")));
    QCOMPARE(replayer.asked.back().runs[0].runs, std::vector<RunId>{run_id(1)});
    // What came of the first run is said, though nobody chose a cell.
    QVERIFY2(page->finding()->text().startsWith(QStringLiteral("10 event(s) decided again")), qPrintable(page->finding()->text()));
    // A definition beside: what differs is named and chosen.
    page->add_definition_file(studio.write_definition());
    QTRY_VERIFY(page->finding()->text().contains(QStringLiteral("event 7 · charge: another event is decided")));
    QTRY_COMPARE(page->view()->currentIndex().row(), 2);
    page->actions().only_differing->trigger();
    QCOMPARE(page->view()->model()->rowCount(), 2);
    page->actions().open->trigger();
    QTRY_VERIFY(!page->isVisible());
    window.replaying()->set_replayer(nullptr);
}

void StudioStudyTest::a_run_is_compared_with_another() {
    StudioFixture studio;
    MainWindow& window = window_with_run(studio);
    QTRY_VERIFY(window.is_settled());
    QVERIFY(!window.actions().compare->isEnabled());
    RunId other;
    window.study()->set_comparer([&other](const ComparedSide&, const ComparedSide& b, std::stop_token, const LongWork::Tell&) -> Result<RunDiff> {
        other = b.run;
        return ask_differs();
    });
    answer_dialog<CompareDialog>([](CompareDialog& dialog) {
        dialog.field()->setText(QString::fromStdString(run_id(1).text));
        dialog.accept();
        QVERIFY(!dialog.problem()->isHidden()); // it is the one that is open
        dialog.field()->setText(QString::fromStdString(run_id(2).text));
        dialog.accept();
    });
    press(window, Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    ComparisonPage* page = window.study()->comparison_page();
    QTRY_VERIFY(page->verdict()->text().startsWith(QStringLiteral("First difference: ask, $.output")));
    QCOMPARE(other, run_id(2));
    QCOMPARE(window.panel()->currentWidget(), page);
    QTRY_COMPARE(page->changes()->model()->rowCount(), 1);
    const auto nodes = window.page()->nodes();
    const auto overlay = window.study()->overlay({{QStringLiteral("/do/0/first"), NodeStatus{}}}, nodes);
    QVERIFY(overlay.value(QStringLiteral("/do/0/first")).dimmed);
    const NodeStatus ask = overlay.value(QString::fromStdString(ask_task));
    QVERIFY(!ask.dimmed);
    QCOMPARE(ask.duration, QStringLiteral("first: ≠ output"));
    page->actions().close->trigger();
    QVERIFY(!window.study()->comparison()->diff());
}

/// As from the command line: what it is to be compared with is known before the run is there.
void StudioStudyTest::a_run_is_compared_once_it_is_open() {
    StudioFixture studio;
    studio.put_run(1, 3);
    MainWindow& window = studio.open_window();
    RunId other;
    window.study()->set_comparer([&other](const ComparedSide&, const ComparedSide& b, std::stop_token, const LongWork::Tell&) -> Result<RunDiff> {
        other = b.run;
        return ask_differs();
    });
    window.study()->compare_with(QString::fromStdString(run_id(2).text));
    QVERIFY(!window.is_settled());
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.study()->comparison()->diff());
    QCOMPARE(other, run_id(2));
    QVERIFY(window.study()->comparison_page()->isVisible());
    QTRY_VERIFY(window.is_settled());
    // What can't be found is said where one looks.
    window.study()->compare_with(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.notices()->notice()->isVisible());
    QVERIFY(window.notices()->notice()->text().contains(QStringLiteral("the run that is open")));
}

void StudioStudyTest::all_runs_of_a_definition_are_drawn() {
    StudioFixture studio;
    MainWindow& window = window_with_run(studio);
    QTRY_VERIFY(window.is_settled());
    QVERIFY(!window.actions().show_paths->isEnabled());
    window.study()->set_scanner([](RunSource&, const std::string&, const Filter&, Instant, std::stop_token, const LongWork::Tell&, const PathDocument::Partial&) -> Result<ScannedPaths> {
        ScannedPaths found;
        for (int number = 1; number <= 4; ++number) found.statistics.add(small_run(number, number == 1 ? 2 : 3), {});
        return found;
    });
    press(window, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(window.study()->paths_page() && window.study()->paths_page()->isVisible());
    QVERIFY(!studio.session->run()->is_open());
    QTRY_VERIFY(window.study()->paths_page()->summary()->text().startsWith(QStringLiteral("4 run(s)")));
    const auto overlay = window.study()->overlay({}, window.page()->nodes());
    const NodeStatus ask = overlay.value(QString::fromStdString(ask_task));
    QVERIFY2(ask.duration.startsWith(QStringLiteral("100 %")), qPrintable(ask.duration));
    QCOMPARE(ask.status, DisplayStatus::faulted);
    QVERIFY(ask.duration.contains(QStringLiteral("1 fault")));
    QCOMPARE(overlay.value(QStringLiteral("/do/2/last")).duration.left(4), QStringLiteral("75 %"));
    // Which ways they took can be read, too.
    PathsPage* page = window.study()->paths_page();
    QCOMPARE(page->tabs()->currentWidget(), page->paths());
    QTest::keyClick(page->tasks(), Qt::Key_B, Qt::AltModifier);
    QCOMPARE(page->tabs()->currentWidget(), page->branches());
    QVERIFY(page->branches()->hasFocus());
    QVERIFY(page->branches()->model()->rowCount() > 0);
    QTest::keyClick(page->branches(), Qt::Key_P, Qt::AltModifier);
    QCOMPARE(page->tabs()->currentWidget(), page->paths());
    // A run that is opened takes the place.
    window.open_run(QString::fromStdString(run_id(2).text));
    QTRY_VERIFY(!window.study()->paths_page()->isVisible());
    QVERIFY(!window.actions().show_paths->isChecked());
}

ORKESTR_TEST(StudioStudyTest)

} // namespace orkestr::test

#include "study_test.moc"
