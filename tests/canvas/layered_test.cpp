#include "tests/support/test.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/layered_graph.h"
#include "ui/canvas/layered_layout.h"
#include "ui/canvas/layered_order.h"
#include "ui/canvas/layered_tracks.h"
#include "ui/canvas/metrics.h"
#include "ui/canvas/navigation.h"
#include "ui/canvas/status_overlay.h"

#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

namespace orkestr {

namespace {

struct Drawn {
    CanvasGraph graph;
    GraphIndex index;
    CanvasLayout layout;

    explicit Drawn(CanvasGraph made) : graph(std::move(made)), index(make_index(graph)), layout(lay_out_layered(graph, index)) {}
    QString id(int node) const { return graph.nodes[static_cast<std::size_t>(node)].id; }
};

CanvasGraph dag(int nodes, const std::vector<std::pair<int, int>>& edges) {
    CanvasGraph graph;
    graph.layered = true;
    for (int i = 0; i < nodes; ++i) graph.nodes.push_back({QString("/%1").arg(i), i % 7 == 0 ? "wait" : "call", QString("task %1").arg(i), {}, {}});
    for (const auto& [from, to] : edges) graph.edges.push_back({QString("/%1").arg(from), QString("/%1").arg(to), {}, false});
    return graph;
}

/// `shape` 0: edges forwards only; 1: of any direction, with repeats and loops; 2: mostly short ones.
CanvasGraph random_dag(std::uint64_t seed, int nodes, int edge_count, int shape) {
    std::mt19937_64 random(seed);
    const auto draw = [&random](int below) { return static_cast<int>(random() % static_cast<std::uint64_t>(below)); };
    std::vector<std::pair<int, int>> edges;
    for (int i = 0; i < edge_count; ++i) {
        int a = draw(nodes);
        int b = shape == 2 ? std::min(nodes - 1, a + 1 + draw(12)) : draw(nodes);
        if (shape != 1 && a == b) continue;
        if (shape != 1 && a > b) std::swap(a, b);
        edges.emplace_back(a, b);
    }
    return dag(nodes, edges);
}

bool overlap(const QRectF& a, const QRectF& b) {
    return a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom();
}

/// The first pair of boxes on each other, by a sweep from the top.
QString overlapping(const Drawn& drawn) {
    std::vector<int> order(drawn.layout.nodes.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    const auto rect = [&drawn](int node) { return drawn.layout.node(node); };
    // Of one layer all have the same top, so that what is beside comes next.
    std::sort(order.begin(), order.end(), [&](int a, int b) { return std::pair(rect(a).top(), rect(a).left()) < std::pair(rect(b).top(), rect(b).left()); });
    std::vector<int> open;
    for (const int node : order) {
        std::erase_if(open, [&](int other) { return rect(other).bottom() <= rect(node).top(); });
        std::size_t looked = 0;
        for (auto it = open.rbegin(); it != open.rend() && looked < 2000; ++it, ++looked)
            if (overlap(rect(*it), rect(node))) return drawn.id(*it) + " and " + drawn.id(node);
        open.push_back(node);
    }
    return {};
}

/// What is wrong with a layout, whatever the graph; empty when nothing is.
QString flaw(const Drawn& drawn) {
    for (int i = 0; i < drawn.index.top(); ++i) {
        const QRectF rect = drawn.layout.node(i);
        if (!(rect.width() > 0 && rect.height() > 0)) return drawn.id(i) + " has no size";
        if (!drawn.layout.bounds.contains(rect)) return drawn.id(i) + " is out of bounds";
    }
    if (const QString pair = overlapping(drawn); !pair.isEmpty()) return pair + " overlap";
    QSet<std::pair<int, int>> seen;
    for (const CanvasLayout::Edge& edge : drawn.layout.edges) {
        const QString name = drawn.id(edge.from) + " -> " + drawn.id(edge.to);
        const auto points = drawn.layout.path(edge);
        const bool repeated = seen.contains({edge.from, edge.to});
        seen.insert({edge.from, edge.to});
        if (points.empty() != repeated) return name + (repeated ? " is drawn twice" : " is not drawn");
        for (std::size_t p = 0; p < points.size(); ++p) {
            if (!drawn.layout.bounds.contains(points[p])) return name + " is out of bounds";
            if (p > 0 && std::abs(points[p].x() - points[p - 1].x()) > 0.01 && std::abs(points[p].y() - points[p - 1].y()) > 0.01)
                return name + " is slanted";
        }
        if (points.empty() || edge.from == edge.to) continue;
        const QRectF from = drawn.layout.node(edge.from);
        const QRectF to = drawn.layout.node(edge.to);
        const bool rightwards = drawn.layout.rightwards;
        const QPointF begin = rightwards ? QPointF(from.right(), from.center().y()) : QPointF(from.center().x(), from.bottom());
        const QPointF end = rightwards ? QPointF(to.left(), to.center().y()) : QPointF(to.center().x(), to.top());
        if (points.front() != begin) return name + " does not begin at its start";
        if (points.back() != end) return name + " does not end at its end";
        const bool ahead = rightwards ? from.right() < to.left() : from.bottom() < to.top();
        if (edge.kind == EdgeKind::flow && !ahead) return name + " does not lead ahead";
    }
    return {};
}

/// An edge that runs through a box which is neither of its ends.
QString crossed_box(const Drawn& drawn) {
    for (const CanvasLayout::Edge& edge : drawn.layout.edges) {
        const auto points = drawn.layout.path(edge);
        for (std::size_t p = 1; p < points.size(); ++p) {
            const QRectF line = QRectF(points[p - 1], points[p]).normalized().adjusted(-0.5, -0.5, 0.5, 0.5);
            for (int node = 0; node < drawn.index.top(); ++node)
                if (node != edge.from && node != edge.to && overlap(line, drawn.layout.node(node)))
                    return drawn.id(edge.from) + " -> " + drawn.id(edge.to) + " runs through " + drawn.id(node);
        }
    }
    return {};
}

std::int64_t crossings_of(const CanvasGraph& graph) {
    const GraphIndex index = make_index(graph);
    std::vector<LayeredEdge> edges;
    for (const GraphIndex::Edge& edge : index.edges) edges.push_back({edge.from, edge.to});
    LayeredGraph layers = make_layers(index.top(), edges);
    reduce_crossings(layers);
    return count_crossings(layers);
}

/// How many pairs of straight lines from start to end cross where graphviz puts the nodes.
std::int64_t crossings_by_dot(const CanvasGraph& graph) {
    QByteArray text = "digraph { node [shape=box fixedsize=true width=3.3 height=0.7] splines=line\n";
    for (const auto& node : graph.nodes) text += '"' + node.id.toUtf8() + "\"\n";
    for (const auto& edge : graph.edges) text += '"' + edge.from.toUtf8() + "\" -> \"" + edge.to.toUtf8() + "\"\n";
    QProcess dot;
    dot.start("dot", {"-Tplain"});
    dot.write(text + "}\n");
    dot.closeWriteChannel();
    dot.waitForFinished();
    QHash<QString, QPointF> places;
    for (const QByteArray& line : dot.readAllStandardOutput().split('\n')) {
        const auto words = line.split(' ');
        if (words.size() > 3 && words[0] == "node") places.insert(QString::fromUtf8(words[1]).remove('"'), {words[2].toDouble(), words[3].toDouble()});
    }
    const auto side = [](QPointF a, QPointF b, QPointF c) { return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x()); };
    std::int64_t count = 0;
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        for (std::size_t j = i + 1; j < graph.edges.size(); ++j) {
            const QPointF a = places[graph.edges[i].from];
            const QPointF b = places[graph.edges[i].to];
            const QPointF c = places[graph.edges[j].from];
            const QPointF d = places[graph.edges[j].to];
            if (a == c || a == d || b == c || b == d) continue;
            if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) ++count;
        }
    }
    return count;
}

