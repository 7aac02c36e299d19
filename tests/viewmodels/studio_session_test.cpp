#include "ui/viewmodels/studio_session.h"

#include "tests/support/test.h"
#include "tests/viewmodels/fake_source.h"
#include "tests/viewmodels/written_file.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace orkestr::test {

class StudioSessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void starts_a_run_and_opens_it();
    void a_run_brings_its_definition();
    void a_run_of_another_version_shows_its_own();
    void closing_a_run_goes_back();
    void a_start_that_fails_is_said();
    void unfinished_runs_are_counted_and_left_alone();
    void without_a_control_nothing_starts();
    void a_published_definition_is_opened();
};

void StudioSessionTest::starts_a_run_and_opens_it() {
    QTemporaryDir folder;
    QVERIFY(write_text(folder.filePath(QStringLiteral("a.yaml")), small_definition()));
    FakeSource source;
    FakeControl control;
    StartRequest seen;
    control.on_start = [&](const StartRequest& request) -> Result<RunId> {
        seen = request;
        source.change([](auto& content) {
            content.runs[run_id(1).text] = run_row(1, "running");
            content.views[run_id(1).text] = std::make_shared<const RunView>(small_run(1, 0));
        });
        return run_id(1);
    };
    StudioSession session(source, &control);
    QVERIFY(!session.can_start());
    session.open_file(folder.filePath(QStringLiteral("a.yaml")));
    QTRY_VERIFY(session.can_start());
    QSignalSpy started(&session, &StudioSession::run_started);
    session.start(json(R"({"order":7})"));
    QVERIFY(!session.can_start());
    QTRY_COMPARE(started.count(), 1);
    QTRY_VERIFY(session.run()->view());
    QCOMPARE(seen.definition_text, small_definition());
    QCOMPARE(seen.input.text(), std::string(R"({"order":7})"));
    QVERIFY(session.operations()->can_steer(Steering::cancel));
    QVERIFY(session.can_start());
    // The run's definition is the file's: what was parsed is used again.
    QCOMPARE(session.definition().content(), session.opened_definition().content());
    QTRY_COMPARE(session.runs()->rowCount(), 1);
}

void StudioSessionTest::a_run_brings_its_definition() {
    FakeSource source;
    source.change([](auto& content) {
        content.views[run_id(1).text] = std::make_shared<const RunView>(small_run(1, 3));
        DefinitionRow row = small_row();
        row.listed = false;
        content.definitions.push_back(row);
    });
    StudioSession session(source, nullptr);
    session.open_run(run_id(1));
    QTRY_COMPARE(session.definition().state(), LoadState::ready);
    QCOMPARE(session.definition().content()->name(), QStringLiteral("A small workflow"));
}

void StudioSessionTest::a_run_of_another_version_shows_its_own() {
    QTemporaryDir folder;
    QVERIFY(write_text(folder.filePath(QStringLiteral("a.yaml")), renamed("Oslo", "Bergen")));
    FakeSource source;
    source.change([](auto& content) {
        content.views[run_id(1).text] = std::make_shared<const RunView>(small_run(1, 3));
        content.definitions.push_back(small_row());
    });
    StudioSession session(source, nullptr);
    session.open_file(folder.filePath(QStringLiteral("a.yaml")));
    QTRY_COMPARE(session.definition().state(), LoadState::ready);
    session.open_run(run_id(1));
    QTRY_VERIFY(session.definition().content() && session.definition().content()->text.contains(QStringLiteral("Oslo")));
    session.close_run();
    QVERIFY(session.definition().content()->text.contains(QStringLiteral("Bergen")));
}

void StudioSessionTest::closing_a_run_goes_back() {
    FakeSource source;
    source.change([](auto& content) {
        content.views[run_id(1).text] = std::make_shared<const RunView>(small_run(1, 3));
        content.definitions.push_back(small_row());
    });
    StudioSession session(source, nullptr);
    session.open_run(run_id(1));
    QTRY_COMPARE(session.definition().state(), LoadState::ready);
    session.close_run();
    QVERIFY(!session.run()->is_open());
    QCOMPARE(session.definition().state(), LoadState::ready);
    QCOMPARE(session.definition().content()->name(), QStringLiteral("A small workflow"));
}

void StudioSessionTest::a_start_that_fails_is_said() {
    QTemporaryDir folder;
    QVERIFY(write_text(folder.filePath(QStringLiteral("a.yaml")), small_definition()));
    FakeSource source;
    FakeControl control;
    control.on_start = [](const StartRequest&) -> Result<RunId> {
        return Error{ErrorCode::read_only, "The workspace is read-only.", {}};
    };
    StudioSession session(source, &control);
    session.open_file(folder.filePath(QStringLiteral("a.yaml")));
    QTRY_VERIFY(session.can_start());
    QSignalSpy failed(&session, &StudioSession::failed);
    session.start(Json());
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.first().at(1).toString(), QStringLiteral("The workspace is read-only."));
    QVERIFY(session.can_start());
}

void StudioSessionTest::unfinished_runs_are_counted_and_left_alone() {
    FakeSource source;
    FakeControl control;
    std::atomic<int> recoveries = 0;
    control.on_recover = [&]() -> Result<std::size_t> {
        ++recoveries;
        return std::size_t{3};
    };
    source.change([](auto& content) {
        for (int i = 0; i < 5; ++i) content.runs[run_id(i).text] = run_row(i, i < 3 ? "running" : "completed");
    });
    StudioSession session(source, &control);
    QTRY_COMPARE(session.unfinished(), 3);
    QCOMPARE(recoveries, 0);
    QSignalSpy recovered(&session, &StudioSession::recovered);
    session.recover_unfinished();
    QCOMPARE(session.unfinished(), 0);
    QTRY_COMPARE(recovered.count(), 1);
    QCOMPARE(recoveries, 1);
}

void StudioSessionTest::without_a_control_nothing_starts() {
    QTemporaryDir folder;
    QVERIFY(write_text(folder.filePath(QStringLiteral("a.yaml")), small_definition()));
    FakeSource source;
    StudioSession session(source, nullptr);
    session.open_file(folder.filePath(QStringLiteral("a.yaml")));
    QTRY_COMPARE(session.definition().state(), LoadState::ready);
    QVERIFY(!session.can_start());
    QVERIFY(!session.can_control());
}

void StudioSessionTest::a_published_definition_is_opened() {
    FakeSource source;
    source.change([](auto& content) { content.definitions.push_back(small_row()); });
    StudioSession session(source, nullptr);
    session.open_published(QString::fromStdString(small_definition_hash()));
    QTRY_COMPARE(session.definition().state(), LoadState::ready);
    session.open_published(QStringLiteral("00"));
    QTRY_COMPARE(session.definition().state(), LoadState::failed);
}

ORKESTR_TEST(StudioSessionTest)

} // namespace orkestr::test

#include "studio_session_test.moc"
