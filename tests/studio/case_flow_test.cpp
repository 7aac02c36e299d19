// From a log to a case and back in the whole window: an event is bookmarked and written on, all is saved as a case, that is
// opened elsewhere to the same view, and saved again to the same bytes.
#include "app/workspace/file_source.h"
#include "app/workspace/notes_place.h"
#include "app/workspace/run_exporter.h"
#include "app/workspace/thread_notes.h"
#include "app/workspace/workspace.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/runtime/run_travel.h"
#include "tests/history/log_sample.h"
#include "tests/studio/studio_fixture.h"
#include "tests/support/test.h"
#include "ui/parts/empty_state.h"
#include "ui/parts/filter_field.h"
#include "ui/replay/scrubber.h"
#include "ui/replay/travel_track.h"
#include "ui/runs/bookmark_panel.h"
#include "ui/runs/event_table.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/run_table.h"
#include "ui/runs/step_tree.h"
#include "ui/shell/bookmark_commands.h"
#include "ui/shell/export_commands.h"
#include "ui/shell/export_dialog.h"
#include "ui/shell/fork_dialog.h"
#include "ui/shell/json_field.h"
#include "ui/shell/travel_commands.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <future>
#include <mutex>

namespace orkestr::test {

namespace {

/// A window on a file, as the program opens it.
struct FileWindow {
    FileWindow(StudioFixture& studio, const std::string& path, const std::string& workspace)
        : source(std::move(*open_file_source(path))), notes(path), exporter(workspace, path), session(*source, nullptr), window(session, studio.settings, studio.theme) {
        window.bookmarks()->notes()->set_user(QStringLiteral("ada"));
        window.bookmarks()->notes()->set_notes(&notes);
        window.exporting()->set_exporter(&exporter);
        session.travel()->document().set_opener(travel_in);
        window.resize(1440, 900);
        window.show();
    }
    bool is_ready() {
        return QTest::qWaitFor([this] { return window.bookmarks()->notes()->state() == LoadState::ready && session.source()->is_file() && !session.source()->is_checking() && !session.source()->is_reading(); }, 20'000);
    }
    bool open(const RunId& run) {
        window.open_run(QString::fromStdString(run.text));
        return QTest::qWaitFor([this] { return window.is_settled() && session.run()->state() == LoadState::ready; }, 20'000);
    }
    /// Saves all of it as a case.
    bool save_case(const QString& path, const QString& notes_text = {}) {
        answer_dialog<ExportDialog>([&](ExportDialog& dialog) {
            dialog.path()->setText(path);
            if (!notes_text.isEmpty()) {
                dialog.notes()->setPlainText(notes_text);
                dialog.notes()->document()->setModified(true);
            }
            dialog.button()->click();
            if (!QTest::qWaitFor([&] { return dialog.job().stage() != ExportJob::Stage::working; }, 20'000) || dialog.job().stage() != ExportJob::Stage::done) {
                qWarning("%s", qPrintable(dialog.job().message()));
                dialog.reject();
            }
        });
        window.actions().save_case->trigger();
        return QFile::exists(path);
    }
    BookmarkPanel& panel() { return *window.bookmarks()->panel(); }

    std::unique_ptr<RunSource> source;
    ThreadNotes notes;
    ThreadRunExporter exporter;
    StudioSession session;
    MainWindow window;
};

std::string bytes_at(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

} // namespace

class CaseFlowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void from_a_log_to_a_case_and_back();
    void bookmarks_by_keyboard();
    void another_window_s_bookmark_is_seen();
    void the_notes_of_a_broken_file_are_not_touched();
    void an_event_that_the_filter_hides_is_shown();
    void bookmarks_stand_on_the_scrubber();
    void a_fork_of_a_run_in_a_case();

private:
    QString at(const QString& name) const { return studio_->folder.filePath(name); }
    std::unique_ptr<FileWindow> open_window(const QString& name, const QString& workspace = QStringLiteral("workspace")) {
        return std::make_unique<FileWindow>(*studio_, at(name).toStdString(), at(workspace).toStdString());
    }

    std::unique_ptr<StudioFixture> studio_;
    SampleLog log_;
};

void CaseFlowTest::init() {
    studio_ = std::make_unique<StudioFixture>();
    log_ = usual_log();
    QFile file(at("a.orklog"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(written_log(log_)));
    QVERIFY(QDir(studio_->folder.path()).mkpath("workspace"));
    QVERIFY(SqliteStore::open(at("workspace/workspace.sqlite").toStdString(), SqliteStore::Mode::read_write_create).ok());
}

void CaseFlowTest::from_a_log_to_a_case_and_back() {
    CaseView saved;
    {
        auto file = open_window("a.orklog");
        QVERIFY(file->is_ready());
        file->window.show_runs();
        file->window.runs()->filter_model()->edit("events > 1");
        QVERIFY(file->window.runs()->filter_model()->apply());
        QVERIFY(file->open(log_.runs[1].run));
        RunPanel* panel = file->window.panel();
        EventTable* events = panel->events();
        events->filter_model()->edit("type ~ \"task\"");
        QVERIFY(events->filter_model()->apply());
        panel->setCurrentWidget(events);
        QTRY_VERIFY(events->view()->model()->rowCount() > 1);
        events->view()->setCurrentIndex(events->view()->model()->index(1, 0));
        QTRY_VERIFY(events->view()->currentIndex().data(EventModel::loaded_role).toBool());
        press(file->window, Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(file->window.bookmarks()->notes()->annotations().bookmarks.size(), std::size_t{1});
        // The mark is a shape beside the event, not a colour alone.
        QCOMPARE(events->view()->model()->index(1, EventModel::type_column).data(Qt::DecorationRole).toString(), QStringLiteral("flag"));
        const Bookmark made = file->window.bookmarks()->notes()->annotations().bookmarks[0];
        QCOMPARE(made.seq, file->session.run()->events()->seq_at(1));
        QCOMPARE(made.author, std::string("ada"));
        Bookmark labelled = made;
        labelled.label = "here it went wrong";
        labelled.note = "The second\ntry.";
        file->window.bookmarks()->notes()->put(labelled);
        QVERIFY(file->save_case(at("one.orkcase"), "Look at event 5."));
        saved = file->window.bookmarks()->view();
        QCOMPARE(saved.page, std::string("events"));
        QCOMPARE(saved.event, made.seq);
    }
    const auto line = read_case(at("one.orkcase").toStdString());
    QVERIFY(line.ok() && *line && !(*line)->finding);
    QVERIFY((*line)->content.view == saved);
    QCOMPARE((*line)->content.annotations.bookmarks.size(), std::size_t{1});
    // The log itself is as it was.
    QCOMPARE(bytes_at(at("a.orklog")), written_log(log_));

    // Elsewhere, and without what was kept beside the log.
    QVERIFY(QDir(studio_->folder.path()).mkpath("elsewhere"));
    QVERIFY(QFile::copy(at("one.orkcase"), at("elsewhere/two.orkcase")));
    auto other = open_window("elsewhere/two.orkcase", "nowhere");
    QVERIFY(other->is_ready());
    QCOMPARE(other->session.source()->state().kind, SourceState::Kind::audit_case);
    QCOMPARE(other->session.source()->state().proof, SourceState::Proof::intact);
    other->window.bookmarks()->restore((*line)->content.view);
    QTRY_VERIFY(other->window.bookmarks()->view() == saved);
    QVERIFY(other->window.panel()->events()->isVisible());
    QCOMPARE(other->window.bookmarks()->notes()->annotations().notes, std::string("Look at event 5."));
    QVERIFY(other->save_case(at("elsewhere/three.orkcase")));
    QVERIFY(bytes_at(at("elsewhere/three.orkcase")) == bytes_at(at("one.orkcase")));
    QCOMPARE(QDir(at("elsewhere")).entryList(QDir::Files), (QStringList{"three.orkcase", "two.orkcase"}));
}

void CaseFlowTest::bookmarks_by_keyboard() {
    auto file = open_window("a.orklog");
    QVERIFY(file->is_ready());
    QVERIFY(!file->window.actions().bookmark->isEnabled());
    QVERIFY(file->open(log_.runs[0].run));
    MainWindow& window = file->window;
    QVERIFY(window.actions().bookmark->isEnabled());
    window.actions().show_bookmarks->trigger();
    BookmarkPanel& panel = file->panel();
    QAbstractItemModelTester tester(panel.model());
    QVERIFY(panel.empty()->isVisible());
    file->session.run()->select_step(file->session.run()->view()->steps[0].id);
    press(window, Qt::Key_M, Qt::ControlModifier);
    QTRY_COMPARE(panel.model()->rowCount(), 1);
    QVERIFY(!panel.empty()->isVisible());
    QCOMPARE(panel.current()->step, file->session.run()->view()->steps[0].key);
    // A label in place.
    panel.view()->setFocus();
    QTest::keyClick(panel.view(), Qt::Key_F2);
    auto* editor = panel.view()->findChild<QLineEdit*>();
    QVERIFY(editor);
    QTest::keyClicks(editor, "begins here");
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(panel.current()->label, std::string("begins here"));
    // Another shape, and a note.
    panel.shape_actions()[4]->trigger();
    QCOMPARE(panel.current()->shape, MarkShape::triangle);
    panel.note()->setFocus();
    QTest::keyClicks(panel.note(), "as it should");
    panel.keep();
    const NotesFile kept((at("a.orklog") + notes_suffix).toStdString());
    QTRY_VERIFY(kept.read()->bookmarks.size() == 1 && kept.read()->bookmarks[0].note == "as it should");
    // Removed, and back.
    panel.remove_action()->trigger();
    QCOMPARE(panel.model()->rowCount(), 0);
    QVERIFY(panel.undo_action()->isEnabled());
    panel.undo_action()->trigger();
    QCOMPARE(panel.model()->rowCount(), 1);
    QCOMPARE(panel.note()->toPlainText(), QStringLiteral("as it should"));
    // From one that is on another run to there.
    QVERIFY(file->open(log_.runs[2].run));
    QCOMPARE(panel.model()->rowCount(), 0);
    panel.all_runs()->setChecked(true);
    QCOMPARE(panel.model()->rowCount(), 1);
    panel.select(panel.model()->row_at(0)->id);
    window.actions().show_bookmarks->trigger();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(panel.view(), Qt::Key_Return);
    QTRY_VERIFY(file->session.run()->run() == log_.runs[0].run && file->session.run()->selected_step());
    QCOMPARE(file->session.run()->selected_step()->key, file->session.run()->view()->steps[0].key);
    QVERIFY(window.panel()->steps()->isVisible());
}

void CaseFlowTest::another_window_s_bookmark_is_seen() {
    auto one = open_window("a.orklog");
    auto two = open_window("a.orklog");
    QVERIFY(one->is_ready() && two->is_ready());
    QVERIFY(one->open(log_.runs[0].run) && two->open(log_.runs[0].run));
    (void)one->window.bookmarks()->notes()->add(log_.runs[0].run, 3, {});
    QTRY_COMPARE(two->panel().model()->rowCount(), 1);
    (void)two->window.bookmarks()->notes()->add(log_.runs[0].run, 4, {});
    QTRY_COMPARE(one->panel().model()->rowCount(), 2);
    // What both write on all of it is not lost.
    one->panel().text()->setPlainText("from one");
    one->panel().text()->document()->setModified(true);
    two->panel().text()->setPlainText("from two");
    two->panel().text()->document()->setModified(true);
    one->panel().keep();
    QTRY_COMPARE(NotesFile((at("a.orklog") + notes_suffix).toStdString()).read()->notes, std::string("from one"));
    two->panel().keep();
    QTRY_COMPARE(one->window.bookmarks()->notes()->annotations().notes, std::string("from two\n\nfrom one"));
}

void CaseFlowTest::the_notes_of_a_broken_file_are_not_touched() {
    QFile broken(at("a.orklog") + notes_suffix);
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"bookmarks\":[7],\"notes\":\"\",\"orknotes\":1}");
    broken.close();
    auto file = open_window("a.orklog");
    QTRY_COMPARE(file->window.bookmarks()->notes()->state(), LoadState::failed);
    QVERIFY(file->open(log_.runs[0].run));
    QVERIFY(!file->window.actions().bookmark->isEnabled());
    file->window.actions().show_bookmarks->trigger();
    QVERIFY(file->panel().empty()->isVisible());
    QVERIFY(file->window.bookmarks()->notes()->message().contains(QStringLiteral("bookmark 1")));
    QCOMPARE(bytes_at(at("a.orklog") + notes_suffix), std::string("{\"bookmarks\":[7],\"notes\":\"\",\"orknotes\":1}"));
}

void CaseFlowTest::an_event_that_the_filter_hides_is_shown() {
    auto file = open_window("a.orklog");
    QVERIFY(file->is_ready());
    QVERIFY(file->open(log_.runs[0].run));
    EventTable* events = file->window.panel()->events();
    (void)file->window.bookmarks()->notes()->add(log_.runs[0].run, 3, {});
    events->filter_model()->edit("type == \"nothing\"");
    QVERIFY(events->filter_model()->apply());
    QTRY_COMPARE(events->view()->model()->rowCount(), 0);
    file->window.actions().show_bookmarks->trigger();
    BookmarkPanel& panel = file->panel();
    panel.select(panel.model()->row_at(0)->id);
    QTest::keyClick(panel.view(), Qt::Key_Return);
    QTRY_COMPARE(file->session.run()->events()->seq_at(events->view()->currentIndex().row()), std::uint64_t{3});
    QVERIFY(events->isVisible());
}

void CaseFlowTest::bookmarks_stand_on_the_scrubber() {
    auto file = open_window("a.orklog");
    QVERIFY(file->is_ready());
    QVERIFY(file->open(log_.runs[0].run));
    MainWindow& window = file->window;
    TravelDocument& travel = file->session.travel()->document();
    QTRY_COMPARE(travel.stage(), TravelDocument::Stage::ready);
    QVERIFY(!window.actions().next_bookmark->isEnabled());
    // Made while one looks at the past it is on the event after which that is.
    file->session.run()->select_step(file->session.run()->view()->steps[0].id);
    travel.go_to(3);
    QTRY_VERIFY(travel.moment() && travel.moment()->seq == 3);
    press(window, Qt::Key_M, Qt::ControlModifier);
    NotesDocument* notes = window.bookmarks()->notes();
    QCOMPARE(notes->annotations().bookmarks.size(), std::size_t{1});
    Bookmark made = notes->annotations().bookmarks[0];
    QCOMPARE(made.seq, std::uint64_t{3});
    made.shape = MarkShape::diamond;
    made.label = "look";
    made.note = "It began here.";
    notes->put(made);
    (void)notes->add(log_.runs[0].run, 2, {});
    TravelTrack& track = *window.travel()->bar()->track();
    QCOMPARE(track.tip_at(track.x_of(3)).section(QLatin1Char('\n'), 1), QStringLiteral("◇ Diamond · look\nIt began here."));
    QVERIFY(track.value_text().contains(QStringLiteral("Bookmark: ◇ Diamond · look")));
    // It is painted, and another shape looks otherwise.
    travel.go_now();
    const auto picture = [&track] { return track.grab(QRect(static_cast<int>(track.x_of(3)) - 8, 0, 16, 15)).toImage(); };
    const QImage diamond = picture();
    made.shape = MarkShape::star;
    notes->put(made);
    const QImage star = picture();
    QVERIFY(diamond != star);
    notes->remove(made.id);
    QVERIFY(picture() != star);
    notes->undo();
    QCOMPARE(picture(), star);
    // From one to the next by key.
    press(window, Qt::Key_PageUp, Qt::AltModifier);
    QCOMPARE(travel.position(), std::uint64_t{3});
    press(window, Qt::Key_PageUp, Qt::AltModifier);
    QCOMPARE(travel.position(), std::uint64_t{2});
    press(window, Qt::Key_PageDown, Qt::AltModifier);
    QCOMPARE(travel.position(), std::uint64_t{3});
    // Those of another run are its own.
    QVERIFY(file->open(log_.runs[1].run));
    QVERIFY(file->session.travel()->bookmarks().all().empty());
    QVERIFY(!window.actions().next_bookmark->isEnabled());
}

void CaseFlowTest::a_fork_of_a_run_in_a_case() {
    auto workspace = Workspace::open(at("workspace").toStdString());
    QVERIFY(workspace.ok());
    const std::string text = "document: {dsl: '1.0.3', namespace: test, name: paid, version: '1.0.0'}\ndo:\n  - price: {set: {total: 5}}\n  - charge: {set: {paid: true}}\n";
    std::mutex mutex;
    std::optional<Result<RunId>> started;
    (*workspace)->control().start({text, "paid.yaml", *Json::parse("{}")}, [&](Result<RunId> run) {
        const std::scoped_lock lock(mutex);
        started = std::move(run);
    });
    const auto answer = [&] {
        const std::scoped_lock lock(mutex);
        return started;
    };
    QTRY_VERIFY_WITH_TIMEOUT(answer(), 30'000);
    QVERIFY2(answer()->ok(), answer()->ok() ? "" : answer()->error().message.c_str());
    const RunId run = **answer();
    auto histories = (*workspace)->source().open_reader();
    QVERIFY(histories.ok());
    const auto ended = [&] {
        const auto row = (*histories)->run(run);
        return row && row->ended.has_value();
    };
    QTRY_VERIFY_WITH_TIMEOUT(ended(), 30'000);
    {
        ThreadRunExporter exporter(at("workspace").toStdString());
        ExportRequest request;
        request.path = at("one.orkcase").toStdString();
        request.as_case = CaseContent{};
        std::promise<bool> exported;
        exporter.export_runs(std::move(request), {}, [](ExportProgress) {}, [&exported](const Result<Exported>& done) { exported.set_value(done.ok()); });
        QVERIFY(exported.get_future().get());
    }
    const std::string before = bytes_at(at("one.orkcase"));
    auto file = open_window("one.orkcase", "nowhere");
    QVERIFY(file->is_ready());
    QCOMPARE(file->session.source()->state().kind, SourceState::Kind::audit_case);
    file->session.operations()->set_elsewhere([&](AgainRequest request, std::function<void(Result<RunId>)> done) {
        auto reader = file->source->open_reader();
        if (!reader) return done(reader.error());
        request.from = std::move(*reader);
        (*workspace)->control().again(std::move(request), std::move(done));
    });
    QVERIFY(file->open(run));
    file->session.run()->select_node(QStringLiteral("/do/1/charge"));
    QTRY_VERIFY(file->window.actions().fork->isEnabled());
    QSignalSpy created(file->session.operations(), &RunOperations::created_elsewhere);
    QSignalSpy failed(file->session.operations(), &RunOperations::failed);
    answer_dialog<ForkDialog>([](ForkDialog& dialog) {
        QVERIFY(dialog.windowTitle().contains(QStringLiteral("into your workspace")));
        dialog.tabs()->setCurrentIndex(1);
        QTRY_VERIFY(dialog.context_field()->isVisible());
        dialog.context_field()->set_text(QStringLiteral("{\"from\": \"a case\"}"));
        dialog.accept();
    });
    press(file->window, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(created.size() + failed.size() == 1, 20'000);
    QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0].at(1).toString()));
    // It is a run of the workspace, with what was written; the case is as it was.
    const RunId made{created[0].at(0).toString().toStdString()};
    const auto rows = (*histories)->events(made, 0, 1000);
    QVERIFY(rows.ok());
    const auto forked = std::find_if(rows->begin(), rows->end(), [](const EventRow& row) { return row.type == "run.forked"; });
    QVERIFY(forked != rows->end());
    QCOMPARE(forked->value->text(), std::string(R"({"from":"a case"})"));
    QCOMPARE(bytes_at(at("one.orkcase")), before);
}

ORKESTR_TEST(CaseFlowTest)

} // namespace orkestr::test

#include "case_flow_test.moc"
