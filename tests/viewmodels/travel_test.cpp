// Travelling in time without a screen: moments, seeks that are coalesced, playing by a clock of the test's, breakpoints,
// watched values.
#include "tests/support/test.h"
#include "tests/viewmodels/travelled_run.h"
#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/fork_draft.h"
#include "ui/viewmodels/step_details.h"
#include "ui/viewmodels/travel_session.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <thread>

namespace orkestr::test {

namespace {

using TravelStage = TravelDocument::Stage;

/// A run that is open, and all that belongs to travelling in it.
struct Journey {
    explicit Journey(TravelledRun travelled, std::size_t events = 0) : recorded(std::move(travelled)) {
        source.put(recorded, events);
        travel.document().set_opener(source.opener());
        run.open(recorded.run);
    }
    void wait_ready() {
        travel.document().set_shown(true);
        QTRY_COMPARE(travel.document().stage(), TravelStage::ready);
        QTRY_VERIFY(!travel.document().work().is_busy());
    }
    /// Goes there, and waits until it is shown.
    void go(std::uint64_t seq) {
        travel.document().go_to(seq);
        QTRY_VERIFY(run.moment() && run.moment()->seq == seq);
    }
    std::uint64_t shown() const { return run.moment() ? run.moment()->seq : 0; }

    TravelledRun recorded;
    TravelSource source;
    ChangeFeed feed{source};
    RunDocument run{source, feed};
    TravelSession travel{source, run};
};

std::string outline(const RunView& view) {
    std::string text = view.status;
    for (const StepView& step : view.steps) text += "\n" + step.key + " " + step.status;
    for (const auto& [task, node] : view.nodes) text += "\n" + task + " " + node.status + " " + std::to_string(node.steps);
    return text;
}

} // namespace

class TravelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_history_is_read_when_it_is_shown();
    void moments_are_those_of_a_fold();
    void the_last_wanted_moment_is_shown();
    void what_is_wanted_while_it_is_read();
    void a_step_under_way_has_no_output_yet();
    void events_of_the_selected_task();
    void breakpoints();
    void playing();
    void playing_stops();
    void watched_values();
    void changes_of_a_value();
    void changes_of_what_was_redacted();
    void a_redacted_value_is_told_in_words();
    void what_a_fork_took_over_stands_before_it();
    void playing_stops_where_a_value_changes();
    void playing_stops_where_a_condition_becomes_true();
    void conditions_data();
    void conditions();
    void a_search_is_given_up();
    void bookmarks_are_gone_to();
    void what_a_fork_begins_with();
    void what_is_watched_is_kept();
    void a_run_that_goes_on();
    void the_data_of_a_moment();
    void where_one_cannot_travel();
    void reading_can_be_given_up();
    void quick_questions_interrupt_searches();
};

void TravelTest::a_history_is_read_when_it_is_shown() {
    Journey journey(travelled_run(20));
    TravelDocument& document = journey.travel.document();
    QTRY_COMPARE(journey.run.state(), LoadState::ready);
    QCOMPARE(document.stage(), TravelStage::unread);
    QCOMPARE(document.last(), std::uint64_t{0});
    journey.wait_ready();
    QCOMPARE(document.last(), static_cast<std::uint64_t>(journey.recorded.rows.size()));
    QVERIFY(!document.is_past());
    QCOMPARE(document.position(), document.last());
    QVERIFY(document.damage().isEmpty());
    // Another run begins anew.
    journey.run.close();
    QCOMPARE(document.stage(), TravelStage::idle);
    QCOMPARE(document.last(), std::uint64_t{0});
}

void TravelTest::moments_are_those_of_a_fold() {
    Journey journey(travelled_run(12, true));
    QAbstractItemModelTester tester(journey.run.steps());
    journey.wait_ready();
    // Forwards, backwards, far and near.
    for (const std::uint64_t seq : {1u, 2u, 3u, 4u, 9u, 10u, 40u, 39u, 38u, 5u, 60u, 1u}) {
        journey.go(seq);
        QCOMPARE(outline(*journey.run.view()), outline(journey.recorded.view_at(seq)));
        QCOMPARE(journey.run.moment()->at, journey.recorded.rows[seq - 1].at);
        int rows = journey.run.steps()->rowCount();
        QCOMPARE(rows, static_cast<int>(journey.run.view()->steps.size()));
        QCOMPARE(journey.run.present()->status, std::string("faulted"));
    }
    QVERIFY(!journey.run.faulted_step());
    journey.travel.document().go_now();
    QVERIFY(!journey.run.moment());
    QCOMPARE(journey.run.view(), journey.run.present());
    QVERIFY(journey.run.faulted_step());
    QCOMPARE(journey.run.steps()->rowCount(), 36);
    // Outside of the history is its end.
    journey.travel.document().go_to(1'000'000);
    QCOMPARE(journey.travel.document().position(), journey.travel.document().last());
    journey.travel.document().go_to(0);
    QCOMPARE(journey.travel.document().position(), std::uint64_t{1});
}

