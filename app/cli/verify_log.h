// `verify` of an audit log, or of a case.
#pragma once

#include "core/history/audit_log_verifier.h"

#include <string>

namespace orkestr::cli {

/// Verifies the file, or what the question names of it, and says what was found; gives the exit code.
int verify_log(const std::string& path, const AuditQuestion& question, const std::string& format);

} // namespace orkestr::cli
