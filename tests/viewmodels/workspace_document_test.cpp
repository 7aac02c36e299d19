#include "ui/viewmodels/workspace_document.h"

#include "tests/support/test.h"
#include "tests/viewmodels/fake_source.h"
#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/run_operations.h"
#include "ui/viewmodels/studio_session.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace orkestr::test {

class WorkspaceDocumentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_nothing_before_it_is_wanted();
    void lists_what_there_is();
    void what_is_selected_stays();
    void rows_in_another_order_start_anew();
    void failing_and_coming_back();
    void deciding();
    void refusals_are_said();
    void unscheduling();
    void next_times_say_what_they_wait_for_data();
    void next_times_say_what_they_wait_for();
    void a_schedule_says_why_it_starts_nothing();
};

void WorkspaceDocumentTest::reads_nothing_before_it_is_wanted() {
    FakeSource source;
    StudioSession session(source, nullptr);
    source.tell();
    QTRY_COMPARE(session.runs()->state(), LoadState::ready);
    QCOMPARE(source.asked_overviews(), 0);
    QCOMPARE(session.workspace()->state(), LoadState::idle);
    session.workspace()->begin();
    QCOMPARE(session.workspace()->state(), LoadState::loading);
    QTRY_COMPARE(session.workspace()->state(), LoadState::ready);
    QCOMPARE(source.asked_overviews(), 1);
    session.workspace()->set_shown(true);
    QTRY_COMPARE(source.asked_overviews(), 2);
}

void WorkspaceDocumentTest::lists_what_there_is() {
    FakeSource source;
    source.change([](auto& content) { content.overview = small_overview(); });
    StudioSession session(source, nullptr);
    WorkspaceDocument* workspace = session.workspace();
    QAbstractItemModelTester schedules(workspace->schedules());
    QAbstractItemModelTester letters(workspace->dead_letters());
    QAbstractItemModelTester events(workspace->kept_events());
    workspace->set_shown(true);
    QTRY_COMPARE(workspace->state(), LoadState::ready);
    const auto cell = [](const QAbstractItemModel* model, int row, int column) { return model->index(row, column).data().toString(); };
    QCOMPARE(workspace->schedules()->rowCount(), 3);
    QCOMPARE(cell(workspace->schedules(), 0, ScheduleModel::workflow_column), QStringLiteral("test/nightly 1.0.0"));
    QCOMPARE(cell(workspace->schedules(), 0, ScheduleModel::rule_column), QStringLiteral("cron 0 3 * * *"));
    QCOMPARE(cell(workspace->schedules(), 0, ScheduleModel::next_column).count(QStringLiteral("·")), 2);
    QCOMPARE(cell(workspace->schedules(), 2, ScheduleModel::state_column), QStringLiteral("Unscheduled by ada: no longer wanted"));
    QCOMPARE(workspace->dead_letters()->rowCount(), 2);
    QCOMPARE(cell(workspace->dead_letters(), 0, DeadLetterModel::kind_column), QStringLiteral("Event"));
    QCOMPARE(cell(workspace->dead_letters(), 1, DeadLetterModel::title_column), QStringLiteral("The oracle is asleep"));
    QCOMPARE(workspace->dead_letters()->index(1, 0).data(DeadLetterModel::run_role).toString(), QString::fromStdString(run_id(1).text));
    QCOMPARE(workspace->kept_events()->rowCount(), 2);
    QCOMPARE(cell(workspace->kept_events(), 0, KeptEventModel::type_column), QStringLiteral("com.example.order"));
    QCOMPARE(cell(workspace->kept_events(), 0, KeptEventModel::to_column), QStringLiteral("everybody"));
    QVERIFY(cell(workspace->kept_events(), 0, KeptEventModel::until_column).endsWith(QStringLiteral(" in all)")));
    for (QAbstractItemModel* model : {static_cast<QAbstractItemModel*>(workspace->schedules()), static_cast<QAbstractItemModel*>(workspace->dead_letters()),
                                      static_cast<QAbstractItemModel*>(workspace->kept_events())}) {
        for (int column = 0; column < model->columnCount(); ++column) {
            QVERIFY(!model->headerData(column, Qt::Horizontal).toString().isEmpty());
            QVERIFY(!cell(model, 0, column).isEmpty());
        }
    }
    QVERIFY(Json::parse(workspace->schedules()->index(0, 0).data(ScheduleModel::json_role).toString().toStdString()));
    QVERIFY(Json::parse(workspace->dead_letters()->index(0, 0).data(DeadLetterModel::json_role).toString().toStdString()));
    QVERIFY(Json::parse(workspace->kept_events()->index(0, 0).data(KeptEventModel::json_role).toString().toStdString()));
}

