// Many runs replayed at a time, by their own definitions: what is planted is found, and nothing else.
#include "core/base/random.h"
#include "core/engine/advance.h"
#include "core/history/codec.h"
#include "core/runtime/replay_matrix.h"
#include "core/runtime/replay_run.h"
#include "tests/engine/plan_of.h"
#include "tests/runtime/recorded_runs.h"
#include "tests/support/test.h"

#include <QTest>
#include <atomic>
#include <thread>

namespace orkestr::test {

namespace {

const char* const worker = "do: [a: {set: '${ .n }'}, b: {run: {shell: {command: b}}}, c: {set: {done: true}}, "
                           "d: {fork: {branches: [x: {set: {x: 1}}, y: {set: {y: 2}}]}}, e: {for: {in: '[1, 2]'}, do: [f: {set: {f: 3}}]}]";

/// Runs it to its end: each expression yields its input, each activity the same object.
RunId run_through(Workshop& shop, const std::shared_ptr<const Plan>& plan) {
    const RunId run = shop.start(plan);
    while (!shop.evaluator.held.empty() || !shop.activities.held.empty()) {
        if (!shop.evaluator.held.empty()) {
            const auto& request = shop.evaluator.held.front().request;
            const bool loop = plan->program->expressions[request.index].text.find("[1, 2]") != std::string::npos;
            shop.evaluator.answer(loop ? Json::trusted("[1,2]") : request.input);
        } else {
            shop.activities.finish(Json::trusted(R"({"parcels":3})"));
        }
        shop.settle();
    }
    return run;
}

/// As above, for replays.
class LoopEvaluator : public EchoEvaluator {
public:
    void evaluate(std::vector<EvaluationRequest> requests, std::function<void(std::vector<EvaluationAnswer>)> answered) override {
        for (EvaluationRequest& one : requests)
            if (!one.is_schema && one.program->expressions[one.index].text.find("[1, 2]") != std::string::npos) one.input = Json::trusted("[1,2]");
        EchoEvaluator::evaluate(std::move(requests), std::move(answered));
    }
};

Result<std::unique_ptr<ExpressionEvaluator>> loop_evaluator() { return std::unique_ptr<ExpressionEvaluator>(std::make_unique<LoopEvaluator>()); }

struct Told {
    std::vector<ReplayCell> cells;
    std::vector<ReplayProgress> progress;
    Result<ReplayTotals> totals = Error{ErrorCode::internal, "", {}};
};

Told replay(const ReplayRequest& request, std::stop_token stop = {}) {
    Told told;
    told.totals = replay_matrix(request, {loop_evaluator, [&](const ReplayCell& cell) { told.cells.push_back(cell); }, [&](const ReplayProgress& progress) { told.progress.push_back(progress); }},
                                std::move(stop));
    return told;
}

/// Changes the history so that the event of the number that is given is the first that is decided otherwise.
std::uint64_t plant(std::vector<EventRow>& rows, Random& random) {
    std::vector<std::size_t> values;
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i].value && rows[i].type != "activity.completed") values.push_back(i);
    switch (random.below(4)) {
    case 0: { // another value
        EventRow& row = rows[values[random.below(values.size())]];
        row.value = Json::trusted(R"({"planted":true})");
        return row.seq;
    }
    case 1: { // another way on
        std::vector<std::size_t> done;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i].type == "task.completed") done.push_back(i);
        EventRow& row = rows[done[random.below(done.size())]];
        JsonValue data = JsonValue::of(row.data);
        data.set("flow", data.string_at("flow") == "end" ? "exit" : "end");
        row.data = data.json();
        return row.seq;
    }
    case 2: { // an event that is not decided there: one comes a second time
        std::vector<std::size_t> started;
        for (std::size_t i = 0; i + 1 < rows.size(); ++i)
            if (rows[i].type == "task.started" && rows[i + 1].type == "task.completed") started.push_back(i);
        const std::size_t at = started[random.below(started.size())];
        rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at), rows[at]);
        for (std::size_t i = at; i < rows.size(); ++i) rows[i].seq = i + 1;
        return at + 2;
    }
    default: // the end is missing
        rows.pop_back();
        return rows.size() + 1;
    }
}

} // namespace

class ReplayMatrixTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void planted_divergences_among_a_thousand_runs();
    void cells_come_in_the_order_of_the_request();
    void what_is_missing_is_told_from_what_differs();
    void a_run_of_other_semantics();
    void a_run_that_is_not_there();
    void a_log_that_breaks_off();
    void it_can_be_stopped();
    void without_an_evaluator();
    void progress_knows_how_many_there_are();
    void a_key_names_its_task();
};

void ReplayMatrixTest::planted_divergences_among_a_thousand_runs() {
    Workshop shop;
    const RunId first = run_through(shop, shop.publish(worker));
    QCOMPARE(shop.status(first), std::string("completed"));
    RecordedRuns all = RecordedRuns::of(shop);
    std::vector<RunId> runs = {first};
    while (runs.size() < 1000) runs.push_back(all.add_copy(first));
    Random random(5);
    std::map<RunId, std::uint64_t> planted;
    while (planted.size() < 37) {
        const RunId& run = runs[random.below(runs.size())];
        if (!planted.contains(run)) planted[run] = plant(all.events.at(run), random);
    }
    for (const unsigned jobs : {1U, 4U}) {
        const Told told = replay({{all.all()}, {}, jobs});
        QVERIFY2(told.totals, told.totals ? "" : told.totals.error().message.c_str());
        QCOMPARE(told.totals->runs, std::uint64_t{1000});
        QCOMPARE(told.totals->diverging, std::uint64_t{37});
        QCOMPARE(told.totals->equal, std::uint64_t{963});
        std::map<RunId, std::uint64_t> found;
        for (const ReplayCell& cell : told.cells) {
            if (cell.outcome != ReplayCell::Outcome::diverges) continue;
            found[cell.run.run] = cell.seq;
            QVERIFY(!cell.message.empty());
            QVERIFY2(cell.expected != cell.actual, cell.expected.c_str());
        }
        QVERIFY(found == planted);
    }
}

void ReplayMatrixTest::cells_come_in_the_order_of_the_request() {
    Workshop shop;
    const RunId first = run_through(shop, shop.publish(worker));
    RecordedRuns all = RecordedRuns::of(shop);
    for (int i = 0; i < 200; ++i) all.add_copy(first);
    ReplayedRuns named = all.all();
    named.runs = {first, all.runs.rbegin()->first, first};
    const Told told = replay({{all.all(), named}, {{}, {}}, 3});
    QVERIFY(told.totals);
    QCOMPARE(told.cells.size(), std::size_t{2 * 204});
    std::vector<RunId> expected;
    for (auto at = all.runs.rbegin(); at != all.runs.rend(); ++at) expected.push_back(at->first);
    expected.insert(expected.end(), named.runs.begin(), named.runs.end());
    for (std::size_t i = 0; i < told.cells.size(); ++i) {
        QCOMPARE(told.cells[i].run.run.text, expected[i / 2].text);
        QCOMPARE(told.cells[i].definition, i % 2);
        QCOMPARE(told.cells[i].source, std::size_t{i / 2 >= 201});
        QCOMPARE(told.cells[i].outcome, ReplayCell::Outcome::equal);
    }
}

