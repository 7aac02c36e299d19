#include "core/ports/filter_records.h"
#include "tests/support/test.h"
#include "tests/viewmodels/made_up_runs.h"
#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/color_rules.h"
#include "ui/viewmodels/run_search.h"
#include "ui/viewmodels/run_table_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace orkestr::test {

namespace {

/// For what looks at hundreds of thousands of runs.
constexpr int patience_ms = 60'000;

Filter run_filter(const char* text) { return parse_filter(text, FilterSubject::run).filter.value(); }

QString id_at(const RunTableModel& model, int row) { return model.index(row, 0).data(RunTableModel::run_role).toString(); }

QString id_of(const MadeUpRuns& source, std::uint64_t number) { return QString::fromStdString(source.row(number).run.text); }

void fill(FakeSource& source, int count, const std::function<std::string(int)>& status) {
    source.change([&](auto& content) {
        for (int i = 1; i <= count; ++i) content.runs[run_id(i).text] = run_row(i, status(i));
    });
}

std::string completed(int) { return "completed"; }

} // namespace

class RunTableModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void it_grows_as_one_scrolls();
    void pages_that_were_let_go_come_again();
    void ten_million_runs_cost_what_is_looked_at();
    void a_time_is_gone_to_and_scrolled_from_both_ways();
    void the_oldest_is_found();
    void the_oldest_of_a_few_is_their_last_row();
    void a_time_before_all_runs();
    void a_scan_shows_progress_and_is_stopped();
    void a_scan_without_an_end_finds_nothing();
    void a_new_filter_drops_what_was_asked();
    void new_runs_wait();
    void a_run_that_a_filter_takes_in_waits();
    void a_burst_is_more_than_was_counted();
    void a_row_changes_in_place();
    void a_row_changes_in_place_under_a_filter();
    void what_had_not_ended_in_a_file_lasts_until_its_last_event();
    void nothing_is_asked_while_nobody_looks();
    void failure_is_said_and_tried_again();
    void failure_later_keeps_what_is_there();
    void a_selection_is_picked_from_what_is_held_and_what_is_not();
    void rules_colour_rows();
    void tags_come_from_definitions();
    void nothing_is_called_after_destruction();
};

void RunTableModelTest::it_grows_as_one_scrolls() {
    FakeSource source;
    fill(source, 1300, completed);
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    QAbstractItemModelTester tester(&model);
    model.show({});
    QCOMPARE(model.state(), LoadState::loading);
    QTRY_COMPARE(model.state(), LoadState::ready);
    QTRY_COMPARE(model.rowCount() >= 500, true);
    QCOMPARE(id_at(model, 0), QString::fromStdString(run_id(1300).text));
    for (int i = 0; i < 3 && model.canFetchMore({}); ++i) {
        const int before = model.rowCount();
        model.fetchMore({});
        QTRY_VERIFY(model.rowCount() > before);
    }
    QTRY_COMPARE(model.rowCount(), 1300);
    QVERIFY(!model.has_older());
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(id_at(model, 1299), QString::fromStdString(run_id(1).text));
    QCOMPARE(model.find(run_id(1000)), 300);
}

