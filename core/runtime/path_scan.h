// Reads many runs of one definition into PathStatistics: several at a time, each through a reader of its own.
#pragma once

#include "core/ports/run_source.h"
#include "core/projection/path_statistics.h"

#include <functional>

namespace orkestr {

struct PathScanRequest {
    std::string definition;  ///< content hash; empty for records of other systems, whose runs have none
    std::string name;        ///< of records: NS/NAME or NAME; empty: any
    Filter filter = {};      ///< of runs
    Instant now = {};        ///< that the filter counts from
    std::uint64_t most_runs = 1'000'000; ///< the newest of them
    unsigned jobs = 0;       ///< readers; 0: one for each processor, at most 8
    /// What was gathered so far, of histories; on a reader's thread, one call at a time, about every `partial_ms`. It is not
    /// called for the whole.
    std::function<void(PathStatistics)> partial = {};
    std::int64_t partial_ms = 400;
};

struct PathScanProgress {
    std::uint64_t runs = 0;   ///< done
    std::uint64_t found = 0;  ///< that are to be done, as far as is known
    std::uint64_t events = 0;
    std::uint64_t looked_at = 0; ///< rows that were looked at for that
    bool found_all = false;
};

struct PathScan {
    PathStatistics statistics;
    DefinitionRow definition;   ///< empty where there is none
    std::optional<Graph> graph; ///< of it; else nothing
    std::uint64_t unreadable = 0; ///< runs that are counted as far as they could be read
    std::string damage;           ///< of the first of them, with its run
    bool more = false;            ///< there were more than most_runs
};

/// Blocks until all is read. `progress` comes on any of the readers' threads, one at a time, at most twenty times a second.
/// Errors: not_found for a definition that is not there; cancelled; what the source says.
Result<PathScan> scan_paths(RunSource& source, const PathScanRequest& request, std::stop_token stop = {},
                            const std::function<void(const PathScanProgress&)>& progress = {});

/// Which definition is meant: NS/NAME[:VERSION], NAME (in any namespace), or a content hash (or its beginning, of 8 digits
/// and more, of a published one).
struct MeantDefinition {
    DefinitionRow row;                 ///< the latest version, unless one was named
    std::vector<std::string> others;   ///< further versions that there are, NS/NAME:VERSION
};
/// Blocks. Errors: not_found, with what there is; invalid_argument when several namespaces have that name; what the source says.
Result<MeantDefinition> find_definition(RunSource& source, const std::string& text);

} // namespace orkestr
