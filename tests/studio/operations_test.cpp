#include "tests/studio/studio_fixture.h"
#include "tests/support/test.h"
#include "tests/viewmodels/written_file.h"
#include "ui/admin/workspace_page.h"
#include "ui/canvas/canvas.h"
#include "ui/designer/definition_page.h"
#include "ui/parts/banner.h"
#include "ui/parts/code_view.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/step_inspector.h"
#include "ui/runs/step_tree.h"
#include "ui/shell/event_dialog.h"
#include "ui/shell/fork_dialog.h"
#include "ui/shell/input_dialog.h"
#include "ui/shell/json_field.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/reason_dialog.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/workspace_link.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QStatusBar>
#include <QTableView>
#include <QTabWidget>
#include <QTest>

namespace orkestr::test {

/// What an operator does in the window: with a run, with events, with what the workspace keeps.
class StudioOperationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void suspends_resumes_and_cancels_by_key();
    void a_dialog_that_is_closed_does_nothing();
    void a_refusal_is_said();
    void sends_an_event_to_the_run();
    void an_event_is_checked_before_it_is_sent();
    void runs_again_with_another_input();
    void a_rerun_can_take_the_file_as_it_is_now();
    void forks_from_the_selected_step();
    void a_waiting_step_and_a_fork_are_told();
    void the_workspace_is_shown_and_left();
    void dead_letters_are_tried_again_and_discarded();
    void schedules_end();
    void the_workspace_says_when_it_is_empty_or_fails();
    void without_a_control_nothing_can_be_done();
    void the_workspace_has_names();
};

namespace {

MainWindow& open_first_run(StudioFixture& studio, int stage) {
    studio.put_run(1, stage);
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    return window;
}

MainWindow& open_workspace(StudioFixture& studio) {
    studio.source.change([](auto& content) { content.overview = small_overview(); });
    MainWindow& window = studio.open_window();
    press(window, Qt::Key_6, Qt::ControlModifier);
    return window;
}

void type_reason(const QString& reason) {
    answer_dialog<ReasonDialog>([reason](ReasonDialog& dialog) {
        QTest::keyClicks(dialog.field(), reason);
        QTest::keyClick(dialog.field(), Qt::Key_Return);
    });
}

} // namespace

