// How runs are grouped, the same for every store.
#pragma once

#include "core/ports/store.h"

#include <algorithm>
#include <map>

namespace orkestr {

inline constexpr std::size_t most_run_groups = 1000;

inline std::string run_group_key(const RunRow& row, RunGrouping grouping) {
    switch (grouping) {
    case RunGrouping::status: return row.status;
    case RunGrouping::definition: return row.ns + "/" + row.name;
    case RunGrouping::version: return row.ns + "/" + row.name + ":" + row.version;
    case RunGrouping::error: break;
    }
    return row.error;
}

/// Most runs first, then by key; what is too much becomes `others`.
inline RunGroupScan ranked_run_groups(const std::map<std::string, std::uint64_t>& counts) {
    RunGroupScan scan;
    for (const auto& [key, runs] : counts) {
        if (runs > 0) scan.groups.push_back({key, runs});
    }
    std::stable_sort(scan.groups.begin(), scan.groups.end(),
                     [](const RunGroup& a, const RunGroup& b) { return a.runs > b.runs; });
    while (scan.groups.size() > most_run_groups) {
        scan.others += scan.groups.back().runs;
        scan.groups.pop_back();
    }
    return scan;
}

} // namespace orkestr
