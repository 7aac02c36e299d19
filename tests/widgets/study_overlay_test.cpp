// What the graph says of many runs' ways, beside what the statistics say.
#include "core/definition/reader.h"
#include "core/plan/plan.h"
#include "core/projection/path_statistics.h"
#include "tests/support/test.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/status_overlay.h"
#include "ui/designer/canvas_graph_of.h"
#include "ui/runs/study_overlay.h"
#include "ui/viewmodels/task_path_model.h"
#include "ui/viewmodels/text.h"

#include <QTest>

namespace orkestr::test {

namespace {

const char* const ways = R"(document: {dsl: 1.0.3, namespace: test, name: ways, version: 1.0.0}
do:
  - choose: {switch: [{x: {when: .x, then: one}}, {y: {when: .y, then: two}}, {z: {when: .z, then: end}}]}
  - one: {set: {n: 1}, then: last}
  - two: {set: {n: 2}}
  - loop: {for: {each: item, in: .items}, do: [{inner: {set: {n: 3}}}]}
  - last: {if: .more, set: {n: 4}}
)";

/// A run that took these steps, one after the other: keys; with `?` behind it a step was skipped.
RunView way(int number, const std::vector<std::string>& keys) {
    RunView run;
    run.run = RunId{make_ulid(Instant{number}, "0123456789")};
    run.status = "completed";
    run.started = Instant{0};
    run.ended = Instant{static_cast<std::int64_t>(keys.size())};
    StepId loop = 0;
    for (const std::string& told : keys) {
        StepView step;
        const bool skipped = told.ends_with("?");
        step.id = static_cast<StepId>(run.steps.size() + 1);
        step.key = skipped ? told.substr(0, told.size() - 1) : told;
        step.task = step.key.substr(0, step.key.find('#'));
        step.name = step.task.str().substr(step.task.str().rfind('/') + 1);
        step.kind = step.name == "loop" ? "for" : step.name == "choose" ? "switch" : "set";
        if (step.name == "inner") step.parent = loop;
        if (step.kind == "for") loop = step.id;
        step.status = skipped ? "skipped" : "completed";
        step.started = Instant{step.id};
        step.ended = Instant{step.id};
        run.steps.push_back(step);
    }
    return run;
}

struct Ways {
    Ways() {
        const auto read = read_definition(ways, "ways.yaml");
        if (!read.definition) qFatal("%s", read.diagnostics.front().message.c_str());
        graph = build_graph(*read.definition);
        const auto plan = compile_plan(*read.definition);
        statistics = PathStatistics(plan->get());
    }
    void add(const std::vector<std::string>& keys) {
        const RunView run = way(++count, keys);
        statistics.add(run, TimelineProjection().timeline(run));
    }
    int count = 0;
    Graph graph;
    PathStatistics statistics;
};

} // namespace

class StudyOverlayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void edges_are_as_often_taken_as_the_statistics_say();
    void without_runs_nothing_is_known();
    void a_canvas_keeps_them();
};

void StudyOverlayTest::edges_are_as_often_taken_as_the_statistics_say() {
    Ways all;
    // Nearly all runs of one case, some of another, none of the third; the loop is repeated in some, the last task skipped in most.
    for (int i = 0; i < 7; ++i) all.add({"/do/0/choose", "/do/1/one", "/do/4/last?"});
    for (int i = 0; i < 2; ++i) all.add({"/do/0/choose", "/do/2/two", "/do/3/loop", "/do/3/loop/do/0/inner#0", "/do/3/loop/do/0/inner#1", "/do/4/last"});
    all.add({"/do/0/choose", "/do/2/two", "/do/3/loop", "/do/3/loop/do/0/inner#0", "/do/4/last?"});
    const auto scene = make_scene(canvas_graph_of(all.graph));
    StatusOverlay overlay(scene);
    const EdgeFrequencies frequencies = path_frequencies(all.statistics);
    overlay.set(frequencies);
    int taken = 0, never = 0, loops = 0;
    for (int i = 0; i < static_cast<int>(scene->layout.edges.size()); ++i) {
        const CanvasLayout::Edge& edge = scene->edge(i);
        const std::string from = scene->node(edge.from).id.toStdString(), to = scene->node(edge.to).id.toStdString();
        if (edge.kind == EdgeKind::loop) {
            ++loops;
            QVERIFY(overlay.is_taken(i) && !overlay.is_never_taken(i));
            continue;
        }
        const EdgeStatistics counted = all.statistics.edge(from, to);
        QCOMPARE(overlay.is_taken(i), counted.times > 0);
        QCOMPARE(overlay.is_never_taken(i), counted.times == 0);
        QCOMPARE(overlay.frequency_text(i), counted.times > 0 ? share_text(counted.runs, 10) : frequencies.never);
        if (counted.times > 0) QCOMPARE(overlay.frequency(i)->share, static_cast<double>(counted.runs) / 10);
        ++(counted.times > 0 ? taken : never);
    }
    QCOMPARE(loops, 1);
    QVERIFY(taken >= 8 && never >= 1);
    // Cases that lead to the same task are one edge in the scene.
    auto known = never_taken(all.graph, all.statistics);
    std::erase_if(known, [&all](const GraphEdge& edge) { return all.statistics.edge(edge.from, edge.to).times > 0; });
    QCOMPARE(static_cast<std::size_t>(never), known.size());
    // Also where the statuses of the nodes would say otherwise.
    const auto statuses = paths_overlay(all.statistics, {QStringLiteral("/end")});
    QVERIFY(!statuses.value(QStringLiteral("/end")).dimmed);
    QCOMPARE(statuses.value(QStringLiteral("/end")).duration, share_text(10, 10));
    for (auto at = statuses.cbegin(); at != statuses.cend(); ++at)
        if (const int node = scene->index.find(at.key()); node >= 0) overlay.set(node, *at);
    for (int i = 0; i < static_cast<int>(scene->layout.edges.size()); ++i)
        if (scene->edge(i).kind != EdgeKind::loop) QCOMPARE(overlay.is_taken(i), !overlay.is_never_taken(i));
}

void StudyOverlayTest::without_runs_nothing_is_known() {
    const Ways none;
    QVERIFY(!path_frequencies(none.statistics).is_known());
    const auto scene = make_scene(canvas_graph_of(none.graph));
    StatusOverlay overlay(scene);
    overlay.set(path_frequencies(none.statistics));
    QVERIFY(!overlay.any());
    for (int i = 0; i < static_cast<int>(scene->layout.edges.size()); ++i)
        QVERIFY(!overlay.is_taken(i) && !overlay.is_never_taken(i) && overlay.frequency_text(i).isEmpty());
}

void StudyOverlayTest::a_canvas_keeps_them() {
    Ways all;
    all.add({"/do/0/choose", "/do/1/one", "/do/4/last"});
    Canvas canvas;
    canvas.resize(600, 900);
    canvas.set_graph(canvas_graph_of(all.graph));
    QTRY_VERIFY(!canvas.is_busy());
    canvas.show();
    const QImage before = canvas.grab().toImage();
    canvas.set_frequencies(path_frequencies(all.statistics));
    QVERIFY(canvas.frequencies().is_known());
    QVERIFY(canvas.grab().toImage() != before);
    // Another graph has them, too.
    canvas.set_graph(canvas_graph_of(all.graph));
    QTRY_VERIFY(!canvas.is_busy());
    canvas.set_frequencies({});
    QVERIFY(canvas.grab().toImage() == before);
}

ORKESTR_TEST(StudyOverlayTest)

} // namespace orkestr::test

#include "study_overlay_test.moc"
