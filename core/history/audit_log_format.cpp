#include "core/history/audit_log_format.h"

#include "core/history/audit_log_cut.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::string_view signature_domain = "orkestr audit log 1\n";
constexpr std::string_view signature_intro = ",\"signature\":\"";

Error bad_line(const std::string& what) { return {ErrorCode::corrupt, what, {}}; }

Result<JsonValue> parsed_line(std::string_view line, const char* what) {
    auto value = JsonValue::parse(line);
    if (!value || !value->is_object()) return bad_line(std::string(what) + " is no JSON object");
    return value;
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
    out += ",\"";
    out += name;
    out += "\":";
    append_json_string(out, text);
}

std::optional<Digest> digest_of(const std::string& hex) {
    Digest digest{};
    AuditCut cut(hex);
    return cut.digest(digest) && cut.at_end() ? std::optional(digest) : std::nullopt;
}

Result<AuditListed> listed_of(const JsonValue& value) {
    AuditListed one{value.string_at("ns"), value.string_at("name"), value.string_at("version"), value.string_at("hash"), {}};
    const auto line = digest_of(value.string_at("line"));
    if (!line) return bad_line("the header lists a definition without the hash of its line");
    one.line = *line;
    return one;
}

} // namespace

std::string audit_definition_body(const AuditDefinition& definition) {
    std::string out = "\"definition\":";
    append_json_string(out, definition.hash);
    append_member(out, "ns", definition.ns);
    append_member(out, "name", definition.name);
    append_member(out, "version", definition.version);
    append_member(out, "file", definition.file_name);
    out += ",\"published\":" + std::to_string(definition.published.ms) + ",\"listed\":" + (definition.listed ? "true" : "false");
    append_member(out, "text", definition.text);
    out += ",\"resources\":" + definition.resources.text() + "}";
    return out;
}

Result<AuditDefinition> read_audit_definition(std::string_view line) {
    const auto value = parsed_line(line, "a definition's line");
    if (!value) return value.error();
    AuditDefinition out;
    out.hash = value->string_at("definition");
    out.ns = value->string_at("ns");
    out.name = value->string_at("name");
    out.version = value->string_at("version");
    out.file_name = value->string_at("file");
    out.published = Instant{value->integer_at("published")};
    out.listed = value->bool_at("listed");
    out.text = value->string_at("text");
    if (const auto* resources = value->find("resources")) out.resources = resources->json();
    return out;
}

std::string audit_header_body(const AuditHeader& header) {
    std::string out = "\"orklog\":" + std::to_string(header.format);
    append_member(out, "producer", header.producer);
    out += ",\"source\":{\"workspace\":";
    append_json_string(out, header.workspace);
    append_member(out, "title", header.title);
    out += "}";
    append_member(out, "tenant", header.tenant);
    out += ",\"definitions\":[";
    for (std::size_t i = 0; i < header.definitions.size(); ++i) {
        const AuditListed& one = header.definitions[i];
        out += i > 0 ? ",{\"ns\":" : "{\"ns\":";
        append_json_string(out, one.ns);
        append_member(out, "name", one.name);
        append_member(out, "version", one.version);
        append_member(out, "hash", one.hash);
        append_member(out, "line", to_hex(one.line));
        out += "}";
    }
    out += "],\"proofs\":[";
    for (std::size_t i = 0; i < header.proofs.size(); ++i) out += (i > 0 ? ",\"" : "\"") + to_hex(header.proofs[i]) + "\"";
    return out + "]}";
}

Result<AuditHeader> read_audit_header(std::string_view line) {
    const auto value = parsed_line(line, "the header");
    if (!value) return value.error();
    AuditHeader out;
    out.format = static_cast<int>(std::clamp<std::int64_t>(value->integer_at("orklog"), 0, 1'000'000));
    if (out.format == 0) return bad_line("the header does not say what format it has");
    if (out.format > audit_log_format) return Error{ErrorCode::newer_version, "the audit log has format " + std::to_string(out.format) + ", which a newer Orkestr reads", {}};
    out.producer = value->string_at("producer");
    if (const auto* source = value->find("source")) {
        out.workspace = source->string_at("workspace");
        out.title = source->string_at("title");
    }
    out.tenant = value->string_at("tenant");
    const auto* definitions = value->find("definitions");
    const auto* proofs = value->find("proofs");
    if (!definitions || !definitions->as_array() || !proofs || !proofs->as_array()) return bad_line("the header lacks its list of definitions or of proofs");
    for (const auto& one : *definitions->as_array()) {
        auto listed = listed_of(one);
        if (!listed) return listed.error();
        out.definitions.push_back(std::move(*listed));
    }
    for (const auto& one : *proofs->as_array()) {
        const auto digest = one.as_string() ? digest_of(*one.as_string()) : std::nullopt;
        if (!digest) return bad_line("the header lists a proof without the hash of its line");
        out.proofs.push_back(*digest);
    }
    return out;
}

