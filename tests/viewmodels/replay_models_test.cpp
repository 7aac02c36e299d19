#include "tests/support/test.h"
#include "tests/viewmodels/fake_replayer.h"
#include "ui/viewmodels/replay_document.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace orkestr::test {

namespace {

QString shown(const ReplayMatrixModel& model, int row, int column) { return model.index(row, ReplayMatrixModel::first_cell_column + column).data().toString(); }

} // namespace

class ReplayModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_matrix_of_runs_and_definitions();
    void only_what_differs();
    void a_definition_more_begins_anew();
    void rows_that_are_left_out_are_told();
    void it_is_stopped();
    void it_fails();
};

void ReplayModelsTest::a_matrix_of_runs_and_definitions() {
    FakeSource source;
    FakeReplayer replayer;
    ReplayDocument document(source, replayer);
    QAbstractItemModelTester tester(document.cells(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    document.add_definition(QStringLiteral("order.yaml"), "document: ...", QStringLiteral("/somewhere/order.yaml"));
    QVERIFY(replayer.asked.empty()); // nothing was chosen yet
    document.replay_matching({}, Instant{5});
    QTRY_COMPARE(document.job()->stage(), ReplayJob::Stage::done);
    QCOMPARE(replayer.asked.size(), std::size_t{1});
    QCOMPARE(replayer.asked[0].definitions.size(), std::size_t{2});
    QVERIFY(replayer.asked[0].definitions[0].text.empty());
    QCOMPARE(replayer.asked[0].definitions[1].file_name, std::string("/somewhere/order.yaml"));
    const ReplayMatrixModel& cells = *document.cells();
    QCOMPARE(cells.rowCount(), 6);
    QCOMPARE(cells.columnCount(), 5);
    QCOMPARE(cells.headerData(4, Qt::Horizontal).toString(), QStringLiteral("order.yaml"));
    QCOMPARE(shown(cells, 2, 0), QStringLiteral("equal"));
    QCOMPARE(shown(cells, 2, 1), QStringLiteral("event 7 · charge"));
    QCOMPARE(shown(cells, 4, 0), QStringLiteral("3 event(s) not judged"));
    QCOMPARE(cells.index(4, 3).data(Qt::ToolTipRole).toString(), QStringLiteral("its input was taken out\nNot judged, because something was redacted: /do/0/check, /do/1/charge"));
    QCOMPARE(cells.index(2, 4).data(ReplayMatrixModel::outcome_role).toInt(), static_cast<int>(ReplayCell::Outcome::diverges));
    QCOMPARE(cells.first_differing(), cells.index(2, 4));
    QCOMPARE(cells.run_at(2)->name, std::string("order"));
    QVERIFY(document.outcome().startsWith(QStringLiteral("1 cell(s) differ, 2 equal as far as can be judged")));
}

void ReplayModelsTest::only_what_differs() {
    FakeSource source;
    FakeReplayer replayer;
    ReplayDocument document(source, replayer);
    QAbstractItemModelTester tester(document.cells(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    document.cells()->set_only_differing(true);
    document.add_definition(QStringLiteral("order.yaml"), "document: ...", {});
    document.replay_matching({}, {});
    QTRY_COMPARE(document.job()->stage(), ReplayJob::Stage::done);
    QCOMPARE(document.cells()->rowCount(), 2);
    QCOMPARE(document.cells()->runs(), std::size_t{6});
    QCOMPARE(shown(*document.cells(), 0, 1), QStringLiteral("event 7 · charge"));
    QCOMPARE(shown(*document.cells(), 1, 1), QStringLiteral("3 event(s) not judged"));
    document.cells()->set_only_differing(false);
    QCOMPARE(document.cells()->rowCount(), 6);
}

void ReplayModelsTest::a_definition_more_begins_anew() {
    FakeSource source;
    FakeReplayer replayer;
    ReplayDocument document(source, replayer);
    document.replay_runs({RunId{"A"}, RunId{"B"}});
    QTRY_COMPARE(document.job()->stage(), ReplayJob::Stage::done);
    QVERIFY(!document.cells()->has_difference());
    QCOMPARE(document.headline(), QStringLiteral("Replay of 2 run(s)"));
    document.add_definition(QStringLiteral("order.yaml"), "one", {});
    document.add_definition(QStringLiteral("order.yaml"), "two", {});
    QTRY_COMPARE(document.job()->stage(), ReplayJob::Stage::done);
    QCOMPARE(replayer.asked.size(), std::size_t{3});
    QCOMPARE(replayer.asked[2].definitions.size(), std::size_t{2}); // the second took the first one's place
    QCOMPARE(replayer.asked[2].definitions[1].text, std::string("two"));
    QCOMPARE(replayer.asked[2].runs[0].runs.size(), std::size_t{2});
    QCOMPARE(document.cells()->rowCount(), 6); // what was superseded adds nothing
    QVERIFY(document.cells()->has_difference());
    document.remove_definition(0); // the runs' own stays
    QCOMPARE(document.titles().size(), 2);
    document.remove_definition(1);
    QTRY_COMPARE(document.job()->stage(), ReplayJob::Stage::done);
    QCOMPARE(document.cells()->columnCount(), 4);
}

void ReplayModelsTest::rows_that_are_left_out_are_told() {
    FakeSource source;
    FakeReplayer replayer;
    ReplayDocument document(source, replayer, nullptr, 2);
    QAbstractItemModelTester tester(document.cells(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    replayer.rows = 2;
    document.replay_matching({}, Instant{5});
    QTRY_COMPARE(document.job()->stage(), ReplayJob::Stage::done);
    QVERIFY(document.left_out_text().isEmpty());
    replayer.rows = 6;
    document.again();
    QTRY_COMPARE(document.job()->stage(), ReplayJob::Stage::done);
    QCOMPARE(document.cells()->rowCount(), 2);
    QCOMPARE(document.cells()->left_out(), std::size_t{4});
    // The fifth can't be told; the third differs only by another definition.
    QCOMPARE(document.cells()->left_out_differing(), std::size_t{1});
    QVERIFY2(document.left_out_text().startsWith(QStringLiteral("4 more rows are not shown, 1 of them with differences")), qPrintable(document.left_out_text()));
    QVERIFY(document.left_out_text().contains(QStringLiteral("orkestr replay")));
    replayer.rows = 1;
    document.again();
    QTRY_COMPARE(document.job()->stage(), ReplayJob::Stage::done);
    QVERIFY(document.left_out_text().isEmpty());
}

void ReplayModelsTest::it_is_stopped() {
    FakeSource source;
    FakeReplayer replayer;
    replayer.thread_.hold();
    ReplayDocument document(source, replayer);
    document.replay_matching({}, {});
    QCOMPARE(document.job()->stage(), ReplayJob::Stage::working);
    QCOMPARE(document.job()->percent(), -1);
    document.job()->cancel();
    replayer.thread_.release();
    QTRY_COMPARE(document.job()->stage(), ReplayJob::Stage::cancelled);
    QCOMPARE(document.cells()->rowCount(), 0);
}

void ReplayModelsTest::it_fails() {
    FakeSource source;
    FakeReplayer replayer;
    replayer.rows = 0;
    replayer.failure = Error{ErrorCode::not_found, "there is no run A", {}};
    ReplayDocument document(source, replayer);
    document.replay_runs({RunId{"A"}});
    QTRY_COMPARE(document.job()->stage(), ReplayJob::Stage::failed);
    QCOMPARE(document.outcome(), QStringLiteral("there is no run A"));
}

ORKESTR_TEST(ReplayModelsTest)

} // namespace orkestr::test

#include "replay_models_test.moc"
