// What `export` and `redact` have in common.
#pragma once

#include "app/cli/options.h"
#include "core/ports/run_exporter.h"

namespace orkestr::cli {

/// `-o`, `--redact`, `--zstd`, `--workspace`, `--format`.
void add_export_options(Options& options);

/// What is asked for: the file, the paths, the compression. An exit code when it is wrong (said on stderr).
std::optional<int> read_export_options(const Options& options, ExportRequest& request);

/// Exports from the workspace, or from a log when one is given (signed by the workspace then), and says what was written.
/// Gives the exit code.
int export_and_report(const std::string& workspace, const std::string& log, const ExportRequest& request, const std::string& format);

} // namespace orkestr::cli
