// Many runs of one definition: the ways they took, counted again by hand, and whatever order they come in.
#include "core/projection/path_statistics.h"

#include "core/base/random.h"
#include "core/definition/reader.h"
#include "core/history/codec.h"
#include "tests/projection/planted_runs.h"
#include "tests/support/test.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <set>

namespace orkestr::test {

namespace {

struct CountedDefinition {
    std::shared_ptr<const Plan> plan;
    Graph graph;
};

CountedDefinition counted_definition(const std::string& tasks) {
    const auto read = read_definition("document: {dsl: 1.0.3, namespace: test, name: counted, version: 1.0.0}\n" + tasks, "counted");
    if (!read.definition) qFatal("%s", read.diagnostics.front().message.c_str());
    return {*compile_plan(*read.definition), build_graph(*read.definition)};
}

void add_to(PathStatistics& statistics, const PlayedRun& run) {
    RunProjection projection(run.plan, RunProjection::Detail::outline);
    TimelineProjection timeline;
    PathMarks marks;
    Decoder decoder;
    for (const EventRow& row : run.rows) {
        const auto event = decoder.decode(row);
        if (!event) qFatal("%s", event.error().message.c_str());
        projection.fold(*event);
        timeline.add(*event);
        marks.add(*event, projection.view());
    }
    statistics.add(projection.view(), timeline.timeline(projection.view()), marks);
}

std::uint64_t times(const PathStatistics& statistics, const std::string& from, const std::string& to) { return statistics.edge(from, to).times; }

std::string text_of(const PathStatistics& statistics) { return json_of(statistics, nullptr, 1000).json().text(); }

} // namespace

class PathStatisticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void edges_of_every_kind_of_task();
    void cases_that_lead_to_the_same_task_are_told_apart();
    void waiting_retries_and_failures();
    void edges_are_the_graphs();
    void merged_in_any_order();
    void percentiles_against_sorted_values();
    void paths_without_repetitions();
    void bounds_hold();
};

void PathStatisticsTest::edges_of_every_kind_of_task() {
    const auto definition = counted_definition(R"(
do:
  - loop: {for: {each: item, in: "${ [1, 2, 3] }"}, do: [{one: {set: {n: 1}}}, {two: {if: "false", set: {n: 4}}}]}
  - choose: {switch: [{low: {when: ".n < 3", then: last}}, {high: {then: continue}}]}
  - never: {set: {n: 2}}
  - last: {fork: {branches: [{left: {set: {n: 1}}}, {right: {do: [{inner: {set: {n: 2}}}]}}]}}
)");
    PathStatistics statistics(definition.plan.get());
    for (std::uint64_t i = 0; i < 4; ++i) add_to(statistics, played_run(definition.plan, i));
    QCOMPARE(statistics.totals().runs, 4u);
    QCOMPARE(times(statistics, "/start", "/do/0/loop/entry"), 4u);
    QCOMPARE(times(statistics, "/do/0/loop/entry", "/do/0/loop/do/0/one"), 12u);
    QCOMPARE(statistics.edge("/do/0/loop/entry", "/do/0/loop/do/0/one").runs, 4u);
    QCOMPARE(times(statistics, "/do/0/loop/do/0/one", "/do/0/loop/do/1/two"), 12u);
    QCOMPARE(times(statistics, "/do/0/loop/do/1/two", "/do/0/loop/exit"), 12u);
    QCOMPARE(times(statistics, "/do/0/loop/exit", "/do/1/choose"), 4u);
    QCOMPARE(times(statistics, "/do/1/choose", "/do/3/last/entry"), 4u);
    QCOMPARE(times(statistics, "/do/1/choose", "/do/2/never"), 0u);
    QCOMPARE(times(statistics, "/do/3/last/entry", "/do/3/last/fork/branches/0/left"), 4u);
    QCOMPARE(times(statistics, "/do/3/last/entry", "/do/3/last/fork/branches/1/right/entry"), 4u);
    QCOMPARE(times(statistics, "/do/3/last/fork/branches/0/left", "/do/3/last/exit"), 4u);
    QCOMPARE(times(statistics, "/do/3/last/exit", "/end"), 4u);
    const auto* skipped = statistics.task("/do/0/loop/do/1/two");
    QVERIFY(skipped && skipped->never());
    QCOMPARE(skipped->skipped, 12u);
    QCOMPARE(statistics.task("/do/1/choose")->chosen.at("low"), 4u);
    QVERIFY(statistics.task("/do/2/never")->never());
    const auto never = never_taken(definition.graph, statistics);
    QCOMPARE(never.size(), 2u);
    QVERIFY(never[0].from == "/do/1/choose" && never[0].to == "/do/2/never");
    QVERIFY(never[1].from == "/do/2/never" && never[1].to == "/do/3/last/entry");
}