std::vector<std::pair<int, int>> chain(int nodes) {
    std::vector<std::pair<int, int>> edges;
    for (int i = 1; i < nodes; ++i) edges.emplace_back(i - 1, i);
    return edges;
}

} // namespace

class LayeredTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothing_and_one_node() {
        QCOMPARE(flaw(Drawn(dag(0, {}))), QString());
        QCOMPARE(flaw(Drawn(dag(1, {}))), QString());
    }

    void a_diamond_is_symmetric() {
        const Drawn drawn(dag(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}}));
        QCOMPARE(flaw(drawn), QString());
        QCOMPARE(drawn.layout.node(0).center().x(), drawn.layout.node(3).center().x());
        QCOMPARE(drawn.layout.node(1).top(), drawn.layout.node(2).top());
        QVERIFY(drawn.layout.node(1).right() < drawn.layout.node(2).left());
    }

    void a_chain_is_straight() {
        const Drawn drawn(dag(50, chain(50)));
        QCOMPARE(flaw(drawn), QString());
        for (const CanvasLayout::Edge& edge : drawn.layout.edges) QCOMPARE(edge.point_count, 2);
    }

    void an_edge_past_layers_runs_beside_them() {
        auto edges = chain(6);
        edges.emplace_back(0, 5);
        const Drawn drawn(dag(6, edges));
        QCOMPARE(flaw(drawn), QString());
        QCOMPARE(crossed_box(drawn), QString());
    }

    void what_nothing_leads_to_stands_above_what_it_leads_to() {
        auto edges = chain(6);
        edges.emplace_back(6, 5);
        const Drawn drawn(dag(7, edges));
        QCOMPARE(drawn.layout.node(6).top(), drawn.layout.node(4).top());
    }

    void cycles_lead_back_at_the_left() {
        const Drawn drawn(dag(5, {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 1}, {3, 3}}));
        QVERIFY(!drawn.layout.rightwards);
        QCOMPARE(flaw(drawn), QString());
        QCOMPARE(crossed_box(drawn), QString());
        int back = 0;
        for (const CanvasLayout::Edge& edge : drawn.layout.edges)
            if (edge.kind == EdgeKind::back) ++back;
        QCOMPARE(back, 3);
    }

    void edges_with_the_same_ends_are_drawn_once() {
        const Drawn drawn(dag(2, {{0, 1}, {0, 1}, {0, 1}}));
        QCOMPARE(flaw(drawn), QString());
        QCOMPARE(drawn.layout.edges[1].point_count, 0);
    }

    void parts_stand_beside_each_other_and_loose_nodes_below() {
        const Drawn drawn(dag(9, {{0, 1}, {2, 3}, {3, 4}}));
        QCOMPARE(flaw(drawn), QString());
        QVERIFY(drawn.layout.node(0).right() < drawn.layout.node(2).left());
        for (const int loose : {5, 6, 7, 8}) QVERIFY(drawn.layout.node(loose).top() > drawn.layout.node(4).bottom());
    }

    void many_alike_stand_as_a_block() {
        std::vector<std::pair<int, int>> edges;
        for (int i = 2; i < 302; ++i)
            for (const int other : {0, 1}) edges.emplace_back(other, i);
        for (int i = 2; i < 302; ++i) edges.emplace_back(i, 302);
        const Drawn drawn(dag(303, edges));
        QCOMPARE(flaw(drawn), QString());
        QCOMPARE(crossed_box(drawn), QString());
        const QSizeF size = drawn.layout.bounds.size();
        QVERIFY2(size.width() < 3 * size.height() && size.height() < 3 * size.width(), qPrintable(QString("%1 x %2").arg(size.width()).arg(size.height())));
    }

    void what_is_broad_and_not_deep_leads_to_the_right() {
        std::vector<std::pair<int, int>> edges;
        for (int i = 1; i < 64; ++i) edges.emplace_back((i - 1) / 4, i);
        const Drawn drawn(dag(64, edges));
        QVERIFY(drawn.layout.rightwards);
        QCOMPARE(flaw(drawn), QString());
        QCOMPARE(crossed_box(drawn), QString());
        const auto scene = make_scene(drawn.graph);
        QCOMPARE(neighbour(*scene, 0, Direction::right), 1);
        QCOMPARE(neighbour(*scene, 1, Direction::left), 0);
        QCOMPARE(neighbour(*scene, 1, Direction::down), 2);
    }

    void random_graphs_are_laid_out_cleanly_data() {
        QTest::addColumn<int>("nodes");
        QTest::addColumn<int>("edges");
        QTest::addColumn<int>("shape");
        QTest::newRow("sparse") << 40 << 40 << 0;
        QTest::newRow("dense") << 30 << 120 << 0;
        QTest::newRow("cyclic") << 40 << 80 << 1;
        QTest::newRow("long") << 120 << 160 << 2;
        QTest::newRow("hardly any") << 60 << 12 << 1;
    }
    void random_graphs_are_laid_out_cleanly() {
        QFETCH(int, nodes);
        QFETCH(int, edges);
        QFETCH(int, shape);
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            const Drawn drawn(random_dag(seed, nodes, edges, shape));
            const QByteArray which = "seed " + QByteArray::number(static_cast<int>(seed));
            const QString wrong = flaw(drawn);
            QVERIFY2(wrong.isEmpty(), qPrintable(which + ": " + wrong));
            const QString crossed = crossed_box(drawn);
            QVERIFY2(crossed.isEmpty(), qPrintable(which + ": " + crossed));
        }
    }

    void the_same_graph_gives_the_same_layout() {
        const CanvasGraph graph = random_dag(3, 400, 800, 1);
        const Drawn one(graph);
        const Drawn other(graph);
        QVERIFY(one.layout.nodes == other.layout.nodes);
        QVERIFY(one.layout.points == other.layout.points);
    }

    void large_and_odd_graphs_data() {
        QTest::addColumn<int>("shape");
        QTest::newRow("100,000 in one layer") << 0;
        QTest::newRow("a chain of 100,000") << 1;
        QTest::newRow("100,000 without edges") << 2;
        QTest::newRow("a ring of 20,000") << 3;
        QTest::newRow("many edges past many layers") << 4;
        QTest::newRow("all to all") << 5;
        QTest::newRow("5,000 pairs") << 6;
        QTest::newRow("a chain with an edge from each to the last") << 7;
    }
    void large_and_odd_graphs() {
        QFETCH(int, shape);
        std::vector<std::pair<int, int>> edges;
        int nodes = shape < 3 ? 100'000 : shape == 6 ? 10'000 : 20'000;
        if (shape == 0)
            for (int i = 1; i < nodes; ++i) edges.emplace_back(0, i);
        if (shape == 1 || shape == 3 || shape == 4) edges = chain(nodes);
        if (shape == 3) edges.emplace_back(nodes - 1, 0);
        if (shape == 4)
            for (int i = 0; i < 1000; ++i) edges.emplace_back(i, nodes - 1 - i);
        if (shape == 5) {
            nodes = 400;
            for (int a = 0; a < 200; ++a)
                for (int b = 200; b < 400; ++b) edges.emplace_back(a, b);
        }
        if (shape == 6)
            for (int i = 0; i + 1 < nodes; i += 2) edges.emplace_back(i, i + 1);
        if (shape == 7) {
            nodes = 5'000;
            edges = chain(nodes);
            for (int i = 0; i + 2 < nodes; ++i) edges.emplace_back(i, nodes - 1);
        }
        const Drawn drawn(dag(nodes, edges));
        QCOMPARE(flaw(drawn), QString());
    }

    void tracks_keep_lines_of_different_edges_apart() {
        // 0 over 3, 1 over 4: 0 -> 4 comes down where 1 -> 3 goes on.
        const std::vector<double> x{0, 300, 600, 0, 300, 600};
        const LayeredTracks tracks = assign_tracks({{0, 4}, {1, 5}, {2, 2 + 3}}, x);
        QCOMPARE(tracks.track[2], LayeredTracks::straight);
        QVERIFY(tracks.track[1] < tracks.track[0]);
    }

    void few_edges_cross() {
        // What can be drawn without crossings is: a tree, whatever the order of its edges.
        std::mt19937_64 random(5);
        std::vector<std::pair<int, int>> edges;
        for (int i = 1; i < 300; ++i) edges.emplace_back(static_cast<int>(random() % static_cast<std::uint64_t>(i)), i);
        std::shuffle(edges.begin(), edges.end(), random);
        QCOMPARE(crossings_of(dag(300, edges)), 0);
    }

    void graphviz_does_not_do_much_better() {
        if (QStandardPaths::findExecutable("dot").isEmpty()) QSKIP("graphviz is not installed");
        std::int64_t ours = 0;
        std::int64_t theirs = 0;
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const CanvasGraph graph = random_dag(seed, 40, 55, 2);
            ours += crossings_of(graph);
            theirs += crossings_by_dot(graph);
        }
        QVERIFY2(ours <= 2 * theirs + 20, qPrintable(QString("%1 crossings, dot %2").arg(ours).arg(theirs)));
    }

    void a_scene_can_be_walked_searched_and_coloured() {
        CanvasGraph graph = dag(6, {{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 4}, {2, 5}});
        const auto scene = make_scene(graph);
        QCOMPARE(neighbour(*scene, 0, Direction::down), 1);
        QCOMPARE(neighbour(*scene, 3, Direction::up), 1);
        QCOMPARE(neighbour(*scene, 1, Direction::right), 2);
        QCOMPARE(find_nodes(*scene, "task 4"), std::vector<int>{4});
        StatusOverlay overlay(scene);
        for (const int node : {0, 1, 2, 3}) overlay.set(node, {DisplayStatus::completed});
        for (int edge = 0; edge < 6; ++edge) QCOMPARE(overlay.is_taken(edge), edge < 4);
    }
};

ORKESTR_TEST(LayeredTest)

} // namespace orkestr

#include "layered_test.moc"
