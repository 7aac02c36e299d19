#include "core/history/audit_log_record.h"

#include "core/history/audit_log_cut.h"
#include "core/history/chain.h"

namespace orkestr {

namespace {

/// `,"salt":"HEX"`, where it stands.
bool take_named_digest(AuditCut& cut, std::string_view intro, std::optional<Digest>& out) {
    if (!cut.literal(intro)) return true;
    out.emplace();
    return cut.digest(*out) && cut.literal("\"");
}

bool take_seal(AuditCut& cut, AuditRecord& record) {
    if (!take_named_digest(cut, ",\"key\":\"", record.key)) return false;
    if (record.key) return true;
    if (!take_named_digest(cut, ",\"salt\":\"", record.salt)) return false;
    if (record.salt) return true;
    if (!take_named_digest(cut, ",\"commitment\":\"", record.commitment)) return false;
    if (!record.commitment) return true;
    return cut.literal(",\"redacted\":") && cut.json(record.redacted) && record.redacted.starts_with('[');
}

bool take_payload(AuditCut& cut, AuditRecord& record) {
    if (!cut.literal(",\"data\":") || !cut.json(record.data) || !record.data.starts_with('{')) return false;
    if (!cut.literal(",\"value\":")) return true;
    return cut.json(record.value.emplace());
}

void append_digest(std::string& out, std::string_view intro, const Digest& digest) {
    out += intro;
    out += to_hex(digest);
    out += '"';
}

} // namespace

AuditLineName name_audit_line(std::string_view line) {
    AuditLineName name;
    AuditCut cut(line);
    std::uint64_t n = 0;
    if (!cut.literal("{\"n\":") || !cut.number(n) || !cut.literal(",\"")) return name;
    name.n = n;
    name.body = line.substr(line.size() - cut.left().size() - 1);
    if (cut.literal("run\":\"")) {
        if (cut.name(name.name) && is_run_id(name.name) && cut.literal(",\"seq\":") && cut.number(name.seq) && name.seq > 0) name.kind = AuditLineKind::record;
    } else if (cut.literal("index\":\"")) {
        if (cut.name(name.name) && is_run_id(name.name)) name.kind = AuditLineKind::index;
    } else if (cut.literal("definition\":\"")) {
        if (cut.name(name.name)) name.kind = AuditLineKind::definition;
    } else if (cut.literal("proof\":\"")) {
        name.kind = AuditLineKind::proof;
    } else if (cut.literal("orklog\":")) {
        name.kind = AuditLineKind::header;
    } else if (cut.literal("footer\":")) {
        name.kind = AuditLineKind::footer;
    }
    return name;
}

std::optional<AuditRecord> cut_audit_record(std::string_view line) {
    AuditRecord record;
    AuditCut cut(line);
    const bool begins = cut.literal("{\"n\":") && cut.number(record.n) && cut.literal(",\"run\":\"");
    const std::size_t body = line.size() - cut.left().size() - 7; // at `"run":"`
    if (!begins || !cut.name(record.run) || !is_run_id(record.run)) return std::nullopt;
    if (!cut.literal(",\"seq\":") || !cut.number(record.seq) || record.seq == 0) return std::nullopt;
    if (!cut.literal(",\"type\":\"") || !cut.name(record.type) || !cut.literal(",\"at\":") || !cut.integer(record.at_ms)) return std::nullopt;
    if (!cut.literal(",\"hash\":\"") || !cut.digest(record.hash) || !cut.literal("\"")) return std::nullopt;
    if (!take_seal(cut, record) || !take_payload(cut, record)) return std::nullopt;
    if (record.commitment) {
        record.viewed = line.substr(body, line.size() - cut.left().size() - body);
        if (!take_named_digest(cut, ",\"view\":\"", record.view) || !record.view) return std::nullopt;
    }
    if (!cut.literal("}") || !cut.at_end()) return std::nullopt;
    return record;
}

Digest audit_record_commitment(const Digest& salt, const AuditRecord& record) {
    return sha256({bytes_of(salt), record.data, "\n", record.value.value_or(std::string_view())});
}

Digest audit_record_hash(const Digest& previous, const AuditRecord& record, const Digest& commitment) {
    EventRow row;
    row.seq = record.seq;
    row.type = record.type;
    row.at = Instant{record.at_ms};
    return chain_next(previous, row, commitment);
}

Result<EventRow> audit_record_event(const AuditRecord& record) {
    const auto refuse = [&](const Error& why) {
        return Error{ErrorCode::corrupt, "line " + std::to_string(record.n) + ": " + why.message, {}};
    };
    EventRow row;
    row.seq = record.seq;
    row.type = record.type;
    row.at = Instant{record.at_ms};
    row.hash = record.hash;
    auto data = Json::parse(record.data);
    if (!data) return refuse(data.error());
    row.data = std::move(*data);
    if (record.value) {
        auto value = Json::parse(*record.value);
        if (!value) return refuse(value.error());
        row.value = std::move(*value);
    }
    return row;
}

Digest audit_view_start(std::string_view run) { return sha256({"orkestr view 1\n", run}); }

std::string audit_record_body(const RunId& run, const EventRow& row, const AuditSeal& seal) {
    std::string out;
    out.reserve(300 + row.data.size_bytes() + (row.value ? row.value->size_bytes() : 0));
    out += "\"run\":\"" + run.text + "\",\"seq\":" + std::to_string(row.seq) + ",\"type\":\"" + row.type + "\",\"at\":" + std::to_string(row.at.ms);
    append_digest(out, ",\"hash\":\"", row.hash);
    if (seal.key) append_digest(out, ",\"key\":\"", *seal.key);
    else if (seal.salt) append_digest(out, ",\"salt\":\"", *seal.salt);
    else if (seal.commitment) {
        append_digest(out, ",\"commitment\":\"", *seal.commitment);
        out += ",\"redacted\":[";
        for (std::size_t i = 0; i < seal.redacted.size(); ++i) {
            if (i > 0) out += ',';
            append_json_string(out, seal.redacted[i]);
        }
        out += ']';
    }
    out += ",\"data\":";
    out += row.data.text();
    if (row.value) {
        out += ",\"value\":";
        out += row.value->text();
    }
    return out;
}

} // namespace orkestr
