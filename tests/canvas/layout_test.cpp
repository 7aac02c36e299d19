#include "tests/canvas/sample_graphs.h"
#include "tests/support/test.h"
#include "ui/canvas/canvas_layout.h"
#include "ui/canvas/metrics.h"

#include <QTest>

#include <algorithm>
#include <cmath>

namespace orkestr {

namespace {

struct Laid {
    CanvasGraph graph;
    GraphIndex index;
    CanvasLayout layout;

    explicit Laid(CanvasGraph made) : graph(std::move(made)), index(make_index(graph)), layout(lay_out(graph, index)) {}

    QString id(int node) const { return graph.nodes[static_cast<std::size_t>(node)].id; }
    QRectF rect(const QString& node) const { return layout.node(index.find(node)); }
};

bool touch(const QRectF& a, const QRectF& b) {
    return a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom();
}

/// The first pair of siblings that overlap, by a sweep from top to bottom; empty when there is none.
QString overlapping_siblings(const Laid& laid, int container) {
    const auto children = laid.index.children[container];
    std::vector<int> order(children.begin(), children.end());
    const auto rect = [&laid](int node) { return laid.layout.node(node); };
    std::sort(order.begin(), order.end(), [&](int a, int b) { return rect(a).top() < rect(b).top(); });
    std::vector<int> open;
    for (const int node : order) {
        std::erase_if(open, [&](int other) { return rect(other).bottom() <= rect(node).top(); });
        for (const int other : open) {
            if (touch(rect(other), rect(node))) return laid.id(other) + " and " + laid.id(node);
        }
        open.push_back(node);
    }
    return {};
}

/// What is wrong with a layout, whatever the graph; empty when nothing is.
QString broken(const Laid& laid) {
    for (int i = 0; i < laid.index.top(); ++i) {
        const QRectF rect = laid.layout.node(i);
        if (!(rect.width() > 0 && rect.height() > 0)) return laid.id(i) + " has no size";
        if (!laid.layout.bounds.contains(rect)) return laid.id(i) + " is out of bounds";
        const double axis = laid.layout.axes[static_cast<std::size_t>(i)];
        if (axis < rect.left() || axis > rect.right()) return laid.id(i) + " has its ports beside it";
        const int parent = laid.index.node(i).parent;
        if (parent < 0) continue;
        const QRectF inside = laid.layout.node(parent).adjusted(4, metrics::header_height, -4, -4);
        if (!inside.contains(rect)) return laid.id(i) + " is not inside its container";
    }
    for (int i = 0; i <= laid.index.top(); ++i) {
        const QString pair = overlapping_siblings(laid, i);
        if (!pair.isEmpty()) return pair + " overlap";
    }
    for (const CanvasLayout::Edge& edge : laid.layout.edges) {
        const auto points = laid.layout.path(edge);
        for (std::size_t p = 0; p < points.size(); ++p) {
            if (!laid.layout.bounds.contains(points[p]))
                return "an edge of " + laid.id(edge.from) + " is out of bounds";
            if (p > 0 && std::abs(points[p].x() - points[p - 1].x()) > 0.01 &&
                std::abs(points[p].y() - points[p - 1].y()) > 0.01)
                return "an edge of " + laid.id(edge.from) + " is slanted";
        }
    }
    return {};
}

/// The first edge that runs through a card which is neither of its ends; empty when there is none.
QString crossed_card(const Laid& laid) {
    for (const CanvasLayout::Edge& edge : laid.layout.edges) {
        const auto points = laid.layout.path(edge);
        for (std::size_t p = 1; p < points.size(); ++p) {
            const QRectF line = QRectF(points[p - 1], points[p]).normalized().adjusted(-0.5, -0.5, 0.5, 0.5);
            for (int node = 0; node < laid.index.top(); ++node) {
                if (laid.index.node(node).container || is_port(laid.index.node(node).type)) continue;
                if (node != edge.from && node != edge.to && touch(line, laid.layout.node(node)))
                    return laid.id(edge.from) + " -> " + laid.id(edge.to) + " runs through " + laid.id(node);
            }
        }
    }
    return {};
}

CanvasGraph guards_graph(int count) {
    test::GraphBuilder b;
    QString from = "/start";
    for (int i = 0; i < count; ++i) {
        const QString guard = b.task("switch", QStringLiteral("guard%1").arg(i));
        b.edge(from, guard, i == 0 ? "" : "go on");
        b.edge(guard, "/end", "stop");
        from = guard;
    }
    b.edge(from, "/end", "go on");
    return b.take();
}

} // namespace

class LayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void order_is_laid_out_cleanly() {
        const Laid laid(test::order_graph());
        QCOMPARE(broken(laid), QString());
        QCOMPARE(crossed_card(laid), QString());
    }

