#include "tests/support/test.h"
#include "tests/viewmodels/fake_source.h"
#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/run_document.h"
#include "ui/viewmodels/run_list_model.h"
#include "ui/viewmodels/step_details.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace orkestr::test {

namespace {

QString id_text(int number) { return QString::fromStdString(run_id(number).text); }

void put_view(FakeSource& source, RunView view, int events = 4) {
    source.change([&](FakeSource::Content& content) {
        const std::string id = view.run.text;
        view.events = static_cast<std::uint64_t>(events);
        content.events[id] = made_up_events(events);
        content.views[id] = std::make_shared<const RunView>(std::move(view));
    });
}

} // namespace

class RunListModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loads_pages_as_they_are_looked_at();
    void new_runs_come_to_the_top();
    void a_status_changes_in_place();
    void a_burst_starts_anew();
    void a_filter_starts_anew();
    void an_old_answer_is_dropped();
    void failure_is_said();
    void failure_keeps_what_is_there();
    void nothing_is_called_after_destruction();
    void changes_are_coalesced();
};

void RunListModelTest::loads_pages_as_they_are_looked_at() {
    FakeSource source;
    source.change([](auto& content) {
        for (int i = 0; i < 450; ++i) content.runs[run_id(i).text] = run_row(i);
    });
    ChangeFeed feed(source);
    RunListModel model(source, feed);
    QCOMPARE(model.state(), LoadState::loading);
    QTRY_COMPARE(model.state(), LoadState::ready);
    QCOMPARE(model.rowCount(), 200);
    QCOMPARE(model.index(0).data(RunListModel::run_role).toString(), id_text(449));
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QVERIFY(!model.canFetchMore({}));
    QTRY_COMPARE(model.rowCount(), 400);
    QAbstractItemModelTester tester(&model); // it fetches what is left by itself
    QTRY_COMPARE(model.rowCount(), 450);
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(model.index(449).data(RunListModel::run_role).toString(), id_text(0));
    QCOMPARE(model.find(id_text(10)), 439);
}

void RunListModelTest::new_runs_come_to_the_top() {
    FakeSource source;
    source.change([](auto& content) { content.runs[run_id(1).text] = run_row(1); });
    ChangeFeed feed(source);
    RunListModel model(source, feed);
    QAbstractItemModelTester tester(&model);
    QTRY_COMPARE(model.rowCount(), 1);
    QSignalSpy inserted(&model, &RunListModel::rowsInserted);
    QSignalSpy reset(&model, &RunListModel::modelReset);
    source.change([](auto& content) {
        content.runs[run_id(2).text] = run_row(2, "running");
        content.runs[run_id(3).text] = run_row(3, "running");
    });
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.index(0).data(RunListModel::status_role).toString(), QStringLiteral("running"));
    QCOMPARE(model.index(0).data(RunListModel::duration_role).toString(), QString());
}

void RunListModelTest::a_status_changes_in_place() {
    FakeSource source;
    source.change([](auto& content) {
        for (int i = 0; i < 300; ++i) content.runs[run_id(i).text] = run_row(i);
        content.runs[run_id(50).text] = run_row(50, "running");
    });
    ChangeFeed feed(source);
    RunListModel model(source, feed);
    QTRY_COMPARE(model.rowCount(), 200);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 300);
    QAbstractItemModelTester tester(&model);
    QSignalSpy changed(&model, &RunListModel::dataChanged);
    // Beyond the first page: an open run is looked after wherever it stands.
    source.change([](auto& content) { content.runs[run_id(50).text] = run_row(50, "faulted"); });
    QTRY_COMPARE(changed.count(), 1);
    const QModelIndex row = changed.first().first().toModelIndex();
    QCOMPARE(row.data(RunListModel::run_role).toString(), id_text(50));
    QCOMPARE(row.data(RunListModel::status_role).toString(), QStringLiteral("faulted"));
    QCOMPARE(row.data(RunListModel::error_role).toString(), QStringLiteral("Runtime"));
    QCOMPARE(row.data(RunListModel::duration_role).toString(), QStringLiteral("1.23 s"));
}

