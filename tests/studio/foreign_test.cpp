// Windows of what can only be looked at: records of other systems offer nothing of what needs Orkestr's own histories, logs
// offer nothing of what needs an engine, and a page that isn't there is said to be missing.
#include "app/workspace/file_source.h"
#include "tests/studio/studio_fixture.h"
#include "tests/support/test.h"
#include "ui/designer/definition_list.h"
#include "ui/parts/empty_state.h"
#include "ui/replay/scrubber.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/run_table.h"
#include "ui/runs/run_table_foot.h"
#include "ui/runs/run_table_view.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/open_commands.h"
#include "ui/shell/screenshot.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/travel_commands.h"
#include "ui/shell/window_pages.h"
#include "ui/viewmodels/text.h"

#include <QFile>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace orkestr::test {

namespace {

constexpr const char* trace_text = R"({"resourceSpans":[{"scopeSpans":[{"spans":[
    {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"GET /","kind":2,
     "startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000000020000","attributes":[{"key":"n","value":{"intValue":"1"}}]},
    {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b175","parentSpanId":"eee19b7ec3c1b174","name":"load",
     "startTimeUnixNano":"1700000000000001000","endTimeUnixNano":"1700000000000006000"}]}]}]})";

/// A window over a trace, with its only run open.
struct TraceWindow {
    TraceWindow() {
        const QString path = studio.folder.filePath(QStringLiteral("trace.json"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(trace_text) < 0) qFatal("the trace can't be written");
        file.close();
        auto opened = open_file_source(path.toStdString());
        if (!opened) qFatal("%s", opened.error().message.c_str());
        source = std::move(*opened);
        session = std::make_unique<StudioSession>(*source, nullptr);
        window = std::make_unique<MainWindow>(*session, studio.settings, studio.theme);
        window->resize(1600, 900);
        window->show();
    }
    bool open_run() {
        if (!QTest::qWaitFor([this] { return session->runs()->rowCount() == 1; })) return false;
        window->open_run(QString::fromStdString(session->runs()->row_at(0)->run.text));
        return QTest::qWaitFor([this] { return window->is_settled() && session->run()->state() == LoadState::ready; });
    }

    StudioFixture studio;
    std::unique_ptr<RunSource> source;
    std::unique_ptr<StudioSession> session;
    std::unique_ptr<MainWindow> window;
};

QStringList tab_titles(const QTabWidget& tabs) {
    QStringList titles;
    for (int i = 0; i < tabs.count(); ++i) titles << tabs.tabText(i).section(QLatin1Char(' '), 0, 0);
    return titles;
}

QStringList menu_titles(const MainWindow& window) {
    QStringList titles;
    for (const QAction* action : window.menuBar()->actions())
        if (action->isVisible()) titles << QString(action->text()).remove(QLatin1Char('&'));
    return titles;
}

std::vector<QAction*> needing_histories(const StudioActions& all) {
    return {all.show_travel, all.travel_first,   all.travel_previous, all.travel_play,   all.travel_next,   all.travel_last,  all.travel_now,
            all.next_stop,   all.previous_stop,  all.next_of_task,    all.previous_of_task, all.focus_breakpoint, all.watch_value, all.last_change,
            all.next_change, all.focus_travel,   all.compare,         all.show_paths,    all.replay,        all.fork,         all.export_run,
            all.export_all,  all.save_case,      all.show_code,       all.focus_code,    all.float_code};
}

std::vector<QAction*> needing_an_engine(const StudioActions& all) {
    return {all.run, all.suspend, all.resume, all.cancel, all.send_event, all.rerun, all.show_workspace, all.retry_letter, all.discard_letter, all.unschedule};
}

QString said_in(const EmptyState& empty) {
    QStringList texts;
    for (const QLabel* label : empty.findChildren<QLabel*>()) texts << label->text();
    return texts.join(QLatin1Char('\n'));
}

QString picture_of(MainWindow& window, const QString& path, const QString& page) {
    Screenshot screenshot(window, path, page);
    QSignalSpy finished(&screenshot, &Screenshot::finished);
    screenshot.start();
    if (!QTest::qWaitFor([&] { return finished.count() == 1; }, 30'000)) return QStringLiteral("not finished");
    return finished.first().first().toString();
}

} // namespace

class StudioForeignTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_record_of_another_system_offers_only_what_it_can();
    void its_palette_and_its_list_of_runs_offer_no_more();
    void its_values_can_not_be_watched();
    void a_log_is_travelled_in_but_not_steered();
    void a_file_without_runs_says_so();
    void a_workspace_without_runs_says_how_to_begin();
    void a_reason_is_read_before_a_path();
    void a_page_that_is_not_there_is_no_picture();
};

void StudioForeignTest::a_record_of_another_system_offers_only_what_it_can() {
    TraceWindow trace;
    QVERIFY(trace.open_run());
    MainWindow& window = *trace.window;
    QCOMPARE(tab_titles(*window.panel()), QStringList({QStringLiteral("Steps"), QStringLiteral("Timeline"), QStringLiteral("Events"), QStringLiteral("Bookmarks")}));
    QVERIFY(!window.travel()->bar()->isVisible());
    QVERIFY(!window.travel()->state() && !window.travel()->watches());
    for (const QAction* action : needing_histories(window.actions())) QVERIFY2(!action->isVisible() && !action->isEnabled(), qPrintable(action->text()));
    for (const QAction* action : needing_an_engine(window.actions())) QVERIFY2(!action->isVisible() && !action->isEnabled(), qPrintable(action->text()));
    QVERIFY(!menu_titles(window).contains(QStringLiteral("Time travel")));
    QVERIFY(!window.sidebar()->definitions()->isVisible());
    // What it can is there.
    for (const QAction* action : {window.actions().copy_run, window.actions().show_heat, window.actions().show_runs, window.actions().fit}) QVERIFY(action->isVisible() && action->isEnabled());
    // Its keys do nothing either.
    press(window, Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    press(window, Qt::Key_7, Qt::ControlModifier);
    QVERIFY(!window.travel()->bar()->isVisible());
    // Back is to the runs, and no further: there is no definition to go back to.
    window.actions().back->trigger();
    QVERIFY(window.runs() && window.runs()->isVisible());
    QVERIFY(!window.actions().back->isEnabled());
    QVERIFY(trace.open_run());
    // Microseconds are told.
    QCOMPARE(trace.session->run()->steps()->index(0, StepModel::duration_column).data().toString(), QStringLiteral("20 µs"));
}

void StudioForeignTest::its_palette_and_its_list_of_runs_offer_no_more() {
    TraceWindow trace;
    QVERIFY(trace.open_run());
    MainWindow& window = *trace.window;
    window.opening()->show_palette();
    auto* palette = window.findChild<CommandPalette*>();
    QVERIFY(palette);
    QStringList offered;
    for (int row = 0; row < palette->model()->rowCount(); ++row) offered << palette->model()->entry_at(row)->title;
    palette->close();
    QVERIFY(offered.contains(QStringLiteral("Fit the graph")));
    for (const QAction* action : needing_histories(window.actions())) {
        const QString title = QString(action->text()).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
        QVERIFY2(!offered.contains(title), qPrintable(title));
    }
    window.show_runs();
    RunTable& table = *window.runs();
    QTRY_COMPARE(table.view()->model()->rowCount(), 1);
    table.view()->selectAll();
    QVERIFY(table.actions().copy->isEnabled());
    for (const QAction* action : {table.actions().save, table.actions().replay, table.actions().cancel, table.actions().rerun})
        QVERIFY2(!action->isVisible() && !action->isEnabled(), qPrintable(action->text()));
    for (const QPushButton* button : table.foot()->findChildren<QPushButton*>()) QVERIFY2(!button->isVisible(), qPrintable(button->text()));
}

void StudioForeignTest::its_values_can_not_be_watched() {
    TraceWindow trace;
    QVERIFY(trace.open_run());
    trace.session->run()->select_step(1);
    QTRY_VERIFY(!trace.session->details()->is_reading());
    QVERIFY(!trace.session->details()->sections().empty());
    for (const DetailSection& section : trace.session->details()->sections()) QCOMPARE(trace.session->details()->data_path(section.kind), QString());
}

void StudioForeignTest::a_log_is_travelled_in_but_not_steered() {
    StudioFixture studio;
    studio.put_run(1, 3);
    studio.source.change([](auto& content) {
        content.state.kind = SourceState::Kind::audit_log;
        content.state.size_bytes = content.state.read_bytes = content.state.checked_bytes = 100;
    });
    StudioSession session(studio.source, nullptr);
    MainWindow window(session, studio.settings, studio.theme);
    window.show();
    window.open_run(QString::fromStdString(run_id(1).text));
    QTRY_VERIFY(window.is_settled());
    QVERIFY(tab_titles(*window.panel()).contains(QStringLiteral("State")));
    QVERIFY(tab_titles(*window.panel()).contains(QStringLiteral("Comparison")));
    QVERIFY(menu_titles(window).contains(QStringLiteral("Time travel")));
    for (const QAction* action : needing_an_engine(window.actions())) QVERIFY2(!action->isVisible(), qPrintable(action->text()));
    QVERIFY(!window.actions().fork->isVisible());
    session.operations()->set_elsewhere([](AgainRequest, std::function<void(Result<RunId>)>) {});
    QVERIFY(window.actions().fork->isVisible());
    QVERIFY(window.actions().show_travel->isVisible() && window.actions().compare->isVisible());
}

void StudioForeignTest::a_file_without_runs_says_so() {
    StudioFixture studio;
    studio.source.change([](auto& content) { content.state.kind = SourceState::Kind::audit_log; });
    StudioSession session(studio.source, nullptr);
    MainWindow window(session, studio.settings, studio.theme);
    window.show();
    window.show_runs();
    QTRY_VERIFY(said_in(*window.runs()->empty()).contains(QStringLiteral("No runs in this file")));
    QVERIFY(!said_in(*window.runs()->empty()).contains(QStringLiteral("F5")));
    auto* listed = window.sidebar()->runs()->findChild<EmptyState*>();
    QVERIFY(listed);
    QTRY_VERIFY(said_in(*listed).contains(QStringLiteral("No runs in this file")));
    QVERIFY(!said_in(*listed).contains(QStringLiteral("F5")));
}

void StudioForeignTest::a_workspace_without_runs_says_how_to_begin() {
    StudioFixture studio;
    MainWindow& window = studio.open_window();
    window.show_runs();
    QTRY_VERIFY(said_in(*window.runs()->empty()).contains(QStringLiteral("No runs yet")));
    QVERIFY(said_in(*window.runs()->empty()).contains(QStringLiteral("F5")));
}

void StudioForeignTest::a_reason_is_read_before_a_path() {
    QCOMPARE(text_without_folders(QStringLiteral("/data/ada/very/long/way/to/trace.json holds no histories")), QStringLiteral("…/trace.json holds no histories"));
    QCOMPARE(text_without_folders(QStringLiteral("can't read \"/data/ada/a.orklog\": gone, 3 / 4")), QStringLiteral("can't read \"…/a.orklog\": gone, 3 / 4"));
    QCOMPARE(text_without_folders(QStringLiteral("and/or, see /x")), QStringLiteral("and/or, see /x"));
}

void StudioForeignTest::a_page_that_is_not_there_is_no_picture() {
    TraceWindow trace;
    QVERIFY(trace.open_run());
    MainWindow& window = *trace.window;
    trace.session->run()->select_step(1);
    QTRY_VERIFY(!trace.session->details()->is_reading());
    const QString path = trace.studio.folder.filePath(QStringLiteral("picture.png"));
    const QString missing = picture_of(window, path, QStringLiteral("response"));
    QVERIFY2(missing.contains(QStringLiteral("response")) && missing.contains(QStringLiteral("input")), qPrintable(missing));
    for (const QString& page : {QStringLiteral("state"), QStringLiteral("watch"), QStringLiteral("replay"), QStringLiteral("statistics"), QStringLiteral("workspace")})
        QVERIFY2(picture_of(window, path, page).contains(page), qPrintable(page));
    QVERIFY(!QFile::exists(path));
    for (const QString& page : {QStringLiteral("input"), QStringLiteral("timeline"), QStringLiteral("events"), QStringLiteral("steps"), QStringLiteral("graph"), QStringLiteral("runs")})
        QCOMPARE(picture_of(window, path, page), QString());
    QVERIFY(QFile::exists(path));
}

ORKESTR_TEST(StudioForeignTest)

} // namespace orkestr::test

#include "foreign_test.moc"
