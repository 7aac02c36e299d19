// Durable runs per second: ten steps a run, at 1 and at 50 at once. One JSON line per figure, each with its floor.
#include "tests/bench/engine/bench_engine.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <sys/resource.h>
#include <unordered_map>
#include <vector>

namespace orkestr::bench {

namespace {

struct Figures {
    double runs_s = 0;
    double p50_ms = 0;
    double p99_ms = 0;
    double cpu_ms = 0;
    double events = 0;
};

/// So many runs, so many of them at once.
class Bench {
public:
    Bench(const std::string& folder, const std::string& task) : plan_(plan_of(ten_times(task))), engine_(folder) {
        engine_.orchestrator().committed = [this](const RunId& run, const std::vector<Event>& events, const State& state) {
            events_ += static_cast<double>(events.size());
            if (state.ended()) ended(run);
        };
    }

    Figures measure(int at_once, int runs) {
        wanted_ = runs;
        started_ = finished_ = 0;
        events_ = 0;
        latencies_.clear();
        const double cpu = engine_.cpu_s();
        const double begin = wall_s();
        for (int i = 0; i < at_once; ++i) start_one();
        QCoreApplication::exec();
        const double took = wall_s() - begin;
        std::sort(latencies_.begin(), latencies_.end());
        const auto at = [&](double share) { return latencies_[static_cast<std::size_t>(share * static_cast<double>(latencies_.size() - 1))]; };
        return {runs / took, at(0.5) * 1000, at(0.99) * 1000, (engine_.cpu_s() - cpu) * 1000 / runs, events_ / runs};
    }

private:
    void start_one() {
        if (started_ == wanted_) return;
        ++started_;
        const double begin = wall_s();
        engine_.start(plan_, Json::trusted("{\"n\":0}"), [this, begin](const RunId& run) { begun_[run] = begin; });
    }
    void ended(const RunId& run) {
        const auto at = begun_.find(run);
        if (at == begun_.end()) fail("a run ended before it began");
        const double begin = at->second;
        begun_.erase(at);
        done(begin);
    }
    void done(double begin) {
        latencies_.push_back(wall_s() - begin);
        if (++finished_ == wanted_) return QCoreApplication::quit();
        start_one();
    }

    std::shared_ptr<const Plan> plan_;
    BenchEngine engine_;
    std::unordered_map<RunId, double> begun_;
    std::vector<double> latencies_;
    int wanted_ = 0;
    int started_ = 0;
    int finished_ = 0;
    double events_ = 0;
};

void report(const char* name, int at_once, const Figures& figures, double target, const Rate& floor, double fdatasync_ms) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"bench\":\"runs\",\"figure\":\"%s\",\"at_once\":%d,\"runs_s\":%.0f,\"steps_s\":%.0f,\"target_runs_s\":%.0f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"cpu_ms_per_run\":%.3f,"
                "\"events_per_run\":%.1f,\"peak_mb\":%.0f,\"floor_sqlite_transactions_s\":%.0f,\"floor_fdatasync_ms\":%.3f}\n",
                name, at_once, figures.runs_s, figures.runs_s * 10, target, figures.p50_ms, figures.p99_ms, figures.cpu_ms, figures.events,
                static_cast<double>(usage.ru_maxrss) / 1024, floor.per_s, fdatasync_ms);
    std::fflush(stdout);
}

} // namespace

} // namespace orkestr::bench

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    using namespace orkestr::bench;
    struct Kind {
        const char* name;
        const char* task;
        double target_1;
        double target_50;
    };
    // A shell task stands for any activity: the runner does nothing.
    static constexpr Kind kinds[] = {{"runs_set_constant", "{set: {done: true}}", 400, 2500},
                                     {"runs_set_expression", "{set: {n: '${ .n + 1 }'}}", 400, 2500},
                                     {"runs_activity", "{run: {shell: {command: 'true'}}}", 100, 1500}};
    for (const auto& kind : kinds) {
        for (const int at_once : {1, 50}) {
            QTemporaryDir folder;
            const std::string path = folder.path().toStdString();
            const double sync_ms = fdatasync_p50_ms(path);
            const Rate floor = sqlite_rows(path, 1, 300, 1.0);
            Bench bench(path, kind.task);
            bench.measure(at_once, 20 * at_once);
            report(kind.name, at_once, bench.measure(at_once, at_once == 1 ? 500 : 5000), at_once == 1 ? kind.target_1 : kind.target_50, floor, sync_ms);
        }
    }
    return 0;
}
