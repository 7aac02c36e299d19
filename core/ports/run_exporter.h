// Writes runs into an audit log (history/AUDIT_LOG.md) or a case (history/CASE.md), from whatever holds them: a workspace, an
// open log or case.
#pragma once

#include "core/history/case_file.h"
#include "core/ports/store.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orkestr {

struct ExportRequest {
    std::vector<RunId> runs = {};  ///< these; empty: all
    Filter filter = {};            ///< of them only those that it holds for
    Instant now = {};              ///< that the filter counts from
    std::vector<std::string> redactions = {}; ///< JSON paths (history/redaction_path.h)
    bool compressed = false;       ///< zstd, in seekable frames
    std::string path;              ///< replaced when it is there; never half written
    std::optional<CaseContent> as_case = {}; ///< a case (history/CASE.md), with those of the bookmarks that are on runs in it
};

struct ExportProgress {
    std::uint64_t events = 0;
    std::uint64_t of_events = 0; ///< 0: not known yet, runs are being chosen
    std::uint64_t runs = 0;
};

struct Exported {
    std::uint64_t runs = 0;
    std::uint64_t events = 0;
    std::uint64_t redacted = 0;   ///< views that hold less than what was recorded
    std::uint64_t size_bytes = 0; ///< of the text; the file is smaller when it is compressed
    std::string sha256;           ///< of all before the footer, hex: what `orkestr verify --head` takes
    std::string key;              ///< public, hex: who signed
    std::uint64_t bookmarks = 0;  ///< of a case
};

class RunExporter {
public:
    virtual ~RunExporter() = default;

    /// `progress` about ten times a second, and `done` exactly once, on the exporter's thread; nothing is left of an export
    /// that failed or was stopped, and what was at the path is as it was. Errors: not_found (a run, the folder),
    /// invalid_argument (a JSON path), corrupt (a history or log that does not verify: none is signed then), cancelled,
    /// disk_full, read_only, io, unsupported.
    virtual void export_runs(ExportRequest request, std::stop_token stop, std::function<void(ExportProgress)> progress,
                             std::function<void(Result<Exported>)> done) = 0;
};

} // namespace orkestr
