#include "tests/support/test.h"
#include "tests/widgets/sample_timelines.h"
#include "ui/runs/timeline_chart.h"
#include "ui/runs/timeline_overview.h"
#include "ui/runs/timeline_scale.h"
#include "ui/runs/timeline_seen.h"
#include "ui/runs/timeline_words.h"

#include <QAccessible>
#include <QAction>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

namespace orkestr::test {

class TimelineViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { chart_.reset(); }
    void times_are_said_shortly_data();
    void times_are_said_shortly();
    void ticks_are_round_and_apart();
    void bars_never_lie_over_one_another();
    void nothing_vanishes();
    void badges_tell_of_all_that_have_no_room();
    void a_badge_gives_its_bars_room();
    void a_bar_without_room_gets_some_when_it_is_chosen();
    void the_overview_is_there_while_not_all_is_seen();
    void microseconds_have_lengths_and_places();
    void the_overview_shows_what_matters();
    void a_click_selects_a_step();
    void keys_walk_from_bar_to_bar();
    void a_step_is_selected_from_elsewhere();
    void zoom_keeps_the_time_under_the_cursor();
    void wheel_and_keys_pan();
    void the_whole_run_is_shown_again();
    void a_newer_timeline_keeps_what_is_looked_at();
    void statuses_are_told_without_colour();
    void a_fork_is_told_where_it_is();
    void the_critical_path_can_be_hidden();
    void assistive_technology_reads_bars();

private:
    int bar_of(StepId step, TimelineBar::Kind kind) const {
        const auto& bars = chart_->timeline()->bars;
        for (std::size_t i = 0; i < bars.size(); ++i)
            if (bars[i].step == step && bars[i].kind == kind) return static_cast<int>(i);
        return -1;
    }
    void wheel(QPoint angle, Qt::KeyboardModifiers modifiers, QPoint at) {
        QWheelEvent event(at, chart_->viewport()->mapToGlobal(at), {}, angle, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(chart_->viewport(), &event);
    }

    std::unique_ptr<TimelineChart> chart_;
};

void TimelineViewTest::init() {
    chart_ = std::make_unique<TimelineChart>();
    chart_->resize(900, 300);
    chart_->set_follows_clock(false);
    chart_->set_timeline(order_timeline(), false);
    chart_->show();
    QVERIFY(QTest::qWaitForWindowExposed(chart_.get()));
    chart_->activateWindow();
    chart_->setFocus();
}

void TimelineViewTest::times_are_said_shortly_data() {
    QTest::addColumn<double>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0.0 << "0";
    QTest::newRow("ns") << 0.00025 << "250 ns";
    QTest::newRow("us") << 0.005 << "5 µs";
    QTest::newRow("ms and us") << 1.25 << "1.25 ms";
    QTest::newRow("ms") << 250.0 << "250 ms";
    QTest::newRow("s") << 1500.0 << "1.5 s";
    QTest::newRow("whole s") << 10000.0 << "10 s";
    QTest::newRow("min") << 150000.0 << "2 min 30 s";
    QTest::newRow("whole min") << 120000.0 << "2 min";
    QTest::newRow("min and ms") << 60250.0 << "1 min 0.25 s";
    QTest::newRow("h") << 4800000.0 << "1 h 20 min";
    QTest::newRow("d") << 100800000.0 << "1 d 4 h";
}

void TimelineViewTest::times_are_said_shortly() {
    QFETCH(double, ms);
    QTEST(timeline_time_text(ms), "text");
}

void TimelineViewTest::ticks_are_round_and_apart() {
    for (double length_ms = 3; length_ms < 4e10; length_ms *= 2.7) {
        const TimelineScale scale{length_ms / 3, 800 / length_ms};
        const auto ticks = timeline_ticks(scale, 800, 90);
        QVERIFY2(ticks.size() >= (length_ms < 9 ? 1 : 2) && ticks.size() <= 10, qPrintable(QString::number(length_ms)));
        for (std::size_t i = 1; i < ticks.size(); ++i) {
            QVERIFY(scale.x(ticks[i].ms) - scale.x(ticks[i - 1].ms) >= 89.9);
            QVERIFY(ticks[i].label != ticks[i - 1].label);
        }
    }
}

void TimelineViewTest::bars_never_lie_over_one_another() {
    const auto timeline = crowded_timeline(20'000);
    const TimelineLane& lane = timeline->lanes[0];
    std::vector<TimelineSeen> seen;
    for (const double px_per_ms : {1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1.0, 20.0}) {
        for (const double from_ms : {-100.0, 0.0, 5000.0, 2e5}) {
            const TimelineScale scale{from_ms, px_per_ms};
            seen_bars(*timeline, lane, scale, 800, timeline->end.ms, seen);
            QVERIFY(seen.size() <= 800 / timeline_least_bar_px + 2);
            for (std::size_t i = 0; i < seen.size(); ++i) {
                QVERIFY(seen[i].right - seen[i].left >= timeline_least_bar_px - 0.01);
                if (i > 0) QVERIFY(seen[i].left > seen[i - 1].right && seen[i].bar > seen[i - 1].bar);
            }
        }
    }
}

void TimelineViewTest::nothing_vanishes() {
    const auto timeline = crowded_timeline(20'000);
    std::vector<TimelineSeen> seen;
    seen_bars(*timeline, timeline->lanes[0], {0, 800.0 / static_cast<double>(timeline->end.ms)}, 800, timeline->end.ms, seen);
    std::size_t counted = 0;
    for (const TimelineSeen& one : seen) counted += 1 + one.hidden;
    QCOMPARE(counted, timeline->bars.size());
}

void TimelineViewTest::badges_tell_of_all_that_have_no_room() {
    const auto timeline = crowded_timeline(20'000);
    std::vector<TimelineSeen> seen;
    std::vector<TimelineBadge> badges;
    for (const double px_per_ms : {1e-4, 1e-3, 1e-2, 0.1, 1.0}) {
        seen_bars(*timeline, timeline->lanes[0], {0, px_per_ms}, 800, timeline->end.ms, seen);
        hidden_badges(seen, 800, badges);
        std::uint64_t hidden = 0;
        std::uint64_t told = 0;
        for (const TimelineSeen& one : seen) hidden += one.hidden;
        for (std::size_t i = 0; i < badges.size(); ++i) {
            told += badges[i].hidden;
            QVERIFY(badges[i].first < badges[i].last && badges[i].left >= 0 && badges[i].right <= 801);
            if (i > 0) QVERIFY(badges[i].left > badges[i - 1].right && badges[i].first > badges[i - 1].last);
        }
        QCOMPARE(told, hidden);
    }
}

void TimelineViewTest::a_badge_gives_its_bars_room() {
    chart_->set_timeline(crowded_timeline(5000), false);
    const int y = chart_->bar_rect(0).top() - timeline_bar_top_px + 4;
    std::optional<TimelineBadge> badge;
    int x = 0;
    for (x = 201; x < 900 && !badge; ++x) badge = chart_->badge_at({x, y});
    QVERIFY(badge);
    QVERIFY(chart_->is_fitted());
    const double before = chart_->scale().px_per_ms;
    QTest::mouseClick(chart_->viewport(), Qt::LeftButton, {}, {x, y});
    QVERIFY(chart_->scale().px_per_ms > 2 * before);
    QVERIFY(!chart_->bar_rect(static_cast<int>(badge->first)).isEmpty());
}

void TimelineViewTest::a_bar_without_room_gets_some_when_it_is_chosen() {
    chart_->set_timeline(crowded_timeline(5000), false);
    int hidden = 0;
    while (!chart_->bar_rect(hidden).isEmpty()) ++hidden;
    chart_->select_step(chart_->timeline()->bars[static_cast<std::size_t>(hidden)].step);
    QVERIFY(!chart_->bar_rect(chart_->selected_bar()).isEmpty());
    // Walking on with the keys shows each of them.
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(chart_.get(), Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(!chart_->bar_rect(chart_->selected_bar()).isEmpty());
    }
}

void TimelineViewTest::the_overview_is_there_while_not_all_is_seen() {
    QWidget window;
    auto* overview = new TimelineOverview(chart_.get(), &window);
    window.resize(900, 60);
    overview->resize(900, 34);
    window.show();
    QVERIFY(!overview->isVisible());
    for (int i = 0; i < 6; ++i) chart_->chart_actions().zoom_in->trigger();
    QVERIFY(overview->isVisible());
    QTest::mouseClick(overview, Qt::LeftButton, {}, {880, 17});
    const double end = chart_->scale().from_ms + chart_->seen_part().width();
    QVERIFY(std::abs(end - chart_->length_ms()) < chart_->length_ms() / 20);
    QTest::mouseClick(overview, Qt::LeftButton, {}, {206, 17});
    QVERIFY(chart_->scale().from_ms <= 0);
    chart_->chart_actions().fit->trigger();
    QVERIFY(!overview->isVisible());
}

void TimelineViewTest::microseconds_have_lengths_and_places() {
    RunView view;
    view.name = "trace";
    view.status = "completed";
    view.ended = Instant{0, 20'000};
    view.graph = std::make_shared<const RunGraph>();
    for (StepId id = 1; id <= 3; ++id) {
        StepView step = timeline_step(id, 0, "span " + std::to_string(id), "call", "completed", 0, 0);
        step.started = Instant{0, static_cast<std::int32_t>(id - 1) * 6'000};
        step.ended = Instant{0, static_cast<std::int32_t>(id - 1) * 6'000 + 5'000};
        view.steps.push_back(step);
    }
    chart_->set_timeline(std::make_shared<const Timeline>(TimelineProjection().timeline(view)), false);
    QCOMPARE(chart_->length_ms(), 0.02);
    const QRect first = chart_->bar_rect(bar_of(1, TimelineBar::Kind::run));
    const QRect last = chart_->bar_rect(bar_of(3, TimelineBar::Kind::run));
    QVERIFY2(first.width() > 150 && first.width() < 190, qPrintable(QString::number(first.width()))); // a quarter of the lanes
    QVERIFY(std::abs(last.width() - first.width()) <= 1); // of whole pixels
    QVERIFY(last.left() > first.right() + 100);
    const TimelineBar& bar = chart_->timeline()->bars[static_cast<std::size_t>(bar_of(3, TimelineBar::Kind::run))];
    const QString words = timeline_bar_words(*chart_->timeline(), bar, chart_->now_ms());
    QVERIFY2(words.contains(QStringLiteral("5 µs")) && words.contains(QStringLiteral("begins at 12 µs")), qPrintable(words));
    const double before = chart_->scale().px_per_ms;
    chart_->chart_actions().zoom_in->trigger();
    QVERIFY(chart_->scale().px_per_ms > before);
    const auto ticks = timeline_ticks(chart_->scale(), 700, 90);
    QVERIFY(ticks.size() >= 2);
    for (const TimelineTick& tick : ticks) QVERIFY2(tick.label == QStringLiteral("0") || tick.label.endsWith(QStringLiteral("µs")) || tick.label.endsWith(QStringLiteral("ns")), qPrintable(tick.label));
}

void TimelineViewTest::the_overview_shows_what_matters() {
    const Theme& theme = Theme::of(ThemeKind::light);
    const auto timeline = order_timeline();
    const QImage picture = timeline_picture(*timeline, timeline->end.ms, static_cast<double>((timeline->end - timeline->begin).ms), {600, 24}, theme);
    const auto count = [&](const QColor& color) {
        int pixels = 0;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x) pixels += picture.pixelColor(x, y) == color ? 1 : 0;
        return pixels;
    };
    QVERIFY(count(theme.colors(DisplayStatus::faulted).stripe) > 0);
    QVERIFY(count(theme.colors(DisplayStatus::completed).stripe) > 100);
    // Among a hundred thousand a single fault is found.
    Timeline many = *crowded_timeline(100'000);
    many.bars[54'321].status = TimelineStatus::faulted;
    const QImage crowd = timeline_picture(many, many.end.ms, static_cast<double>((many.end - many.begin).ms), {600, 24}, theme);
    int faults = 0;
    for (int x = 0; x < crowd.width(); ++x) faults += crowd.pixelColor(x, 2) == theme.colors(DisplayStatus::faulted).stripe ? 1 : 0;
    QVERIFY2(faults == 1 || faults == 2, qPrintable(QString::number(faults)));
}

void TimelineViewTest::a_click_selects_a_step() {
    QSignalSpy selected(chart_.get(), &TimelineChart::step_selected);
    const int bar = bar_of(8, TimelineBar::Kind::run);
    const QRect place = chart_->bar_rect(bar);
    QVERIFY(place.width() > 10);
    QCOMPARE(chart_->bar_at(place.center()), bar);
    QTest::mouseClick(chart_->viewport(), Qt::LeftButton, {}, place.center());
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.takeFirst().at(0).value<StepId>(), StepId{8});
    QCOMPARE(chart_->selected_step(), StepId{8});
    QTest::mouseClick(chart_->viewport(), Qt::LeftButton, {}, QPoint(chart_->viewport()->width() - 5, 290));
    QCOMPARE(chart_->selected_step(), StepId{8});
    QSignalSpy activated(chart_.get(), &TimelineChart::step_activated);
    QTest::keyClick(chart_.get(), Qt::Key_Return);
    QCOMPARE(activated.takeFirst().at(0).value<StepId>(), StepId{8});
    // The line over what a step holds is the step's.
    const int attempt = bar_of(2, TimelineBar::Kind::attempt);
    QTest::mouseClick(chart_->viewport(), Qt::LeftButton, {}, chart_->bar_rect(attempt).center());
    QCOMPARE(chart_->selected_step(), StepId{2});
}

void TimelineViewTest::keys_walk_from_bar_to_bar() {
    std::vector<StepId> seen;
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(chart_.get(), Qt::Key_Right, Qt::ControlModifier);
        seen.push_back(chart_->selected_step());
    }
    QCOMPARE(seen, (std::vector<StepId>{1, 3, 2, 4, 2, 5}));
    QTest::keyClick(chart_.get(), Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(chart_->selected_step(), StepId{2});
    chart_->select_step(15);
    QTest::keyClick(chart_.get(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(chart_->selected_step(), StepId{10});
    QTest::keyClick(chart_.get(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(chart_->selected_step(), StepId{11});
    QTest::keyClick(chart_.get(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(chart_.get(), Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(chart_->timeline()->bars[static_cast<std::size_t>(chart_->selected_bar())].lane, 0u);
}

void TimelineViewTest::a_step_is_selected_from_elsewhere() {
    QSignalSpy selected(chart_.get(), &TimelineChart::step_selected);
    chart_->set_timeline(wide_timeline(300, 5), false);
    const StepId last = chart_->timeline()->bars.back().step;
    for (int i = 0; i < 10; ++i) chart_->chart_actions().zoom_in->trigger();
    chart_->select_step(last);
    QCOMPARE(chart_->selected_step(), last);
    QVERIFY(!chart_->bar_rect(chart_->selected_bar()).isEmpty());
    QVERIFY(selected.isEmpty());
    chart_->select_step(0);
    QCOMPARE(chart_->selected_bar(), -1);
}

void TimelineViewTest::zoom_keeps_the_time_under_the_cursor() {
    const QPoint at(600, 120);
    const auto time_at = [&] { return chart_->scale().ms(at.x() - 200); };
    const double before = time_at();
    for (int i = 0; i < 8; ++i) {
        wheel({0, 120}, Qt::ControlModifier, at);
        QVERIFY(std::abs(time_at() - before) < 1e-6 * 10000);
    }
    QVERIFY(!chart_->is_fitted());
    const double zoomed = chart_->scale().px_per_ms;
    for (int i = 0; i < 20; ++i) wheel({0, -120}, Qt::ControlModifier, at);
    QVERIFY(chart_->is_fitted());
    QVERIFY(chart_->scale().px_per_ms < zoomed);
    for (int i = 0; i < 60; ++i) wheel({0, 120}, Qt::ControlModifier, at);
    QVERIFY(chart_->scale().px_per_ms <= 60);
}

void TimelineViewTest::wheel_and_keys_pan() {
    chart_->set_timeline(wide_timeline(300, 20), false);
    wheel({0, -120}, {}, {500, 100});
    QVERIFY(chart_->verticalScrollBar()->value() > 0);
    QTest::keyClick(chart_.get(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(chart_->verticalScrollBar()->value(), chart_->verticalScrollBar()->maximum());
    QTest::keyClick(chart_.get(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(chart_->verticalScrollBar()->value(), 0);
    QTest::keyClick(chart_.get(), Qt::Key_Down);
    QCOMPARE(chart_->verticalScrollBar()->value(), timeline_lane_px);
    for (int i = 0; i < 6; ++i) QTest::keyClick(chart_.get(), Qt::Key_Plus);
    QTest::keyClick(chart_.get(), Qt::Key_Home);
    const double begin = chart_->scale().from_ms;
    QVERIFY(begin <= 0);
    wheel({0, -120}, Qt::ShiftModifier, {500, 100});
    QVERIFY(chart_->scale().from_ms > begin);
    QTest::keyClick(chart_.get(), Qt::Key_End);
    const double last = chart_->scale().from_ms;
    QTest::keyClick(chart_.get(), Qt::Key_Right);
    QCOMPARE(chart_->scale().from_ms, last);
    QTest::keyClick(chart_.get(), Qt::Key_Left);
    QVERIFY(chart_->scale().from_ms < last);
    chart_->horizontalScrollBar()->setValue(0);
    QVERIFY(std::abs(chart_->scale().from_ms - begin) < 5 / chart_->scale().px_per_ms);
}

void TimelineViewTest::the_whole_run_is_shown_again() {
    const double fitted = chart_->scale().px_per_ms;
    for (int i = 0; i < 4; ++i) chart_->chart_actions().zoom_in->trigger();
    QVERIFY(chart_->scale().px_per_ms > fitted);
    QTest::keyClick(chart_.get(), Qt::Key_0);
    QCOMPARE(chart_->scale().px_per_ms, fitted);
    chart_->resize(1200, 300);
    QVERIFY(chart_->scale().px_per_ms > fitted);
}

void TimelineViewTest::a_newer_timeline_keeps_what_is_looked_at() {
    chart_->select_step(5);
    for (int i = 0; i < 3; ++i) chart_->chart_actions().zoom_in->trigger();
    const TimelineScale before = chart_->scale();
    chart_->set_timeline(std::make_shared<const Timeline>(*chart_->timeline()), true);
    QCOMPARE(chart_->selected_step(), StepId{5});
    QCOMPARE(chart_->scale().from_ms, before.from_ms);
    chart_->set_timeline(order_timeline(), false);
    QCOMPARE(chart_->selected_bar(), -1);
    QVERIFY(chart_->is_fitted());
    chart_->set_timeline(nullptr, false);
    QCOMPARE(chart_->bar_at({400, 60}), -1);
    chart_->grab();
}

void TimelineViewTest::statuses_are_told_without_colour() {
    // In grey, no two of these look alike.
    std::vector<QImage> pictures;
    for (int i = 0; i < 6; ++i) {
        static constexpr const char* statuses[] = {"completed", "faulted", "cancelled", "skipped", "completed", "completed"};
        chart_->set_timeline(single_timeline(statuses[i], i == 4 ? "wait" : "call", i == 5 ? 2 : 1), false);
        chart_->chart_actions().critical->setChecked(false);
        chart_->chart_actions().critical->trigger();
        chart_->chart_actions().critical->trigger();
        const QRect place = chart_->bar_rect(0);
        QImage picture = chart_->viewport()->grab(place.adjusted(0, 0, -place.width() + 60, 0)).toImage().convertToFormat(QImage::Format_Mono, Qt::ThresholdDither);
        for (const QImage& other : pictures) QVERIFY2(picture != other, statuses[i]);
        pictures.push_back(picture);
    }
}

void TimelineViewTest::a_fork_is_told_where_it_is() {
    const auto made = order_timeline();
    auto forked = std::make_shared<Timeline>(*made);
    forked->forked = made->begin + Duration{(made->end - made->begin).ms / 2};
    const QImage without = chart_->viewport()->grab().toImage();
    chart_->set_timeline(forked, true);
    QVERIFY(chart_->viewport()->grab().toImage() != without);
    int before = 0, after = 0;
    for (const TimelineBar& bar : forked->bars) {
        const bool told = timeline_bar_words(*forked, bar, chart_->now_ms()).contains(QStringLiteral("began before the fork"));
        QCOMPARE(told, bar.begin < *forked->forked);
        // Its place in the axis is not when it was.
        QCOMPARE(timeline_bar_tip(*forked, bar, chart_->now_ms()).contains(QStringLiteral("–")), !told);
        ++(told ? before : after);
    }
    QVERIFY(before > 0 && after > 0);
    // One that took nothing from another run has nothing to tell.
    auto fresh = std::make_shared<Timeline>(*made);
    fresh->forked = made->begin;
    chart_->set_timeline(fresh, true);
    QCOMPARE(chart_->viewport()->grab().toImage(), without);
}

void TimelineViewTest::the_critical_path_can_be_hidden() {
    const QImage with = chart_->viewport()->grab().toImage();
    QTest::keyClick(chart_.get(), Qt::Key_C);
    QVERIFY(!chart_->chart_actions().critical->isChecked());
    const QImage without = chart_->viewport()->grab().toImage();
    QVERIFY(with != without);
    QTest::keyClick(chart_.get(), Qt::Key_C);
    QCOMPARE(chart_->viewport()->grab().toImage(), with);
}

void TimelineViewTest::assistive_technology_reads_bars() {
    QAccessibleInterface* list = QAccessible::queryAccessibleInterface(chart_.get());
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QVERIFY(!list->text(QAccessible::Name).isEmpty());
    QCOMPARE(list->childCount(), static_cast<int>(chart_->timeline()->bars.size()));
    for (int i = 0; i < list->childCount(); ++i) {
        QAccessibleInterface* bar = list->child(i);
        QVERIFY(bar && bar->isValid());
        QCOMPARE(list->indexOfChild(bar), i);
        QVERIFY(!bar->text(QAccessible::Name).isEmpty());
    }
    QAccessibleInterface* bar = list->child(bar_of(5, TimelineBar::Kind::run));
    QCOMPARE(bar->text(QAccessible::Name), QStringLiteral("chargeCard, attempt 3"));
    const QString words = bar->text(QAccessible::Description);
    for (const char* part : {"Completed", "800 ms", "begins at 4.4 s", "on the critical path", "in lane order-fulfilment"}) QVERIFY2(words.contains(QLatin1String(part)), qPrintable(words));
    QCOMPARE(list->childAt(bar->rect().center().x(), bar->rect().center().y()), bar);
    bar->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
    QCOMPARE(chart_->selected_step(), StepId{5});
    QVERIFY(bar->state().selected && bar->state().focused);
    QCOMPARE(list->focusChild(), bar);
    chart_->set_timeline(wide_timeline(10, 3), false);
    QCOMPARE(list->childCount(), static_cast<int>(chart_->timeline()->bars.size()));
    for (const QAction* action : chart_->actions()) QVERIFY(!action->shortcut().isEmpty() && !action->text().isEmpty());
}

} // namespace orkestr::test

using orkestr::test::TimelineViewTest;
ORKESTR_TEST(TimelineViewTest)
#include "timeline_view_test.moc"