void ReplayMatrixTest::what_is_missing_is_told_from_what_differs() {
    Workshop shop;
    const RunId whole = run_through(shop, shop.publish(worker));
    RecordedRuns all = RecordedRuns::of(shop);
    const RunId gap = all.add_copy(whole);
    const RunId redacted = all.add_copy(whole);
    const RunId differs_before = all.add_copy(whole);
    const RunId differs_behind = all.add_copy(whole);
    const RunId only_looks = all.add_copy(whole);
    const RunId no_definition = all.add_copy(whole);
    all.events[gap].erase(all.events[gap].begin() + 5);
    const auto activity = std::find_if(all.events[whole].begin(), all.events[whole].end(), [](const EventRow& row) { return row.type == "activity.completed"; })->seq;
    const auto take_out = [&](const RunId& run) {
        all.events[run][activity - 1].value = Json::trusted(R"({"$redacted":true})");
        all.redacted[{run, activity}] = {"/value"};
    };
    take_out(redacted);
    take_out(differs_before);
    take_out(differs_behind);
    all.events[differs_behind].back().value = Json::trusted("7");
    all.events[differs_before][2].value = Json::trusted("7");
    // Looks like it, but nothing was taken out: it is what somebody recorded.
    all.events[only_looks][activity - 1].value = Json::trusted(R"({"$redacted":true})");
    all.runs[no_definition].definition = std::string(64, '0');
    const Told told = replay({{all.all()}, {}, 2});
    QVERIFY(told.totals);
    std::map<RunId, ReplayCell> cells;
    for (const ReplayCell& cell : told.cells) cells[cell.run.run] = cell;
    QCOMPARE(cells[whole].outcome, ReplayCell::Outcome::equal);
    QCOMPARE(cells[gap].outcome, ReplayCell::Outcome::impossible);
    QCOMPARE(cells[gap].reason, ReplayCell::Reason::damaged);
    QCOMPARE(cells[redacted].outcome, ReplayCell::Outcome::impossible);
    QCOMPARE(cells[redacted].reason, ReplayCell::Reason::redacted);
    // What comes of it is not judged; what stands behind is.
    QCOMPARE(cells[redacted].seq, activity + 1);
    QCOMPARE(cells[redacted].stopped, std::uint64_t{0});
    QVERIFY(cells[redacted].unjudged > 0 && cells[redacted].unjudged < cells[redacted].compared);
    QCOMPARE(cells[redacted].unjudged + cells[redacted].compared, cells[whole].compared);
    QCOMPARE(cells[redacted].unjudged_steps.front(), std::string("/do/1/b"));
    QVERIFY2(cells[redacted].message.find("event " + std::to_string(activity) + " (/value)") != std::string::npos, cells[redacted].message.c_str());
    QCOMPARE(cells[differs_behind].outcome, ReplayCell::Outcome::diverges);
    QCOMPARE(cells[differs_behind].seq, cells[differs_behind].events);
    QCOMPARE(cells[differs_behind].unjudged, cells[redacted].unjudged);
    QCOMPARE(cells[differs_before].outcome, ReplayCell::Outcome::diverges);
    QCOMPARE(cells[differs_before].seq, std::uint64_t{3});
    QCOMPARE(cells[only_looks].outcome, ReplayCell::Outcome::diverges);
    QCOMPARE(cells[no_definition].reason, ReplayCell::Reason::definition);
    QCOMPARE(told.totals->impossible, std::uint64_t{3});
    QCOMPARE(told.totals->redacted, std::uint64_t{1});
    QCOMPARE(told.totals->unjudged, 2 * cells[redacted].unjudged);
}

void ReplayMatrixTest::a_run_of_other_semantics() {
    Workshop shop;
    const RunId run = run_through(shop, shop.publish(worker));
    RecordedRuns all = RecordedRuns::of(shop);
    JsonValue data = JsonValue::of(all.events[run].front().data);
    data.set("semantics", semantics_number + 1);
    all.events[run].front().data = data.json();
    const Told told = replay({{all.all()}, {}, 1});
    QCOMPARE(told.cells.front().reason, ReplayCell::Reason::semantics);
    // An event that only a newer Orkestr knows.
    RecordedRuns newer = RecordedRuns::of(shop);
    newer.events[run].back().type = "run.dreamt";
    QCOMPARE(replay({{newer.all()}, {}, 1}).cells.front().reason, ReplayCell::Reason::semantics);
}

void ReplayMatrixTest::a_run_that_is_not_there() {
    Workshop shop;
    const RunId run = run_through(shop, shop.publish(worker));
    const RecordedRuns all = RecordedRuns::of(shop);
    ReplayedRuns named = all.all();
    named.runs = {run, RunId{"01JD2X3M4N5P6Q7R8S9T0V1W2X"}, run};
    const Told told = replay({{named}, {}, 2});
    QVERIFY(!told.totals);
    QCOMPARE(told.totals.error().code, ErrorCode::not_found);
    QCOMPARE(told.cells.size(), std::size_t{1}); // what comes before it
    QVERIFY(replay({{}, {}, 2}).totals);
}

void ReplayMatrixTest::a_log_that_breaks_off() {
    Workshop shop;
    const RunId run = run_through(shop, shop.publish(worker));
    RecordedRuns all = RecordedRuns::of(shop);
    all.events[run].resize(all.events[run].size() - 3);
    all.runs[run].events -= 3;
    QCOMPARE(replay({{all.all()}, {}, 1}).cells.front().outcome, ReplayCell::Outcome::diverges);
    ReplayedRuns broken = all.all();
    broken.breaks_off = true;
    const Told told = replay({{broken}, {}, 1});
    QCOMPARE(told.cells.front().outcome, ReplayCell::Outcome::impossible);
    QCOMPARE(told.cells.front().reason, ReplayCell::Reason::damaged);
}