void WorkspaceDocumentTest::what_is_selected_stays() {
    FakeSource source;
    source.change([](auto& content) { content.overview = small_overview(); });
    StudioSession session(source, nullptr);
    WorkspaceDocument* workspace = session.workspace();
    QAbstractItemModelTester tester(workspace->dead_letters());
    workspace->set_shown(true);
    QTRY_COMPARE(workspace->state(), LoadState::ready);
    const QPersistentModelIndex oldest = workspace->dead_letters()->index(1, 0);
    source.change([](auto& content) {
        DeadLetter letter = content.overview.dead.front();
        letter.id = 9;
        content.overview.dead.insert(content.overview.dead.begin(), letter);
        content.overview.dead.erase(content.overview.dead.begin() + 1);
        content.overview.schedules.front().next.clear();
    });
    QTRY_COMPARE(workspace->dead_letters()->index(0, 0).data(DeadLetterModel::id_role).toLongLong(), 9);
    QCOMPARE(workspace->dead_letters()->rowCount(), 2);
    QVERIFY(oldest.isValid());
    QCOMPARE(oldest.row(), 1);
    QVERIFY(!workspace->schedules()->index(0, ScheduleModel::next_column).data().toString().contains(QStringLiteral("·")));
}

void WorkspaceDocumentTest::rows_in_another_order_start_anew() {
    DeadLetterModel model;
    QAbstractItemModelTester tester(&model);
    WorkspaceOverview overview = small_overview();
    model.set_rows(overview.dead);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    std::reverse(overview.dead.begin(), overview.dead.end());
    model.set_rows(overview.dead);
    QCOMPARE(reset.count(), 1);
    QCOMPARE(model.index(0, 0).data(DeadLetterModel::id_role).toLongLong(), 1);
    model.set_rows({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(reset.count(), 1);
}

void WorkspaceDocumentTest::failing_and_coming_back() {
    FakeSource source;
    source.change([](auto& content) { content.error = Error{ErrorCode::io, "The disk is away.", {}}; });
    StudioSession session(source, nullptr);
    session.workspace()->set_shown(true);
    QTRY_COMPARE(session.workspace()->state(), LoadState::failed);
    QCOMPARE(session.workspace()->message(), QStringLiteral("The disk is away."));
    source.change([](auto& content) {
        content.error.reset();
        content.overview = small_overview();
    });
    QTRY_COMPARE(session.workspace()->state(), LoadState::ready);
    // What is there stays when a later reading fails.
    const int asked = source.asked_overviews();
    source.change([](auto& content) { content.error = Error{ErrorCode::io, "The disk is away.", {}}; });
    QTRY_VERIFY(source.asked_overviews() > asked);
    QCOMPARE(session.workspace()->dead_letters()->rowCount(), 2);
    QCOMPARE(session.workspace()->state(), LoadState::ready);
}

void WorkspaceDocumentTest::deciding() {
    FakeSource source;
    FakeControl control;
    source.change([](auto& content) { content.overview = small_overview(); });
    std::vector<DeadLetterDecision> seen;
    control.on_decide = [&](const DeadLetterDecision& decision) -> Result<std::optional<RunId>> {
        seen.push_back(decision);
        source.change([&](auto& content) { std::erase_if(content.overview.dead, [&](const auto& one) { return one.id == decision.id; }); });
        return decision.retry ? std::optional<RunId>(run_id(2)) : std::nullopt;
    };
    StudioSession session(source, &control);
    session.operations()->set_user(QStringLiteral("ada"));
    WorkspaceDocument* workspace = session.workspace();
    workspace->set_shown(true);
    QTRY_COMPARE(workspace->dead_letters()->rowCount(), 2);
    QSignalSpy retried(workspace, &WorkspaceDocument::retried);
    workspace->retry(1, QStringLiteral("the oracle is awake"));
    QTRY_COMPARE(retried.count(), 1);
    QCOMPARE(retried.first().first().toString(), QString::fromStdString(run_id(2).text));
    QTRY_COMPARE(workspace->dead_letters()->rowCount(), 1);
    QSignalSpy told(&session, &StudioSession::told);
    workspace->discard(2, QStringLiteral("a mistake"));
    QTRY_COMPARE(told.count(), 1);
    QTRY_COMPARE(workspace->dead_letters()->rowCount(), 0);
    QCOMPARE(seen.size(), std::size_t{2});
    QVERIFY(seen[0].retry && !seen[1].retry);
    QCOMPARE(seen[0].author.by, std::string("ada"));
    QCOMPARE(seen[1].author.reason, std::string("a mistake"));
}

void WorkspaceDocumentTest::refusals_are_said() {
    FakeSource source;
    FakeControl control;
    control.on_decide = [](const DeadLetterDecision&) -> Result<std::optional<RunId>> { return Error{ErrorCode::conflict, "Decided before.", {}}; };
    control.on_unschedule = [](const std::string&, const std::string&, const Author&) -> Result<void> {
        return Error{ErrorCode::not_found, "No schedule.", {}};
    };
    StudioSession session(source, &control);
    QSignalSpy failed(&session, &StudioSession::failed);
    session.workspace()->retry(1, {});
    session.workspace()->discard(1, {});
    session.workspace()->unschedule(QStringLiteral("test"), QStringLiteral("none"), {});
    QTRY_COMPARE(failed.count(), 3);
    QCOMPARE(failed[0][1].toString(), QStringLiteral("Decided before."));
    QCOMPARE(failed[2][1].toString(), QStringLiteral("No schedule."));
}

void WorkspaceDocumentTest::unscheduling() {
    FakeSource source;
    FakeControl control;
    QString seen;
    control.on_unschedule = [&](const std::string& ns, const std::string& name, const Author& author) -> Result<void> {
        seen = QString::fromStdString(ns + "/" + name + " " + author.by + " " + author.reason);
        return {};
    };
    StudioSession session(source, &control);
    session.operations()->set_user(QStringLiteral("ada"));
    QSignalSpy told(&session, &StudioSession::told);
    session.workspace()->unschedule(QStringLiteral("test"), QStringLiteral("nightly"), QStringLiteral("enough"));
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(seen, QStringLiteral("test/nightly ada enough"));
}

void WorkspaceDocumentTest::next_times_say_what_they_wait_for_data() {
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<bool>("active");
    QTest::addColumn<QString>("text");
    QTest::newRow("on") << QByteArray("on com.example.order") << true << QStringLiteral("when such an event comes");
    QTest::newRow("after") << QByteArray("after PT1H") << true << QStringLiteral("after its run has ended");
    QTest::newRow("cron that is over") << QByteArray("cron 0 0 30 2 *") << true << QStringLiteral("–");
    QTest::newRow("unscheduled") << QByteArray("on com.example.order") << false << QStringLiteral("–");
}

void WorkspaceDocumentTest::next_times_say_what_they_wait_for() {
    QFETCH(QByteArray, rule);
    QFETCH(bool, active);
    ScheduleView view;
    view.rule = rule.toStdString();
    view.row.active = active;
    ScheduleModel model;
    model.set_rows({view});
    QTEST(model.index(0, ScheduleModel::next_column).data().toString(), "text");
    QCOMPARE(model.index(0, ScheduleModel::last_column).data().toString(), QStringLiteral("never"));
}

void WorkspaceDocumentTest::a_schedule_says_why_it_starts_nothing() {
    ScheduleView view;
    ScheduleModel model;
    model.set_rows({view});
    const auto state = [&] { return model.index(0, ScheduleModel::state_column).data().toString(); };
    QCOMPARE(state(), QStringLiteral("Active"));
    view.failure = ScheduleFailure{Instant{1'767'225'600'000}, "secrets.json is no JSON"};
    ++view.row.revision; // it stands in the row
    model.set_rows({view});
    QVERIFY(state().startsWith(QStringLiteral("Could not start a run, ")));
    QVERIFY(state().endsWith(QStringLiteral(": secrets.json is no JSON")));
    QCOMPARE(model.index(0, ScheduleModel::state_column).data(Qt::ToolTipRole).toString(), state());
}

ORKESTR_TEST(WorkspaceDocumentTest)

} // namespace orkestr::test

#include "workspace_document_test.moc"
