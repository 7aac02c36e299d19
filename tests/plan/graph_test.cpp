// The flow as a graph: ids, containers, and where edges lead.
#include "core/plan/graph.h"

#include "tests/engine/plan_of.h"
#include "tests/support/test.h"

#include <QTest>
#include <set>

namespace orkestr::test {

namespace {

Graph graph_of(const char* text) { return build_graph(*definition_of(text)); }

/// `FROM -> TO` or `FROM -label-> TO`, one a line.
std::string edges_text(const Graph& graph) {
    std::string text;
    for (const auto& edge : graph.edges) text += edge.from + (edge.label.empty() ? " -> " : " -" + edge.label + "-> ") + edge.to + "\n";
    return text;
}

std::string ids_text(const Graph& graph) {
    std::string text;
    for (const auto& node : graph.nodes) text += node.id + " " + node.type + (node.parent.empty() ? "" : " in " + node.parent) + "\n";
    return text;
}

} // namespace

class GraphTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_list();
    void directives();
    void a_switch();
    void what_may_be_skipped();
    void a_try();
    void a_listener();
    void edges_join_nodes_that_are_there();
};

void GraphTest::a_list() {
    const Graph graph = graph_of("do: [one: {set: {a: 1}}, two: {do: [in: {wait: PT1S}]}]");
    QCOMPARE(ids_text(graph), std::string("/start start\n/do/0/one set\n/do/1/two do\n/do/1/two/entry entry in /do/1/two\n"
                                          "/do/1/two/do/0/in wait in /do/1/two\n/do/1/two/exit exit in /do/1/two\n/end end\n"));
    QCOMPARE(edges_text(graph), std::string("/start -> /do/0/one\n/do/0/one -> /do/1/two/entry\n/do/1/two/entry -> /do/1/two/do/0/in\n"
                                            "/do/1/two/do/0/in -> /do/1/two/exit\n/do/1/two/exit -> /end\n"));
}

void GraphTest::directives() {
    const Graph graph = graph_of("do: [a: {set: {x: 1}, then: c}, b: {do: [d: {set: {x: 1}, then: exit}, e: {set: {x: 1}, then: end}]}, c: {set: {x: 1}, then: b}]");
    const std::string edges = edges_text(graph);
    for (const char* edge : {"/do/0/a -> /do/2/c\n", "/do/2/c -> /do/1/b/entry\n", "/do/1/b/do/0/d -> /do/1/b/exit\n", "/do/1/b/do/1/e -> /end\n"})
        QVERIFY2(edges.find(edge) != std::string::npos, edge);
}

void GraphTest::a_switch() {
    const Graph graph = graph_of("do: [s: {switch: [x: {when: .x, then: b}, y: {when: .y, then: end}]}, a: {set: {x: 1}}, b: {set: {x: 1}}]");
    QCOMPARE(edges_text(graph), std::string("/start -> /do/0/s\n/do/0/s -x-> /do/2/b\n/do/0/s -y-> /end\n/do/0/s -default-> /do/1/a\n"
                                            "/do/1/a -> /do/2/b\n/do/2/b -> /end\n"));
}

void GraphTest::what_may_be_skipped() {
    // A raise leads nowhere, but for the run in which its condition does not hold.
    QCOMPARE(edges_text(graph_of("do: [r: {if: .x, raise: {error: {type: about:blank, status: 400}}}, a: {set: {x: 1}}]")),
             std::string("/start -> /do/0/r\n/do/0/r -skipped-> /do/1/a\n/do/1/a -> /end\n"));
    QCOMPARE(edges_text(graph_of("do: [r: {raise: {error: {type: about:blank, status: 400}}}, a: {set: {x: 1}}]")),
             std::string("/start -> /do/0/r\n/do/1/a -> /end\n"));
    // What is skipped does not go where `then` leads; where both lead to the next one edge is enough.
    QCOMPARE(edges_text(graph_of("do: [a: {if: .x, set: {x: 1}, then: end}, b: {if: .x, set: {x: 1}}, c: {if: .x, do: [d: {set: {x: 1}}], then: end}]")),
             std::string("/start -> /do/0/a\n/do/0/a -> /end\n/do/0/a -skipped-> /do/1/b\n/do/1/b -> /do/2/c/entry\n"
                         "/do/2/c/entry -> /do/2/c/do/0/d\n/do/2/c/do/0/d -> /do/2/c/exit\n/do/2/c/exit -> /end\n"));
    QCOMPARE(edges_text(graph_of("do: [s: {if: .x, switch: [x: {when: .x, then: b}, o: {then: b}]}, a: {set: {x: 1}}, b: {set: {x: 1}}]")),
             std::string("/start -> /do/0/s\n/do/0/s -x-> /do/2/b\n/do/0/s -o-> /do/2/b\n/do/0/s -skipped-> /do/1/a\n/do/1/a -> /do/2/b\n/do/2/b -> /end\n"));
    QCOMPARE(edges_text(graph_of("do: [f: {fork: {branches: [r: {if: .x, raise: {error: {type: about:blank, status: 400}}}, t: {raise: {error: {type: about:blank, status: 400}}}]}}]")),
             std::string("/start -> /do/0/f/entry\n/do/0/f/entry -r-> /do/0/f/fork/branches/0/r\n"
                         "/do/0/f/fork/branches/0/r -skipped-> /do/0/f/exit\n/do/0/f/entry -t-> /do/0/f/fork/branches/1/t\n/do/0/f/exit -> /end\n"));
}