void PathStatisticsTest::cases_that_lead_to_the_same_task_are_told_apart() {
    const auto definition = counted_definition(R"(
do:
  - choose: {switch: [{low: {when: ".n < 3", then: last}}, {high: {when: ".n > 9", then: last}}, {middle: {then: other}}]}
  - other: {set: {n: 2}}
  - last: {set: {n: 1}}
)");
    PathStatistics statistics(definition.plan.get());
    for (std::uint64_t i = 0; i < 4; ++i) add_to(statistics, played_run(definition.plan, i));
    const auto* choose = statistics.task("/do/0/choose");
    QVERIFY(choose && choose->chosen.size() == 1);
    const std::string taken = choose->chosen.begin()->first;
    QVERIFY(taken == "low" || taken == "high");
    const auto all = ways(definition.graph, statistics);
    QCOMPARE(all.size(), definition.graph.edges.size());
    std::vector<std::string> never;
    for (const WayStatistics& way : all) {
        QVERIFY(!way.shared); // no run took the other case
        if (way.never()) never.push_back(way.edge.label);
        else QVERIFY(way.times == 4 && way.runs == 4);
    }
    const std::string other = taken == "low" ? "high" : "low";
    QCOMPARE(never, (std::vector<std::string>{other, "middle", ""}));
    const auto edges = never_taken(definition.graph, statistics);
    QCOMPARE(edges.size(), std::size_t{3});
    QCOMPARE(edges.front().label, other);
    // Programs are told what an edge is called.
    const JsonValue json = json_of(statistics, &definition.graph);
    std::vector<std::string> labels;
    for (const JsonValue& edge : *json.find("edges")->as_array())
        if (edge.string_at("from") == "/do/0/choose") labels.push_back(edge.string_at("label"));
    QCOMPARE(labels, std::vector<std::string>{"low, high"});
}

