#include "tests/canvas/sample_graphs.h"
#include "tests/support/test.h"
#include "ui/canvas/status_overlay.h"

#include <QTest>

namespace orkestr {

namespace {

struct Run {
    std::shared_ptr<const CanvasScene> scene;
    StatusOverlay overlay;

    explicit Run(CanvasGraph graph) : scene(make_scene(std::move(graph))), overlay(scene) {}

    StatusOverlay::Change set(const QString& id, DisplayStatus status) {
        return overlay.set(scene->index.find(id), {status, 1, 0, {}, false});
    }
    bool is_taken(const QString& from, const QString& to) const {
        for (int i = 0; i < static_cast<int>(scene->layout.edges.size()); ++i) {
            const CanvasLayout::Edge& edge = scene->edge(i);
            if (scene->node(edge.from).id == from && scene->node(edge.to).id == to) return overlay.is_taken(i);
        }
        qFatal("no such edge");
        return false;
    }
};

CanvasGraph choice_graph() {
    test::GraphBuilder b;
    const QString choice = b.task("switch", "choice");
    const QString work = b.task("set", "work");
    const QString last = b.task("set", "last");
    b.edge("/start", choice);
    b.edge(choice, work, "work");
    b.edge(choice, last, "skip");
    b.edge(work, last);
    b.edge(last, "/end");
    return b.take();
}

const QString choice = "/do/0/choice";
const QString work = "/do/1/work";
const QString last = "/do/2/last";

} // namespace

class StatusOverlayTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void follows_the_way_that_was_gone() {
        Run run(choice_graph());
        QVERIFY(!run.is_taken("/start", choice));
        run.set(choice, DisplayStatus::running);
        QVERIFY(run.is_taken("/start", choice));
        run.set(choice, DisplayStatus::completed);
        run.set(work, DisplayStatus::running);
        QVERIFY(run.is_taken(choice, work));
        QVERIFY(!run.is_taken(choice, last));
        QVERIFY(!run.is_taken(work, last));
        run.set(work, DisplayStatus::completed);
        run.set(last, DisplayStatus::completed);
        QVERIFY(run.is_taken(work, last));
        // Both of the choice's ends were reached: only one of its edges certainly led there.
        QVERIFY(run.is_taken(choice, work));
        QVERIFY(!run.is_taken(choice, last));
    }

    void a_choice_with_one_end_reached_took_that_way() {
        Run run(choice_graph());
        run.set(choice, DisplayStatus::completed);
        run.set(last, DisplayStatus::running);
        QVERIFY(run.is_taken(choice, last));
        QVERIFY(!run.is_taken(choice, work));
    }

    void a_change_names_what_has_to_be_painted_again() {
        Run run(choice_graph());
        run.set(choice, DisplayStatus::completed);
        run.set(last, DisplayStatus::running);
        const StatusOverlay::Change change = run.set(work, DisplayStatus::completed);
        QVERIFY(change.node);
        // The edge past it was taken for certain until now.
        std::vector<int> expected;
        for (int i = 0; i < static_cast<int>(run.scene->layout.edges.size()); ++i) {
            const QString from = run.scene->node(run.scene->edge(i).from).id;
            const QString to = run.scene->node(run.scene->edge(i).to).id;
            if (from == work || to == work || (from == choice && to == last)) expected.push_back(i);
        }
        QCOMPARE(change.edges, expected);
        QVERIFY(!run.set(work, DisplayStatus::completed).node);
    }

    void a_fault_does_not_go_on() {
        Run run(choice_graph());
        run.set(choice, DisplayStatus::faulted);
        run.set(work, DisplayStatus::pending);
        QVERIFY(!run.is_taken(choice, work));
    }

    void a_container_is_entered_when_it_runs_and_left_when_it_is_done() {
        test::GraphBuilder b;
        const QString outer = b.open("for", "outer");
        const QString inner = b.task("set", "inner");
        b.chain({inner});
        b.close();
        b.chain({outer});
        Run run(b.take());
        run.overlay.set(run.scene->index.find(outer), {DisplayStatus::running, 1, 1, {}, false});
        run.set(inner, DisplayStatus::completed);
        QVERIFY(run.is_taken("/start", outer + "/entry"));
        QVERIFY(run.is_taken(outer + "/entry", inner));
        QVERIFY(!run.is_taken(inner, outer + "/exit"));
        QVERIFY(!run.is_taken(outer + "/exit", outer + "/entry"));
        run.overlay.set(run.scene->index.find(outer), {DisplayStatus::completed, 1, 3, {}, false});
        QVERIFY(run.is_taken(inner, outer + "/exit"));
        QVERIFY(run.is_taken(outer + "/exit", outer + "/entry"));
        QVERIFY(!run.is_taken(outer + "/exit", "/end"));
        run.set("/end", DisplayStatus::completed);
        QVERIFY(run.is_taken(outer + "/exit", "/end"));
    }

    void going_back_to_nothing_leaves_nothing() {
        Run run(choice_graph());
        run.set(choice, DisplayStatus::completed);
        run.set(work, DisplayStatus::completed);
        QVERIFY(run.overlay.any());
        run.set(choice, DisplayStatus::none);
        run.set(work, DisplayStatus::none);
        QVERIFY(!run.overlay.any());
        QVERIFY(!run.is_taken("/start", choice));
        run.set(choice, DisplayStatus::completed);
        run.set(last, DisplayStatus::completed);
        QVERIFY(run.is_taken(choice, last));
    }
};

} // namespace orkestr

using orkestr::StatusOverlayTest;
ORKESTR_TEST(StatusOverlayTest)
#include "status_overlay_test.moc"