void TravelTest::the_last_wanted_moment_is_shown() {
    Journey journey(travelled_run(50));
    journey.wait_ready();
    QSignalSpy shown(&journey.run, &RunDocument::moment_changed);
    // As a drag does, before anything is answered.
    for (std::uint64_t seq = 1; seq <= 200; ++seq) journey.travel.document().go_to(seq);
    QVERIFY(journey.travel.document().is_seeking());
    QTRY_COMPARE(journey.shown(), std::uint64_t{200});
    QVERIFY(!journey.travel.document().is_seeking());
    // The one that was under way, and the last.
    QVERIFY(shown.count() <= 2);
    // Back to now nothing comes afterwards.
    journey.travel.document().go_to(10);
    journey.travel.document().go_now();
    QTRY_VERIFY(!journey.travel.document().work().is_busy());
    QCoreApplication::processEvents();
    QVERIFY(!journey.run.moment());
}

void TravelTest::what_is_wanted_while_it_is_read() {
    Journey journey(travelled_run(20));
    const auto held = std::make_shared<std::latch>(1);
    journey.travel.document().set_opener(journey.source.opener(held));
    QTRY_COMPARE(journey.run.state(), LoadState::ready);
    journey.travel.document().go_to(7);
    QCOMPARE(journey.travel.document().stage(), TravelStage::reading);
    journey.travel.document().go_to(9);
    held->count_down();
    QTRY_COMPARE(journey.shown(), std::uint64_t{9});
}

void TravelTest::a_step_under_way_has_no_output_yet() {
    Journey journey(travelled_run(3));
    StepDetails details(journey.run);
    journey.wait_ready();
    const auto kinds = [&details] {
        std::vector<DetailSection::Kind> out;
        for (const DetailSection& section : details.sections()) out.push_back(section.kind);
        return out;
    };
    using Kind = DetailSection::Kind;
    const auto has = [&kinds](Kind kind) { return std::ranges::count(kinds(), kind) == 1; };
    journey.run.select_step(2);
    QTRY_VERIFY(has(Kind::output));
    // It began with event 5.
    journey.go(4);
    QVERIFY(details.has_not_run());
    QCOMPARE(details.title(), QStringLiteral("charge"));
    journey.go(5);
    QVERIFY(!details.has_not_run());
    QCOMPARE(details.status(), QStringLiteral("running"));
    QVERIFY(has(Kind::input));
    QVERIFY(!has(Kind::output));
    QVERIFY(!has(Kind::context));
    journey.go(6);
    QVERIFY(has(Kind::context));
    journey.go(7);
    QCOMPARE(details.status(), QStringLiteral("completed"));
    QVERIFY(has(Kind::output));
    QCOMPARE(details.data_path(Kind::output), QStringLiteral("$.tasks['/do/1/charge'].output"));
    // Before its own execution begins the one of the moment is seen, with what belongs to it.
    journey.run.select_step(8);
    journey.go(8);
    QVERIFY(journey.run.selected_step() && journey.run.selected_step()->id == 2);
    QTRY_VERIFY(journey.run.detail() && journey.run.detail()->step.id == 2);
    journey.run.select_step(2);
    // What is selected stays selected.
    journey.travel.document().go_now();
    QVERIFY(journey.run.selected_step() && journey.run.selected_step()->id == 2);
}

void TravelTest::events_of_the_selected_task() {
    Journey journey(travelled_run(8));
    journey.wait_ready();
    TravelStops& stops = journey.travel.stops();
    journey.run.select_node(QStringLiteral("/do/1/charge"));
    QTRY_VERIFY(!stops.of_task().events().empty());
    const auto expected = journey.recorded.of_task("/do/1/charge");
    QCOMPARE(stops.of_task().events(), expected);
    // From now back, and on from there.
    for (auto seq = expected.rbegin(); seq != expected.rend(); ++seq) {
        stops.go_to_task_event(Direction::backward);
        QCOMPARE(journey.travel.document().position(), *seq);
    }
    QSignalSpy nothing(&stops, &TravelStops::nothing_there);
    stops.go_to_task_event(Direction::backward);
    QCOMPARE(nothing.count(), 1);
    stops.go_to_task_event(Direction::forward);
    QCOMPARE(journey.travel.document().position(), expected[1]);
    // Where no task is selected any event is the next one.
    journey.run.select_node({});
    stops.go_to_task_event(Direction::forward);
    QCOMPARE(journey.travel.document().position(), expected[1] + 1);
}

