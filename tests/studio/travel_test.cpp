// Travelling in time in the whole window: by keys and by the mouse, to breakpoints and to where a value changed; all that
// shows the run shows it as it was.
#include "tests/studio/studio_fixture.h"
#include "tests/support/test.h"
#include "tests/viewmodels/travelled_run.h"
#include "ui/canvas/canvas.h"
#include "ui/designer/definition_page.h"
#include "ui/parts/filter_field.h"
#include "ui/parts/json_view.h"
#include "ui/replay/scrubber.h"
#include "ui/replay/state_page.h"
#include "ui/replay/travel_track.h"
#include "ui/replay/watch_page.h"
#include "ui/runs/event_table.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/step_inspector.h"
#include "ui/shell/travel_commands.h"

#include <QAccessible>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

namespace orkestr::test {

namespace {

const QString pick = QStringLiteral("/do/0/pick");
const QString charge = QStringLiteral("/do/1/charge");

/// The window with a run open, whose history can be travelled in.
struct TravelWindow {
    explicit TravelWindow(TravelledRun travelled, bool travels = true)
        : recorded(std::move(travelled)), stored(folder.filePath(QStringLiteral("studio.ini")), QSettings::IniFormat), settings(stored),
          theme(*qApp, settings, QStringLiteral("light")) {
        source.travels = travels;
        source.put(recorded);
        open();
    }
    ~TravelWindow() {
        window.reset();
        session.reset();
    }
    void open() {
        window.reset();
        session = std::make_unique<StudioSession>(source, nullptr);
        session->travel()->document().set_opener(source.opener());
        window = std::make_unique<MainWindow>(*session, settings, theme);
        window->resize(1400, 900);
        window->show();
        window->open_run(QString::fromStdString(recorded.run.text));
        QTRY_VERIFY(window->is_settled());
        QTRY_VERIFY(window->page()->canvas()->status(pick).status != DisplayStatus::none);
    }
    TravelDocument& document() { return session->travel()->document(); }
    Scrubber& bar() { return *window->travel()->bar(); }
    TravelTrack& track() { return *bar().track(); }
    void wait_ready() {
        QTRY_COMPARE(document().stage(), TravelDocument::Stage::ready);
        QTRY_VERIFY(!document().work().is_busy());
    }
    void wait_for(std::uint64_t seq) {
        QCOMPARE(document().position(), seq);
        QTRY_VERIFY(document().moment() && document().moment()->seq == seq);
    }
    /// The graph shows what the run had come to then.
    void verify_graph(std::uint64_t seq) {
        const RunView then = recorded.view_at(seq);
        for (const QString& node : {pick, charge, QStringLiteral("/do/2/again")}) {
            const auto at = then.nodes.find(node.toStdString());
            const DisplayStatus expected = at == then.nodes.end() ? DisplayStatus::none : display_status(QString::fromStdString(at->second.status));
            QCOMPARE(window->page()->canvas()->status(node).status, expected);
        }
    }

