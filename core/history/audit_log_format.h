// What an audit log says beside its records: header, definitions, index, footer; as they are written and read.
// AUDIT_LOG.md has the format.
#pragma once

#include "core/base/ed25519.h"
#include "core/base/ids.h"
#include "core/base/json_value.h"
#include "core/base/sha256.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orkestr {

inline constexpr int audit_log_format = 1;
inline constexpr const char* audit_log_suffix = ".orklog";

/// A definition that runs of the log are pinned to, whole.
struct AuditDefinition {
    std::string ns;
    std::string name;
    std::string version;
    std::string hash; ///< content hash, hex
    std::string text;
    std::string file_name;
    Instant published;
    bool listed = true;
    Json resources = {}; ///< null when there are none
};
/// Its line's body.
std::string audit_definition_body(const AuditDefinition& definition);
/// Errors: corrupt.
Result<AuditDefinition> read_audit_definition(std::string_view line);

/// A definition as the header lists it.
struct AuditListed {
    std::string ns;
    std::string name;
    std::string version;
    std::string hash;
    Digest line{}; ///< SHA-256 of its line's body
};

struct AuditHeader {
    int format = audit_log_format;
    std::string producer;  ///< `orkestr 0.1.0`
    std::string workspace; ///< its id
    std::string title;
    std::string tenant;    ///< empty: none
    std::vector<AuditListed> definitions;
    std::vector<Digest> proofs; ///< SHA-256 of the body of each proof line
};
std::string audit_header_body(const AuditHeader& header);
/// Errors: corrupt; newer_version for another format.
Result<AuditHeader> read_audit_header(std::string_view line);

/// A proof line's body: the footer of the log that this one's runs were taken from, as it stood there.
std::string audit_proof_body(std::string_view footer_line);
Result<std::string> read_audit_proof(std::string_view line);

/// What lists of runs show: a projection of the run's events, so that a list needs none of them.
struct AuditRunRow {
    RunId run;
    std::string ns;
    std::string name;
    std::string version;
    std::string definition; ///< content hash, hex
    std::string status;
    Instant started;
    std::optional<Instant> ended;
    std::string error; ///< one line; `[redacted]` where an error of the run was
    std::optional<RunId> parent;
    std::uint64_t events = 0;
};

/// Where a run stands in the file.
struct AuditPlace {
    std::uint64_t offset = 0; ///< of its first record's line
    std::uint64_t line = 0;   ///< its number
    std::uint64_t events = 0;
    bool operator==(const AuditPlace&) const = default;
};

/// An index line's body without its end: `,"sum":"HEX"}`, where sum = SHA-256(the sum before it || this).
std::string audit_index_body(const AuditPlace& place, const AuditRunRow& row);
Digest audit_index_start();
struct AuditIndexLine {
    std::string_view run;
    AuditPlace place;
    std::string_view row;    ///< a JSON object
    std::string_view summed; ///< what sum covers
    Digest sum{};
};
std::optional<AuditIndexLine> cut_audit_index(std::string_view line);
/// Errors: corrupt.
Result<AuditRunRow> read_audit_run_row(std::string_view run, std::string_view row, std::uint64_t events);

/// What the footer says of a run.
struct AuditHead {
    RunId run;
    std::uint64_t events = 0;
    Digest hash{};              ///< of its last event
    std::optional<Digest> view; ///< of its last redacted view
};

struct AuditCounts {
    std::uint64_t definitions = 0;
    std::uint64_t proofs = 0;
    std::uint64_t runs = 0;
    std::uint64_t events = 0;
    std::uint64_t redacted = 0; ///< redacted views
    std::uint64_t lines() const { return 1 + definitions + proofs + events + runs + 1; }
    bool operator==(const AuditCounts&) const = default;
};

struct AuditFooter {
    std::uint64_t n = 0;
    AuditCounts counts;
    Digest header{};               ///< SHA-256 of the header's body
    Digest index{};                ///< the last index line's sum
    std::uint64_t index_offset = 0; ///< of the first index line
    Digest sha256{};               ///< of all bytes before the footer
    Ed25519PublicKey key{};
    Ed25519Signature signature{};
};
/// A footer's line, signed. Heads in the order of the file.
std::string audit_footer_line(const AuditFooter& footer, const std::vector<AuditHead>& heads, const Ed25519Seed& seed);
/// All but the heads, which may be many; nothing when the line is no footer of the form that is documented.
std::optional<AuditFooter> cut_audit_footer(std::string_view line);
/// Reads them one at a time, from a line that cut_audit_footer has taken.
class AuditHeads {
public:
    explicit AuditHeads(std::string_view footer_line);
    /// Nothing at the end, or where they are damaged.
    std::optional<AuditHead> next();
    bool damaged() const { return damaged_; }

private:
    std::string_view left_;
    bool first_ = true;
    bool damaged_ = false;
};
bool is_footer_signed(std::string_view footer_line, const AuditFooter& footer);

/// The private key that a workspace signs its logs with.
Ed25519Seed audit_signing_seed(std::string_view workspace_key);

} // namespace orkestr
