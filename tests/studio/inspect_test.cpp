// Looking into runs in the whole window: the head of a run, payloads, events by a filter, the timeline, the palette, panels
// with windows of their own, a file as the source, exports.
#include "tests/studio/noted_exporter.h"
#include "tests/studio/studio_fixture.h"
#include "tests/support/test.h"
#include "ui/designer/definition_page.h"
#include "ui/parts/filter_field.h"
#include "ui/parts/json_diff_view.h"
#include "ui/parts/json_view.h"
#include "ui/runs/event_table.h"
#include "ui/runs/payload_pane.h"
#include "ui/runs/run_header.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/step_inspector.h"
#include "ui/runs/step_tree.h"
#include "ui/runs/timeline_view.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/export_commands.h"
#include "ui/shell/export_dialog.h"
#include "ui/shell/open_commands.h"
#include "ui/shell/sidebar.h"
#include "ui/viewmodels/picked_iteration.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

namespace orkestr::test {

namespace {

QString shown_kinds(const PayloadPane& pane) {
    QStringList titles;
    auto& open = const_cast<PayloadPane&>(pane);
    for (int i = 0; i < open.tabs()->count(); ++i) titles << open.tabs()->tabText(i);
    return titles.join(QLatin1Char(' '));
}

} // namespace

class StudioInspectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_head_says_what_failed_and_leads_there();
    void a_step_has_its_payloads_changes_attempts_and_expressions();
    void events_are_filtered_in_place();
    void the_timeline_and_the_steps_select_each_other();
    void the_palette_finds_actions_definitions_and_runs();
    void palette_scores();
    void a_panel_leaves_the_window_and_comes_back();
    void a_file_is_only_looked_at();
    void a_run_that_is_read_or_can_not_be_is_said_in_place_of_its_graph();
    void a_run_is_exported_with_redactions();
    void a_failed_export_says_why();
    void one_time_round_of_a_loop_is_picked();
};

void StudioInspectTest::the_head_says_what_failed_and_leads_there() {
    StudioFixture studio;
    RunView view = small_run(1, 2);
    view.cause = "manual";
    view.started_by = "ada";
    view.steps[0].child = run_id(7);
    studio.put_view(1, view);
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    auto* head = window.findChild<RunHeader*>();
    QVERIFY(head && head->isVisible());
    QVERIFY(head->error_text().contains(QStringLiteral("the oracle is asleep")));
    QVERIFY(head->error_text().contains(QStringLiteral("ask")));
    QVERIFY(head->children()->isVisible());
    QVERIFY(!head->parent_run()->isVisible());
    // The definition that the run is pinned to is one click away.
    window.actions().show_code->setChecked(false);
    QTest::mouseClick(head->definition(), Qt::LeftButton);
    QVERIFY(window.actions().show_code->isChecked());
}

void StudioInspectTest::a_step_has_its_payloads_changes_attempts_and_expressions() {
    StudioFixture studio;
    RunView view = small_run(1, 3);
    studio.put_view(1, view);
    studio.source.change([&](auto& content) {
        StepDetail detail{view.steps[0], {}, {}, {}, {}, {}};
        detail.step.input = json(R"({"a":1,"b":2})");
        detail.step.output = json(R"({"a":1,"b":3})");
        AttemptView attempt;
        attempt.status = "faulted";
        attempt.queued = Instant{1000};
        attempt.ended = Instant{2500};
        attempt.log = "no luck";
        detail.attempts.push_back(attempt);
        attempt.number = 2;
        attempt.queued = Instant{3000};
        attempt.status = "completed";
        attempt.response = json("42");
        detail.attempts.push_back(attempt);
        detail.expressions.push_back({detail.step.task + "/set", "", json(R"({"answer":42})")});
        content.details[run_id(1).text][view.steps[0].id] = detail;
    });
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    window.panel()->steps()->setCurrentIndex(studio.session->run()->steps()->find(view.steps[0].id));
    PayloadPane* pane = window.inspector()->payload();
    QTRY_COMPARE(shown_kinds(*pane), QStringLiteral("Input Output Changes Response Expressions Attempts"));
    QCOMPARE(pane->text(), QStringLiteral(R"({"a":1,"b":3})"));
    pane->show_section(DetailSection::Kind::changes);
    QTRY_VERIFY(pane->changes()->isVisible());
    pane->show_section(DetailSection::Kind::attempts);
    QVERIFY(pane->table()->isVisible());
    QCOMPARE(pane->table()->model()->rowCount(), 2);
    QAbstractItemModelTester attempts(studio.session->details()->attempts());
    QAbstractItemModelTester expressions(studio.session->details()->expressions());
    QCOMPARE(AttemptModel::whole(*studio.session->details()->attempts()->row_at(1)).text(), std::string(R"({"log":"no luck","response":42})"));
    // The expression as the author wrote it, with its own part of what the whole came to.
    const ExpressionView* expression = studio.session->details()->expressions()->row_at(0);
    QVERIFY(expression);
    QVERIFY(!expression->place.empty());
}

