// Histories to measure with: runs of twenty events, about 400 bytes a line of an audit log.
#pragma once

#include "core/history/event_row.h"
#include "core/base/ids.h"

#include <string>
#include <vector>

namespace orkestr::bench {

inline constexpr int events_per_run = 21;

struct BenchRun {
    RunId run;
    std::vector<EventRow> rows; ///< sealed
    Digest key{};
};
BenchRun bench_run(std::uint64_t number, const std::string& workspace_key);

/// Writes runs of so many events in all, as an export does. Ends the program when it can't.
void write_bench_log(const std::string& path, std::uint64_t events);
/// One run of so many events, of two a step.
void write_long_log(const std::string& path, std::uint64_t events);
/// A workspace's file that holds them.
void write_bench_workspace(const std::string& path, std::uint64_t events);

} // namespace orkestr::bench