void GraphTest::a_try() {
    const Graph graph = graph_of("do: [t: {try: [w: {wait: PT1S}], catch: {do: [h: {set: {x: 1}}]}}, u: {try: [w: {wait: PT1S}], catch: {then: end}}]");
    QCOMPARE(edges_text(graph), std::string("/start -> /do/0/t/entry\n/do/0/t/entry -> /do/0/t/try/0/w\n/do/0/t/try/0/w -> /do/0/t/exit\n"
                                            "/do/0/t/entry -error-> /do/0/t/catch/entry\n/do/0/t/catch/entry -> /do/0/t/catch/do/0/h\n"
                                            "/do/0/t/catch/do/0/h -> /do/0/t/catch/exit\n/do/0/t/catch/exit -> /do/0/t/exit\n"
                                            "/do/0/t/exit -> /do/1/u/entry\n/do/1/u/entry -> /do/1/u/try/0/w\n/do/1/u/try/0/w -> /do/1/u/exit\n"
                                            "/do/1/u/entry -error-> /do/1/u/catch\n/do/1/u/catch -> /end\n/do/1/u/exit -> /end\n"));
}

void GraphTest::a_listener() {
    const Graph bare = graph_of("use: {extensions: [{x: {extend: all, before: [{y: {set: {a: 1}}}]}}]}\n"
                                "do: [l: {listen: {to: {one: {with: {type: a.b}}}}}]");
    QCOMPARE(ids_text(bare), std::string("/start start\n/do/0/l listen\n/end end\n"));
    QCOMPARE(bare.nodes.at(1).detail, std::string("a.b"));
    const Graph each = graph_of("do: [l: {listen: {to: {any: []}}, foreach: {do: [s: {set: {a: 1}}]}}]");
    QCOMPARE(ids_text(each), std::string("/start start\n/do/0/l listen\n/do/0/l/entry entry in /do/0/l\n/do/0/l/foreach/do/0/s set in /do/0/l\n"
                                         "/do/0/l/exit exit in /do/0/l\n/end end\n"));
    QCOMPARE(edges_text(each), std::string("/start -> /do/0/l/entry\n/do/0/l/entry -> /do/0/l/foreach/do/0/s\n"
                                           "/do/0/l/foreach/do/0/s -> /do/0/l/exit\n/do/0/l/exit -> /end\n"));
}

void GraphTest::edges_join_nodes_that_are_there() {
    const Graph graph = graph_of("do: [l: {for: {in: .x}, do: [f: {fork: {branches: [a: {do: [i: {wait: PT1S}]}, b: {switch: [k: {then: exit}]}]}}]}, r: {raise: {error: {type: 'https://a.b/c', status: 500}}}]");
    std::set<std::string> ids;
    for (const auto& node : graph.nodes) {
        QVERIFY2(node.parent.empty() || ids.contains(node.parent), node.id.c_str());
        QVERIFY2(ids.insert(node.id).second, node.id.c_str());
    }
    for (const auto& edge : graph.edges) QVERIFY2(ids.contains(edge.from) && ids.contains(edge.to), (edge.from + " -> " + edge.to).c_str());
    // Nothing follows what raises.
    for (const auto& edge : graph.edges) QVERIFY(edge.from != "/do/1/r");
}

ORKESTR_TEST(GraphTest)

} // namespace orkestr::test

#include "graph_test.moc"