void RunListModelTest::a_burst_starts_anew() {
    FakeSource source;
    source.change([](auto& content) { content.runs[run_id(1).text] = run_row(1); });
    ChangeFeed feed(source);
    RunListModel model(source, feed);
    QTRY_COMPARE(model.rowCount(), 1);
    source.change([](auto& content) {
        for (int i = 2; i < 500; ++i) content.runs[run_id(i).text] = run_row(i);
    });
    QTRY_COMPARE(model.rowCount(), 200);
    QVERIFY(model.canFetchMore({}));
    QAbstractItemModelTester tester(&model);
    QTRY_COMPARE(model.rowCount(), 499);
}

void RunListModelTest::a_filter_starts_anew() {
    FakeSource source;
    source.change([](auto& content) {
        for (int i = 0; i < 10; ++i) content.runs[run_id(i).text] = run_row(i, i % 2 ? "faulted" : "completed");
    });
    ChangeFeed feed(source);
    RunListModel model(source, feed);
    QAbstractItemModelTester tester(&model);
    QTRY_COMPARE(model.rowCount(), 10);
    RunQuery query;
    query.status = "faulted";
    model.set_query(query);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.state(), LoadState::loading);
    QTRY_COMPARE(model.rowCount(), 5);
}

void RunListModelTest::an_old_answer_is_dropped() {
    FakeSource source;
    source.change([](auto& content) {
        for (int i = 0; i < 10; ++i) content.runs[run_id(i).text] = run_row(i, i < 3 ? "faulted" : "completed");
    });
    source.thread().hold();
    ChangeFeed feed(source);
    RunListModel model(source, feed);
    RunQuery query;
    query.status = "faulted";
    model.set_query(query);
    QSignalSpy reset(&model, &RunListModel::modelReset);
    source.thread().release();
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(reset.count(), 1);
}

void RunListModelTest::failure_is_said() {
    FakeSource source;
    source.change([](auto& content) { content.error = Error{ErrorCode::corrupt, "The file is damaged.", {}}; });
    ChangeFeed feed(source);
    RunListModel model(source, feed);
    QTRY_COMPARE(model.state(), LoadState::failed);
    QCOMPARE(model.message(), QStringLiteral("The file is damaged."));
    source.change([](auto& content) { content.error.reset(); });
    QTRY_COMPARE(model.state(), LoadState::ready);
}

void RunListModelTest::failure_keeps_what_is_there() {
    FakeSource source;
    source.change([](auto& content) { content.runs[run_id(1).text] = run_row(1); });
    ChangeFeed feed(source);
    RunListModel model(source, feed);
    QTRY_COMPARE(model.rowCount(), 1);
    const int asked = source.asked_runs();
    source.change([](auto& content) { content.error = Error{ErrorCode::io, "no disk", {}}; });
    QTRY_VERIFY(source.asked_runs() > asked);
    source.change([](auto& content) {
        content.error.reset();
        content.runs[run_id(2).text] = run_row(2);
    });
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.state(), LoadState::ready);
}

void RunListModelTest::nothing_is_called_after_destruction() {
    FakeSource source;
    source.thread().hold();
    {
        ChangeFeed feed(source);
        RunListModel model(source, feed);
        source.tell();
    }
    QVERIFY(!source.is_watched());
    source.thread().release();
    QTRY_COMPARE(source.thread().waiting(), std::size_t{0});
    QCoreApplication::processEvents();
}

void RunListModelTest::changes_are_coalesced() {
    FakeSource source;
    ChangeFeed feed(source);
    QSignalSpy changed(&feed, &ChangeFeed::changed);
    for (int i = 0; i < 500; ++i) source.tell();
    QTRY_COMPARE(source.thread().waiting(), std::size_t{0});
    QTRY_VERIFY(changed.count() >= 2);
    QVERIFY(changed.count() < 100);
}

ORKESTR_TEST(RunListModelTest)

class RunDocumentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void follows_a_run();
    void a_faulted_run_opens_at_its_fault();
    void selecting_a_node_selects_its_latest_step();
    void a_node_without_steps_can_be_selected();
    void a_missing_run_is_said();
    void steps_stay_where_they_are();
    void skipped_steps_stand_in_their_container();
    void jumps_keep_the_rows();
    void events_are_paged();
    void events_grow();
    void events_fail();
    void details_of_a_step();
    void details_of_the_run();
};

