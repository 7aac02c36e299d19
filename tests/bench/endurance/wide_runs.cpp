// A fork of ten thousand branches, and payloads of 16 MB.
#include "tests/bench/endurance/endurance.h"

#include "tests/bench/endurance/memory_use.h"
#include "tests/bench/engine/bench_engine.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <cstdio>
#include <filesystem>

namespace orkestr::bench {

namespace {

/// Runs it once to its end. Gives the seconds, and the run's events.
double run_to_end(BenchEngine& engine, const std::shared_ptr<const Plan>& plan, const Json& input, std::uint64_t& events) {
    events = 0;
    engine.orchestrator().committed = [&](const RunId&, const std::vector<Event>& more, const State& state) {
        events += more.size();
        if (!state.ended()) return;
        if (state.status != RunStatus::completed) fail("the run has not completed: " + state.fault.problem.title + " " + state.fault.problem.detail);
        QCoreApplication::quit();
    };
    const double begin = wall_s();
    engine.start(plan, input);
    QCoreApplication::exec();
    return wall_s() - begin;
}

void wide_fork(int branches, const char* kind, const std::string& task) {
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    std::string tasks = "do:\n  - all:\n      fork:\n        branches:\n";
    for (int i = 0; i < branches; ++i) tasks += "          - b" + std::to_string(i) + ": " + task + "\n";
    const double begin = wall_s();
    BenchEngine engine(path);
    const auto plan = engine.publish(tasks);
    const double loaded_s = wall_s() - begin;
    std::uint64_t events = 0;
    const double took_s = run_to_end(engine, plan, Json::trusted("{\"n\":1}"), events);
    std::printf(R"({"bench":"endurance","figure":"a fork of %d branches, %s","load_s":%.2f,"run_s":%.2f,"events_s":%.0f,"us_per_branch":%.1f,"peak_mb":%.0f})"
                "\n",
                branches, kind, loaded_s, took_s, static_cast<double>(events) / took_s, took_s / branches * 1e6, peak_mb());
    std::fflush(stdout);
}

Json megabytes(std::size_t bytes) {
    std::string text = "{\"items\":[";
    for (int i = 0; text.size() < bytes; ++i) text += (i ? ",{\"number\":" : "{\"number\":") + std::to_string(i) + ",\"text\":\"some words of a larger document\"}";
    return Json::trusted(text + "]}");
}

} // namespace

void measure_wide_fork() {
    wide_fork(1'000, "constants", "{set: {done: true}}");
    wide_fork(10'000, "constants", "{set: {done: true}}");
    wide_fork(1'000, "expressions", "{set: {n: '${ .n + 1 }'}}");
    wide_fork(10'000, "expressions", "{set: {n: '${ .n + 1 }'}}");
    wide_fork(1'000, "activities", "{run: {shell: {command: 'true'}}}");
    wide_fork(10'000, "activities", "{run: {shell: {command: 'true'}}}");
}

void measure_large_payloads() {
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    const Json payload = megabytes(16 << 20);
    BenchEngine engine(path, payload);
    const auto plan = engine.publish("do:\n"
                                     "  - same: {set: '${ . }'}\n"
                                     "  - fetched: {run: {shell: {command: 'true'}}}\n"
                                     "  - counted: {set: {items: '${ .items | length }'}}\n");
    std::uint64_t events = 0;
    const double took_s = run_to_end(engine, plan, payload, events);
    const auto file = std::filesystem::file_size(path + "/runs.sqlite");
    std::printf(R"({"bench":"endurance","figure":"payloads of 16 MB: an input, an expression's value, an activity's result","run_s":%.2f,"file_mb":%.0f,"peak_mb":%.0f})"
                "\n",
                took_s, static_cast<double>(file) / 1'048'576, peak_mb());
    std::fflush(stdout);
}

} // namespace orkestr::bench