void StudioInspectTest::events_are_filtered_in_place() {
    StudioFixture studio;
    studio.put_run(1, 3);
    studio.source.change([](auto& content) {
        auto events = made_up_events(300);
        for (std::size_t i = 0; i < events.size(); ++i) events[i].type = i % 100 == 7 ? "activity.failed" : "task.started";
        content.events[run_id(1).text] = events;
    });
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    window.panel()->setCurrentWidget(window.panel()->events());
    EventTable* table = window.panel()->events();
    QTRY_COMPARE(table->view()->model()->rowCount(), 300);
    table->filter_model()->edit(QStringLiteral("type ~ \"fail\""));
    QVERIFY(table->filter_model()->apply());
    QTRY_COMPARE(table->view()->model()->rowCount(), 3);
    // The numbers are the events' own.
    QCOMPARE(table->view()->model()->index(1, EventModel::seq_column).data().toULongLong(), 108ULL);
    table->go_to(200);
    QCOMPARE(table->view()->currentIndex().row(), 2);
    table->filter_model()->edit(QStringLiteral("type =="));
    QVERIFY(!table->filter_model()->apply());
    QCOMPARE(table->view()->model()->rowCount(), 3);
    table->filter_model()->edit({});
    QVERIFY(table->filter_model()->apply());
    QTRY_COMPARE(table->view()->model()->rowCount(), 300);
    table->failed_only()->setChecked(true);
    QTRY_COMPARE(table->view()->model()->rowCount(), 3);
    QAbstractItemModelTester tester(table->view()->model());
    table->follow()->setChecked(true);
    table->failed_only()->setChecked(false);
    QTRY_COMPARE(table->view()->model()->rowCount(), 300);
}

void StudioInspectTest::the_timeline_and_the_steps_select_each_other() {
    StudioFixture studio;
    studio.put_run(1, 3);
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    window.panel()->setCurrentWidget(window.panel()->timeline());
    QTRY_COMPARE(studio.session->run()->timeline()->state(), LoadState::ready);
    Q_EMIT window.panel()->timeline()->step_selected(studio.session->run()->view()->steps[0].id);
    QTRY_COMPARE(studio.session->run()->selected_step()->id, studio.session->run()->view()->steps[0].id);
}

void StudioInspectTest::the_palette_finds_actions_definitions_and_runs() {
    StudioFixture studio;
    studio.put_run(1, 3);
    MainWindow& window = studio.open_window();
    QTRY_VERIFY(window.is_settled());
    QTRY_COMPARE(studio.session->runs()->rowCount(), 1);
    press(window, Qt::Key_K, Qt::ControlModifier);
    auto* palette = window.findChild<CommandPalette*>();
    QVERIFY(palette && palette->isVisible());
    QAbstractItemModelTester tester(palette->model());
    QTest::keyClicks(palette->field(), QStringLiteral("sidebar"));
    QVERIFY(palette->model()->rowCount() > 0);
    QCOMPARE(palette->model()->entry_at(0)->title, QStringLiteral("Sidebar"));
    const bool shown = window.actions().show_sidebar->isChecked();
    QTest::keyClick(palette->field(), Qt::Key_Return);
    QCOMPARE(window.actions().show_sidebar->isChecked(), !shown);
    // A run by its id.
    window.opening()->show_palette();
    palette = window.findChildren<CommandPalette*>().constLast();
    palette->field()->setText(QString::fromStdString(run_id(1).text).toLower());
    QTest::keyClick(palette->field(), Qt::Key_Return);
    QTRY_COMPARE(studio.session->run()->run(), run_id(1));
    // What nobody knows is said.
    window.opening()->show_palette();
    palette = window.findChildren<CommandPalette*>().constLast();
    palette->field()->setText(QStringLiteral("zzqqxx"));
    QCOMPARE(palette->model()->rowCount(), 0);
    QVERIFY(!palette->view()->isVisible());
    palette->close();
}

