// Runs compared: what was planted is named first, and what is each run's own is no difference.
#include "core/projection/run_diff.h"

#include "core/projection/order_change.h"
#include "tests/projection/planted_runs.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

std::vector<AlignedTask> tasks_of(const Plan& plan) {
    std::vector<AlignedTask> all;
    for (const auto& task : plan.tasks) all.push_back({task.pointer, task.kind});
    return all;
}

RunTrace trace_of(const PlayedRun& run) {
    RunTraceFold fold(run.plan);
    for (const auto& row : run.rows)
        if (const auto added = fold.add(row); !added) qFatal("%s", added.error().message.c_str());
    return fold.take();
}

TracePayload payloads_of(const PlayedRun& run) {
    return [&run](std::uint64_t holder) -> Result<Json> {
        const EventRow& row = run.rows.at(holder - 1);
        return row.value ? *row.value : JsonValue::of(row.data).find("error")->json();
    };
}

RunDiff diff_of(const PlayedRun& a, const PlayedRun& b, const RunDiffOptions& options = {}) {
    const TaskAlignment tasks = a.plan->definition_hash == b.plan->definition_hash ? TaskAlignment() : TaskAlignment(tasks_of(*a.plan), tasks_of(*b.plan));
    auto diff = compare_runs(trace_of(a), trace_of(b), tasks, payloads_of(a), payloads_of(b), options);
    if (!diff) qFatal("%s", diff.error().message.c_str());
    return std::move(*diff);
}

std::string first_of(const RunDiff& diff) {
    if (!diff.first) return "nothing";
    const RunChange& change = *diff.first_change();
    return diff.first_step()->key() + " " + change.path + " " + change.a.value_or("null") + " " + change.b.value_or("null");
}

std::string expected_of(const PlantedPair& pair) { return pair.step + " " + pair.path + " " + pair.value_a + " " + pair.value_b; }

} // namespace

class RunDiffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_planted_change_is_first();
    void what_is_each_runs_own_is_no_difference();
    void both_ways_round();
    void what_was_taken_out_is_not_called_equal();
};

void RunDiffTest::the_planted_change_is_first() {
    int pairs = 0;
    std::map<Planted, int> of_kind;
    for (std::uint64_t seed = 1; pairs < 500; ++seed) {
        QVERIFY(seed < 2000);
        for (int kind = 1; kind < planted_kinds; ++kind) {
            const auto pair = planted_pair(seed, static_cast<Planted>(kind));
            if (!pair) continue;
            ++pairs;
            ++of_kind[pair->planted];
            const RunDiff diff = diff_of(pair->a, pair->b);
            const std::string where = "seed " + std::to_string(seed) + ", kind " + std::to_string(kind) + ": " + first_of(diff) + "\n  instead of " + expected_of(*pair) + "\n" + pair->definition;
            QVERIFY2(!diff.equal && diff.first, where.c_str());
            const StepDiff& step = *diff.first_step();
            QVERIFY2(step.key() == pair->step && step.changes.front().path == pair->path, where.c_str());
            if (!pair->value_a.empty()) QVERIFY2(step.changes.front().a.value_or("null") == pair->value_a && step.changes.front().b.value_or("null") == pair->value_b, where.c_str());
        }
    }
    for (int kind = 1; kind < planted_kinds; ++kind) QVERIFY2(of_kind[static_cast<Planted>(kind)] > 20, std::to_string(kind).c_str());
}

void RunDiffTest::what_is_each_runs_own_is_no_difference() {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const auto pair = planted_pair(seed, Planted::nothing);
        const RunDiff diff = diff_of(pair->a, pair->b);
        QVERIFY2(diff.equal, (std::to_string(seed) + ": " + first_of(diff) + "\n" + pair->definition).c_str());
        QCOMPARE(diff.to_value().json().text(), std::string(R"({"equal":true,"first":null,"steps":[]})"));
        QVERIFY(pair->a.rows.front().data.text() != pair->b.rows.front().data.text());
    }
}

void RunDiffTest::both_ways_round() {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        for (int kind = 1; kind < planted_kinds; ++kind) {
            const auto pair = planted_pair(seed, static_cast<Planted>(kind));
            if (!pair) continue;
            const RunDiff there = diff_of(pair->a, pair->b), back = diff_of(pair->b, pair->a);
            QCOMPARE(back.only_a, there.only_b);
            QCOMPARE(back.only_b, there.only_a);
            // Of two steps that changed places, the one that moved is the other one.
            if (pair->planted == Planted::begin_order || pair->planted == Planted::end_order) continue;
            QCOMPARE(back.equal_steps, there.equal_steps);
            QCOMPARE(back.differing_steps, there.differing_steps);
            QCOMPARE(back.first_change()->path, there.first_change()->path);
        }
    }
}

void RunDiffTest::what_was_taken_out_is_not_called_equal() {
    const auto pair = planted_pair(1, Planted::nothing);
    RunTrace a = trace_of(pair->a), b = trace_of(pair->b);
    QVERIFY(pair->a.rows.front().value.has_value());
    const auto diff = [&] { return *compare_runs(a, b, TaskAlignment(), payloads_of(pair->a), payloads_of(pair->b)); };
    QVERIFY(diff().verdict() == std::optional(true));
    // In both, and in either of them: the payloads need not differ.
    for (const auto& [in_a, in_b] : {std::pair{true, true}, {true, false}, {false, true}}) {
        a.taken_out.clear(), b.taken_out.clear();
        if (in_a) a.taken_out[1] = {{"/value"}, false};
        if (in_b) b.taken_out[1] = {{"/value"}, false};
        const RunDiff found = diff();
        QVERIFY(found.equal && !found.verdict() && found.redacted > 0);
        QCOMPARE(found.to_value().json().text(), R"({"equal":null,"first":null,"redacted":)" + std::to_string(found.redacted) + R"(,"steps":[]})");
        QVERIFY(found.steps.front().redacted > 0);
    }
    // Where the hash of its event is the same in both, so is it.
    b.taken_out[1].same = true;
    QVERIFY(diff().verdict() == std::optional(true));
    // What stands beside the value takes no part in it.
    b.taken_out[1] = {{"/data/by", "/valued"}, false};
    QVERIFY(diff().verdict() == std::optional(true));
}

ORKESTR_TEST(RunDiffTest)

} // namespace orkestr::test

#include "run_diff_test.moc"
