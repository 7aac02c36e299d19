// Many runs that wait on timers: what each costs while it waits, and how late they fire when many are due at once.
#include "tests/bench/endurance/endurance.h"

#include "tests/bench/endurance/memory_use.h"
#include "tests/bench/engine/bench_engine.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <vector>

namespace orkestr::bench {

namespace {

constexpr int all_runs = 100'000;

/// Starts runs of `tasks`, and returns when they wait.
void start_and_wait(BenchEngine& engine, const std::string& tasks, int count) {
    const auto plan = engine.publish(tasks);
    QEventLoop waiting;
    int started = 0;
    int begun = 0;
    std::function<void()> one = [&] {
        if (started == count) return;
        ++started;
        engine.start(plan, Json::trusted("{}"), [&](const RunId&) {
            if (++begun == count) waiting.quit();
            else one();
        });
    };
    for (int i = 0; i < 200; ++i) one();
    waiting.exec();
}

/// Lets the engine's clock go until the runs that are due have fired; gives how late each was durable, in milliseconds.
std::vector<double> fire(BenchEngine& engine, Instant due, std::size_t count) {
    std::vector<double> late_ms;
    engine.orchestrator().committed = [&](const RunId&, const std::vector<Event>& events, const State&) {
        const bool fired = std::any_of(events.begin(), events.end(), [](const Event& event) { return std::holds_alternative<events::TimerFired>(event.body); });
        if (!fired) return;
        late_ms.push_back(static_cast<double>((engine.clock.now() - due).ms));
        if (late_ms.size() == count) QCoreApplication::quit();
    };
    engine.clock.let_go();
    engine.orchestrator().wake();
    QCoreApplication::exec();
    std::sort(late_ms.begin(), late_ms.end());
    return late_ms;
}

double at(const std::vector<double>& sorted, double share) { return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))]; }

} // namespace

void measure_waiting_runs() {
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    double per_run_bytes = 0;
    double start_s = 0;
    {
        BenchEngine engine(path);
        const double heap = heap_mb();
        const double begin = wall_s();
        start_and_wait(engine, "do: [hold: {wait: P1D}]", all_runs);
        start_s = all_runs / (wall_s() - begin);
        per_run_bytes = (heap_mb() - heap) * 1'048'576 / all_runs;
    }
    // The engine that fires them is another: it knows them from the store alone.
    BenchEngine engine(path);
    const Instant held = engine.clock.now();
    engine.clock.hold(held);
    const double begin = wall_s();
    const std::size_t unfinished = engine.recover();
    const double recovery_ms = (wall_s() - begin) * 1000;
    if (unfinished != all_runs) fail("runs were lost");
    for (const int count : {1'000, 20'000}) {
        const std::string name = std::to_string(count) + " of " + std::to_string(all_runs) + " waiting runs fire at once";
        engine.clock.hold(engine.clock.now());
        const Instant due = engine.clock.now() + Duration{30'000};
        start_and_wait(engine, "do: [hold: {wait: PT30S}, after: {set: {done: true}}]", count);
        // The runs in memory are others.
        start_and_wait(engine, "do: [hold: {wait: P2D}]", 1'000);
        const auto late_ms = fire(engine, due, static_cast<std::size_t>(count));
        std::printf(R"({"bench":"endurance","figure":"%s","lateness_ms_p50":%.0f,"lateness_ms_p99":%.0f,"lateness_ms_max":%.0f,"timers_fired_s":%.0f,"target_p99_ms":%d})"
                    "\n",
                    name.c_str(), at(late_ms, 0.5), at(late_ms, 0.99), late_ms.back(), 1000.0 * count / late_ms.back(), count == 1'000 ? 250 : 0);
        std::fflush(stdout);
    }
    std::printf(R"({"bench":"endurance","figure":"%d runs waiting on timers","bytes_per_run":%.0f,"target_bytes":1024,"peak_mb":%.0f,"started_s":%.0f,"recovery_ms":%.0f})"
                "\n",
                all_runs, per_run_bytes, peak_mb(), start_s, recovery_ms);
    std::fflush(stdout);
}

} // namespace orkestr::bench