void TravelTest::breakpoints() {
    Journey journey(travelled_run(9));
    TravelStops& stops = journey.travel.stops();
    QVERIFY(stops.is_empty());
    stops.filter()->edit(QStringLiteral("type == \"context.exported\""));
    QVERIFY(stops.filter()->apply());
    QVERIFY(!stops.is_empty());
    journey.wait_ready();
    const auto expected = journey.recorded.of_type("context.exported");
    QTRY_COMPARE(stops.hits().events(), expected);
    QCOMPARE(stops.count(), expected.size());
    stops.go_to_stop(Direction::backward);
    QCOMPARE(journey.travel.document().position(), expected.back());
    stops.go_to_stop(Direction::backward);
    QCOMPARE(journey.travel.document().position(), expected[expected.size() - 2]);
    stops.go_to_stop(Direction::forward);
    QCOMPARE(journey.travel.document().position(), expected.back());
    QSignalSpy nothing(&stops, &TravelStops::nothing_there);
    stops.go_to_stop(Direction::forward);
    QCOMPARE(nothing.count(), 1);
    stops.filter()->edit({});
    QVERIFY(stops.filter()->apply());
    QVERIFY(stops.is_empty());
    QCOMPARE(stops.count(), std::size_t{0});
}

void TravelTest::playing() {
    Journey journey(travelled_run(30));
    journey.wait_ready();
    TravelPlayer& player = journey.travel.player();
    TravelDocument& document = journey.travel.document();
    document.go_to(5);
    player.set_speed({PlaySpeed::Of::events, 10});
    player.play();
    QVERIFY(player.is_playing());
    player.advance(50);
    QCOMPARE(document.position(), std::uint64_t{5});
    player.advance(60);
    QCOMPARE(document.position(), std::uint64_t{6});
    player.advance(1000);
    QCOMPARE(document.position(), std::uint64_t{16});
    // As it happened there are 100 ms between two events.
    player.set_speed({PlaySpeed::Of::time, 2});
    player.advance(500);
    QCOMPARE(document.position(), std::uint64_t{26});
    player.set_speed({PlaySpeed::Of::events, 1000});
    player.advance(100'000);
    QCOMPARE(document.position(), document.last());
    QVERIFY(!player.is_playing());
    // From the end it begins anew.
    player.play();
    QCOMPARE(document.position(), std::uint64_t{1});
    document.go_now();
    QVERIFY(!player.is_playing());
    QVERIFY(!document.is_past());
}

void TravelTest::playing_stops() {
    Journey journey(travelled_run(9));
    journey.wait_ready();
    TravelPlayer& player = journey.travel.player();
    TravelStops& stops = journey.travel.stops();
    stops.filter()->edit(QStringLiteral("type == \"context.exported\""));
    QVERIFY(stops.filter()->apply());
    journey.travel.document().go_to(1);
    player.set_speed({PlaySpeed::Of::events, 1000});
    QSignalSpy stopped(&player, &TravelPlayer::stopped_at);
    const auto expected = journey.recorded.of_type("context.exported");
    player.play();
    // Before it is known where to stop nothing is passed.
    if (!stops.is_complete()) {
        player.advance(10'000);
        QCOMPARE(journey.travel.document().position(), std::uint64_t{1});
    }
    QTRY_VERIFY(stops.is_complete() && stops.count() > 0);
    // Its own clock has played on meanwhile.
    player.pause();
    journey.travel.document().go_to(1);
    stopped.clear();
    for (const std::uint64_t seq : expected) {
        if (!player.is_playing()) player.play();
        player.advance(10'000);
        QCOMPARE(journey.travel.document().position(), seq);
        QVERIFY(!player.is_playing());
        QCOMPARE(stopped.takeFirst().at(0).toULongLong(), seq);
    }
    player.play();
    player.advance(10'000);
    QCOMPARE(journey.travel.document().position(), journey.travel.document().last());
}

void TravelTest::watched_values() {
    Journey journey(travelled_run(9));
    WatchModel& watches = journey.travel.watches();
    QAbstractItemModelTester tester(&watches);
    journey.wait_ready();
    watches.set_shown(true);
    const auto wrong = watches.add(QStringLiteral("order..["));
    QVERIFY(!wrong.ok());
    QVERIFY(!wrong.error().message.empty());
    QCOMPARE(watches.rowCount(), 0);
    QCOMPARE(*watches.add(QStringLiteral(" $.order.total ")), 0);
    QCOMPARE(*watches.add(QStringLiteral("$.status")), 1);
    QCOMPARE(*watches.add(QStringLiteral("$.order.total")), 0);
    QCOMPARE(watches.rowCount(), 2);
    const auto value = [&watches](int row) { return watches.index(row, WatchModel::value_column).data().toString(); };
    const auto change = [&watches](int row) { return watches.index(row, WatchModel::change_column).data().toString(); };
    const auto exported = journey.recorded.of_type("context.exported");
    QTRY_COMPARE(value(0), QStringLiteral("90"));
    QTRY_COMPARE(value(1), QStringLiteral("\"completed\""));
    QTRY_VERIFY(change(0).contains(QString::number(exported.back())));
    // When did it last change? Backwards, event by event.
    for (auto seq = exported.rbegin(); seq != exported.rend(); ++seq) {
        watches.go_to_change(0, Direction::backward);
        QTRY_COMPARE(journey.shown(), *seq);
    }
    QTRY_COMPARE(value(0), QStringLiteral("10"));
    QSignalSpy told(&watches, &WatchModel::told);
    watches.go_to_change(0, Direction::backward);
    QTRY_COMPARE(told.count(), 1);
    watches.go_to_change(0, Direction::forward);
    QTRY_COMPARE(journey.shown(), exported[1]);
    journey.go(1);
    QTRY_COMPARE(value(0), QStringLiteral("nothing there"));
    QTRY_COMPARE(change(0), QStringLiteral("not yet"));
    watches.remove(0);
    QCOMPARE(watches.rowCount(), 1);
    QCOMPARE(watches.path(0), QStringLiteral("$.status"));
}

void TravelTest::changes_of_a_value() {
    Journey journey(travelled_run(1201));
    ChangeModel& changes = journey.travel.changes();
    QAbstractItemModelTester tester(&changes);
    journey.wait_ready();
    const auto exported = journey.recorded.of_type("context.exported");
    changes.show(QStringLiteral("$.context.order.total"));
    QTRY_COMPARE(changes.rowCount(), static_cast<int>(exported.size()));
    const auto at = [&changes](int row, int column) { return changes.index(row, column).data().toString(); };
    QTRY_COMPARE(at(1, ChangeModel::seq_column), QString::number(exported[1]));
    QCOMPARE(at(0, ChangeModel::before_column), QStringLiteral("nothing"));
    QCOMPARE(at(1, ChangeModel::before_column), QStringLiteral("10"));
    QCOMPARE(at(1, ChangeModel::after_column), QStringLiteral("30"));
    QVERIFY(at(1, ChangeModel::event_column).contains(QStringLiteral("charge")));
    // A page far away comes when it is looked at.
    const int last = changes.rowCount() - 1;
    QTRY_COMPARE(at(last, ChangeModel::after_column), QStringLiteral("12010"));
    QCOMPARE(changes.seq_at(last), exported.back());
    QCOMPARE(changes.row_of(exported[1] + 1), 1);
    changes.show(QStringLiteral("$.timers"));
    QTRY_VERIFY(!changes.message().isEmpty());
    QCOMPARE(changes.rowCount(), 0);
}

void TravelTest::changes_of_what_was_redacted() {
    TravelledRun recorded = travelled_run(4);
    const auto exported = recorded.of_type("context.exported");
    QVERIFY(exported.size() > 1);
    std::map<std::uint64_t, std::string> pointers;
    for (const std::uint64_t seq : exported) {
        recorded.rows[seq - 1].value = Json::trusted(R"({"order":{"total":{"$redacted":true}}})");
        pointers.emplace(seq, "/value/order/total");
    }
    Journey journey(std::move(recorded));
    journey.source.redacted = pointers;
    journey.wait_ready();
    ChangeModel& changes = journey.travel.changes();
    QAbstractItemModelTester tester(&changes);
    changes.show(QStringLiteral("$.context.order.total"));
    QTRY_COMPARE(changes.rowCount(), static_cast<int>(exported.size()));
    const auto at = [&changes](int row, int column) { return changes.index(row, column).data().toString(); };
    QTRY_COMPARE(at(0, ChangeModel::before_column), QStringLiteral("nothing"));
    QCOMPARE(at(0, ChangeModel::after_column), QStringLiteral("redacted"));
    QCOMPARE(at(1, ChangeModel::before_column), QStringLiteral("redacted"));
    QVERIFY(!at(0, ChangeModel::event_column).contains(QStringLiteral("may have")));
    QVERIFY(at(1, ChangeModel::event_column).contains(QStringLiteral("may have changed it")));
}

void TravelTest::a_redacted_value_is_told_in_words() {
    TravelledRun recorded = travelled_run(4);
    const auto exported = recorded.of_type("context.exported");
    QVERIFY(exported.size() > 1);
    std::map<std::uint64_t, std::string> pointers;
    recorded.rows[exported[0] - 1].value = Json::trusted(R"({"order":{"total":{"$redacted":true},"who":"Ada"}})");
    pointers.emplace(exported[0], "/value/order/total");
    recorded.rows[exported[1] - 1].value = Json::trusted(R"({"order":{"$redacted":true}})");
    pointers.emplace(exported[1], "/value/order");
    Journey journey(std::move(recorded));
    journey.source.redacted = pointers;
    journey.wait_ready();
    WatchModel& watches = journey.travel.watches();
    QAbstractItemModelTester tester(&watches);
    for (const char* path : {"$.context.order.total", "$.context.order", "$.context.order.who", "$.context.other"}) QVERIFY(watches.add(QString::fromLatin1(path)).ok());
    watches.set_shown(true);
    const auto shown = [&watches] {
        QStringList values;
        for (int row = 0; row < watches.rowCount(); ++row) values << watches.index(row, WatchModel::value_column).data().toString();
        return values;
    };
    journey.go(exported[0] - 1);
    QTRY_COMPARE(shown(), (QStringList{QStringLiteral("nothing there"), QStringLiteral("nothing there"), QStringLiteral("nothing there"), QStringLiteral("nothing there")}));
    journey.go(exported[0]);
    QTRY_COMPARE(shown(), (QStringList{QStringLiteral("redacted"), QStringLiteral("{\"total\":‹redacted›,\"who\":\"Ada\"}"), QStringLiteral("\"Ada\""), QStringLiteral("nothing there")}));
    journey.go(exported[1]);
    // What was in what was taken out is not known, also whether it was there.
    QTRY_COMPARE(shown(), (QStringList{QStringLiteral("redacted"), QStringLiteral("redacted"), QStringLiteral("redacted"), QStringLiteral("nothing there")}));
    // The same text is a value where nothing was taken out.
    QCOMPARE(watched_text(Json::trusted(R"({"$redacted":true})"), false, {}), QStringLiteral(R"({"$redacted":true})"));
}

void TravelTest::what_a_fork_took_over_stands_before_it() {
    ForkShifts none, two;
    QCOMPARE(none.place(3, Instant{50}), Instant{50});
    two.add(4, 1000);
    two.add(7, 50'000);
    for (const auto& [seq, at, placed] : {std::tuple{1, 10, 51'010}, {3, 30, 51'030}, {4, 1030, 51'030}, {6, 1090, 51'090}, {7, 51'090, 51'090}, {9, 51'200, 51'200}})
        QCOMPARE(two.place(static_cast<std::uint64_t>(seq), Instant{at}), Instant{placed});
    // Whatever a history says, times stay times.
    ForkShifts odd;
    for (std::uint64_t seq = 2; seq < 6; ++seq) odd.add(seq, std::numeric_limits<std::int64_t>::max());
    QVERIFY(odd.place(1, Instant{0}) > Instant{0});
}

void TravelTest::playing_stops_where_a_value_changes() {
    Journey journey(travelled_run(9));
    journey.wait_ready();
    WatchModel& watches = journey.travel.watches();
    TravelStops& stops = journey.travel.stops();
    QVERIFY(watches.add(QStringLiteral("$.order.total")).ok());
    const QModelIndex stop = watches.index(0, WatchModel::stop_column);
    QCOMPARE(stop.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
    QVERIFY(watches.setData(stop, Qt::Checked, Qt::CheckStateRole));
    QTRY_COMPARE(stops.count(), journey.recorded.of_type("context.exported").size());
    QTRY_VERIFY(stops.is_complete());
    journey.travel.document().go_to(1);
    journey.travel.player().set_speed({PlaySpeed::Of::events, 1000});
    journey.travel.player().play();
    journey.travel.player().advance(10'000);
    QCOMPARE(journey.travel.document().position(), journey.recorded.of_type("context.exported").front());
    watches.remove(0);
    QVERIFY(stops.is_empty());
}

void TravelTest::playing_stops_where_a_condition_becomes_true() {
    Journey journey(travelled_run(9)); // $context.order.total is 10, 30, 50, 70, 90
    journey.wait_ready();
    WatchModel& watches = journey.travel.watches();
    QAbstractItemModelTester tester(&watches, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto exported = journey.recorded.of_type("context.exported");
    const auto row = watches.add(QStringLiteral("$.order.total>=50"));
    QVERIFY(row.ok());
    QVERIFY(watches.stops_at(*row));
    QCOMPARE(watches.text(*row), QStringLiteral("$.order.total >= 50"));
    QCOMPARE(watches.path(*row), QStringLiteral("$.order.total"));
    TravelStops& stops = journey.travel.stops();
    QTRY_VERIFY(stops.is_complete() && stops.count() == 1);
    QVERIFY(stops.contains(exported[2])); // where it becomes true, not where it stays so
    // The same path without a condition is another one.
    QCOMPARE(*watches.add(QStringLiteral("$.order.total")), *row + 1);
    QCOMPARE(*watches.add(QStringLiteral("$.order.total >=  50")), *row);
    // It is kept with what stands behind it.
    const QByteArray kept = watches.text();
    watches.read({});
    QCOMPARE(watches.rowCount(), 0);
    watches.read(kept);
    QCOMPARE(watches.text(0), QStringLiteral("$.order.total >= 50"));
    QTRY_VERIFY(stops.is_complete() && stops.contains(exported[2]));
    for (const char* wrong : {"$.order.total >", "$.order.total > many", "$.order.total = 5", "$.order.[ > 5"}) QVERIFY2(!watches.add(QLatin1String(wrong)).ok(), wrong);
}

void TravelTest::conditions_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value"); // empty: none
    QTest::addColumn<bool>("holds");
    const auto row = [](const char* text, const char* value, bool holds) { QTest::addRow("%s: %s", text, value) << QString::fromLatin1(text) << QString::fromLatin1(value) << holds; };
    row("$.n > 2", "3", true);
    row("$.n > 2", "2", false);
    row("$.n > 2", "2.5", true);
    row("$.n > 2", "\"3\"", false);
    row("$.n > 2", "", false);
    row("$.n >= 2", "2", true);
    row("$.n < 2", "-1", true);
    row("$.n <= 2", "3", false);
    row("$.n == 2", "2.0", true);
    row("$.n == null", "null", true);
    row("$.n == null", "", false);
    row("$.n != 2", "", true);
    row("$.n != 2", "\"2\"", true);
    row("$.s < \"b\"", "\"a\"", true);
    row("$.s == \"a > b\"", "\"a > b\"", true);
    row("$['a > b'] == true", "true", true);
    row("$.o == {\"a\": 1}", "{\"a\":1}", true);
    row("$.o > {\"a\": 1}", "{\"a\":2}", false);
}

void TravelTest::conditions() {
    QFETCH(QString, text);
    QFETCH(QString, value);
    QFETCH(bool, holds);
    const auto split = WatchCondition::split(text.toStdString());
    QVERIFY(split.ok());
    QVERIFY(split->second);
    const auto json = value.isEmpty() ? std::nullopt : std::optional(*Json::parse(value.toStdString()));
    QCOMPARE(split->second->holds(json), holds);
    // Written back it is the same.
    const auto again = WatchCondition::split(split->first + split->second->text());
    QVERIFY(again.ok() && again->second);
    QCOMPARE(again->first, split->first);
    QCOMPARE(again->second->text(), split->second->text());
}

void TravelTest::a_search_is_given_up() {
    Journey journey(travelled_run(9));
    journey.wait_ready();
    TravelStops& stops = journey.travel.stops();
    TravelPlayer& player = journey.travel.player();
    stops.filter()->edit(QStringLiteral("type == \"context.exported\""));
    QVERIFY(stops.filter()->apply());
    // Answers come by the event loop: it is still being searched.
    QVERIFY(stops.is_searching());
    stops.go_to_stop(Direction::forward);
    stops.cancel_search();
    QVERIFY(stops.is_given_up() && !stops.is_searching());
    QVERIFY(!stops.message().isEmpty());
    QTRY_VERIFY(!journey.travel.document().work().is_busy());
    QCOMPARE(stops.count(), std::size_t{0}); // what was still answered doesn't count
    QVERIFY(!journey.travel.document().is_past()); // and what waited for it doesn't happen
    player.pause();
    stops.search_again();
    QTRY_COMPARE(stops.hits().events(), journey.recorded.of_type("context.exported"));
    QVERIFY(!stops.is_given_up());
    QVERIFY(stops.message().isEmpty());
}

void TravelTest::bookmarks_are_gone_to() {
    Journey journey(travelled_run(9));
    journey.wait_ready();
    TravelBookmarks& bookmarks = journey.travel.bookmarks();
    QSignalSpy nothing(&bookmarks, &TravelBookmarks::nothing_there);
    bookmarks.go(Direction::backward);
    QCOMPARE(nothing.size(), 1);
    QSignalSpy changed(&bookmarks, &TravelBookmarks::changed);
    bookmarks.put({{20, MarkShape::star, QStringLiteral("here"), QStringLiteral("why\nso")}, {5, MarkShape::flag, {}, {}}, {90'000, MarkShape::flag, {}, {}}});
    bookmarks.put({{5, MarkShape::flag, {}, {}}, {20, MarkShape::star, QStringLiteral("here"), QStringLiteral("why\nso")}, {90'000, MarkShape::flag, {}, {}}});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(bookmark_text(bookmarks.on(20).front()), QStringLiteral("☆ Star · here\nwhy\nso"));
    QSignalSpy reached(&bookmarks, &TravelBookmarks::reached);
    bookmarks.go(Direction::backward); // from now on: the last one that there is an event of
    QCOMPARE(journey.travel.document().position(), std::uint64_t{20});
    QCOMPARE(reached.takeFirst().at(0).toString(), QStringLiteral("☆ Star · here"));
    bookmarks.go(Direction::backward);
    QCOMPARE(journey.travel.document().position(), std::uint64_t{5});
    bookmarks.go(Direction::backward);
    QCOMPARE(nothing.size(), 2);
    bookmarks.go(Direction::forward);
    QCOMPARE(journey.travel.document().position(), std::uint64_t{20});
}

void TravelTest::what_a_fork_begins_with() {
    Journey journey(travelled_run(5)); // every other charge exports
    QTRY_COMPARE(journey.run.state(), LoadState::ready);
    const RunView& view = journey.recorded.view_at(journey.recorded.rows.size());
    for (const StepView& step : view.steps) {
        if (step.task != "/do/0/pick" && step.task != "/do/1/charge") continue;
        ForkDraft draft(journey.travel.document(), step.id, Json());
        QTRY_VERIFY(draft.context_state() != LoadState::loading);
        QCOMPARE(draft.context_state(), LoadState::ready);
        // What was exported by then.
        Json expected;
        for (const Event& event : journey.recorded.events) {
            if (const auto* started = std::get_if<events::TaskStarted>(&event.body); started && started->step == step.id) break;
            if (const auto* exported = std::get_if<events::ContextExported>(&event.body)) expected = exported->value.json;
        }
        QCOMPARE(draft.context().text(), expected.text());
    }
    Journey elsewhere(travelled_run(2));
    elsewhere.source.travels = false;
    QTRY_COMPARE(elsewhere.run.state(), LoadState::ready);
    ForkDraft unknown(elsewhere.travel.document(), 2, Json());
    QTRY_COMPARE(unknown.context_state(), LoadState::failed);
}

void TravelTest::what_is_watched_is_kept() {
    Journey journey(travelled_run(3));
    WatchModel& watches = journey.travel.watches();
    QVERIFY(watches.text().isEmpty());
    QVERIFY(watches.add(QStringLiteral("$.order['a b']")).ok());
    QVERIFY(watches.add(QStringLiteral("$.status")).ok());
    watches.set_stops(1, true);
    const QByteArray text = watches.text();
    watches.read({});
    QCOMPARE(watches.rowCount(), 0);
    QVERIFY(journey.travel.stops().is_empty());
    watches.read(text);
    QCOMPARE(watches.text(), text);
    QCOMPARE(watches.path(0), QStringLiteral("$.order['a b']"));
    QVERIFY(watches.stops_at(1));
    QVERIFY(!journey.travel.stops().is_empty());
    // What somebody else wrote there does no harm.
    for (const char* broken : {"{", "[1,null,{}]", R"([{"path":"$["},{"path":7}])", R"({"path":"$.a"})"}) {
        watches.read(broken);
        QCOMPARE(watches.rowCount(), 0);
    }
}

void TravelTest::a_run_that_goes_on() {
    Journey journey(travelled_run(10, false, false), 30);
    journey.wait_ready();
    TravelDocument& document = journey.travel.document();
    QCOMPARE(document.last(), std::uint64_t{30});
    journey.go(12);
    const std::string then = outline(*journey.run.view());
    journey.source.put(journey.recorded, 40);
    QTRY_COMPARE(document.last(), std::uint64_t{40});
    QCOMPARE(document.total(), std::uint64_t{40});
    QCOMPARE(document.position(), std::uint64_t{12});
    QCOMPARE(outline(*journey.run.view()), then);
    QCOMPARE(journey.run.events()->total(), std::uint64_t{40});
    document.go_now();
    QCOMPARE(outline(*journey.run.view()), outline(journey.recorded.view_at(40)));
    // Now follows.
    journey.source.put(journey.recorded, 44);
    QTRY_COMPARE(document.position(), std::uint64_t{44});
    QVERIFY(!document.is_past());
}

void TravelTest::the_data_of_a_moment() {
    Journey journey(travelled_run(5));
    MomentDocument& data = journey.travel.data();
    QCOMPARE(data.state(), LoadState::idle);
    QTRY_COMPARE(journey.run.state(), LoadState::ready);
    data.set_shown(true);
    QTRY_COMPARE(data.state(), LoadState::ready);
    QCOMPARE(data.seq(), static_cast<std::uint64_t>(journey.recorded.rows.size()));
    journey.go(6);
    QTRY_COMPARE(data.seq(), std::uint64_t{6});
    QVERIFY(data.json()->text().find(R"("total":10)") != std::string::npos);
    data.set_shown(false);
    journey.go(4);
    QCOMPARE(data.seq(), std::uint64_t{6});
    data.set_shown(true);
    QTRY_COMPARE(data.seq(), std::uint64_t{4});
}

void TravelTest::where_one_cannot_travel() {
    Journey foreign(travelled_run(3));
    foreign.source.travels = false;
    foreign.travel.document().set_shown(true);
    QTRY_COMPARE(foreign.travel.document().stage(), TravelStage::unsupported);
    QVERIFY(!foreign.travel.document().message().isEmpty());
    foreign.travel.document().go_to(2);
    QVERIFY(!foreign.travel.document().is_past());

    Journey broken(travelled_run(3));
    broken.source.opening_fails = Error{ErrorCode::unavailable, "the disk is gone", {}};
    broken.travel.document().set_shown(true);
    QTRY_COMPARE(broken.travel.document().stage(), TravelStage::failed);
    QCOMPARE(broken.travel.document().message(), QStringLiteral("the disk is gone"));
    // Tried again.
    broken.source.opening_fails.reset();
    broken.travel.document().begin();
    QTRY_COMPARE(broken.travel.document().stage(), TravelStage::ready);
}

void TravelTest::reading_can_be_given_up() {
    Journey journey(travelled_run(20));
    const auto held = std::make_shared<std::latch>(1);
    journey.travel.document().set_opener(journey.source.opener(held));
    journey.travel.document().set_shown(true);
    QTRY_COMPARE(journey.travel.document().stage(), TravelStage::reading);
    journey.travel.document().cancel();
    QCOMPARE(journey.travel.document().stage(), TravelStage::unread);
    held->count_down();
    // It is not read again before somebody asks.
    journey.source.tell();
    QCoreApplication::processEvents();
    QCOMPARE(journey.travel.document().stage(), TravelStage::unread);
    journey.travel.document().go_to(3);
    QTRY_COMPARE(journey.shown(), std::uint64_t{3});
}

void TravelTest::quick_questions_interrupt_searches() {
    Journey journey(travelled_run(3));
    journey.wait_ready();
    TravelWork& work = journey.travel.document().work();
    QObject searcher;
    std::atomic<int> searches = 0;
    bool found = false;
    QStringList order;
    // The first time it goes on until it is stopped.
    work.ask(&searcher, TravelWork::Length::search, [&](TimeTravel&, std::stop_token stop) -> std::function<void()> {
        if (++searches == 1) {
            while (!stop.stop_requested()) std::this_thread::yield();
            return {};
        }
        return [&] {
            found = true;
            order << QStringLiteral("search");
        };
    });
    QTRY_VERIFY(searches == 1);
    QObject asker;
    work.ask(&asker, TravelWork::Length::quick, [&](TimeTravel&, std::stop_token) -> std::function<void()> { return [&] { order << QStringLiteral("quick"); }; });
    QTRY_VERIFY(found);
    QCOMPARE(order, QStringList({QStringLiteral("quick"), QStringLiteral("search")}));
    QCOMPARE(searches.load(), 2);
}

ORKESTR_TEST(TravelTest)

} // namespace orkestr::test

#include "travel_test.moc"