void RunTableModelTest::pages_that_were_let_go_come_again() {
    MadeUpRuns source(200'000);
    FakeSource changes;
    ChangeFeed feed(changes);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 500, patience_ms);
    const int wanted = 500 * (static_cast<int>(RunPages::kept_pages) + 20);
    while (model.rowCount() < wanted) {
        const int before = model.rowCount();
        model.set_visible(before - 40, before - 1);
        QTRY_VERIFY_WITH_TIMEOUT(model.rowCount() > before, patience_ms);
    }
    QVERIFY(!model.index(3, 0).data(RunTableModel::loaded_role).toBool());
    QCOMPARE(model.index(3, 1).data().toString(), QStringLiteral("…"));
    QSignalSpy changed(&model, &RunTableModel::dataChanged);
    model.set_visible(0, 40);
    QTRY_VERIFY_WITH_TIMEOUT(changed.count() > 0, patience_ms);
    QCOMPARE(id_at(model, 3), id_of(source, 200'000 - 3));
    QCOMPARE(id_at(model, 499), id_of(source, 200'000 - 499));
}

void RunTableModelTest::ten_million_runs_cost_what_is_looked_at() {
    MadeUpRuns source(10'000'000);
    FakeSource changes;
    ChangeFeed feed(changes);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 500, patience_ms);
    QVERIFY(source.asked() <= 2);
    QCOMPARE(id_at(model, 0), id_of(source, 10'000'000));
    model.show_oldest();
    QTRY_VERIFY_WITH_TIMEOUT(model.rowCount() > 0 && !model.has_older(), patience_ms);
    QVERIFY2(source.asked() < 60, qPrintable(QString::number(source.asked())));
    QCOMPARE(id_at(model, model.rowCount() - 1), id_of(source, 1));
}

void RunTableModelTest::a_time_is_gone_to_and_scrolled_from_both_ways() {
    MadeUpRuns source(1'000'000);
    FakeSource changes;
    ChangeFeed feed(changes);
    RunTableModel model(source, feed);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show({});
    QTRY_COMPARE(model.state(), LoadState::ready);
    QSignalSpy began(&model, &RunTableModel::began);
    model.show_time(source.row(400'000).started);
    QTRY_COMPARE(began.count(), 1);
    QCOMPARE(id_at(model, 0), id_of(source, 400'000));
    QVERIFY(model.has_newer());
    QVERIFY(model.has_older());
    // Up: rows come above without a gap, until there are no more.
    model.set_visible(0, 30);
    QTRY_VERIFY(id_at(model, 0) > id_of(source, 400'000));
    const int place = model.find(source.row(400'000).run);
    QVERIFY(place > 0);
    for (int i = 1; i <= 5; ++i) {
        QCOMPARE(id_at(model, place - i), id_of(source, 400'000 + static_cast<std::uint64_t>(i)));
        QCOMPARE(id_at(model, place + i), id_of(source, 400'000 - static_cast<std::uint64_t>(i)));
    }
    model.show_time(source.row(1'000'000).started);
    QTRY_COMPARE(began.count(), 2);
    model.set_visible(0, 29);
    QTRY_VERIFY(!model.has_newer());
    QCOMPARE(id_at(model, 0), id_of(source, 1'000'000));
}

void RunTableModelTest::the_oldest_is_found() {
    FakeSource source;
    fill(source, 5000, completed);
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE(model.state(), LoadState::ready);
    QSignalSpy began(&model, &RunTableModel::began);
    model.show_oldest();
    // All ids of this source are of one millisecond: what halving the time can't find, reading on does.
    QTRY_VERIFY(!model.has_older());
    QCOMPARE(id_at(model, model.rowCount() - 1), QString::fromStdString(run_id(1).text));
}

void RunTableModelTest::the_oldest_of_a_few_is_their_last_row() {
    FakeSource source;
    fill(source, 12, completed);
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 12);
    QSignalSpy began(&model, &RunTableModel::began);
    model.show_oldest();
    QCOMPARE(began.count(), 1);
    QVERIFY(began.first().first().toBool());
    QCOMPARE(model.rowCount(), 12);
}

void RunTableModelTest::a_time_before_all_runs() {
    MadeUpRuns source(1000);
    FakeSource changes;
    ChangeFeed feed(changes);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE(model.state(), LoadState::ready);
    model.show_time(Instant{1'000'000'000'000});
    QTRY_COMPARE(model.state(), LoadState::ready);
    QTRY_COMPARE(model.rowCount(), 0);
    QVERIFY(model.has_newer());
    model.show_newest();
    QTRY_COMPARE(model.rowCount(), 500);
}

void RunTableModelTest::a_scan_shows_progress_and_is_stopped() {
    MadeUpRuns source(2'000'000);
    FakeSource changes;
    ChangeFeed feed(changes);
    RunTableModel model(source, feed);
    std::vector<std::uint64_t> progress;
    QObject::connect(&model, &RunTableModel::progress_changed, &model, [&] {
        if (progress.empty() || progress.back() != model.looked_at()) progress.push_back(model.looked_at());
    });
    // One in ten thousand: twenty to a part of the source's 50,000 rows... and never a page.
    model.show(run_filter("duration == 4999ms"));
    QTRY_VERIFY_WITH_TIMEOUT(model.looked_at() >= 200'000, patience_ms);
    QVERIFY(model.is_scan());
    QVERIFY(model.rowCount() > 0);
    model.stop();
    const int found = model.rowCount();
    const std::uint64_t looked_at = model.looked_at();
    QVERIFY(model.is_stopped());
    QVERIFY(!model.is_reading());
    QVERIFY(!model.canFetchMore({}));
    QVERIFY(progress.size() >= 4);
    QTest::qWait(0);
    QCOMPARE(model.rowCount(), found);
    model.go_on();
    QVERIFY(model.is_reading());
    QTRY_VERIFY_WITH_TIMEOUT(model.looked_at() > looked_at, patience_ms);
    QTRY_VERIFY_WITH_TIMEOUT(model.rowCount() > found, patience_ms);
}

void RunTableModelTest::a_scan_without_an_end_finds_nothing() {
    MadeUpRuns source(300'000);
    FakeSource changes;
    ChangeFeed feed(changes);
    RunTableModel model(source, feed);
    model.show(run_filter("name == nothing_is_called_so"));
    QTRY_COMPARE_WITH_TIMEOUT(model.state(), LoadState::ready, patience_ms);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.has_older());
    QCOMPARE(model.looked_at(), std::uint64_t{300'000});
}

void RunTableModelTest::a_new_filter_drops_what_was_asked() {
    FakeSource source;
    fill(source, 100, [](int i) { return i % 2 ? "faulted" : "completed"; });
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    QAbstractItemModelTester tester(&model);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 100);
    source.thread().hold();
    model.show(run_filter("status == completed"));
    QCOMPARE(model.rowCount(), 100); // until there are others
    model.show(run_filter("status == faulted and events > 5"));
    source.thread().release();
    QTRY_COMPARE(model.rowCount(), 50);
    QCOMPARE(model.index(0, 0).data(RunTableModel::status_role).toString(), QStringLiteral("faulted"));
}

void RunTableModelTest::new_runs_wait() {
    FakeSource source;
    fill(source, 20, completed);
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    QAbstractItemModelTester tester(&model);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 20);
    source.change([](auto& content) {
        for (int i = 21; i <= 32; ++i) content.runs[run_id(i).text] = run_row(i, "running");
    });
    QTRY_COMPARE(model.waiting(), 12);
    QVERIFY(!model.more_waiting());
    QCOMPARE(model.rowCount(), 20);
    QCOMPARE(id_at(model, 0), QString::fromStdString(run_id(20).text));
    model.show_newest();
    QTRY_COMPARE(model.rowCount(), 32);
    QCOMPARE(model.waiting(), 0);
    QCOMPARE(id_at(model, 0), QString::fromStdString(run_id(32).text));
}

void RunTableModelTest::a_run_that_a_filter_takes_in_waits() {
    FakeSource source;
    fill(source, 40, [](int i) { return i % 2 ? "faulted" : "running"; });
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show(run_filter("status == faulted"));
    QTRY_COMPARE(model.rowCount(), 20);
    source.change([](auto& content) { content.runs[run_id(10).text] = run_row(10, "faulted"); });
    QTRY_COMPARE(model.waiting(), 1);
    QCOMPARE(model.rowCount(), 20);
}

void RunTableModelTest::a_burst_is_more_than_was_counted() {
    FakeSource source;
    fill(source, 20, completed);
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 20);
    fill(source, 3000, completed);
    QTRY_VERIFY(model.waiting() > 0);
    QVERIFY(model.more_waiting());
    QCOMPARE(model.rowCount(), 20);
}

void RunTableModelTest::a_row_changes_in_place() {
    FakeSource source;
    fill(source, 30, [](int i) { return i == 25 ? "running" : "completed"; });
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 30);
    model.set_visible(0, 20);
    QSignalSpy changed(&model, &RunTableModel::dataChanged);
    QSignalSpy reset(&model, &RunTableModel::modelReset);
    source.change([](auto& content) { content.runs[run_id(25).text] = run_row(25, "faulted"); });
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toModelIndex().row(), 5);
    QCOMPARE(model.index(5, 0).data(RunTableModel::status_role).toString(), QStringLiteral("faulted"));
    QCOMPARE(model.index(5, static_cast<int>(RunColumn::error)).data().toString(), QStringLiteral("Runtime"));
    QCOMPARE(reset.count(), 0);
}

void RunTableModelTest::a_row_changes_in_place_under_a_filter() {
    FakeSource source;
    fill(source, 30, [](int i) { return i % 10 == 0 ? "running" : "completed"; });
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show(run_filter("status == running"));
    QTRY_COMPARE(model.rowCount(), 3);
    model.set_visible(0, 2);
    source.change([](auto& content) { content.runs[run_id(20).text] = run_row(20, "completed"); });
    // It stays where it is, as what it is now: a table that drops rows under the mouse is hard to use.
    QTRY_COMPARE(model.index(1, 0).data(RunTableModel::status_role).toString(), QStringLiteral("completed"));
    QCOMPARE(model.rowCount(), 3);
}

void RunTableModelTest::what_had_not_ended_in_a_file_lasts_until_its_last_event() {
    FakeSource source;
    RunRow row = run_row(1, "waiting");
    row.ended.reset();
    row.last_known = row.started + Duration{2500};
    source.change([&](auto& content) { content.runs[row.run.text] = row; });
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 1);
    const auto lasted = [&model](int role = Qt::DisplayRole) { return model.index(0, static_cast<int>(RunColumn::duration)).data(role).toString(); };
    QCOMPARE(lasted(), QStringLiteral("≥ 2.5 s"));
    QVERIFY(!lasted(Qt::ToolTipRole).isEmpty());
    row.ended = row.last_known;
    source.change([&](auto& content) { content.runs[row.run.text] = row; });
    model.show({});
    QTRY_COMPARE(lasted(), QStringLiteral("2.5 s"));
    QVERIFY(lasted(Qt::ToolTipRole).isEmpty());
}

void RunTableModelTest::nothing_is_asked_while_nobody_looks() {
    FakeSource source;
    fill(source, 10, completed);
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 10);
    model.set_shown(false);
    const int asked = source.asked_runs();
    QSignalSpy told(&feed, &ChangeFeed::changed);
    fill(source, 12, completed);
    QTRY_VERIFY(told.count() > 0);
    QCOMPARE(source.asked_runs(), asked);
    model.set_shown(true);
    QTRY_COMPARE(model.waiting(), 2);
}

void RunTableModelTest::failure_is_said_and_tried_again() {
    FakeSource source;
    source.change([](auto& content) { content.error = Error{ErrorCode::io, "the disk is gone", {}}; });
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE(model.state(), LoadState::failed);
    QCOMPARE(model.message(), QStringLiteral("the disk is gone"));
    source.change([](auto& content) {
        content.error.reset();
        content.runs[run_id(1).text] = run_row(1);
    });
    QTRY_COMPARE(model.state(), LoadState::ready);
    QCOMPARE(model.rowCount(), 1);
}

void RunTableModelTest::failure_later_keeps_what_is_there() {
    FakeSource source;
    fill(source, 1200, completed);
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 500);
    model.set_shown(false);
    source.change([](auto& content) { content.error = Error{ErrorCode::io, "the disk is gone", {}}; });
    model.fetchMore({});
    QTRY_VERIFY(model.is_broken());
    QCOMPARE(model.message(), QStringLiteral("the disk is gone"));
    QCOMPARE(model.rowCount(), 500);
    source.change([](auto& content) { content.error.reset(); });
    model.go_on();
    QTRY_COMPARE(model.rowCount(), 1000);
    QVERIFY(!model.is_broken());
}

void RunTableModelTest::a_selection_is_picked_from_what_is_held_and_what_is_not() {
    MadeUpRuns source(200'000);
    FakeSource changes;
    ChangeFeed feed(changes);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 500, patience_ms);
    while (model.rowCount() < 500 * 80) {
        const int before = model.rowCount();
        model.fetchMore({});
        QTRY_VERIFY_WITH_TIMEOUT(model.rowCount() > before, patience_ms);
    }
    const RunPick pick = model.pick({{2, 3}, {499, 501}, {39'990, 39'999}});
    QCOMPARE(pick.runs.size(), std::size_t{10});
    QCOMPARE(pick.runs.front().run.text, source.row(200'000 - 39'990).run.text);
    QCOMPARE(pick.parts.size(), std::size_t{3});
    QCOMPARE(pick.parts[0].first, 2);
    QCOMPARE(pick.parts[0].last, 3);
    QCOMPARE(pick.parts[1].first, 499);
    QCOMPARE(pick.parts[2].first, 0);
    QCOMPARE(pick.parts[2].last, 1);
}

void RunTableModelTest::rules_colour_rows() {
    FakeSource source;
    fill(source, 4, [](int i) { return i == 2 ? "faulted" : "completed"; });
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    ColorRules rules;
    model.set_rules(&rules);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(2, 0).data(RunTableModel::rule_role).toInt(), -1);
    QSignalSpy changed(&model, &RunTableModel::dataChanged);
    rules.set_rules({{QStringLiteral("off"), QStringLiteral("status == faulted"), RuleColor::red, false},
                     {QStringLiteral("Look at it"), QStringLiteral("status == faulted"), RuleColor::violet, true}});
    QCOMPARE(changed.count(), 1);
    const QModelIndex index = model.index(2, 1);
    QCOMPARE(index.data(RunTableModel::rule_role).toInt(), static_cast<int>(RuleColor::violet));
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Look at it")));
    QCOMPARE(index.data(Qt::AccessibleDescriptionRole).toString(), QStringLiteral("Rule: Look at it"));
    QVERIFY(!model.index(1, 1).data(Qt::ToolTipRole).isValid());
    QCOMPARE(model.index(1, 0).data(RunTableModel::rule_role).toInt(), -1);
}

void RunTableModelTest::tags_come_from_definitions() {
    FakeSource source;
    fill(source, 3, completed);
    source.change([](auto& content) {
        content.runs[run_id(1).text].definition = "other";
        DefinitionRow known = small_row();
        known.tags = json(R"({"env":"test","team":7})");
        DefinitionRow unread = small_row();
        unread.hash = "other";
        unread.text.insert(unread.text.find("  title:"), "  tags:\n    env: prod\n");
        content.definitions = {known, unread};
    });
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    ColorRules rules;
    rules.set_rules({{QStringLiteral("Production"), QStringLiteral("tag.env == prod"), RuleColor::red, true}});
    model.set_rules(&rules);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 3);
    const int column = static_cast<int>(RunColumn::tags);
    QTRY_COMPARE(model.index(0, column).data().toString(), QStringLiteral("env=test, team=7"));
    QTRY_COMPARE(model.index(2, column).data().toString(), QStringLiteral("env=prod"));
    QCOMPARE(model.index(0, 0).data(RunTableModel::rule_role).toInt(), -1);
    QCOMPARE(model.index(2, 0).data(RunTableModel::rule_role).toInt(), static_cast<int>(RuleColor::red));
    SeenFilterValues seen;
    model.tags().add_seen(seen);
    QCOMPARE(seen.at("tag.team"), std::vector<std::string>{"7"});
    QCOMPARE(seen.at("tag.env").size(), std::size_t{2});
}

void RunTableModelTest::nothing_is_called_after_destruction() {
    FakeSource source;
    fill(source, 10, completed);
    ChangeFeed feed(source);
    source.thread().hold();
    {
        RunTableModel model(source, feed);
        model.show({});
    }
    source.thread().release();
    QTRY_COMPARE(source.thread().waiting(), std::size_t{0});
    QCoreApplication::processEvents();
    QCOMPARE(source.asked_runs(), 1);
}

class RunSearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statuses_are_counted_and_chosen();
    void groups_are_counted_and_chosen();
    void a_scan_is_added_up();
    void counting_groups_is_stopped();
    void values_are_learned();
};

void RunSearchTest::statuses_are_counted_and_chosen() {
    FakeSource source;
    fill(source, 30, [](int i) { return i % 10 == 0 ? "running" : i % 2 ? "faulted" : "completed"; });
    ChangeFeed feed(source);
    ColorRules rules;
    RunSearch search(source, feed, rules);
    search.set_shown(true);
    QTRY_COMPARE(search.all_runs(), std::uint64_t{30});
    QTRY_COMPARE(search.statuses()->runs_of("faulted"), std::uint64_t{15});
    search.toggle_status(QStringLiteral("faulted"));
    QCOMPARE(search.text(), QStringLiteral("status == faulted"));
    QTRY_COMPARE(search.runs()->rowCount(), 15);
    // The others are still counted, so that they can be chosen too.
    QTRY_COMPARE(search.statuses()->runs_of("running"), std::uint64_t{3});
    search.toggle_status(QStringLiteral("running"));
    QCOMPARE(search.text(), QStringLiteral("status in (faulted, running)"));
    QTRY_COMPARE(search.runs()->rowCount(), 18);
    QTRY_COMPARE(search.matching(), std::optional<std::uint64_t>(18));
    search.toggle_status(QStringLiteral("faulted"));
    search.toggle_status(QStringLiteral("running"));
    QCOMPARE(search.text(), QString());
    QTRY_COMPARE(search.runs()->rowCount(), 30);
}

void RunSearchTest::groups_are_counted_and_chosen() {
    FakeSource source;
    source.change([](auto& content) {
        for (int i = 1; i <= 9; ++i) {
            RunRow row = run_row(i, i % 3 == 0 ? "faulted" : "completed");
            row.name = i <= 6 ? "order" : "invoice";
            row.version = i % 2 ? "1.0.0" : "2.0.0";
            content.runs[row.run.text] = row;
        }
    });
    ChangeFeed feed(source);
    ColorRules rules;
    RunSearch search(source, feed, rules);
    QAbstractItemModelTester tester(search.groups());
    search.set_shown(true);
    search.set_grouping(RunGrouping::definition);
    QTRY_COMPARE(search.groups()->rowCount(), 2);
    QCOMPARE(search.groups()->index(0).data().toString(), QStringLiteral("test/order"));
    QCOMPARE(search.groups()->index(0).data(RunGroupModel::runs_role).toInt(), 6);
    search.toggle_group(QStringLiteral("test/invoice"));
    QCOMPARE(search.text(), QStringLiteral("definition == test/invoice"));
    QTRY_COMPARE(search.runs()->rowCount(), 3);
    QCOMPARE(search.groups()->rowCount(), 2);
    QTRY_VERIFY(search.groups()->index(1).data(RunGroupModel::chosen_role).toBool());
    search.toggle_group(QStringLiteral("test/invoice"));
    search.set_grouping(RunGrouping::version);
    QTRY_COMPARE(search.groups()->rowCount(), 4);
    search.toggle_group(QStringLiteral("test/order:2.0.0"));
    QTRY_COMPARE(search.runs()->rowCount(), 3);
    QTRY_VERIFY(search.groups()->index(0).data(RunGroupModel::chosen_role).toBool() || search.groups()->index(1).data(RunGroupModel::chosen_role).toBool());
    search.toggle_group(QStringLiteral("test/order:2.0.0"));
    QCOMPARE(search.text(), QString());
    search.set_grouping(RunGrouping::error);
    QTRY_COMPARE(search.groups()->rowCount(), 2);
    QCOMPARE(search.groups()->index(0).data().toString(), QStringLiteral("No error"));
    search.toggle_group({});
    QTRY_COMPARE(search.runs()->rowCount(), 6);
    QTRY_VERIFY(search.groups()->index(0).data(RunGroupModel::chosen_role).toBool());
}

void RunSearchTest::a_scan_is_added_up() {
    MadeUpRuns source(170'000);
    FakeSource changes;
    RunGroupCount count(source);
    QSignalSpy changed(&count, &RunGroupCount::changed);
    count.count(run_filter("duration < 1s"), RunGrouping::definition);
    QTRY_VERIFY_WITH_TIMEOUT(!count.is_counting(), patience_ms);
    QVERIFY(count.is_scan());
    QCOMPARE(count.looked_at(), std::uint64_t{170'000});
    QCOMPARE(count.total(), std::uint64_t{34'000});
    QCOMPARE(count.groups().size(), std::size_t{4});
    QVERIFY(changed.count() >= 4);
    count.count(run_filter("duration < 2s"), RunGrouping::definition);
    count.stop();
    QVERIFY(count.is_stopped());
    count.go_on();
    QTRY_VERIFY_WITH_TIMEOUT(!count.is_counting(), patience_ms);
    QCOMPARE(count.total(), std::uint64_t{68'000});
}

void RunSearchTest::counting_groups_is_stopped() {
    MadeUpRuns source(170'000);
    FakeSource changes;
    ChangeFeed feed(changes);
    ColorRules rules;
    RunSearch search(source, feed, rules);
    search.set_shown(true);
    QTRY_VERIFY_WITH_TIMEOUT(!search.is_scanning() && search.all_runs() == 170'000, patience_ms);
    const auto parsed = parse_filter("duration < 1s", FilterSubject::run);
    search.set_filter(*parsed.filter);
    QTRY_VERIFY_WITH_TIMEOUT(!search.is_scanning() && search.matching(), patience_ms);
    QVERIFY(!search.is_stopped());
    bool scanned = false;
    // As soon as it is known to take longer, it is told, and stopped as the rest is.
    const auto stopping = connect(search.group_count(), &RunGroupCount::changed, &search, [&] {
        if (scanned || !search.is_scanning()) return;
        scanned = search.looked_at() < 170'000;
        search.stop();
    });
    search.set_grouping(RunGrouping::definition);
    QTRY_VERIFY_WITH_TIMEOUT(scanned, patience_ms);
    disconnect(stopping);
    QVERIFY(search.is_stopped() && !search.is_scanning() && search.group_count()->is_stopped());
    search.go_on();
    QTRY_VERIFY_WITH_TIMEOUT(!search.is_scanning() && !search.is_stopped(), patience_ms);
    QCOMPARE(search.group_count()->total(), std::uint64_t{34'000});
}

void RunSearchTest::values_are_learned() {
    FakeSource source;
    fill(source, 5, [](int i) { return i == 2 ? "faulted" : "completed"; });
    ChangeFeed feed(source);
    ColorRules rules;
    RunSearch search(source, feed, rules);
    search.set_shown(true);
    QTRY_COMPARE(search.runs()->rowCount(), 5);
    const SeenFilterValues seen = search.seen_values();
    QCOMPARE(seen.at("definition"), std::vector<std::string>{"test/small"});
    QCOMPARE(seen.at("error"), std::vector<std::string>{"Runtime"});
}

ORKESTR_TEST(RunTableModelTest)
ORKESTR_TEST(RunSearchTest)

} // namespace orkestr::test

#include "run_table_test.moc"