void RunDocumentTest::follows_a_run() {
    FakeSource source;
    put_view(source, small_run(1, 0));
    ChangeFeed feed(source);
    RunDocument document(source, feed);
    QAbstractItemModelTester steps(document.steps());
    QAbstractItemModelTester events(document.events());
    QCOMPARE(document.state(), LoadState::idle);
    document.open(run_id(1));
    QCOMPARE(document.state(), LoadState::loading);
    QTRY_COMPARE(document.state(), LoadState::ready);
    QCOMPARE(document.steps()->rowCount(), 1);
    put_view(source, small_run(1, 1), 7);
    QTRY_COMPARE(document.steps()->rowCount(), 2);
    QCOMPARE(document.steps()->rowCount(document.steps()->find(2)), 1);
    QTRY_COMPARE(document.events()->rowCount(), 7);
    put_view(source, small_run(1, 3), 13);
    QTRY_COMPARE(document.view()->status, std::string("completed"));
    QCOMPARE(document.steps()->find(3).data(StepModel::status_role).toString(), QStringLiteral("completed"));
    // It has ended: nobody asks again.
    QSignalSpy viewed(&document, &RunDocument::view_changed);
    put_view(source, small_run(1, 2), 13);
    QSignalSpy told(&feed, &ChangeFeed::changed);
    QVERIFY(told.count() > 0 || told.wait());
    QCoreApplication::processEvents();
    QCOMPARE(viewed.count(), 0);
}

void RunDocumentTest::a_faulted_run_opens_at_its_fault() {
    FakeSource source;
    put_view(source, small_run(1, 2));
    ChangeFeed feed(source);
    RunDocument document(source, feed);
    document.open(run_id(1));
    QTRY_COMPARE(document.state(), LoadState::ready);
    QVERIFY(document.selected_step());
    QCOMPARE(document.selected_step()->name, std::string("ask"));
    QCOMPARE(document.selected_node(), QStringLiteral("/do/1/attempt/try/0/ask"));
}

void RunDocumentTest::selecting_a_node_selects_its_latest_step() {
    FakeSource source;
    RunView view = small_run(1, 1);
    StepView again = view.steps[2];
    again.id = 9;
    again.attempt = 2;
    view.steps.push_back(again);
    put_view(source, view);
    ChangeFeed feed(source);
    RunDocument document(source, feed);
    document.open(run_id(1));
    QTRY_COMPARE(document.state(), LoadState::ready);
    QSignalSpy selected(&document, &RunDocument::selection_changed);
    document.select_node(QStringLiteral("/do/1/attempt/try/0/ask"));
    QCOMPARE(selected.count(), 1);
    QCOMPARE(document.selected_step()->id, StepId{9});
    QCOMPARE(document.executions(), (std::vector<StepId>{3, 9}));
    // The one that is selected stays when its node is selected again.
    document.select_step(3);
    document.select_node(QStringLiteral("/do/1/attempt/try/0/ask"));
    QCOMPARE(document.selected_step()->id, StepId{3});
}

void RunDocumentTest::a_node_without_steps_can_be_selected() {
    FakeSource source;
    put_view(source, small_run(1, 1));
    ChangeFeed feed(source);
    RunDocument document(source, feed);
    StepDetails details(document);
    document.open(run_id(1));
    QTRY_COMPARE(document.state(), LoadState::ready);
    document.select_node(QStringLiteral("/do/2/last"));
    QVERIFY(!document.selected_step());
    QVERIFY(details.has_not_run());
    QCOMPARE(details.title(), QStringLiteral("last"));
    // Once it has run, its step is the selected one.
    put_view(source, small_run(1, 3));
    QTRY_VERIFY(document.selected_step());
    QCOMPARE(document.selected_step()->name, std::string("last"));
    QVERIFY(!details.has_not_run());
}

void RunDocumentTest::a_missing_run_is_said() {
    FakeSource source;
    ChangeFeed feed(source);
    RunDocument document(source, feed);
    document.open(run_id(8));
    QTRY_COMPARE(document.state(), LoadState::failed);
    QVERIFY(document.message().contains(id_text(8)));
}

