#include "tests/support/test.h"
#include "tests/viewmodels/made_up_runs.h"
#include "ui/viewmodels/bulk_action.h"
#include "ui/viewmodels/change_feed.h"

#include <QSignalSpy>
#include <QTest>

namespace orkestr::test {

namespace {

void put_runs(FakeSource& source, int count, const std::function<std::string(int)>& status) {
    source.change([&](auto& content) {
        for (int i = 1; i <= count; ++i) content.runs[run_id(i).text] = run_row(i, status(i));
    });
}

std::string mixed(int i) { return i % 10 == 0 ? "completed" : i % 5 == 0 ? "waiting" : "running"; }

} // namespace

class BulkActionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void it_says_what_it_touches();
    void all_that_match_are_paged_through();
    void rows_that_are_not_held_are_read();
    void each_is_cancelled_and_failures_are_kept();
    void reruns_take_all();
    void it_stops_between_runs();
    void too_many_are_refused();
    void a_source_that_fails();
};

void BulkActionTest::it_says_what_it_touches() {
    FakeSource source;
    put_runs(source, 41, mixed);
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 41);
    FakeControl control;
    BulkAction action(BulkKind::cancel, source, &control);
    action.gather(model.pick({{0, 40}}), model.filter(), model.now());
    QTRY_COMPARE(action.stage(), BulkAction::Stage::ready);
    QCOMPARE(action.count(), std::size_t{37});
    QCOMPARE(action.headline(), QStringLiteral("Cancel 37 run(s): 33 running, 4 waiting"));
    QCOMPARE(action.left_alone_text(), QStringLiteral("4 of the 41 selected have ended already and are left alone."));
    QCOMPARE(action.listed().size(), std::size_t{37});
    QCOMPARE(action.listed().front().run, run_id(41));
}

