#include "tests/support/test.h"
#include "tests/viewmodels/fake_source.h"
#include "ui/viewmodels/comparison_document.h"
#include "ui/viewmodels/path_document.h"

#include <QAbstractItemModelTester>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <latch>
#include <thread>

namespace orkestr::test {

namespace {

/// Three steps: one equal, one whose output differs first, one that only B has.
RunDiff three_steps() {
    RunDiff diff;
    diff.equal = false;
    diff.first = 2;
    StepDiff run;
    run.key_a = run.key_b = "/";
    StepDiff same;
    same.key_a = same.key_b = same.task_a = same.task_b = "/do/0/load";
    same.a = same.b = 1;
    StepDiff other = same;
    other.key_a = other.key_b = other.task_a = other.task_b = "/do/1/charge";
    other.kind = StepDiff::Kind::differs;
    other.a = other.b = 2;
    other.aspects = 1u << static_cast<unsigned>(StepAspect::output) | 1u << static_cast<unsigned>(StepAspect::attempts);
    other.duration_a = Duration{1000};
    other.duration_b = Duration{2500};
    RunChange change;
    change.aspect = StepAspect::output;
    change.path = "$.output.total";
    change.a = "1";
    other.changes.push_back(change);
    StepDiff extra;
    extra.kind = StepDiff::Kind::only_b;
    extra.key_b = extra.task_b = "/do/2/refund";
    extra.b = 3;
    diff.steps = {run, same, other, extra};
    diff.equal_steps = 1;
    diff.differing_steps = 1;
    diff.only_b = 1;
    return diff;
}

/// A run of the tasks `load` and, when it has an error, a faulted `charge`.
RunView seen_run(int number, bool faulted) {
    RunView view;
    view.run = run_id(number);
    view.status = faulted ? "faulted" : "completed";
    view.started = Instant{1000};
    view.ended = Instant{3000};
    for (const std::string name : {"load", "charge"}) {
        if (name == "charge" && !faulted) continue;
        StepView step;
        step.id = static_cast<StepId>(view.steps.size() + 1);
        step.task = step.key = "/do/" + std::to_string(view.steps.size()) + "/" + name;
        step.name = name;
        step.kind = "set";
        step.status = name == "charge" ? "faulted" : "completed";
        step.started = Instant{1000};
        step.ended = Instant{2000};
        view.steps.push_back(step);
    }
    return view;
}

} // namespace

class StudyModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void two_runs_are_compared();
    void what_was_redacted_is_not_called_equal();
    void a_newer_comparison_takes_the_place();
    void a_comparison_is_stopped();
    void many_runs_are_read();
    void tasks_of_the_same_name_are_told_apart();
    void branches_are_told_in_words();
    void numbers_grow_while_runs_are_read();
    void a_reading_that_ends_early();
    void shares();
};

void StudyModelsTest::two_runs_are_compared() {
    FakeSource source;
    ComparisonDocument document;
    QAbstractItemModelTester tester(document.steps(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    document.set_comparer([](const ComparedSide& a, const ComparedSide& b, std::stop_token, const LongWork::Tell& tell) -> Result<RunDiff> {
        tell(5, 10);
        if (a.run == b.run) return RunDiff{};
        return three_steps();
    });
    document.compare({&source, nullptr, run_id(1), "one"}, {&source, nullptr, run_id(2), "two"});
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::done);
    StepDiffModel& steps = *document.steps();
    QCOMPARE(steps.rowCount(), 2); // what is equal is left out
    QCOMPARE(steps.first_row(), 0);
    QCOMPARE(steps.index(0, StepDiffModel::sign_column).data().toString(), QStringLiteral("≠"));
    QCOMPARE(steps.index(0, StepDiffModel::what_column).data().toString(), QStringLiteral("attempts, output"));
    QCOMPARE(steps.index(0, StepDiffModel::change_column).data().toString(), QStringLiteral("+1.5 s"));
    QCOMPARE(steps.index(1, StepDiffModel::what_column).data().toString(), QStringLiteral("only in B"));
    QCOMPARE(steps.next_row(1, 1), 0);
    QCOMPARE(steps.next_row(0, -1), 1);
    steps.set_only_differing(false);
    QCOMPARE(steps.rowCount(), 4);
    QCOMPARE(steps.first_row(), 2);
    QVERIFY2(document.verdict().startsWith(QStringLiteral("First difference: charge, $.output.total")), qPrintable(document.verdict()));
    StepChangeModel changes;
    QAbstractItemModelTester change_tester(&changes, QAbstractItemModelTester::FailureReportingMode::QtTest);
    changes.show(steps.step_at(2)->changes, 7);
    QCOMPARE(changes.rowCount(), 2);
    QCOMPARE(changes.index(1, StepChangeModel::path_column).data().toString(), QStringLiteral("and 7 more"));
    QVERIFY(!changes.change_at(1));
    // What is not there is not null.
    const auto [a, b] = StepChangeModel::sides(*changes.change_at(0));
    QCOMPARE(a.text(), std::string(R"({"total":1})"));
    QCOMPARE(b.text(), std::string("{}"));
    QCOMPARE(changes.index(0, StepChangeModel::a_column).data().toString(), QStringLiteral("1"));
    QCOMPARE(changes.index(0, StepChangeModel::b_column).data().toString(), QStringLiteral("not there"));
    document.compare({&source, nullptr, run_id(1), "one"}, {&source, nullptr, run_id(1), "one"});
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::done);
    QVERIFY(document.diff()->equal);
    document.clear();
    QVERIFY(!document.diff());
    QCOMPARE(steps.rowCount(), 0);
}