std::string audit_proof_body(std::string_view footer_line) {
    std::string out = "\"proof\":";
    append_json_string(out, footer_line);
    return out + "}";
}

Result<std::string> read_audit_proof(std::string_view line) {
    const auto value = parsed_line(line, "a proof's line");
    if (!value) return value.error();
    return value->string_at("proof");
}

std::string audit_index_body(const AuditPlace& place, const AuditRunRow& row) {
    std::string out = "\"index\":\"" + row.run.text + "\",\"offset\":" + std::to_string(place.offset) + ",\"line\":" + std::to_string(place.line) +
                      ",\"events\":" + std::to_string(place.events);
    out += ",\"row\":{\"ns\":";
    append_json_string(out, row.ns);
    append_member(out, "name", row.name);
    append_member(out, "version", row.version);
    append_member(out, "definition", row.definition);
    append_member(out, "status", row.status);
    out += ",\"started\":" + std::to_string(row.started.ms);
    if (row.ended) out += ",\"ended\":" + std::to_string(row.ended->ms);
    if (!row.error.empty()) append_member(out, "error", row.error);
    if (row.parent) append_member(out, "parent", row.parent->text);
    return out + "}";
}

Digest audit_index_start() { return sha256("orkestr index 1\n"); }

std::optional<AuditIndexLine> cut_audit_index(std::string_view line) {
    AuditIndexLine out;
    AuditCut cut(line);
    std::uint64_t n = 0;
    if (!cut.literal("{\"n\":") || !cut.number(n) || !cut.literal(",")) return std::nullopt;
    const std::string_view body = cut.left();
    if (!cut.literal("\"index\":\"") || !cut.name(out.run) || !is_run_id(out.run)) return std::nullopt;
    if (!cut.literal(",\"offset\":") || !cut.number(out.place.offset) || !cut.literal(",\"line\":") || !cut.number(out.place.line)) return std::nullopt;
    if (!cut.literal(",\"events\":") || !cut.number(out.place.events)) return std::nullopt;
    if (!cut.literal(",\"row\":") || !cut.json(out.row) || !out.row.starts_with('{')) return std::nullopt;
    out.summed = body.substr(0, body.size() - cut.left().size());
    if (!cut.literal(",\"sum\":\"") || !cut.digest(out.sum) || !cut.literal("\"}") || !cut.at_end()) return std::nullopt;
    return out;
}

Result<AuditRunRow> read_audit_run_row(std::string_view run, std::string_view row, std::uint64_t events) {
    const auto value = parsed_line(row, "a run's row");
    if (!value) return value.error();
    AuditRunRow out;
    out.run.text = run;
    out.ns = value->string_at("ns");
    out.name = value->string_at("name");
    out.version = value->string_at("version");
    out.definition = value->string_at("definition");
    out.status = value->string_at("status");
    out.started = Instant{value->integer_at("started")};
    if (value->find("ended")) out.ended = Instant{value->integer_at("ended")};
    out.error = value->string_at("error");
    if (value->find("parent")) out.parent = RunId{value->string_at("parent")};
    out.events = events;
    return out;
}

std::string audit_footer_line(const AuditFooter& footer, const std::vector<AuditHead>& heads, const Ed25519Seed& seed) {
    const AuditCounts& counts = footer.counts;
    std::string out = "{\"n\":" + std::to_string(footer.n) + ",\"footer\":" + std::to_string(audit_log_format);
    out += ",\"definitions\":" + std::to_string(counts.definitions) + ",\"proofs\":" + std::to_string(counts.proofs) + ",\"runs\":" + std::to_string(counts.runs) +
           ",\"events\":" + std::to_string(counts.events) + ",\"redacted\":" + std::to_string(counts.redacted);
    out += ",\"header\":\"" + to_hex(footer.header) + "\",\"index\":\"" + to_hex(footer.index) + "\",\"index_offset\":" + std::to_string(footer.index_offset);
    out += ",\"sha256\":\"" + to_hex(footer.sha256) + "\",\"heads\":[";
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const AuditHead& head = heads[i];
        out += (i > 0 ? ",[\"" : "[\"") + head.run.text + "\"," + std::to_string(head.events) + ",\"" + to_hex(head.hash) + "\"";
        if (head.view) out += ",\"" + to_hex(*head.view) + "\"";
        out += "]";
    }
    const Ed25519PublicKey key = ed25519_public_key(seed);
    out += "],\"key\":\"" + to_hex(std::string_view(reinterpret_cast<const char*>(key.data()), key.size())) + "\"";
    std::string message = std::string(signature_domain) + out;
    const Ed25519Signature signature = ed25519_sign(seed, message);
    out += signature_intro;
    out += to_hex(std::string_view(reinterpret_cast<const char*>(signature.data()), signature.size())) + "\"}";
    return out;
}