    void the_way_ahead_is_straight() {
        const Laid laid(test::order_graph());
        const auto axis = [&laid](const QString& id) {
            return laid.layout.axes[static_cast<std::size_t>(laid.index.find(id))];
        };
        // A raised error and a catch stand aside without bending it.
        QCOMPARE(axis("/start"), axis("/do/0/validateOrder"));
        QCOMPARE(axis("/start"), axis("/end"));
        const QString attempt = "/do/7/chargeCard";
        QVERIFY(laid.index.find(attempt) >= 0);
        QCOMPARE(axis(attempt + "/entry"), axis(attempt + "/do/8/charge"));
        QCOMPARE(axis(attempt + "/entry"), axis(attempt + "/exit"));
    }

    void steps_go_down_and_branches_side_by_side() {
        test::GraphBuilder b;
        const QString first = b.task("switch", "first");
        const QString left = b.task("set", "left");
        const QString right = b.task("set", "right");
        const QString last = b.task("set", "last");
        b.edge("/start", first);
        b.edge(first, left, "one");
        b.edge(first, right, "two");
        b.edge(left, last);
        b.edge(right, last);
        b.edge(last, "/end");
        const Laid laid(b.take());
        QCOMPARE(broken(laid), QString());
        QVERIFY(laid.rect(first).bottom() < laid.rect(left).top());
        QCOMPARE(laid.rect(left).top(), laid.rect(right).top());
        QVERIFY(laid.rect(left).right() < laid.rect(right).left());
        QVERIFY(laid.rect(left).bottom() < laid.rect(last).top());
        QCOMPARE(laid.rect(first).center().x(), laid.rect(last).center().x());
    }

    void labels_have_room_of_their_own() {
        const Laid laid(test::order_graph());
        std::vector<QRectF> labels;
        for (const CanvasLayout::Edge& edge : laid.layout.edges) {
            if (edge.label.isEmpty() || edge.point_count == 0) continue;
            const QSizeF size(edge.label_width, metrics::label_height);
            const QRectF place(edge.label_center - QPointF(size.width() / 2, size.height() / 2), size);
            for (const QRectF& other : labels)
                QVERIFY2(!touch(place, other), qPrintable(edge.label));
            for (int node = 0; node < laid.index.top(); ++node) {
                if (!laid.index.node(node).container)
                    QVERIFY2(!touch(place, laid.layout.node(node)), qPrintable(edge.label));
            }
            labels.push_back(place);
        }
        QVERIFY(labels.size() >= 5);
    }

    void a_branch_named_by_its_edge_is_labelled_once() {
        const Laid laid(test::order_graph());
        for (const CanvasLayout::Edge& edge : laid.layout.edges)
            QVERIFY2(edge.label != "ship" && edge.label != "sendInvoice", qPrintable(edge.label));
    }

    void two_cases_to_one_task_share_an_edge() {
        test::GraphBuilder b;
        const QString choice = b.task("switch", "choice");
        const QString task = b.task("set", "task");
        b.edge("/start", choice);
        b.edge(choice, task, "a");
        b.edge(choice, task, "b");
        b.edge(task, "/end");
        const Laid laid(b.take());
        QCOMPARE(laid.layout.edges[1].label, QString("a, b"));
        QVERIFY(laid.layout.edges[1].point_count > 0);
        QCOMPARE(laid.layout.edges[2].point_count, 0);
    }