void StudyModelsTest::what_was_redacted_is_not_called_equal() {
    FakeSource source;
    ComparisonDocument document;
    document.set_comparer([](const ComparedSide& a, const ComparedSide& b, std::stop_token, const LongWork::Tell&) -> Result<RunDiff> {
        RunDiff diff;
        if (a.run != b.run) diff = three_steps();
        else diff.steps.emplace_back(), diff.steps.back().redacted = 3;
        diff.redacted = 3;
        return diff;
    });
    document.compare({&source, nullptr, run_id(1), "one"}, {&source, nullptr, run_id(1), "one"});
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::done);
    QVERIFY2(document.verdict().startsWith(QStringLiteral("Equal as far as can be seen: 3 ")), qPrintable(document.verdict()));
    document.steps()->set_only_differing(false);
    QCOMPARE(document.steps()->index(0, StepDiffModel::sign_column).data().toString(), QStringLiteral("?"));
    QVERIFY(document.steps()->index(0, StepDiffModel::what_column).data().toString().startsWith(QStringLiteral("3 redacted")));
    document.compare({&source, nullptr, run_id(1), "one"}, {&source, nullptr, run_id(2), "two"});
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::done);
    QVERIFY2(document.verdict().startsWith(QStringLiteral("First difference: ")) && document.verdict().contains(QStringLiteral("3 redacted")), qPrintable(document.verdict()));
}

void StudyModelsTest::a_newer_comparison_takes_the_place() {
    FakeSource source;
    ComparisonDocument document;
    QSemaphore go;
    document.set_comparer([&go](const ComparedSide&, const ComparedSide& b, std::stop_token, const LongWork::Tell&) -> Result<RunDiff> {
        if (b.run != run_id(2)) return three_steps();
        go.acquire(); // the first one answers when it is no longer asked for
        return RunDiff{};
    });
    document.compare({&source, nullptr, run_id(1), {}}, {&source, nullptr, run_id(2), {}});
    document.compare({&source, nullptr, run_id(1), {}}, {&source, nullptr, run_id(3), {}});
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::done);
    go.release();
    QTest::qWait(0);
    QVERIFY(document.diff() && !document.diff()->equal);
}

void StudyModelsTest::a_comparison_is_stopped() {
    FakeSource source;
    ComparisonDocument document;
    document.set_comparer([](const ComparedSide&, const ComparedSide&, std::stop_token stop, const LongWork::Tell&) -> Result<RunDiff> {
        while (!stop.stop_requested()) std::this_thread::yield();
        return Error{ErrorCode::cancelled, "stopped", {}};
    });
    document.compare({&source, nullptr, run_id(1), {}}, {&source, nullptr, run_id(2), {}});
    QVERIFY(document.work()->is_working());
    document.work()->cancel();
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::cancelled);
    document.compare({&source, nullptr, run_id(1), {}}, {&source, nullptr, run_id(2), {}});
    // What is still under way is stopped with the document.
}