std::optional<AuditFooter> cut_audit_footer(std::string_view line) {
    AuditFooter out;
    AuditCut cut(line);
    const auto count = [&](std::string_view intro, std::uint64_t& number) { return cut.literal(intro) && cut.number(number); };
    const auto digest = [&](std::string_view intro, Digest& to) { return cut.literal(intro) && cut.digest(to) && cut.literal("\""); };
    AuditCounts& counts = out.counts;
    std::uint64_t format = 0;
    if (!count("{\"n\":", out.n) || !count(",\"footer\":", format) || format != audit_log_format) return std::nullopt;
    if (!count(",\"definitions\":", counts.definitions) || !count(",\"proofs\":", counts.proofs) || !count(",\"runs\":", counts.runs)) return std::nullopt;
    if (!count(",\"events\":", counts.events) || !count(",\"redacted\":", counts.redacted)) return std::nullopt;
    // More than a line can hold; sums of them stay in range.
    constexpr std::uint64_t most = std::uint64_t{1} << 60;
    if (std::max({counts.definitions, counts.proofs, counts.runs, counts.events}) > most) return std::nullopt;
    if (!digest(",\"header\":\"", out.header) || !digest(",\"index\":\"", out.index) || !count(",\"index_offset\":", out.index_offset)) return std::nullopt;
    std::string_view heads;
    if (!digest(",\"sha256\":\"", out.sha256) || !cut.literal(",\"heads\":") || !cut.json(heads) || !heads.starts_with('[')) return std::nullopt;
    std::string bytes;
    if (!cut.literal(",\"key\":\"") || !cut.hex(bytes, out.key.size()) || !cut.literal("\"")) return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), out.key.begin());
    if (!cut.literal(signature_intro) || !cut.hex(bytes, out.signature.size()) || !cut.literal("\"}") || !cut.at_end()) return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), out.signature.begin());
    return out;
}

AuditHeads::AuditHeads(std::string_view footer_line) {
    // Nothing before the heads is of free text, so that this can't stand anywhere earlier.
    constexpr std::string_view intro = ",\"heads\":[";
    const auto at = footer_line.find(intro);
    damaged_ = at == std::string_view::npos;
    if (!damaged_) left_ = footer_line.substr(at + intro.size());
}

std::optional<AuditHead> AuditHeads::next() {
    if (damaged_ || left_.starts_with(']')) return std::nullopt;
    AuditHead head;
    AuditCut cut(left_);
    std::string_view run;
    const bool begins = (first_ || cut.literal(",")) && cut.literal("[\"") && cut.name(run) && is_run_id(run) && cut.literal(",") && cut.number(head.events) &&
                        cut.literal(",\"") && cut.digest(head.hash) && cut.literal("\"");
    damaged_ = !begins;
    if (!damaged_ && cut.literal(",\"")) damaged_ = !cut.digest(head.view.emplace()) || !cut.literal("\"");
    damaged_ = damaged_ || !cut.literal("]");
    if (damaged_) return std::nullopt;
    head.run.text = run;
    left_ = cut.left();
    first_ = false;
    return head;
}

bool is_footer_signed(std::string_view footer_line, const AuditFooter& footer) {
    const std::size_t end = signature_intro.size() + 2 * footer.signature.size() + 2;
    if (footer_line.size() < end) return false;
    std::string message(signature_domain);
    message += footer_line.substr(0, footer_line.size() - end);
    return ed25519_verify(footer.key, message, footer.signature);
}

Ed25519Seed audit_signing_seed(std::string_view workspace_key) { return hmac_sha256(workspace_key, "orkestr audit log signing key 1"); }

} // namespace orkestr