    void a_loop_leads_back_to_its_entry() {
        const Laid laid(test::order_graph());
        const auto loop = std::find_if(laid.layout.edges.begin(), laid.layout.edges.end(),
                                       [](const CanvasLayout::Edge& edge) { return edge.kind == EdgeKind::loop; });
        QVERIFY(loop != laid.layout.edges.end());
        QCOMPARE(laid.index.node(loop->from).type, NodeType::exit);
        QCOMPARE(laid.index.node(loop->to).type, NodeType::entry);
        const auto points = laid.layout.path(*loop);
        QVERIFY(points.front().y() > points.back().y());
    }

    void a_jump_backwards_goes_up_at_the_left() {
        const Laid laid(test::order_graph());
        const auto back = std::find_if(laid.layout.edges.begin(), laid.layout.edges.end(),
                                       [](const CanvasLayout::Edge& edge) { return edge.label == "disputed"; });
        QVERIFY(back != laid.layout.edges.end());
        QCOMPARE(back->kind, EdgeKind::back);
        for (int node = 0; node < laid.index.top(); ++node) {
            if (laid.layout.node(node).top() > laid.rect("/do/7/chargeCard").top())
                QVERIFY(laid.layout.path(*back)[1].x() < laid.layout.node(node).left());
        }
    }

    void an_early_end_leaves_its_containers_at_the_right() {
        test::GraphBuilder b;
        const QString outer = b.open("do", "outer");
        const QString check = b.task("switch", "check");
        const QString work = b.task("set", "work");
        b.edge(b.entry(), check);
        b.edge(check, work, "go on");
        b.edge(check, "/end", "stop");
        b.edge(work, b.exit());
        b.close();
        const QString after = b.task("set", "after");
        b.chain({outer, after});
        const Laid laid(b.take());
        QCOMPARE(broken(laid), QString());
        QCOMPARE(crossed_card(laid), QString());
        const auto stop = std::find_if(laid.layout.edges.begin(), laid.layout.edges.end(),
                                       [](const CanvasLayout::Edge& edge) { return edge.label == "stop"; });
        QVERIFY(laid.layout.path(*stop)[1].x() > laid.rect(outer).right());
    }

    void layout_is_the_same_every_time() {
        for (const int seed : {1, 2, 3}) {
            const Laid first(test::random_graph(static_cast<std::uint64_t>(seed), 300));
            const Laid second(test::random_graph(static_cast<std::uint64_t>(seed), 300));
            QVERIFY(first.layout.nodes == second.layout.nodes);
            QVERIFY(first.layout.points == second.layout.points);
        }
    }

    void any_graph_is_laid_out_without_overlaps_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 60; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void any_graph_is_laid_out_without_overlaps() {
        QFETCH(int, seed);
        QCOMPARE(broken(Laid(test::random_graph(static_cast<std::uint64_t>(seed), 20 + seed * 4))), QString());
    }