void BulkActionTest::all_that_match_are_paged_through() {
    MadeUpRuns source(200'000);
    BulkAction action(BulkKind::rerun, source, nullptr);
    int told = 0;
    QObject::connect(&action, &BulkAction::changed, &action, [&told] { ++told; });
    action.gather_all(parse_filter("status == faulted", FilterSubject::run).filter.value(), 2000);
    QTRY_COMPARE_WITH_TIMEOUT(action.stage(), BulkAction::Stage::ready, 60'000);
    QVERIFY(action.is_all());
    QCOMPARE(action.count(), std::size_t{2000});
    QCOMPARE(action.listed().size(), BulkAction::most_listed);
    QVERIFY(told >= 4);
    const auto runs = action.runs();
    QVERIFY(std::is_sorted(runs.rbegin(), runs.rend()));
}

void BulkActionTest::rows_that_are_not_held_are_read() {
    MadeUpRuns source(10'000);
    RunPick pick;
    pick.parts.push_back({source.row(5000).run, source.row(4500).run, 500, 10, 12});
    pick.parts.push_back({source.row(600).run, {}, 599, 598, 598});
    BulkAction action(BulkKind::rerun, source, nullptr);
    action.gather(pick, {}, {});
    QTRY_COMPARE(action.stage(), BulkAction::Stage::ready);
    QCOMPARE(action.count(), std::size_t{4});
    QCOMPARE(action.runs()[0].text, source.row(4989).run.text);
    QCOMPARE(action.runs()[3].text, source.row(1).run.text);
}

void BulkActionTest::each_is_cancelled_and_failures_are_kept() {
    FakeSource source;
    put_runs(source, 30, [](int) { return "running"; });
    ChangeFeed feed(source);
    RunTableModel model(source, feed);
    model.show({});
    QTRY_COMPARE(model.rowCount(), 30);
    FakeControl control;
    std::vector<std::string> steered;
    control.on_steer = [&](const RunId& run, Steering steering, const Author& author) -> Result<void> {
        steered.push_back(run.text + " " + to_string(steering) + " " + author.by + " " + author.reason);
        if (run == run_id(7)) return {ErrorCode::conflict, "it has ended"};
        return {};
    };
    BulkAction action(BulkKind::cancel, source, &control);
    action.gather(model.pick({{0, 29}}), {}, {});
    QTRY_COMPARE(action.stage(), BulkAction::Stage::ready);
    action.start({"ada", "maintenance"});
    QCOMPARE(action.stage(), BulkAction::Stage::working);
    QTRY_COMPARE(action.stage(), BulkAction::Stage::done);
    QCOMPARE(steered.size(), std::size_t{30});
    QCOMPARE(steered.front(), run_id(30).text + " cancel ada maintenance");
    QCOMPARE(action.done(), std::size_t{29});
    QCOMPARE(action.failed(), std::size_t{1});
    QCOMPARE(action.failures().front().run, run_id(7));
    QCOMPARE(action.outcome(), QStringLiteral("29 run(s) cancelled, 1 failed."));
    QVERIFY(action.report().contains(QString::fromStdString(run_id(7).text) + QStringLiteral("\tsmall\tit has ended")));
}

void BulkActionTest::reruns_take_all() {
    FakeSource source;
    put_runs(source, 3, [](int i) { return i == 2 ? "running" : "completed"; });
    FakeControl control;
    int made = 100;
    control.on_again = [&](const AgainRequest& request) -> Result<RunId> {
        if (request.step != "" || request.input) return {ErrorCode::invalid_argument, "not as it was"};
        return run_id(++made);
    };
    BulkAction action(BulkKind::rerun, source, &control);
    action.gather_all({}, 0);
    QTRY_COMPARE(action.stage(), BulkAction::Stage::ready);
    QCOMPARE(action.left_alone_text(), QString());
    action.start({"ada", ""});
    QTRY_COMPARE(action.stage(), BulkAction::Stage::done);
    QCOMPARE(made, 103);
    QCOMPARE(action.outcome(), QStringLiteral("3 run(s) started again."));
}

void BulkActionTest::it_stops_between_runs() {
    FakeSource source;
    put_runs(source, 50, [](int) { return "running"; });
    FakeControl control;
    BulkAction action(BulkKind::cancel, source, &control);
    action.gather_all({}, 50);
    QTRY_COMPARE(action.stage(), BulkAction::Stage::ready);
    control.thread().hold();
    action.start({});
    action.stop();
    QCOMPARE(action.stage(), BulkAction::Stage::working); // what is under way comes to its end
    control.thread().release();
    QTRY_COMPARE(action.stage(), BulkAction::Stage::done);
    QCOMPARE(action.done(), std::size_t{BulkAction::at_once});
    QCOMPARE(action.untried(), std::size_t{50 - BulkAction::at_once});
    QCOMPARE(action.outcome(), QStringLiteral("8 run(s) cancelled, 42 not tried."));
}

void BulkActionTest::too_many_are_refused() {
    MadeUpRuns source(10);
    RunPick pick;
    pick.parts.push_back({source.row(10).run, {}, 1'000'001, 0, 1'000'000});
    BulkAction action(BulkKind::rerun, source, nullptr);
    action.gather(pick, {}, {});
    QCOMPARE(action.stage(), BulkAction::Stage::failed);
    QVERIFY(action.message().contains(QStringLiteral("Choose fewer")));
}

void BulkActionTest::a_source_that_fails() {
    FakeSource source;
    source.change([](auto& content) { content.error = Error{ErrorCode::io, "the disk is gone", {}}; });
    BulkAction action(BulkKind::cancel, source, nullptr);
    action.gather_all({}, 0);
    QTRY_COMPARE(action.stage(), BulkAction::Stage::failed);
    QCOMPARE(action.message(), QStringLiteral("the disk is gone"));
}

ORKESTR_TEST(BulkActionTest)

} // namespace orkestr::test

#include "bulk_action_test.moc"
