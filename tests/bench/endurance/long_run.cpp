// One run of a million steps: whether the last ones cost what the first ones did, and what the engine holds meanwhile.
#include "tests/bench/endurance/endurance.h"

#include "tests/bench/endurance/memory_use.h"
#include "tests/bench/engine/bench_engine.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <vector>

namespace orkestr::bench {

namespace {

const char* const a_thousand_thousands = "do:\n"
                                         "  - outer:\n"
                                         "      for: {each: a, in: '${ [range(1000)] }'}\n"
                                         "      do:\n"
                                         "        - inner:\n"
                                         "            for: {each: b, in: '${ [range(1000)] }'}\n"
                                         "            do:\n"
                                         "              - step: {set: {done: true}}\n";

constexpr std::uint32_t tenth = 100'000;

/// Notes how far the run has come, and stops the engine half-way.
struct Progress {
    std::vector<double> at_s;
    std::vector<double> heap;
    std::uint64_t events = 0;
    std::uint32_t steps = 0;
    std::size_t most_live_steps = 0;
    bool half = false;

    void note(const std::vector<Event>& more, const State& state) {
        events += more.size();
        steps = state.steps_started;
        most_live_steps = std::max(most_live_steps, state.steps.size());
        while (steps >= tenth * (at_s.size() + 1)) {
            at_s.push_back(wall_s());
            heap.push_back(heap_mb());
        }
        if (state.ended()) return QCoreApplication::quit();
        if (!half && steps >= tenth * 5) {
            half = true;
            QCoreApplication::quit();
        }
    }
};

} // namespace

void measure_long_run() {
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    const Rate floor = sqlite_rows(path, 1000, 150, 1.0);
    Progress progress;
    const auto watch = [&progress](BenchEngine& engine) {
        engine.orchestrator().committed = [&progress](const RunId&, const std::vector<Event>& events, const State& state) { progress.note(events, state); };
    };
    const double begin = wall_s();
    {
        BenchEngine engine(path);
        watch(engine);
        engine.start(engine.publish(a_thousand_thousands), Json::trusted("{}"));
        QCoreApplication::exec();
    }
    const double again = wall_s();
    double first_commit = 0;
    {
        BenchEngine engine(path);
        engine.orchestrator().committed = [&](const RunId&, const std::vector<Event>& events, const State& state) {
            if (first_commit == 0) first_commit = wall_s();
            progress.note(events, state);
        };
        engine.recover();
        QCoreApplication::exec();
    }
    const double took = wall_s() - begin;
    const auto speed = [&](std::size_t from, std::size_t to) { return tenth * static_cast<double>(to - from) / (progress.at_s[to] - progress.at_s[from]); };
    std::printf(R"({"bench":"endurance","figure":"one run of a million steps","steps":%u,"events":%llu,"steps_s":%.0f,"steps_s_second_tenth":%.0f,)"
                R"("steps_s_last_tenth":%.0f,"heap_mb_after_a_tenth":%.1f,"heap_mb_at_the_end":%.1f,"peak_mb":%.0f,"most_live_steps":%zu,)"
                R"("recovery_half_way_ms":%.0f,"floor_rows_s":%.0f,"events_s":%.0f})"
                "\n",
                progress.steps, static_cast<unsigned long long>(progress.events), progress.steps / took, speed(0, 1), speed(8, 9), progress.heap.front(),
                progress.heap.back(), peak_mb(), progress.most_live_steps, (first_commit - again) * 1000, floor.per_s,
                static_cast<double>(progress.events) / took);
    std::fflush(stdout);
}

} // namespace orkestr::bench