    void small_and_strange_graphs_data() {
        QTest::addColumn<CanvasGraph>("graph");
        QTest::addRow("nothing") << CanvasGraph{};
        QTest::addRow("one node") << CanvasGraph{{{"/do/0/a", "set", "a", "", ""}}, {}};
        QTest::addRow("one task") << test::single_task_graph();
        QTest::addRow("start and end") << test::GraphBuilder().take();
        QTest::addRow("no edges") << CanvasGraph{
            {{"a", "set", "a", "", ""}, {"b", "set", "b", "", ""}, {"c", "", "", "", ""}}, {}};
        QTest::addRow("a cycle of two") << CanvasGraph{{{"a", "set", "a", "", ""}, {"b", "set", "b", "", ""}},
                                                       {{"a", "b", "", false}, {"b", "a", "", false}}};
        QTest::addRow("itself") << CanvasGraph{{{"a", "set", "a", "", ""}}, {{"a", "a", "again", false}}};
        QTest::addRow("the same id twice")
            << CanvasGraph{{{"a", "set", "a", "", ""}, {"a", "set", "a", "", ""}}, {{"a", "a", "", false}}};
        QTest::addRow("an edge to nowhere")
            << CanvasGraph{{{"a", "set", "a", "", ""}}, {{"a", "b", "", false}, {"b", "a", "", false}}};
        QTest::addRow("its own parent") << CanvasGraph{{{"a", "do", "a", "a", ""}}, {}};
        QTest::addRow("a ring of parents")
            << CanvasGraph{{{"a", "do", "a", "c", ""}, {"b", "do", "b", "a", ""}, {"c", "do", "c", "b", ""}}, {}};
        QTest::addRow("a parent that is not there") << CanvasGraph{{{"a", "set", "a", "zz", ""}}, {}};
        QTest::addRow("container without ports")
            << CanvasGraph{{{"a", "do", "a", "", ""}, {"b", "set", "b", "a", ""}}, {{"a", "b", "", false}}};
        QTest::addRow("an empty container") << CanvasGraph{
            {{"a", "do", "a", "", ""}, {"a/entry", "entry", "", "a", ""}, {"a/exit", "exit", "", "a", ""}},
            {{"a/entry", "a/exit", "", false}}};
        QTest::addRow("exit that leads on inside")
            << CanvasGraph{{{"a", "do", "a", "", ""},
                            {"a/entry", "entry", "", "a", ""},
                            {"b", "set", "b", "a", ""},
                            {"a/exit", "exit", "", "a", ""}},
                           {{"a/exit", "b", "", false}, {"b", "a/entry", "", false}}};
        QTest::addRow("into another container") << CanvasGraph{{{"a", "do", "a", "", ""},
                                                                {"x", "set", "x", "a", ""},
                                                                {"b", "do", "b", "", ""},
                                                                {"y", "set", "y", "b", ""}},
                                                               {{"x", "y", "", false}, {"y", "x", "", false}}};
        QTest::addRow("everything ends in errors")
            << CanvasGraph{{{"/start", "start", "", "", ""},
                            {"c", "switch", "c", "", ""},
                            {"a", "raise", "a", "", ""},
                            {"b", "raise", "b", "", ""},
                            {"/end", "end", "", "", ""}},
                           {{"/start", "c", "", false}, {"c", "a", "x", false}, {"c", "b", "y", false}}};
    }
    void small_and_strange_graphs() {
        QFETCH(CanvasGraph, graph);
        QCOMPARE(broken(Laid(graph)), QString());
    }

    void unreachable_tasks_stand_beside() {
        test::GraphBuilder b;
        const QString first = b.task("set", "first");
        const QString lost = b.task("set", "lost");
        const QString last = b.task("set", "last");
        b.edge("/start", first);
        b.edge(first, last);
        b.edge(lost, last);
        b.edge(last, "/end");
        const Laid laid(b.take());
        QCOMPARE(broken(laid), QString());
        QVERIFY(laid.rect(lost).left() > laid.rect(first).right());
        QVERIFY(laid.rect(lost).bottom() < laid.rect(last).top());
    }

    void two_hundred_containers_one_inside_the_other() {
        const Laid laid(test::nested_graph(200));
        QCOMPARE(broken(laid), QString());
        QCOMPARE(crossed_card(laid), QString());
    }

    void many_guards_one_after_the_other() {
        for (const int count : {5, 90, 100, 400})
            QCOMPARE(broken(Laid(guards_graph(count))), QString());
        QCOMPARE(crossed_card(Laid(guards_graph(40))), QString());
    }

    void ten_thousand_branches_are_not_one_line() {
        const Laid laid(test::wide_graph(10000));
        QCOMPARE(broken(laid), QString());
        QVERIFY(laid.layout.bounds.width() < 3 * laid.layout.bounds.height());
    }

    void large_graphs_data() {
        QTest::addColumn<CanvasGraph>("graph");
        QTest::addRow("10,000 nodes") << test::regular_graph(10000);
        QTest::addRow("10,000 with jumps") << test::random_graph(11, 10000);
        QTest::addRow("100,000 nodes") << test::regular_graph(100000, 60);
        QTest::addRow("100,000 steps") << test::long_graph(100000);
        QTest::addRow("2,000 deep") << test::nested_graph(2000);
    }
    void large_graphs() {
        QFETCH(CanvasGraph, graph);
        QCOMPARE(broken(Laid(std::move(graph))), QString());
    }
};

} // namespace orkestr

using orkestr::LayoutTest;
ORKESTR_TEST(LayoutTest)
#include "layout_test.moc"