void ReplayMatrixTest::it_can_be_stopped() {
    Workshop shop;
    const RunId first = run_through(shop, shop.publish(worker));
    RecordedRuns all = RecordedRuns::of(shop);
    for (int i = 0; i < 50; ++i) all.add_copy(first);
    std::stop_source stop;
    std::vector<ReplayCell> cells;
    std::atomic<int> evaluators = 0;
    const auto silent = [&]() -> Result<std::unique_ptr<ExpressionEvaluator>> {
        auto made = std::make_unique<EchoEvaluator>();
        made->silent = true;
        // Everybody waits for an answer that never comes.
        if (++evaluators == 2) stop.request_stop();
        return std::unique_ptr<ExpressionEvaluator>(std::move(made));
    };
    const auto totals = replay_matrix({{all.all()}, {}, 2}, {silent, [&](const ReplayCell& cell) { cells.push_back(cell); }, {}}, stop.get_token());
    QVERIFY(!totals);
    QCOMPARE(totals.error().code, ErrorCode::cancelled);
    for (const ReplayCell& cell : cells) QCOMPARE(cell.outcome, ReplayCell::Outcome::cancelled);
    // Stopped before it begins.
    QCOMPARE(replay({{all.all()}, {}, 2}, stop.get_token()).totals.error().code, ErrorCode::cancelled);
    // From a cell, while the others are under way.
    std::stop_source second;
    std::size_t told = 0;
    const auto stopped = replay_matrix({{all.all()}, {}, 2},
                                       {loop_evaluator,
                                        [&](const ReplayCell&) {
                                            if (++told == 3) second.request_stop();
                                        },
                                        {}},
                                       second.get_token());
    QVERIFY(!stopped);
    QVERIFY(told >= 3);
}

void ReplayMatrixTest::without_an_evaluator() {
    Workshop shop;
    run_through(shop, shop.publish(worker));
    const RecordedRuns all = RecordedRuns::of(shop);
    const auto none = []() -> Result<std::unique_ptr<ExpressionEvaluator>> { return Error{ErrorCode::unavailable, "there is no such program", {}}; };
    const auto totals = replay_matrix({{all.all()}, {}, 3}, {none, {}, {}}, {});
    QVERIFY(!totals);
    QCOMPARE(totals.error().code, ErrorCode::unavailable);
}

void ReplayMatrixTest::progress_knows_how_many_there_are() {
    Workshop shop;
    const RunId first = run_through(shop, shop.publish(worker));
    RecordedRuns all = RecordedRuns::of(shop);
    for (int i = 0; i < 99; ++i) all.add_copy(first);
    const Told told = replay({{all.all()}, {}, 2});
    QVERIFY(!told.progress.empty());
    QCOMPARE(told.progress.back().runs, std::uint64_t{100});
    QCOMPARE(told.progress.back().of_runs, std::uint64_t{100});
    QCOMPARE(told.progress.back().events, std::uint64_t{100 * all.events[first].size()});
    for (std::size_t i = 1; i < told.progress.size(); ++i) QVERIFY(told.progress[i].runs >= told.progress[i - 1].runs);
}

void ReplayMatrixTest::a_key_names_its_task() {
    QCOMPARE(task_of_key("/do/0/a"), std::string("a"));
    QCOMPARE(task_of_key("/do/0/loop/do/1/call#3.2"), std::string("call"));
    QCOMPARE(task_of_key("/do/0/a~1b~0c#1"), std::string("a/b~c"));
    QCOMPARE(task_of_key("/do/0/x>/use/functions/no#5"), std::string("no"));
    QCOMPARE(task_of_key("/do/0/a#b"), std::string("a#b"));
    QCOMPARE(task_of_key("/do/0/a#~2.1"), std::string("a"));
    QCOMPARE(task_of_key(""), std::string());
}

ORKESTR_TEST(ReplayMatrixTest)

} // namespace orkestr::test

#include "replay_matrix_test.moc"
