// A log that is taken into a case as it is, to the byte. Internal to run_export.
#pragma once

#include "core/history/audit_log_verifier.h"
#include "core/ports/run_exporter.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace orkestr {

/// Whether an export may be written there: what stands there is replaced only where it is a log or a case itself, and nothing
/// of a workspace's folder is. Errors: already_exists, invalid_argument.
Result<void> check_export_place(const std::string& path);

/// Verifies a log that is exported from. Errors: invalid_argument when it is itself the file to be written, or no log;
/// corrupt when it does not verify.
Result<AuditVerdict> check_exported_log(const std::string& log, const std::string& into, std::stop_token stop);

/// Whether the request is for a case of all that the log (or case) holds, as it is. Errors: what the file says; not_found
/// for a run.
Result<bool> is_whole_case(const std::string& log, const ExportRequest& request);

/// The log's bytes behind a first line: the one that is there, when it says the same and holds; else a new one. Nothing when
/// that needs a signature and `seed` is null. The log was verified.
Result<std::optional<Exported>> copy_into_case(const std::string& log, const AuditVerdict& verdict, const Ed25519Seed* seed, const ExportRequest& request,
                                               const std::function<void(ExportProgress)>& told, std::stop_token stop);

} // namespace orkestr