    TravelledRun recorded;
    QTemporaryDir folder;
    QSettings stored;
    StudioSettings settings;
    ThemeChoice theme;
    TravelSource source;
    std::unique_ptr<StudioSession> session;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class StudioTravelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scrubbing_by_key();
    void scrubbing_by_mouse();
    void events_of_the_selected_task();
    void playing_to_a_breakpoint();
    void watching_a_value();
    void the_state_of_a_moment();
    void the_table_of_events_follows();
    void the_bar_is_hidden_and_shown();
    void records_of_others();
    void the_track_speaks();
};

void StudioTravelTest::scrubbing_by_key() {
    TravelWindow studio(travelled_run(6));
    QVERIFY(studio.bar().isVisible());
    studio.wait_ready();
    const std::uint64_t last = studio.document().last();
    QVERIFY(studio.bar().text().contains(QStringLiteral("Now")));
    press(*studio.window, Qt::Key_7, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), &studio.track());
    QTest::keyClick(&studio.track(), Qt::Key_Left);
    studio.wait_for(last - 1);
    studio.verify_graph(last - 1);
    QVERIFY(studio.bar().text().contains(QStringLiteral("Event %1 of %2").arg(last - 1).arg(last)));
    QTest::keyClick(&studio.track(), Qt::Key_Home);
    studio.wait_for(1);
    studio.verify_graph(1);
    for (std::uint64_t seq = 2; seq < 12; ++seq) {
        QTest::keyClick(&studio.track(), Qt::Key_Right);
        studio.wait_for(seq);
        studio.verify_graph(seq);
    }
    QTest::keyClick(&studio.track(), Qt::Key_PageDown);
    studio.wait_for(12);
    QTest::keyClick(&studio.track(), Qt::Key_End);
    studio.wait_for(last);
    QTest::keyClick(&studio.track(), Qt::Key_Escape);
    QVERIFY(!studio.document().is_past());
    QVERIFY(studio.bar().text().contains(QStringLiteral("Now")));
    // The window's own keys, wherever the keyboard is.
    press(*studio.window, Qt::Key_Comma, Qt::AltModifier);
    studio.wait_for(last - 1);
    press(*studio.window, Qt::Key_Home, Qt::ControlModifier | Qt::ShiftModifier);
    studio.wait_for(1);
    press(*studio.window, Qt::Key_Period, Qt::AltModifier);
    studio.wait_for(2);
    press(*studio.window, Qt::Key_End, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!studio.document().is_past());
    QVERIFY(!studio.window->actions().travel_now->isEnabled());
}

void StudioTravelTest::scrubbing_by_mouse() {
    TravelWindow studio(travelled_run(200));
    studio.wait_ready();
    TravelTrack& track = studio.track();
    const int y = track.height() / 2;
    QTest::mousePress(&track, Qt::LeftButton, {}, QPoint(static_cast<int>(track.x_of(100)), y));
    for (const std::uint64_t seq : {200u, 500u, 700u, 300u}) QTest::mouseMove(&track, QPoint(static_cast<int>(track.x_of(seq)), y));
    QTest::mouseRelease(&track, Qt::LeftButton, {}, QPoint(static_cast<int>(track.x_of(300)), y));
    const std::uint64_t seq = track.seq_at(static_cast<int>(track.x_of(300)));
    studio.wait_for(seq);
    studio.verify_graph(seq);
    // By time as by number events stand in order, and each is found where it stands.
    for (const auto axis : {TravelTrack::Axis::events, TravelTrack::Axis::time}) {
        track.set_axis(axis);
        double before = -1;
        for (std::uint64_t one = 1; one <= studio.document().last(); ++one) {
            const double x = track.x_of(one);
            QVERIFY(x > before);
            QCOMPARE(track.seq_at(x), one);
            before = x;
        }
    }
    QVERIFY(track.tip_at(track.x_of(5)).contains(QStringLiteral("Event 5")));
}

void StudioTravelTest::events_of_the_selected_task() {
    TravelWindow studio(travelled_run(5));
    studio.wait_ready();
    studio.session->run()->select_node(charge);
    const auto expected = studio.recorded.of_task("/do/1/charge");
    QTRY_VERIFY(studio.session->travel()->stops().of_task().events() == expected);
    studio.window->page()->canvas()->setFocus();
    press(*studio.window, Qt::Key_Comma);
    studio.wait_for(expected.back());
    press(*studio.window, Qt::Key_Comma);
    studio.wait_for(expected[expected.size() - 2]);
    studio.verify_graph(expected[expected.size() - 2]);
    press(*studio.window, Qt::Key_Period);
    studio.wait_for(expected.back());
}

void StudioTravelTest::playing_to_a_breakpoint() {
    TravelWindow studio(travelled_run(9));
    studio.wait_ready();
    press(*studio.window, Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(studio.bar().breakpoint()->isAncestorOf(QApplication::focusWidget()));
    QVERIFY(QApplication::focusWidget()->accessibleName().startsWith(QStringLiteral("Breakpoint")));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("type == \"context.exported\""));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    const auto expected = studio.recorded.of_type("context.exported");
    QTRY_VERIFY(studio.bar().stop_text().contains(QString::number(expected.size())));
    studio.session->travel()->player().set_speed({PlaySpeed::Of::events, 1000});
    studio.document().go_to(1);
    press(*studio.window, Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(studio.session->travel()->player().is_playing());
    studio.session->travel()->player().advance(1000);
    studio.wait_for(expected.front());
    QVERIFY(!studio.session->travel()->player().is_playing());
    studio.verify_graph(expected.front());
    press(*studio.window, Qt::Key_Period, Qt::ControlModifier);
    studio.wait_for(expected[1]);
    press(*studio.window, Qt::Key_Comma, Qt::ControlModifier);
    studio.wait_for(expected[0]);
}

void StudioTravelTest::watching_a_value() {
    TravelWindow studio(travelled_run(9));
    studio.wait_ready();
    press(*studio.window, Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    WatchPage* page = studio.window->travel()->watches();
    QVERIFY(page->isVisible());
    QCOMPARE(QApplication::focusWidget(), page->path_field());
    QTest::keyClicks(page->path_field(), QStringLiteral("$.order.["));
    QTest::keyClick(page->path_field(), Qt::Key_Return);
    QVERIFY(!page->problem().isEmpty());
    page->path_field()->clear();
    QTest::keyClicks(page->path_field(), QStringLiteral("$.order.total"));
    QTest::keyClick(page->path_field(), Qt::Key_Return);
    QVERIFY(page->problem().isEmpty());
    const auto value = [page] { return page->table()->model()->index(0, WatchModel::value_column).data().toString(); };
    QTRY_COMPARE(value(), QStringLiteral("90"));
    const auto exported = studio.recorded.of_type("context.exported");
    QTRY_COMPARE(page->changes()->model()->rowCount(), static_cast<int>(exported.size()));
    // When did it last change?
    press(*studio.window, Qt::Key_Comma, Qt::ControlModifier | Qt::AltModifier);
    QTRY_COMPARE(studio.document().position(), exported.back());
    studio.wait_for(exported.back());
    press(*studio.window, Qt::Key_Comma, Qt::ControlModifier | Qt::AltModifier);
    QTRY_COMPARE(studio.document().position(), exported[exported.size() - 2]);
    studio.wait_for(exported[exported.size() - 2]);
    studio.verify_graph(exported[exported.size() - 2]);
    QTRY_COMPARE(value(), QStringLiteral("70"));
    page->table()->setFocus();
    QTest::keyClick(page->table(), Qt::Key_Right);
    QTRY_COMPARE(studio.document().position(), exported.back());
    // It is there again when a run of this definition is opened again.
    studio.open();
    QTRY_COMPARE(studio.session->travel()->watches().rowCount(), 1);
    QCOMPARE(studio.session->travel()->watches().path(0), QStringLiteral("$.order.total"));
}

void StudioTravelTest::the_state_of_a_moment() {
    TravelWindow studio(travelled_run(9));
    studio.wait_ready();
    StatePage* page = studio.window->travel()->state();
    studio.window->panel()->setCurrentWidget(page);
    JsonView* json = page->json();
    QTRY_COMPARE(json->document()->state(), LoadState::ready);
    QVERIFY(json->go_to(QStringLiteral("$.context.order.total")));
    const auto total = [json] { return json->tree()->currentIndex().siblingAtColumn(JsonTreeModel::value_column).data().toString(); };
    QCOMPARE(total(), QStringLiteral("90"));
    // Where one stands stays, and what stands there is of the moment.
    studio.document().go_to(studio.recorded.of_type("context.exported").front());
    QTRY_COMPARE(total(), QStringLiteral("10"));
    json->tree()->setFocus();
    QTest::keyClick(json->tree(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(studio.window->travel()->watches()->isVisible());
    QCOMPARE(studio.session->travel()->watches().path(0), QStringLiteral("$.context.order.total"));
}

void StudioTravelTest::the_table_of_events_follows() {
    TravelWindow studio(travelled_run(9));
    studio.wait_ready();
    EventTable* events = studio.window->panel()->events();
    studio.window->panel()->setCurrentWidget(events);
    const auto current = [events] { return static_cast<int>(events->view()->currentIndex().row()) + 1; };
    // Now an event is only looked at.
    events->view()->selectRow(3);
    QVERIFY(!studio.document().is_past());
    studio.document().go_to(20);
    studio.wait_for(20);
    QTRY_COMPARE(current(), 20);
    events->view()->selectRow(7);
    studio.wait_for(8);
    studio.verify_graph(8);
}

void StudioTravelTest::the_bar_is_hidden_and_shown() {
    TravelWindow studio(travelled_run(3));
    QVERIFY(studio.bar().isVisible());
    press(*studio.window, Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!studio.bar().isVisible());
    studio.open();
    QVERIFY(!studio.bar().isVisible());
    studio.window->actions().show_travel->trigger();
    QVERIFY(studio.bar().isVisible());
    studio.session->close_run();
    QVERIFY(!studio.bar().isVisible());
    QVERIFY(!studio.window->actions().travel_play->isEnabled());
}

void StudioTravelTest::records_of_others() {
    TravelWindow studio(travelled_run(3), false);
    QTRY_COMPARE(studio.document().stage(), TravelDocument::Stage::unsupported);
    QVERIFY(studio.bar().text().contains(QStringLiteral("can't travel")));
    QVERIFY(!studio.window->actions().travel_play->isEnabled());
    QVERIFY(!studio.track().isEnabled());
    QVERIFY(!studio.bar().decision()->isVisible());
}

void StudioTravelTest::the_track_speaks() {
    TravelWindow studio(travelled_run(3));
    studio.wait_ready();
    QAccessibleInterface* track = QAccessible::queryAccessibleInterface(&studio.track());
    QVERIFY(track);
    QCOMPARE(track->role(), QAccessible::Slider);
    QVERIFY(!track->text(QAccessible::Name).isEmpty());
    QVERIFY(track->text(QAccessible::Value).contains(QStringLiteral("Now")));
    QAccessibleValueInterface* value = track->valueInterface();
    QVERIFY(value);
    QCOMPARE(value->maximumValue().toULongLong(), studio.document().last());
    value->setCurrentValue(4);
    studio.wait_for(4);
    QCOMPARE(value->currentValue().toULongLong(), 4ull);
    QVERIFY(track->text(QAccessible::Value).contains(QStringLiteral("pick")));
}

ORKESTR_TEST(StudioTravelTest)

} // namespace orkestr::test

#include "travel_test.moc"