void StudioOperationsTest::suspends_resumes_and_cancels_by_key() {
    StudioFixture studio;
    std::vector<std::pair<Steering, Author>> seen;
    studio.control.on_steer = [&](const RunId&, Steering steering, const Author& author) -> Result<void> {
        seen.emplace_back(steering, author);
        RunView view = small_run(1, 1);
        view.status = steering == Steering::suspend ? "suspended" : steering == Steering::resume ? "running" : "cancelled";
        view.by = author.by;
        view.reason = author.reason;
        if (steering == Steering::cancel) view.ended = view.started + Duration{50};
        studio.put_view(1, view);
        return {};
    };
    MainWindow& window = open_first_run(studio, 1);
    const StudioActions& actions = window.actions();
    QTRY_VERIFY(actions.suspend->isEnabled());
    QVERIFY(!actions.resume->isEnabled());
    type_reason(QStringLiteral("maintenance"));
    press(window, Qt::Key_F9);
    QTRY_VERIFY(actions.resume->isEnabled());
    QVERIFY(!actions.suspend->isEnabled());
    QTRY_VERIFY(window.inspector()->fact(QStringLiteral("Suspended by")) == QStringLiteral("ada"));
    QCOMPARE(window.inspector()->fact(QStringLiteral("Reason")), QStringLiteral("maintenance"));
    type_reason({});
    press(window, Qt::Key_F9, Qt::ShiftModifier);
    QTRY_VERIFY(actions.suspend->isEnabled());
    type_reason(QStringLiteral("enough"));
    press(window, Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY(!actions.cancel->isEnabled());
    QTRY_COMPARE(window.inspector()->fact(QStringLiteral("Cancelled by")), QStringLiteral("ada"));
    QVERIFY(!actions.suspend->isEnabled() && !actions.resume->isEnabled());
    QCOMPARE(seen.size(), std::size_t{3});
    QCOMPARE(seen[0].second.reason, std::string("maintenance"));
    QVERIFY(seen[1].second.reason.empty());
    QCOMPARE(seen[2].first, Steering::cancel);
}

void StudioOperationsTest::a_dialog_that_is_closed_does_nothing() {
    StudioFixture studio;
    std::atomic<int> steered = 0;
    studio.control.on_steer = [&](const RunId&, Steering, const Author&) -> Result<void> {
        ++steered;
        return {};
    };
    MainWindow& window = open_first_run(studio, 1);
    QTRY_VERIFY(window.actions().cancel->isEnabled());
    bool asked = false;
    answer_dialog<ReasonDialog>([&asked](ReasonDialog& dialog) {
        asked = true;
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
    press(window, Qt::Key_F5, Qt::ShiftModifier);
    QVERIFY(asked);
    QVERIFY(window.actions().cancel->isEnabled());
    QCOMPARE(steered, 0);
}

void StudioOperationsTest::a_refusal_is_said() {
    StudioFixture studio;
    studio.control.on_steer = [](const RunId&, Steering, const Author&) -> Result<void> {
        return Error{ErrorCode::conflict, "The run is suspended already.", {}};
    };
    MainWindow& window = open_first_run(studio, 1);
    QTRY_VERIFY(window.actions().suspend->isEnabled());
    type_reason({});
    press(window, Qt::Key_F9);
    QTRY_VERIFY(window.notices()->notice()->isVisible());
    QCOMPARE(window.notices()->notice()->text(), QStringLiteral("The run could not be suspended: The run is suspended already."));
    QVERIFY(window.actions().suspend->isEnabled());
}

void StudioOperationsTest::sends_an_event_to_the_run() {
    StudioFixture studio;
    EmitRequest seen;
    studio.control.on_emit = [&](const EmitRequest& request) -> Result<Emitted> {
        seen = request;
        return Emitted{"1", 1, true};
    };
    MainWindow& window = open_first_run(studio, 1);
    QTRY_VERIFY(studio.session->operations()->can_signal());
    answer_dialog<EventDialog>([](EventDialog& dialog) {
        QVERIFY(dialog.to_run());
        QTest::keyClicks(dialog.type_field(), QStringLiteral("com.example.paid"));
        QTest::keyClicks(dialog.data_field()->editor(), QStringLiteral("{\"amount\": 7}"));
        QTest::keyClick(dialog.data_field()->editor(), Qt::Key_Return, Qt::ControlModifier);
    });
    press(window, Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE(window.statusBar()->currentMessage(), QStringLiteral("com.example.paid was sent"));
    QCOMPARE(seen.to, run_id(1));
    QCOMPARE(seen.data.text(), std::string(R"({"amount":7})"));
    // Without a run: to everybody.
    window.open_file(studio.write_definition());
    QTRY_VERIFY(!studio.session->run()->is_open());
    answer_dialog<EventDialog>([](EventDialog& dialog) {
        QVERIFY(!dialog.to_run());
        QVERIFY(!dialog.run_button()->isEnabled());
        QTest::keyClicks(dialog.type_field(), QStringLiteral("a.b"));
        dialog.accept();
    });
    press(window, Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE(window.statusBar()->currentMessage(), QStringLiteral("a.b was sent"));
    QVERIFY(seen.to.empty());
}

void StudioOperationsTest::an_event_is_checked_before_it_is_sent() {
    EventDialog dialog({}, {}, QStringLiteral("ada"));
    QVERIFY(!dialog.send_button()->isEnabled());
    dialog.type_field()->setText(QStringLiteral("a.b"));
    QVERIFY(dialog.send_button()->isEnabled());
    QVERIFY(dialog.data() == Json());
    dialog.data_field()->set_text(QStringLiteral("{oops"));
    QVERIFY(!dialog.send_button()->isEnabled());
    QVERIFY(dialog.data_field()->mistake().startsWith(QStringLiteral("Line 1, column 2:")));
    dialog.data_field()->set_text(QStringLiteral("[1]"));
    QVERIFY(dialog.send_button()->isEnabled());
    dialog.type_field()->setText(QStringLiteral("  "));
    QVERIFY(!dialog.send_button()->isEnabled());
}

void StudioOperationsTest::runs_again_with_another_input() {
    StudioFixture studio;
    AgainRequest seen;
    studio.control.on_again = [&](const AgainRequest& request) -> Result<RunId> {
        seen = request;
        RunView view = small_run(2, 0);
        view.origin = RunOrigin{RunOrigin::Kind::rerun, run_id(1), 0, {}};
        studio.put_view(2, view);
        return run_id(2);
    };
    MainWindow& window = open_first_run(studio, 2);
    QTRY_VERIFY(window.actions().rerun->isEnabled());
    answer_dialog<InputDialog>([](InputDialog& dialog) {
        QCOMPARE(dialog.input().text(), std::string(R"({"order":7})"));
        QVERIFY(!dialog.findChild<QComboBox*>());
        dialog.editor()->setPlainText(QStringLiteral("{\"order\": 8}"));
        dialog.accept();
    });
    press(window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(studio.session->run()->run(), run_id(2));
    QCOMPARE(seen.input->text(), std::string(R"({"order":8})"));
    QVERIFY(seen.definition_text.empty());
    // It says where it comes from, and leads there.
    QTRY_COMPARE(window.inspector()->fact(QStringLiteral("Rerun of")), QString::fromStdString(run_id(1).text));
    // Unchanged, the input is the old run's.
    answer_dialog<InputDialog>([](InputDialog& dialog) { dialog.accept(); });
    QTRY_VERIFY(window.actions().rerun->isEnabled());
    press(window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!seen.input);
}

void StudioOperationsTest::a_rerun_can_take_the_file_as_it_is_now() {
    StudioFixture studio;
    AgainRequest seen;
    studio.control.on_again = [&](const AgainRequest& request) -> Result<RunId> {
        seen = request;
        studio.put_run(2, 0);
        return run_id(2);
    };
    studio.put_run(1, 2);
    const QString path = studio.folder.filePath(QStringLiteral("small.yaml"));
    QVERIFY(write_text(path, renamed("Oslo", "Bergen")));
    MainWindow& window = studio.open_window();
    window.open_file(path);
    QTRY_VERIFY(window.actions().run->isEnabled());
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.actions().rerun->isEnabled());
    answer_dialog<InputDialog>([](InputDialog& dialog) {
        auto* choices = dialog.findChild<QComboBox*>();
        QVERIFY(choices);
        choices->setCurrentIndex(1);
        QVERIFY(choices->currentText().startsWith(QStringLiteral("small.yaml")));
        dialog.accept();
    });
    press(window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(studio.session->run()->run(), run_id(2));
    QVERIFY(QString::fromStdString(seen.definition_text).contains(QStringLiteral("Bergen")));
    QVERIFY(!seen.input);
}

void StudioOperationsTest::forks_from_the_selected_step() {
    StudioFixture studio;
    AgainRequest seen;
    studio.control.on_again = [&](const AgainRequest& request) -> Result<RunId> {
        seen = request;
        studio.put_run(2, 1);
        return run_id(2);
    };
    MainWindow& window = open_first_run(studio, 2);
    QTRY_VERIFY(window.actions().fork->isEnabled()); // a failed run opens at what failed
    answer_dialog<ForkDialog>([](ForkDialog& dialog) {
        QCOMPARE(dialog.input_field()->value().text(), std::string(R"({"city":"Oslo"})"));
        QVERIFY(dialog.verdict().startsWith(QStringLiteral("Nothing is changed")));
        // Without a history nobody knows what $context was.
        dialog.tabs()->setCurrentIndex(1);
        QVERIFY(!dialog.context_field()->isVisible());
        dialog.reason_field()->setText(QStringLiteral("the oracle is awake"));
        dialog.accept();
    });
    press(window, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(studio.session->run()->run(), run_id(2));
    QCOMPARE(seen.step, std::string("/do/1/attempt/try/0/ask#1"));
    QCOMPARE(seen.author.reason, std::string("the oracle is awake"));
    QVERIFY(!seen.input);
    QVERIFY(!seen.context);
}

void StudioOperationsTest::a_waiting_step_and_a_fork_are_told() {
    StudioFixture studio;
    RunView view = small_run(1, 1);
    view.status = "waiting";
    view.steps[2].status = "waiting";
    view.steps[2].ended.reset();
    view.steps[2].listens = true;
    view.steps[2].waits_until = view.started + Duration{60'000};
    view.origin = RunOrigin{RunOrigin::Kind::fork, run_id(7), 12, "/do/0/first"};
    studio.put_view(1, view);
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_COMPARE(window.inspector()->fact(QStringLiteral("Fork of")), QString::fromStdString(run_id(7).text));
    studio.session->run()->select_step(3);
    QTRY_COMPARE(window.inspector()->fact(QStringLiteral("Waits for")), QStringLiteral("an event"));
    QVERIFY(!window.inspector()->fact(QStringLiteral("Waits until")).isEmpty());
}

void StudioOperationsTest::the_workspace_is_shown_and_left() {
    StudioFixture studio;
    studio.put_run(1, 3);
    MainWindow& window = open_workspace(studio);
    QTRY_VERIFY(window.workspace() && window.workspace()->isVisible());
    QTRY_COMPARE(window.workspace()->dead_letters()->model()->rowCount(), 2);
    QCOMPARE(window.sidebar()->workspace()->badge(), QStringLiteral("2"));
    QVERIFY(!window.page()->isVisible());
    QVERIFY(window.sidebar()->workspace()->isChecked());
    // Back by key, and there by mouse.
    press(window, Qt::Key_Left, Qt::AltModifier);
    QVERIFY(!window.workspace()->isVisible());
    QVERIFY(window.page()->isVisible());
    QVERIFY(!window.sidebar()->workspace()->isChecked());
    QTest::mouseClick(window.sidebar()->workspace(), Qt::LeftButton);
    QVERIFY(window.workspace()->isVisible());
    // All of a line is shown; its run opens by Enter.
    QTableView* letters = window.workspace()->dead_letters();
    letters->setFocus();
    letters->selectRow(1);
    QVERIFY(window.workspace()->detail()->toPlainText().contains(QStringLiteral("The oracle is asleep")));
    QTest::keyClick(letters, Qt::Key_Return);
    QTRY_COMPARE(studio.session->run()->run(), run_id(1));
    QVERIFY(!window.workspace()->isVisible());
    QTRY_VERIFY(window.panel()->isVisible());
    // From a run and back to it.
    press(window, Qt::Key_6, Qt::ControlModifier);
    QVERIFY(!window.panel()->isVisible());
    QVERIFY(!window.inspector()->isVisible());
    press(window, Qt::Key_Left, Qt::AltModifier);
    QVERIFY(studio.session->run()->is_open());
    QVERIFY(window.panel()->isVisible());
}

void StudioOperationsTest::dead_letters_are_tried_again_and_discarded() {
    StudioFixture studio;
    std::vector<DeadLetterDecision> seen;
    studio.control.on_decide = [&](const DeadLetterDecision& decision) -> Result<std::optional<RunId>> {
        seen.push_back(decision);
        studio.source.change([&](auto& content) { std::erase_if(content.overview.dead, [&](const auto& one) { return one.id == decision.id; }); });
        return std::optional<RunId>();
    };
    MainWindow& window = open_workspace(studio);
    QTableView* letters = window.workspace()->dead_letters();
    QTRY_COMPARE(letters->model()->rowCount(), 2);
    QVERIFY(!window.actions().retry_letter->isEnabled());
    letters->selectRow(1);
    QVERIFY(window.actions().retry_letter->isEnabled());
    type_reason(QStringLiteral("the oracle is awake"));
    press(window, Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE(letters->model()->rowCount(), 1);
    QVERIFY(window.actions().discard_letter->isEnabled()); // the one beside it is chosen now
    type_reason(QStringLiteral("a mistake"));
    press(window, Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(letters->model()->rowCount(), 0);
    QCOMPARE(seen.size(), std::size_t{2});
    QCOMPARE(seen[0].id, 1);
    QVERIFY(seen[0].retry);
    QCOMPARE(seen[1].author.reason, std::string("a mistake"));
    QVERIFY(!letters->isVisible()); // what it means that there are none stands there
    QTRY_COMPARE(window.sidebar()->workspace()->badge(), QString());
}

void StudioOperationsTest::schedules_end() {
    StudioFixture studio;
    QString seen;
    studio.control.on_unschedule = [&](const std::string& ns, const std::string& name, const Author& author) -> Result<void> {
        seen = QString::fromStdString(ns + "/" + name + " " + author.reason);
        return {};
    };
    MainWindow& window = open_workspace(studio);
    QTableView* schedules = window.workspace()->schedules();
    QTRY_COMPARE(schedules->model()->rowCount(), 3);
    schedules->selectRow(2);
    QVERIFY(!window.actions().unschedule->isEnabled()); // it has been
    schedules->selectRow(0);
    QVERIFY(window.actions().unschedule->isEnabled());
    type_reason(QStringLiteral("enough"));
    press(window, Qt::Key_U, Qt::ControlModifier);
    QTRY_COMPARE(seen, QStringLiteral("test/nightly enough"));
    // Away from the page nothing of it is possible.
    press(window, Qt::Key_Left, Qt::AltModifier);
    QVERIFY(!window.actions().unschedule->isEnabled());
}

void StudioOperationsTest::the_workspace_says_when_it_is_empty_or_fails() {
    StudioFixture studio;
    MainWindow& window = studio.open_window();
    press(window, Qt::Key_6, Qt::ControlModifier);
    const auto says = [&window](const QString& text) {
        const auto labels = window.workspace()->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->isVisible() && label->text() == text; });
    };
    QTRY_VERIFY(says(QStringLiteral("No dead letters")));
    QVERIFY(says(QStringLiteral("No schedules")));
    QVERIFY(says(QStringLiteral("No events are kept")));
    StudioFixture broken;
    broken.source.change([](auto& content) { content.error = Error{ErrorCode::io, "The disk is away.", {}}; });
    MainWindow& other = broken.open_window();
    press(other, Qt::Key_6, Qt::ControlModifier);
    QTRY_COMPARE(broken.session->workspace()->state(), LoadState::failed);
    QVERIFY(!other.workspace()->dead_letters()->isVisible());
}

void StudioOperationsTest::without_a_control_nothing_can_be_done() {
    StudioFixture studio;
    studio.put_run(1, 1);
    studio.source.change([](auto& content) { content.overview = small_overview(); });
    StudioSession session(studio.source, nullptr);
    MainWindow window(session, studio.settings, studio.theme);
    window.show();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(session.run()->view());
    session.run()->select_step(3);
    const StudioActions& actions = window.actions();
    for (const QAction* action : {actions.run, actions.suspend, actions.resume, actions.cancel, actions.send_event, actions.rerun, actions.fork})
        QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
    window.show_workspace(true);
    QTRY_COMPARE(session.workspace()->state(), LoadState::ready);
    window.workspace()->dead_letters()->selectRow(0);
    for (const QAction* action : {actions.retry_letter, actions.discard_letter, actions.unschedule}) QVERIFY(!action->isEnabled());
}

void StudioOperationsTest::the_workspace_has_names() {
    StudioFixture studio;
    MainWindow& window = open_workspace(studio);
    QTRY_COMPARE(studio.session->workspace()->state(), LoadState::ready);
    for (const QWidget* widget : window.workspace()->findChildren<QWidget*>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible() || widget->inherits("QLabel")) continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
    EventDialog event(QStringLiteral("run"), {}, QStringLiteral("ada"));
    ReasonDialog reason({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}, QStringLiteral("ada"));
    for (const QDialog* dialog : {static_cast<QDialog*>(&event), static_cast<QDialog*>(&reason)})
        for (const QWidget* widget : dialog->findChildren<QWidget*>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || widget->inherits("QPushButton")) continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
}

ORKESTR_TEST(StudioOperationsTest)

} // namespace orkestr::test

#include "operations_test.moc"
