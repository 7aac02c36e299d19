// Compares two runs wherever they are: reads both histories once, and again what differs in them and was too much to be kept
// (core/projection/run_diff.h). Memory: about 200 bytes an event and 50 MB for each.
// Blocks for about as long as reading takes; for threads that may.
#pragma once

#include "core/ports/run_source.h"
#include "core/projection/run_diff.h"

#include <functional>
#include <memory>

namespace orkestr {

struct ComparedRun {
    RunSource* source = nullptr; ///< not null; asked on its own thread where it has no histories of Orkestr's own
    RunId run;
};

struct ComparedRunHead {
    RunId run;
    std::string label;      ///< NS/NAME:VERSION
    std::string definition; ///< content hash; empty where it is not known
    std::string status;
    std::uint64_t events = 0;
};

struct RunComparison {
    ComparedRunHead a;
    ComparedRunHead b;
    RunDiff diff;
};

struct ComparisonProgress {
    std::uint64_t events = 0;   ///< read of both
    std::uint64_t of = 0;       ///< as both had when it began
};

/// Runs of Orkestr's own are read through readers of their own, the two at a time; those of other systems as RunView and
/// StepDetail, held in memory. A run that goes on is compared as far as it has come. `progress` comes on the calling thread
/// or another, one at a time. Errors: not_found; corrupt; cancelled; what the sources say.
Result<RunComparison> compare_runs(const ComparedRun& a, const ComparedRun& b, const RunDiffOptions& options = {}, std::stop_token stop = {},
                                   const std::function<void(const ComparisonProgress&)>& progress = {});

} // namespace orkestr