void StudioInspectTest::palette_scores() {
    QVERIFY(palette_score(QStringLiteral("fit"), QStringLiteral("Fit the graph")) > palette_score(QStringLiteral("fit"), QStringLiteral("Profit")));
    QVERIFY(palette_score(QStringLiteral("gg"), QStringLiteral("Go to the graph")) > 0);
    QCOMPARE(palette_score(QStringLiteral("xyz"), QStringLiteral("Go to the graph")), 0);
    std::vector<int> places;
    (void)palette_score(QStringLiteral("the"), QStringLiteral("Go to the graph"), &places);
    QCOMPARE(places, (std::vector<int>{6, 7, 8}));
}

void StudioInspectTest::a_panel_leaves_the_window_and_comes_back() {
    StudioFixture studio;
    studio.put_run(1, 3);
    MainWindow& window = studio.open_window();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    QWidget* home = window.panel()->parentWidget();
    const int width = window.inspector()->width();
    window.actions().float_panel->trigger();
    QVERIFY(window.panel()->window() != &window);
    QVERIFY(window.panel()->isVisible());
    // Hidden and shown where it is.
    window.actions().show_panel->trigger();
    QVERIFY(!window.panel()->isVisible());
    window.actions().show_panel->trigger();
    QVERIFY(window.panel()->isVisible());
    // Closing its window puts it back.
    window.panel()->window()->close();
    QCOMPARE(window.panel()->window(), &window);
    QCOMPARE(window.panel()->parentWidget(), home);
    QVERIFY(!window.actions().float_panel->isChecked());
    window.actions().float_inspector->trigger();
    QVERIFY(window.inspector()->window() != &window);
    window.actions().float_inspector->trigger();
    QCOMPARE(window.inspector()->window(), &window);
    QVERIFY(std::abs(window.inspector()->width() - width) <= 2);
    // It is remembered for the next window.
    window.actions().float_inspector->trigger();
    MainWindow& next = studio.open_window();
    next.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(next.is_settled());
    QVERIFY(next.inspector()->window() != &next);
}

void StudioInspectTest::a_file_is_only_looked_at() {
    StudioFixture studio;
    studio.put_run(1, 2);
    studio.source.change([](auto& content) {
        content.state.kind = SourceState::Kind::audit_log;
        content.state.size_bytes = content.state.read_bytes = content.state.checked_bytes = 100;
        content.state.proof = SourceState::Proof::intact;
        content.state.redacted = 3;
        content.state.damage = "Line 7 can't be read; what stands before it is shown.";
    });
    StudioSession session(studio.source, nullptr);
    MainWindow window(session, studio.settings, studio.theme);
    window.show();
    QTRY_VERIFY(session.source()->is_file());
    QVERIFY(session.source()->proof_text().contains(QStringLiteral("Chain intact")));
    QVERIFY(!window.actions().run->isEnabled());
    QVERIFY(!window.actions().show_workspace->isEnabled());
    QVERIFY(!window.actions().export_all->isEnabled());
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    for (QAction* action : {window.actions().suspend, window.actions().cancel, window.actions().rerun, window.actions().fork}) QVERIFY(!action->isEnabled());
    // Whoever composes the program has the first say in what a file is.
    QStringList offered;
    window.opening()->set_opener([&](const QString& path) {
        offered << path;
        return path.endsWith(QLatin1String(".orklog")) ? OpenCommands::Opening::opened : OpenCommands::Opening::refused;
    });
    window.opening()->open(studio.folder.filePath(QStringLiteral("a.orklog")));
    QCOMPARE(offered.size(), 1);
    QCOMPARE(studio.settings.recent_records(), offered);
    QVERIFY(studio.settings.recent_files().isEmpty());
    // What could not be opened is not offered again.
    window.opening()->open(studio.folder.filePath(QStringLiteral("picture.png")));
    QCOMPARE(offered.size(), 2);
    QCOMPARE(studio.settings.recent_records().size(), 1);
    window.opening()->open_definition(studio.folder.path());
    window.opening()->open_definition(studio.folder.filePath(QStringLiteral("gone.yaml")));
    QVERIFY(studio.settings.recent_files().isEmpty());
}

