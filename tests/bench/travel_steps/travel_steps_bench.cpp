// The list of steps of a run of 100,000 events, 33,333 steps in a loop, while somebody travels in it: jumps to anywhere, until
// the list is laid out and drawn again, beside the list made anew for the same moment. One JSON object a line; milliseconds.
#include "tests/viewmodels/fake_source.h"
#include "ui/runs/step_tree.h"
#include "ui/theme/appearance.h"
#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/run_document.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QWindow>

#include <algorithm>
#include <cstdio>
#include <random>

namespace orkestr::bench {

namespace {

constexpr StepId all_steps = 33'333;
const RunId run{"01J0000000000000000000000A"};

double part(std::vector<double> times, double fraction) {
    std::sort(times.begin(), times.end());
    return times[static_cast<std::size_t>(fraction * static_cast<double>(times.size() - 1))];
}

/// As it was when so many steps had begun; the last one is not over.
std::shared_ptr<const RunView> view_of(StepId steps) {
    auto view = std::make_shared<RunView>();
    view->run = run;
    view->status = "running";
    view->started = Instant{1'700'000'000'000};
    view->events = 3 * std::uint64_t{steps};
    for (StepId id = 1; id <= steps; ++id) {
        StepView step;
        step.id = id;
        step.parent = id == 1 ? 0 : 1;
        step.task = id == 1 ? "/do/0/each" : "/do/0/each/do/" + std::to_string(id % 3) + "/note";
        step.key = step.task + (id == 1 ? "" : "#" + std::to_string(id / 3));
        step.name = id == 1 ? "each" : "note";
        step.kind = id == 1 ? "for" : "set";
        step.status = id == 1 || id == steps ? "running" : "completed";
        step.started = Instant{1'700'000'000'000 + 2 * std::int64_t{id}};
        if (step.status == "completed") step.ended = Instant{step.started->ms + 1};
        step.first = 3 * std::uint64_t{id};
        step.last = step.first + 1;
        view->steps.push_back(std::move(step));
    }
    return view;
}

std::shared_ptr<const RunMoment> moment_of(const RunView& view) {
    auto moment = std::make_shared<RunMoment>();
    moment->seq = view.events;
    moment->at = view.steps.back().started.value_or(view.started);
    return moment;
}

template <class Done>
void wait_for(const Done& done) {
    while (!done()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
}

/// Milliseconds until it is drawn.
template <class Work>
double drawn_after(QWidget& view, const Work& work) {
    QElapsedTimer clock;
    clock.start();
    work();
    QCoreApplication::sendPostedEvents();
    static_cast<QAbstractScrollArea&>(view).viewport()->repaint();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

void measure(bool open_list) {
    test::FakeSource source;
    source.change([](auto& content) { content.views[run.text] = view_of(all_steps); });
    ChangeFeed feed(source);
    RunDocument document(source, feed);
    StepTree tree(&document);
    tree.resize(900, 700);
    tree.show();
    wait_for([&] { return tree.windowHandle()->isExposed(); });
    document.open(run);
    wait_for([&] { return document.state() == LoadState::ready; });
    if (open_list) tree.expand(document.steps()->find(1));
    std::mt19937 random(7);
    std::vector<double> jumps, anew;
    for (int i = 0; i < 60; ++i) {
        const auto view = view_of(2 + static_cast<StepId>(random() % (all_steps - 2)));
        const auto moment = moment_of(*view);
        jumps.push_back(drawn_after(tree, [&] { document.show_moment(view, moment); }));
        StepModel model;
        QElapsedTimer clock;
        clock.start();
        model.show(view, moment->at);
        anew.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    for (const double fraction : {0.5, 0.95})
        std::printf(R"({"bench":"travel_steps","figure":"a jump anywhere among 33,333 steps, the list %s, p%.0f","ms":%.1f,"target_ms":50,"floor_ms":%.1f,"floor_is":"the list alone, made anew"})"
                    "\n", open_list ? "open" : "closed", 100 * fraction, part(jumps, fraction), part(anew, fraction));
    std::fflush(stdout);
}

} // namespace

} // namespace orkestr::bench

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    orkestr::apply_theme(app, orkestr::ThemeKind::light);
    orkestr::bench::measure(false);
    orkestr::bench::measure(true);
    return 0;
}
