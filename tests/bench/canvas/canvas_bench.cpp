// How long the canvas takes to lay out and to draw 10,000 nodes, beside what drawing as many plain rectangles costs in
// the same run. One JSON object a line; times in milliseconds, lower is better.
#include "tests/canvas/sample_graphs.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/layered_layout.h"
#include "ui/theme/appearance.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPainter>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

namespace orkestr {

namespace {

constexpr int node_count = 10000;
constexpr QSize window(1600, 900);

std::vector<double> timed(int runs, const std::function<void(int)>& work) {
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer clock;
        clock.start();
        work(i);
        times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return times;
}

double part(const std::vector<double>& sorted, double fraction) {
    return sorted[static_cast<std::size_t>(fraction * static_cast<double>(sorted.size() - 1))];
}

void print(const char* figure, double ms, double target_ms, double floor_ms, const char* floor) {
    std::printf(R"({"figure":"%s","ms":%.3f)", figure, ms);
    if (target_ms > 0) std::printf(R"(,"target_ms":%g)", target_ms);
    if (floor_ms > 0) std::printf(R"(,"floor_ms":%.3f,"floor":"%s")", floor_ms, floor);
    std::puts("}");
    std::fflush(stdout);
}

/// As many rectangles as there are nodes, in batches, in the same number of colours as the canvas uses at most.
double plain_rectangles() {
    QImage image(window, QImage::Format_RGB32);
    QList<QRect> rects;
    for (int i = 0; i < node_count; ++i)
        rects.push_back({(i % 125) * 12 + 10, (i / 125) * 11 + 8, 10, 3});
    return part(timed(50,
                      [&](int) {
                          QPainter painter(&image);
                          painter.fillRect(image.rect(), Qt::white);
                          painter.setPen(Qt::NoPen);
                          painter.setBrush(Qt::darkGray);
                          painter.drawRects(rects);
                      }),
                0.5);
}

/// What it takes to read every id and every edge once: no layout can do less.
double plain_index(const CanvasGraph& graph) {
    return part(timed(15, [&](int) { make_index(graph); }), 0.5);
}

void wait_for_layout(Canvas& canvas) {
    QEventLoop loop;
    QObject::connect(&canvas, &Canvas::laid_out, &loop, &QEventLoop::quit);
    if (canvas.is_busy()) loop.exec();
}

void layout_figures() {
    struct Shape {
        const char* figure;
        CanvasGraph graph;
        double target_ms;
    };
    const std::vector<Shape> shapes{
        {"layout_10000_nodes", test::regular_graph(node_count, 100), 50},
        {"layout_10000_nodes_with_jumps", test::random_graph(7, node_count), 50},
        {"layout_10000_steps", test::long_graph(node_count), 50},
        {"layout_10000_branches", test::wide_graph(node_count), 50},
        {"layout_100000_nodes", test::regular_graph(10 * node_count, 100), 0},
    };
    for (const Shape& shape : shapes) {
        const double ms = part(timed(15,
                                     [&](int) {
                                         const GraphIndex index = make_index(shape.graph);
                                         lay_out(shape.graph, index);
                                     }),
                               0.5);
        print(shape.figure, ms, shape.target_ms, plain_index(shape.graph), "resolving ids only");
    }
    const CanvasGraph graph = test::regular_graph(node_count, 100);
    print("scene_10000_nodes", part(timed(15, [&](int) { make_scene(graph); }), 0.5), 0, 0, "");
}

/// Graphs of any shape, as others' records have them: edges forwards, as many as nodes and half as many again.
CanvasGraph dependency_graph(int nodes, int reach) {
    CanvasGraph graph;
    graph.layered = true;
    std::uint64_t state = 11;
    const auto draw = [&state](int below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(below));
    };
    const auto id = [](int i) { return QStringLiteral("/%1").arg(i); };
    for (int i = 0; i < nodes; ++i) graph.nodes.push_back({id(i), QStringLiteral("run"), id(i), {}, {}});
    for (int i = 1; i < nodes; ++i) {
        graph.edges.push_back({id(std::max(0, i - 1 - draw(reach))), id(i), {}, false});
        if (i % 2 == 0) graph.edges.push_back({id(std::max(0, i - 1 - draw(reach))), id(i), {}, false});
    }
    return graph;
}

void layered_figures() {
    struct Shape {
        const char* figure;
        CanvasGraph graph;
        int runs;
    };
    const std::vector<Shape> shapes{
        {"layered_10000_nodes", dependency_graph(node_count, 200), 15},
        {"layered_10000_nodes_with_edges_across", dependency_graph(node_count, 4000), 15},
        {"layered_100000_nodes", dependency_graph(10 * node_count, 2000), 3},
    };
    for (const Shape& shape : shapes) {
        const double ms = part(timed(shape.runs,
                                     [&](int) {
                                         const GraphIndex index = make_index(shape.graph);
                                         lay_out_layered(shape.graph, index);
                                     }),
                               0.5);
        print(shape.figure, ms, 0, plain_index(shape.graph), "resolving ids only");
    }
}

void frame_figures() {
    const double floor = plain_rectangles();
    const char* floor_name = "10000 rectangles in one batch";
    const CanvasGraph graph = test::regular_graph(node_count, 100);
    QHash<QString, NodeStatus> statuses;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        statuses.insert(graph.nodes[i].id, {all_display_statuses[i % all_display_statuses.size()], 1, 0, {}, -1, false});
    Canvas canvas;
    canvas.resize(window);
    canvas.set_graph(graph);
    canvas.show();
    wait_for_layout(canvas);
    canvas.set_statuses(statuses);
    canvas.fit();

    const auto pan = [&canvas](int i) {
        const int direction = i / 60 % 2 == 0 ? 1 : -1;
        canvas.pan({direction * 9, direction * 4});
        canvas.viewport()->repaint();
    };
    canvas.viewport()->repaint();
    print("pan_10000_nodes_p95", part(timed(480, pan), 0.95), 16, floor, floor_name);

    print("redraw_10000_nodes_p95",
          part(timed(60,
                     [&canvas](int i) {
                         apply_theme(*qApp, i % 2 ? ThemeKind::light : ThemeKind::dark);
                         QElapsedTimer clock;
                         canvas.viewport()->repaint();
                     }),
               0.95),
          0, floor, floor_name);
    print("status_of_one_in_10000_p95",
          part(timed(300,
                     [&](int i) {
                         const auto& node = graph.nodes[static_cast<std::size_t>(i) * 31 % graph.nodes.size()];
                         canvas.set_status(node.id,
                                           {all_display_statuses[static_cast<std::size_t>(i) % 9], i, 0, {}, -1, false});
                         canvas.viewport()->repaint();
                     }),
               0.95),
          16, floor, floor_name);
    for (int i = 0; i < 40 && canvas.zoom() < 1; ++i)
        canvas.zoom_in();
    canvas.viewport()->repaint();
    print("pan_10000_nodes_at_100_percent_p95",
          part(timed(480,
                     [&canvas](int i) {
                         canvas.pan({i / 100 % 2 == 0 ? 23 : -23, 17});
                         canvas.viewport()->repaint();
                     }),
               0.95),
          16, floor, floor_name);
    print("zoom_10000_nodes_p95",
          part(timed(80,
                     [&canvas](int i) {
                         if (i / 20 % 2 == 0)
                             canvas.zoom_out();
                         else
                             canvas.zoom_in();
                         canvas.viewport()->repaint();
                     }),
               0.95),
          0, floor, floor_name);
}

} // namespace

} // namespace orkestr

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    orkestr::apply_theme(app, orkestr::ThemeKind::light);
    orkestr::layout_figures();
    orkestr::layered_figures();
    orkestr::frame_figures();
    return 0;
}