void StudioInspectTest::a_run_that_is_read_or_can_not_be_is_said_in_place_of_its_graph() {
    StudioFixture studio;
    studio.put_run(1, 3);
    MainWindow& window = studio.open_window();
    QTRY_VERIFY(window.is_settled());
    const Canvas* canvas = window.page()->canvas();
    QCOMPARE(canvas->message().kind, CanvasMessage::Kind::empty);
    studio.source.thread().hold();
    window.open_run(QString::fromStdString(run_id(1).text));
    QCOMPARE(canvas->message().kind, CanvasMessage::Kind::loading);
    studio.source.thread().release();
    QTRY_VERIFY(window.is_settled());
    QCOMPARE(canvas->message().kind, CanvasMessage::Kind::none);
    press(window, Qt::Key_Left, Qt::AltModifier);
    window.open_run(QString::fromStdString(run_id(7).text));
    QTRY_VERIFY(!window.failure().isEmpty());
    QCOMPARE(studio.session->run()->state(), LoadState::failed);
}

void StudioInspectTest::a_run_is_exported_with_redactions() {
    StudioFixture studio;
    studio.put_run(1, 3);
    MainWindow& window = studio.open_window();
    NotedExporter exporter;
    window.exporting()->set_exporter(&exporter);
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    QVERIFY(window.actions().export_run->isEnabled());
    const QString path = studio.folder.filePath(QStringLiteral("one.orklog"));
    answer_dialog<ExportDialog>([&](ExportDialog& dialog) {
        dialog.path()->setText(path);
        dialog.redactions()->setPlainText(QStringLiteral("$.customer.email\n\n  $..password "));
        dialog.compressed()->setChecked(true);
        dialog.button()->click();
    });
    window.actions().export_run->trigger();
    QCOMPARE(exporter.asked.size(), std::size_t{1});
    const ExportRequest& asked = exporter.asked.front();
    QCOMPARE(asked.runs, std::vector<RunId>{run_id(1)});
    QCOMPARE(asked.redactions, (std::vector<std::string>{"$.customer.email", "$..password"}));
    QVERIFY(asked.compressed);
    QCOMPARE(QString::fromStdString(asked.path), path);
}

void StudioInspectTest::a_failed_export_says_why() {
    StudioFixture studio;
    MainWindow& window = studio.open_window();
    NotedExporter exporter;
    exporter.answer = Result<Exported>(Error{ErrorCode::invalid_argument, "'$.[' is no JSON path", {}});
    window.exporting()->set_exporter(&exporter);
    QString said;
    answer_dialog<ExportDialog>([&](ExportDialog& dialog) {
        dialog.button()->click();
        for (int i = 0; i < 100 && dialog.job().stage() == ExportJob::Stage::working; ++i) QTest::qWait(10);
        said = dialog.job().message();
        dialog.reject();
    });
    window.actions().export_all->trigger();
    QCOMPARE(said, QStringLiteral("'$.[' is no JSON path"));
    QVERIFY(exporter.asked.front().runs.empty());
}

void StudioInspectTest::one_time_round_of_a_loop_is_picked() {
    RunView view;
    const auto add = [&view](StepId id, StepId parent, const char* task, const char* key, const char* kind) {
        StepView step;
        step.id = id;
        step.parent = parent;
        step.task = task;
        step.key = key;
        step.kind = kind;
        view.steps.push_back(step);
    };
    add(1, 0, "/do/0/before", "/do/0/before", "set");
    add(2, 0, "/do/1/loop", "/do/1/loop", "for");
    add(3, 2, "/do/1/loop/do/0/a", "/do/1/loop/do/0/a#1", "set");
    add(4, 2, "/do/1/loop/do/1/b", "/do/1/loop/do/1/b#1", "set");
    add(5, 2, "/do/1/loop/do/0/a", "/do/1/loop/do/0/a#2", "set");
    const auto first = picked_iteration(view, view.steps[2]);
    QCOMPARE(first.size(), std::size_t{2});
    QCOMPARE(first.at("/do/1/loop/do/0/a")->id, StepId{3});
    QCOMPARE(first.at("/do/1/loop/do/1/b")->id, StepId{4});
    const auto second = picked_iteration(view, view.steps[4]);
    QCOMPARE(second.at("/do/1/loop/do/0/a")->id, StepId{5});
    QVERIFY(second.at("/do/1/loop/do/1/b") == nullptr);
    QVERIFY(picked_iteration(view, view.steps[0]).empty());
    // As a hostile file may have it.
    view.steps[1].parent = view.steps[2].id;
    QVERIFY(!picked_iteration(view, view.steps[2]).empty());
}

ORKESTR_TEST(StudioInspectTest)

} // namespace orkestr::test

#include "inspect_test.moc"