void PathStatisticsTest::waiting_retries_and_failures() {
    const auto definition = counted_definition(R"(
do:
  - pause: {wait: PT10S}
  - guarded:
      try: [{bad: {raise: {error: {type: "https://example.com/e", status: 500}}}}]
      catch: {retry: {delay: PT3S, limit: {attempt: {count: 2}}}, do: [{mended: {set: {n: 1}}}]}
  - bare: {try: [{worse: {raise: {error: {type: "https://example.com/w", status: 500}}}}], catch: {}}
  - end: {raise: {error: {type: "https://example.com/end", status: 500}}}
)");
    PathStatistics statistics(definition.plan.get());
    add_to(statistics, played_run(definition.plan, 1));
    const auto* pause = statistics.task("/do/0/pause");
    QVERIFY(pause && pause->waiting_ms >= 10'000);
    QCOMPARE(pause->waiting_ms + pause->running_ms, pause->durations.sum().ms);
    const auto* guarded = statistics.task("/do/1/guarded");
    QCOMPARE(guarded->retries, 2u);
    QCOMPARE(guarded->caught, 1u);
    QVERIFY(guarded->waiting_ms >= 6'000);
    QCOMPARE(times(statistics, "/do/1/guarded/entry", "/do/1/guarded/catch/entry"), 1u);
    QCOMPARE(times(statistics, "/do/1/guarded/catch/entry", "/do/1/guarded/catch/do/0/mended"), 1u);
    QCOMPARE(times(statistics, "/do/1/guarded/catch/exit", "/do/1/guarded/exit"), 1u);
    QCOMPARE(times(statistics, "/do/1/guarded/exit", "/do/2/bare/entry"), 1u);
    QCOMPARE(times(statistics, "/do/1/guarded/entry", "/do/1/guarded/try/0/bad"), 3u);
    QCOMPARE(times(statistics, "/do/1/guarded/try/0/bad", "/do/1/guarded/exit"), 0u);
    QCOMPARE(times(statistics, "/do/2/bare/entry", "/do/2/bare/catch"), 1u);
    QCOMPARE(statistics.totals().by_status.at("faulted"), 1u);
    const auto spots = statistics.hot_spots();
    QCOMPARE(spots.size(), 3u);
    QCOMPARE(spots[0]->task, std::string("/do/1/guarded/try/0/bad"));
    QCOMPARE(spots[0]->faulted, 3u);
    QCOMPARE(spots[0]->errors.at("https://example.com/e"), 3u);
    QVERIFY(!statistics.critical().empty());
    QVERIFY(statistics.totals().waiting_ms >= 16'000);
}

/// Whatever a run does, it goes along edges that its definition's graph has.
void PathStatisticsTest::edges_are_the_graphs() {
    for (std::uint64_t seed = 1; seed <= 80; ++seed) {
        const auto pair = planted_pair(seed, Planted::nothing);
        const auto read = read_definition(pair->definition, "pair");
        const Graph graph = build_graph(*read.definition);
        PathStatistics statistics(pair->a.plan.get());
        add_to(statistics, pair->a);
        add_to(statistics, pair->b);
        std::set<std::pair<std::string, std::string>> drawn;
        for (const auto& edge : graph.edges) drawn.emplace(edge.from, edge.to);
        for (const auto& edge : statistics.edges())
            QVERIFY2(drawn.contains({edge.from, edge.to}), (edge.from + " -> " + edge.to + "\n" + pair->definition).c_str());
        QCOMPARE(statistics.path_count(), 1u);
        QCOMPARE(statistics.paths(1).front().runs, 2u);
    }
}

void PathStatisticsTest::merged_in_any_order() {
    const auto plan = planted_pair(7, Planted::nothing)->a.plan;
    std::vector<PlayedRun> runs;
    for (std::uint64_t i = 0; i < 60; ++i) runs.push_back(played_run(plan, i));
    PathStatistics whole(plan.get());
    for (const auto& run : runs) add_to(whole, run);
    Random random(5);
    for (int round = 0; round < 5; ++round) {
        std::vector<PathStatistics> parts(4, PathStatistics(plan.get()));
        for (const auto& run : runs) add_to(parts[random.below(4)], run);
        PathStatistics merged;
        for (const auto& part : parts) merged.merge(part);
        QCOMPARE(text_of(merged), text_of(whole));
    }
}

void PathStatisticsTest::percentiles_against_sorted_values() {
    Random random(11);
    for (const std::size_t count : {1ul, 2ul, 3ul, 99ul, 1000ul, 1001ul, 20'000ul}) {
        DurationSketch sketch, halves[2];
        std::vector<std::int64_t> values;
        for (std::size_t i = 0; i < count; ++i) {
            const auto value = static_cast<std::int64_t>(random.below(10) == 0 ? 0 : random.next() >> (10 + random.below(50)));
            values.push_back(value);
            sketch.add(Duration{value});
            halves[random.below(2)].add(Duration{value});
        }
        std::sort(values.begin(), values.end());
        halves[0].merge(halves[1]);
        QCOMPARE(sketch.is_exact(), count <= DurationSketch::most_exact);
        QCOMPARE(sketch.least().ms, values.front());
        QCOMPARE(sketch.most().ms, values.back());
        for (const double share : {0.0, 0.01, 0.5, 0.95, 0.99, 1.0}) {
            const auto rank = std::max<std::size_t>(static_cast<std::size_t>(std::ceil(share * static_cast<double>(count))), 1);
            const auto exact = static_cast<double>(values[rank - 1]);
            const auto found = static_cast<double>(sketch.percentile(share).ms);
            QCOMPARE(halves[0].percentile(share), sketch.percentile(share));
            if (sketch.is_exact()) QCOMPARE(found, exact);
            // Values are whole milliseconds: half of one is lost besides.
            QVERIFY2(std::abs(found - exact) <= exact * 0.0101 + 0.5, qPrintable(QString("%1 %2 %3").arg(share).arg(found).arg(exact)));
        }
    }
    QCOMPARE(DurationSketch().percentile(0.5).ms, 0);
    DurationSketch negative;
    negative.add(Duration{-5});
    QCOMPARE(negative.percentile(1).ms, 0);
}

void PathStatisticsTest::paths_without_repetitions() {
    const auto loop = [](const std::string& items) {
        return counted_definition("do: [{loop: {for: {each: item, in: \"${ " + items + " }\"}, do: [{one: {set: {n: 1}}}]}}, {after: {set: {n: 2}}}]").plan;
    };
    PathStatistics statistics(nullptr);
    add_to(statistics, played_run(loop("[1, 2, 3]"), 1));
    const auto paths = statistics.paths(10);
    QCOMPARE(paths.size(), 1u);
    const std::vector<std::string> expected{"/do/0/loop", "/do/0/loop/do/0/one", "/do/1/after"};
    QCOMPARE(paths[0].tasks, expected);
    QCOMPARE(paths[0].status, std::string("completed"));
}

/// As a hostile record would have it: very many tasks, errors and paths.
void PathStatisticsTest::bounds_hold() {
    PathStatistics statistics;
    for (int i = 0; i < 9000; ++i) {
        RunView run;
        run.run = RunId{make_ulid(Instant{i}, "0123456789")};
        run.status = "faulted";
        run.ended = Instant{5};
        for (int j = 0; j < 3; ++j) {
            StepView step;
            step.id = static_cast<StepId>(j + 1);
            step.parent = static_cast<StepId>(3 - j); // of itself, or of a later one
            step.task = j == 0 ? "/always" : "/task" + std::to_string(3 * i + j);
            step.key = step.task + "#";
            step.kind = "call";
            step.status = "faulted";
            step.started = Instant{10};
            step.ended = Instant{1}; // before it began
            step.error = Problem{"https://example.com/" + std::to_string(i), 500, "", "", ""};
            run.steps.push_back(step);
        }
        statistics.add(run, TimelineProjection().timeline(run));
    }
    QCOMPARE(statistics.totals().runs, 9000u);
    QVERIFY(statistics.tasks().size() <= PathStatistics::most_tasks);
    QVERIFY(statistics.path_count() <= 2 * PathStatistics::most_paths);
    QVERIFY(statistics.other_paths() > 0);
    std::uint64_t kept = statistics.other_paths();
    for (const auto& path : statistics.paths(100'000)) kept += path.runs;
    QCOMPARE(kept, 9000u);
    const auto* always = statistics.task("/always");
    QCOMPARE(always->errors.size(), PathStatistics::most_errors);
    QCOMPARE(always->other_errors, 9000u - PathStatistics::most_errors);
    QCOMPARE(always->durations.most().ms, 0);
}

ORKESTR_TEST(PathStatisticsTest)

} // namespace orkestr::test

#include "path_statistics_test.moc"