void RunDocumentTest::steps_stay_where_they_are() {
    StepModel model;
    QAbstractItemModelTester tester(&model);
    model.show(std::make_shared<const RunView>(small_run(1, 1)));
    const QPersistentModelIndex ask = model.find(3);
    QCOMPARE(ask.parent(), model.find(2));
    QSignalSpy reset(&model, &StepModel::modelReset);
    QSignalSpy changed(&model, &StepModel::dataChanged);
    model.show(std::make_shared<const RunView>(small_run(1, 3)));
    QCOMPARE(reset.count(), 0);
    QVERIFY(changed.count() >= 2);
    QVERIFY(ask.isValid());
    QCOMPARE(ask.data(StepModel::status_role).toString(), QStringLiteral("completed"));
    QCOMPARE(ask.data(StepModel::repeat_role).toString(), QStringLiteral("#1"));
    QCOMPARE(model.index(ask.row(), StepModel::duration_column, ask.parent()).data().toString(), QStringLiteral("900 ms"));
    model.show(std::make_shared<const RunView>(small_run(2, 1)));
    QCOMPARE(reset.count(), 1);
    model.show(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void RunDocumentTest::skipped_steps_stand_in_their_container() {
    RunView view = small_run(1, 1);
    StepView skipped = view.steps[2];
    skipped.id = 5;
    skipped.parent = 0;
    skipped.task = "/do/1/attempt/catch/do/0/console";
    skipped.status = "skipped";
    view.steps.push_back(skipped);
    StepModel model;
    QAbstractItemModelTester tester(&model);
    model.show(std::make_shared<const RunView>(view));
    QCOMPARE(model.find(5).parent(), model.find(2));
}

/// Each row by its step's id, and in brackets what it holds.
static QString tree_of(const StepModel& model, const QModelIndex& parent = {}) {
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        text += QString::number(index.data(StepModel::step_role).toUInt()) + QLatin1Char('(') + tree_of(model, index) + QLatin1Char(')');
    }
    return text;
}

void RunDocumentTest::jumps_keep_the_rows() {
    // Two lists that go on in turn, and in each a step now and then that holds others.
    RunView view = small_run(1, 0);
    const StepView pattern = view.steps.front();
    view.steps.clear();
    for (StepId id = 1; id <= 5000; ++id) {
        StepView step = pattern;
        step.id = id;
        step.parent = id <= 2 ? 0 : id % 5 == 0 ? id - 1 : 1 + id % 2;
        step.task = "/do/" + std::to_string(id % 7);
        view.steps.push_back(step);
    }
    const auto at = [&view](std::size_t steps) {
        auto earlier = std::make_shared<RunView>(view);
        earlier->steps.resize(steps);
        return std::shared_ptr<const RunView>(std::move(earlier));
    };
    StepModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(at(4));
    QSignalSpy reset(&model, &StepModel::modelReset);
    QSignalSpy inserted(&model, &StepModel::rowsInserted);
    QSignalSpy removed(&model, &StepModel::rowsRemoved);
    const QPersistentModelIndex third = model.find(3);
    const auto shows = [&model](const std::shared_ptr<const RunView>& now) {
        StepModel anew;
        anew.show(now);
        model.show(now);
        return tree_of(model) == tree_of(anew);
    };
    for (const std::size_t steps : {5000, 1500, 1499, 4999, 4, 5, 5000, 2, 3, 1}) QVERIFY2(shows(at(steps)), std::to_string(steps).c_str());
    QCOMPARE(reset.count(), 0);
    QVERIFY(!third.isValid());
    // Those of one parent come and go together: three parents were there at the most, wherever the jump began.
    QVERIFY(inserted.count() <= 5 * 3);
    QVERIFY(removed.count() <= 5 * 3);
    model.show(at(5000));
    QCOMPARE(model.find(5000).parent(), model.find(4999));
    QCOMPARE(model.find(4999).parent(), model.find(2));
}

void RunDocumentTest::events_are_paged() {
    FakeSource source;
    source.change([](auto& content) { content.events[run_id(1).text] = made_up_events(100'000); });
    EventModel model(source);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(run_id(1));
    QTRY_COMPARE(model.state(), LoadState::ready);
    QCOMPARE(model.rowCount(), 100'000);
    QCOMPARE(model.index(0, EventModel::type_column).data().toString(), QStringLiteral("run.started"));
    const QModelIndex far = model.index(70'000, EventModel::data_column);
    QVERIFY(!far.data(EventModel::loaded_role).toBool());
    QTRY_VERIFY(far.data(EventModel::loaded_role).toBool());
    QCOMPARE(far.data().toString(), QStringLiteral("{\"number\":70000}"));
    QCOMPARE(model.index(70'000, EventModel::seq_column).data().toInt(), 70'001);
    QCOMPARE(model.index(70'000, EventModel::task_column).data().toString(), QStringLiteral("first"));
    // A page is asked for once, however often its rows are looked at.
    const int asked = source.asked_events();
    for (int row = 70'000; row < 70'100; ++row) (void)model.index(row, 0).data(EventModel::json_role);
    QCOMPARE(source.asked_events(), asked);
}

void RunDocumentTest::events_grow() {
    FakeSource source;
    source.change([](auto& content) { content.events[run_id(1).text] = made_up_events(300); });
    EventModel model(source);
    QAbstractItemModelTester tester(&model);
    model.show(run_id(1));
    QTRY_COMPARE(model.rowCount(), 300);
    (void)model.index(299, 0).data(EventModel::loaded_role);
    QTRY_VERIFY(model.index(299, 0).data(EventModel::loaded_role).toBool());
    source.change([](auto& content) { content.events[run_id(1).text] = made_up_events(600); });
    QSignalSpy inserted(&model, &EventModel::rowsInserted);
    model.set_total(600);
    QCOMPARE(inserted.count(), 1);
    QTRY_VERIFY(model.index(400, 0).data(EventModel::loaded_role).toBool());
    QTRY_VERIFY(model.index(599, 0).data(EventModel::loaded_role).toBool());
    model.show({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.state(), LoadState::idle);
}

void RunDocumentTest::events_fail() {
    FakeSource source;
    source.change([](auto& content) { content.error = Error{ErrorCode::io, "no disk", {}}; });
    EventModel model(source);
    model.show(run_id(1));
    QTRY_COMPARE(model.state(), LoadState::failed);
    QCOMPARE(model.message(), QStringLiteral("no disk"));
}

void RunDocumentTest::details_of_a_step() {
    FakeSource source;
    put_view(source, small_run(1, 2));
    ChangeFeed feed(source);
    RunDocument document(source, feed);
    StepDetails details(document);
    QVERIFY(details.is_empty());
    document.open(run_id(1));
    QTRY_COMPARE(details.title(), QStringLiteral("ask"));
    QCOMPARE(details.status(), QStringLiteral("faulted"));
    QCOMPARE(details.error_title(), QStringLiteral("Runtime (500)"));
    QCOMPARE(details.error_detail(), QStringLiteral("the oracle is asleep"));
    QTRY_COMPARE(details.sections().size(), std::size_t{4});
    QCOMPARE(details.sections()[0].kind, DetailSection::Kind::error);
    QCOMPARE(details.sections()[1].kind, DetailSection::Kind::input);
    QCOMPARE(details.sections()[1].value.text(), std::string(R"({"city":"Oslo"})"));
    QCOMPARE(details.sections()[2].kind, DetailSection::Kind::request);
    QCOMPARE(details.sections()[3].text, QStringLiteral("asking...\nno answer\n"));
    QCOMPARE(details.execution(), 1);
    QCOMPARE(details.execution_count(), 1);
}

void RunDocumentTest::details_of_the_run() {
    FakeSource source;
    put_view(source, small_run(1, 3));
    ChangeFeed feed(source);
    RunDocument document(source, feed);
    StepDetails details(document);
    document.open(run_id(1));
    QTRY_COMPARE(details.title(), QStringLiteral("small"));
    QCOMPARE(details.facts().front().value, id_text(1));
    QCOMPARE(details.sections().size(), std::size_t{2});
    QCOMPARE(details.sections()[1].value.text(), std::string(R"({"done":true})"));
}

ORKESTR_TEST(RunDocumentTest)

} // namespace orkestr::test

#include "run_models_test.moc"
