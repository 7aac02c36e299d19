// Runs written into an audit log, in the thread of the caller.
#pragma once

#include "core/adapters/sqlite/sqlite_store.h"
#include "core/history/audit_log_index.h"
#include "core/history/audit_log_verifier.h"
#include "core/ports/run_exporter.h"

#include <functional>
#include <stop_token>

namespace orkestr {

/// Who signs: a workspace. Errors: what the store says.
struct LogSigner {
    Ed25519Seed seed{};
    std::string workspace; ///< its id
    std::string title;     ///< its folder's name
};
Result<LogSigner> log_signer(const SqliteStore& store, const std::string& directory);

using ExportTold = std::function<void(ExportProgress)>;

/// From a workspace. Errors as RunExporter::export_runs.
Result<Exported> export_from_store(const SqliteStore& store, const LogSigner& signer, const ExportRequest& request, const ExportTold& told = {}, std::stop_token stop = {});

/// From a log or a case, which is verified first: its runs keep their hashes, and its footer stays with them as a proof. A
/// case of all that it holds has the log in it as it is, and needs no such proof. Errors as RunExporter::export_runs;
/// invalid_argument when the log is itself the file to be written.
Result<Exported> export_from_log(const std::string& log, const LogSigner& signer, const ExportRequest& request, const ExportTold& told = {}, std::stop_token stop = {});

/// From a case, the same case: to the byte, and signed by nobody anew. Nothing when something in it would be another, for that
/// has to be signed (export_from_log). Errors: as those.
Result<std::optional<Exported>> export_same_case(const std::string& log, const ExportRequest& request, const ExportTold& told = {}, std::stop_token stop = {});

} // namespace orkestr