void StudyModelsTest::many_runs_are_read() {
    FakeSource source;
    PathDocument document(source);
    QAbstractItemModelTester tasks(document.tasks(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester paths(document.paths(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<std::string> filters;
    document.set_scanner([&filters](RunSource&, const std::string&, const Filter& filter, Instant, std::stop_token, const LongWork::Tell&, const PathDocument::Partial&) -> Result<ScannedPaths> {
        filters.push_back(filter.text());
        ScannedPaths found;
        for (int number = 1; number <= 4; ++number) {
            const RunView view = seen_run(number, number == 4);
            found.statistics.add(view, {});
        }
        return found;
    });
    document.scan(QStringLiteral("abc"));
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::done);
    QCOMPARE(document.statistics()->totals().runs, std::uint64_t{4});
    QCOMPARE(document.tasks()->rowCount(), 2);
    const int charge = document.tasks()->find(QStringLiteral("/do/1/charge"));
    QVERIFY(charge >= 0);
    QCOMPARE(document.tasks()->index(charge, TaskPathModel::runs_column).data().toString(), QStringLiteral("1 · 25 %"));
    QCOMPARE(document.tasks()->index(charge, TaskPathModel::faults_column).data().toString(), QStringLiteral("1"));
    QCOMPARE(document.paths()->rowCount(), 2);
    QCOMPARE(document.paths()->index(0, RunPathModel::runs_column).data().toString(), QStringLiteral("3 · 75 %"));
    QCOMPARE(document.paths()->index(1, RunPathModel::path_column).data().toString(), QStringLiteral("load → charge"));
    QCOMPARE(document.paths()->index(1, 0).data(RunPathModel::run_role).toString().toStdString(), run_id(4).text);
    document.filter()->edit(QStringLiteral("status == faulted"));
    QVERIFY(document.filter()->apply());
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::done);
    QCOMPARE(filters.back(), std::string("status == faulted"));
    document.clear();
    QCOMPARE(document.tasks()->rowCount(), 0);
}

void StudyModelsTest::tasks_of_the_same_name_are_told_apart() {
    RunView view;
    view.status = "completed";
    StepId id = 0;
    for (const std::string task : {"/do/0/load", "/do/1/loop", "/do/1/loop/do/0/charge", "/do/1/loop/do/1/inner", "/do/1/loop/do/1/inner/do/0/charge", "/do/2/charge", "/do/3/twice/do/0/same",
                             "/do/3/twice/do/1/same", "/do/3/twice"}) {
        StepView step;
        step.id = ++id;
        step.key = step.task = task;
        step.name = task.substr(task.rfind('/') + 1);
        step.status = "completed";
        view.steps.push_back(std::move(step));
    }
    PathStatistics statistics;
    statistics.add(view, {});
    const TaskTitles titles(statistics);
    QCOMPARE(titles.of("/do/0/load"), QStringLiteral("load"));
    QCOMPARE(titles.of("/do/2/charge"), QStringLiteral("charge"));
    QCOMPARE(titles.of("/do/1/loop/do/0/charge"), QStringLiteral("loop › charge"));
    QCOMPARE(titles.of("/do/1/loop/do/1/inner/do/0/charge"), QStringLiteral("inner › charge"));
    // Nothing but their places tells these.
    QCOMPARE(titles.of("/do/3/twice/do/0/same"), QStringLiteral("/do/3/twice/do/0/same"));
    QCOMPARE(titles.of("/do/3/twice/do/1/same"), QStringLiteral("/do/3/twice/do/1/same"));
    QCOMPARE(titles.of("/do/9/unknown"), QStringLiteral("unknown"));
}

void StudyModelsTest::branches_are_told_in_words() {
    FakeSource source;
    PathDocument document(source);
    QAbstractItemModelTester tester(document.branches(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    document.set_scanner([](RunSource&, const std::string&, const Filter&, Instant, std::stop_token, const LongWork::Tell&, const PathDocument::Partial&) -> Result<ScannedPaths> {
        ScannedPaths found;
        for (int number = 1; number <= 4; ++number) found.statistics.add(seen_run(number, number == 4), {});
        Graph graph;
        graph.edges = {{"/start", "/do/0/load", {}}, {"/do/0/load", "/do/1/charge", "paid"}, {"/do/0/load", "/do/2/loop/entry", "later"}, {"/do/2/loop/entry", "/do/2/loop/do/0/entry", {}},
                       {"/do/2/loop/do/0/entry", "/do/2/loop/exit", {}}, {"/do/2/loop/catch/exit", "/end", {}}};
        found.graph = graph;
        return found;
    });
    document.scan(QStringLiteral("abc"));
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::done);
    const BranchModel& branches = *document.branches();
    const auto row = [&branches](int number) {
        QStringList texts;
        for (int column = 0; column < BranchModel::column_count; ++column) texts << branches.index(number, column).data().toString();
        return texts.join(QStringLiteral(" | "));
    };
    QCOMPARE(branches.rowCount(), 6);
    QCOMPARE(row(0), QStringLiteral("Start | load |  | 4 · 100 % | 4"));
    QCOMPARE(row(1), QStringLiteral("load | charge | paid | 1 · 25 % | 1"));
    QCOMPARE(row(2), QStringLiteral("load | loop | later | never taken | "));
    QVERIFY2(row(3).startsWith(QStringLiteral("beginning of loop | ")), qPrintable(row(3)));
    QVERIFY2(row(4).contains(QStringLiteral(" | end of loop | ")), qPrintable(row(4)));
    QVERIFY2(row(5).startsWith(QStringLiteral("catch of loop | End | ")), qPrintable(row(5)));
    QCOMPARE(branches.never_taken(), 4);
    QCOMPARE(branches.task_at(0), QStringLiteral("/do/0/load"));
    QCOMPARE(branches.task_at(2), QStringLiteral("/do/2/loop"));
    QCOMPARE(branches.task_at(5), QStringLiteral("/do/2/loop"));
    document.clear();
    QCOMPARE(branches.rowCount(), 0);
    // One that was never run is not known where the runs are: that is no failure.
    document.set_scanner([](RunSource&, const std::string& definition, const Filter&, Instant, std::stop_token, const LongWork::Tell&, const PathDocument::Partial&) -> Result<ScannedPaths> {
        return Error{ErrorCode::not_found, "there is no definition " + definition, {}};
    });
    document.scan(QStringLiteral("def"));
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::done);
    QCOMPARE(document.summary(), QStringLiteral("There are no runs of it"));
}

void StudyModelsTest::numbers_grow_while_runs_are_read() {
    FakeSource source;
    PathDocument document(source);
    QAbstractItemModelTester tasks(document.tasks(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::latch goes_on(1);
    document.set_scanner([&goes_on](RunSource&, const std::string&, const Filter&, Instant, std::stop_token, const LongWork::Tell& tell, const PathDocument::Partial& partial) -> Result<ScannedPaths> {
        ScannedPaths found;
        found.statistics.add(seen_run(1, false), {});
        tell(1, 3);
        partial(found.statistics);
        goes_on.wait();
        for (int number = 2; number <= 3; ++number) found.statistics.add(seen_run(number, false), {});
        return found;
    });
    document.scan(QStringLiteral("abc"));
    QTRY_VERIFY(document.statistics());
    QVERIFY(document.is_working());
    QCOMPARE(document.statistics()->totals().runs, std::uint64_t{1});
    QTRY_VERIFY2(document.summary().startsWith(QStringLiteral("1 of 3 runs read · 1 run(s): 1 completed")), qPrintable(document.summary()));
    QCOMPARE(document.tasks()->rowCount(), 1);
    QSignalSpy reset(document.tasks(), &QAbstractItemModel::modelReset);
    goes_on.count_down();
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::done);
    QCOMPARE(document.statistics()->totals().runs, std::uint64_t{3});
    // The rows stayed where they were.
    QCOMPARE(reset.size(), 0);
    QCOMPARE(document.tasks()->index(0, TaskPathModel::runs_column).data().toString(), QStringLiteral("3 · 100 %"));
}

void StudyModelsTest::a_reading_that_ends_early() {
    FakeSource source;
    PathDocument document(source);
    bool tells = true;
    bool fails = false;
    document.set_scanner([&](RunSource&, const std::string&, const Filter&, Instant, std::stop_token stop, const LongWork::Tell&, const PathDocument::Partial& partial) -> Result<ScannedPaths> {
        if (fails) return Error{ErrorCode::io, "the disk is gone", {}};
        PathStatistics some;
        some.add(seen_run(1, false), {});
        if (tells) partial(some);
        while (!stop.stop_requested()) std::this_thread::yield();
        return Error{ErrorCode::cancelled, "stopped", {}};
    });
    document.scan(QStringLiteral("abc"));
    QTRY_VERIFY(document.statistics());
    document.work()->cancel();
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::cancelled);
    // What was read counts, and it is said that it isn't all.
    QVERIFY(document.statistics());
    QVERIFY2(document.summary().startsWith(QStringLiteral("Stopped, not all were read")), qPrintable(document.summary()));
    // What was asked for before is not shown for what was not read.
    tells = false;
    document.again();
    document.work()->cancel();
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::cancelled);
    QVERIFY(!document.statistics());
    fails = true;
    document.again();
    QTRY_COMPARE(document.work()->stage(), LongWork::Stage::failed);
    QVERIFY(!document.statistics());
    QCOMPARE(document.summary(), QStringLiteral("the disk is gone"));
}

void StudyModelsTest::shares() {
    QCOMPARE(share_text(0, 0), QString());
    QCOMPARE(share_text(0, 10), QStringLiteral("0 %"));
    QCOMPARE(share_text(1, 1000), QStringLiteral("< 1 %"));
    QCOMPARE(share_text(999, 1000), QStringLiteral("> 99 %"));
    QCOMPARE(share_text(1000, 1000), QStringLiteral("100 %"));
    QCOMPARE(share_text(1, 3), QStringLiteral("33 %"));
}

ORKESTR_TEST(StudyModelsTest)

} // namespace orkestr::test

#include "study_models_test.moc"
