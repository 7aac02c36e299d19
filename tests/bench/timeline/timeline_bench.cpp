// How long a timeline of 5,000 lanes with 20 bars each takes to lay out (on another thread in Studio) and to draw while it
// is panned and zoomed, beside what drawing 700 plain rectangles costs in the same run: so many bars can be seen at once.
// One JSON object a line; times in milliseconds, lower is better.
#include "tests/widgets/sample_timelines.h"
#include "ui/runs/timeline_chart.h"
#include "ui/theme/appearance.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QWindow>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

namespace orkestr {

namespace {

constexpr int lane_count = 5000;
constexpr int bars_in_lane = 20;

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

double part(const std::vector<double>& sorted, double fraction) { return sorted[static_cast<std::size_t>(fraction * static_cast<double>(sorted.size() - 1))]; }

void print(const char* figure, double ms, double target_ms, double floor_ms, const char* floor) {
    std::printf(R"({"figure":"%s","ms":%.3f)", figure, ms);
    if (target_ms > 0) std::printf(R"(,"target_ms":%g)", target_ms);
    if (floor_ms > 0) std::printf(R"(,"floor_ms":%.3f,"floor":"%s")", floor_ms, floor);
    std::puts("}");
    std::fflush(stdout);
}

/// Reading every step's times once.
double plain_reading(const RunView& view) {
    volatile std::int64_t sum = 0;
    return part(timed(9,
                      [&](int) {
                          std::int64_t all = 0;
                          for (const StepView& step : view.steps) all += step.ended->ms - step.started->ms;
                          sum = sum + all;
                      }),
                0.5);
}

double plain_rectangles() {
    QImage image(1600, 900, QImage::Format_RGB32);
    return part(timed(50,
                      [&](int) {
                          QPainter painter(&image);
                          painter.fillRect(image.rect(), Qt::white);
                          painter.setRenderHint(QPainter::Antialiasing);
                          painter.setPen(Qt::black);
                          painter.setBrush(Qt::lightGray);
                          for (int i = 0; i < 700; ++i) painter.drawRoundedRect(QRectF(i % 25 * 60, i / 25 * 32, 50, 16), 3, 3);
                      }),
                0.5);
}

/// Until it is really there, nothing of it is drawn.
void show_window(TimelineChart& chart) {
    chart.show();
    while (!chart.windowHandle()->isExposed()) QCoreApplication::processEvents();
}

void frames(const std::shared_ptr<const Timeline>& timeline) {
    const double floor = plain_rectangles();
    const char* floor_name = "700 plain rectangles";
    TimelineChart chart;
    chart.resize(1600, 900);
    chart.set_follows_clock(false);
    show_window(chart);
    const auto shown = timed(9, [&](int) {
        chart.set_timeline(timeline, false);
        chart.viewport()->repaint();
    });
    print("show_5000_lanes", part(shown, 0.5), 0, floor, floor_name);
    const auto pan = [&chart](int i) {
        chart.pan(i / 200 % 2 == 0 ? 11 : -11, i / 300 % 2 == 0 ? 37 : -37);
        chart.viewport()->repaint();
    };
    print("pan_5000_lanes_p95", part(timed(600, pan), 0.95), 16, floor, floor_name);
    for (int i = 0; i < 4; ++i) chart.chart_actions().zoom_in->trigger();
    print("pan_5000_lanes_zoomed_p95", part(timed(600, pan), 0.95), 16, floor, floor_name);
    print("zoom_5000_lanes_p95",
          part(timed(200,
                     [&chart](int i) {
                         (i / 10 % 2 == 0 ? chart.chart_actions().zoom_in : chart.chart_actions().zoom_out)->trigger();
                         chart.viewport()->repaint();
                     }),
               0.95),
          16, floor, floor_name);
    print("select_in_5000_lanes_p95",
          part(timed(200,
                     [&](int i) {
                         chart.select_step(static_cast<StepId>(3 + i * 509));
                         chart.viewport()->repaint();
                     }),
               0.95),
          16, floor, floor_name);
}

void crowded_frames() {
    TimelineChart chart;
    chart.resize(1600, 900);
    chart.set_follows_clock(false);
    chart.set_timeline(test::crowded_timeline(200'000), false);
    show_window(chart);
    print("frame_of_200000_bars_in_a_lane_p95", part(timed(100, [&chart](int) { chart.viewport()->repaint(); }), 0.95), 16, 0, "");
}

} // namespace

} // namespace orkestr

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    orkestr::apply_theme(app, orkestr::ThemeKind::light);
    const orkestr::RunView view = orkestr::test::wide_run(orkestr::lane_count, orkestr::bars_in_lane);
    orkestr::print("layout_5000_lanes", orkestr::part(orkestr::timed(9, [&](int) { orkestr::TimelineProjection().timeline(view); }), 0.5), 0,
                   orkestr::plain_reading(view), "reading the steps' times once");
    orkestr::frames(orkestr::test::wide_timeline(orkestr::lane_count, orkestr::bars_in_lane));
    orkestr::crowded_frames();
    return 0;
}
