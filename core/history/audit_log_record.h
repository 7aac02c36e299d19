// One line of an audit log: what it says it is, and a record cut into its parts. AUDIT_LOG.md has the format.
#pragma once

#include "core/base/ids.h"
#include "core/history/event_row.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orkestr {

enum class AuditLineKind : std::uint8_t { header, definition, proof, record, index, footer, other };

/// What a line says of itself, read from its beginning only. Views into the line.
struct AuditLineName {
    AuditLineKind kind = AuditLineKind::other;
    std::uint64_t n = 0;   ///< 0: it does not begin as a line of an audit log
    std::string_view name; ///< of a record or an index line the run, of a definition its hash
    std::uint64_t seq = 0; ///< of a record
    std::string_view body; ///< what follows its number: the same wherever the line stands
    bool operator==(const AuditLineName&) const = default;
};
AuditLineName name_audit_line(std::string_view line);

/// How the commitment of a record is known.
struct AuditSeal {
    std::optional<Digest> key;        ///< of the run, with its first record: the salts of all its records follow from it
    std::optional<Digest> salt;       ///< of this record
    std::optional<Digest> commitment; ///< itself, where what was committed to is not shown, or must not be confirmed
    std::vector<std::string> redacted = {}; ///< JSON pointers into the record, with a commitment; may be empty
};

/// A record's parts. Views into the line.
struct AuditRecord {
    std::uint64_t n = 0;
    std::string_view run;
    std::uint64_t seq = 0;
    std::string_view type;
    std::int64_t at_ms = 0;
    Digest hash{};
    std::optional<Digest> key;
    std::optional<Digest> salt;
    std::optional<Digest> commitment;
    std::string_view redacted; ///< the array's text, with a commitment
    std::string_view data;
    std::optional<std::string_view> value;
    std::optional<Digest> view;  ///< with a commitment
    std::string_view viewed;     ///< what `view` covers: the body before it
};
/// Nothing when the line is no record of the form that is documented, to the byte.
std::optional<AuditRecord> cut_audit_record(std::string_view line);

/// The chain's hash of a record whose commitment is given.
Digest audit_record_hash(const Digest& previous, const AuditRecord& record, const Digest& commitment);
/// Of data and value as they stand in the record.
Digest audit_record_commitment(const Digest& salt, const AuditRecord& record);
/// The event. Errors: corrupt when its data or value is no JSON.
Result<EventRow> audit_record_event(const AuditRecord& record);

/// Views of a run are chained: view = SHA-256(the view before it || body before `view`); this is the first one's before.
Digest audit_view_start(std::string_view run);

/// The body of a record's line without its end: `,"view":"HEX"` may follow, then `}`.
std::string audit_record_body(const RunId& run, const EventRow& row, const AuditSeal& seal);

} // namespace orkestr
