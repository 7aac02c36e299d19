// Is an audit log as it was written? Read once from its first line to its last; what is held meanwhile is a line for each
// run.
//
// The first record that is wrong is named by its line, and what was done to it: AUDIT_LOG.md says how that is told.
#pragma once

#include "core/history/audit_log_format.h"
#include "core/history/audit_log_index.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orkestr {

enum class AuditFault : std::uint8_t { edited, deleted, inserted, reordered, truncated, signature, head };
const char* to_string(AuditFault fault);

struct AuditFinding {
    AuditFault kind = AuditFault::edited;
    std::uint64_t record = 0; ///< the number that the line should have, from 1: where it stands, or is missing
    std::optional<RunId> run; ///< that it is, or should be, a record of
    std::uint64_t seq = 0;
    std::string message;
    /// `edited at record 7: ...`
    std::string sentence() const { return std::string(to_string(kind)) + " at record " + std::to_string(record) + ": " + message; }
};

struct AuditQuestion {
    std::optional<RunId> run;            ///< only this run's records, and what the footer says of it
    std::optional<Digest> head = {};     ///< what the run's head, or the file's SHA-256, must be
    std::optional<Ed25519PublicKey> key = {}; ///< who must have signed
};

/// A log that this one was taken from vouches for some of its runs.
struct AuditVoucher {
    Ed25519PublicKey key{};
    bool is_signed = false;
    std::uint64_t runs = 0;  ///< that it holds with the same head
};

struct AuditVerdict {
    std::optional<AuditFinding> finding; ///< nothing: it is as it was written
    AuditCounts counts;                  ///< as they were found; redacted: views that the signature vouches for, not the chain
    std::uint64_t unread = 0;            ///< runs with events of types that only a newer Orkestr knows
    Digest sha256{};                     ///< of all before the footer
    Digest whole_sha256{};               ///< of all of it, as sha256sum gives it (of the text, when it is compressed)
    std::optional<Digest> head;          ///< of the run that was asked about, or the only one
    std::optional<Ed25519PublicKey> key; ///< who signed, where the signature is right
    std::vector<AuditVoucher> vouchers;
};

/// Errors: what the source says of reading (not: of damage); invalid_argument when it is no audit log; newer_version;
/// not_found when there is nothing of the run; cancelled.
Result<AuditVerdict> verify_audit_log(const ByteSource& source, const AuditQuestion& question, const AuditProgress& progress = {}, std::stop_token stop = {});

} // namespace orkestr
