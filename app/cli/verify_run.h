// Whether a run's history in a workspace is as it was written.
#pragma once

#include "app/cli/reading.h"
#include "core/history/audit_log_verifier.h"

#include <optional>
#include <string>

namespace orkestr::cli {

/// Where a history is broken, in the words of the audit log's verifier.
struct Broken {
    AuditFault kind = AuditFault::edited;
    std::uint64_t seq = 0;
    std::string message;
    /// `edited at event 7: ...`
    std::string sentence() const { return std::string(to_string(kind)) + " at event " + std::to_string(seq) + ": " + message; }
};

struct Verified {
    std::optional<Broken> broken;
    std::uint64_t events = 0;
    Digest head{};
};

/// Its chain, what its events fold to, and what the workspace says of it besides. Errors: what is no fault of the run.
Result<Verified> verify_run(const SqliteStore& store, RunRow row);

} // namespace orkestr::cli
