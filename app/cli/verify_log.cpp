#include "app/cli/verify_log.h"

#include "app/cli/long_work.h"
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "app/workspace/notes_place.h"
#include "app/workspace/record_file.h"
#include "core/adapters/archive/case_archive.h"
#include "core/adapters/archive/file_bytes.h"
#include "core/adapters/archive/open_archive.h"

#include <cstdio>

namespace orkestr::cli {

namespace {

std::string hex_of(const Ed25519PublicKey& key) { return to_hex(std::string_view(reinterpret_cast<const char*>(key.data()), key.size())); }

JsonValue finding_json(const AuditFinding& finding) {
    JsonValue out = JsonValue::object({{"kind", to_string(finding.kind)}, {"record", finding.record}, {"message", finding.message}});
    if (finding.run) {
        out.set("run", finding.run->text);
        out.set("seq", finding.seq);
    }
    return out;
}

/// A log, and of a case what its own line says.
struct FileVerdict {
    AuditVerdict log;
    std::optional<CaseLine> line; ///< nothing: no case, or one whose line can't be read
};

bool is_case_without_end(const std::string& path) {
    const auto file = FileBytes::open(path);
    return file && !open_case(*file);
}

/// Of a case's own line first: it is record 0.
Result<FileVerdict> verify_file(const std::string& path, const AuditQuestion& question, const AuditProgress& progress, std::stop_token stop) {
    const auto source = open_archive(path);
    if (!source && source.error().code == ErrorCode::corrupt && is_case_without_end(path))
        return FileVerdict{{.finding = AuditFinding{AuditFault::truncated, 0, std::nullopt, 0, source.error().message}}, std::nullopt};
    if (!source) return source.error();
    auto verdict = verify_audit_log(**source, question, progress, std::move(stop));
    if (!verdict) {
        const auto line = verdict.error().code == ErrorCode::invalid_argument ? read_case(path) : std::optional<CaseLine>();
        if (!line || !*line) return verdict.error();
        return FileVerdict{{.finding = AuditFinding{AuditFault::truncated, 1, std::nullopt, 0, "line 1 is missing: the case ends before its log begins"}}, *line};
    }
    FileVerdict out{std::move(*verdict), std::nullopt};
    auto line = read_case(path);
    if (!line) {
        if (line.error().code != ErrorCode::corrupt && line.error().code != ErrorCode::limit) return line.error();
        out.log.finding = AuditFinding{AuditFault::edited, 0, std::nullopt, 0, line.error().message};
        return out;
    }
    out.line = std::move(*line);
    if (!out.line) return out;
    if (out.line->finding) out.log.finding = out.line->finding;
    else if (!out.log.finding && out.line->log != out.log.whole_sha256) out.log.finding = other_log_finding(out.line->log, out.log.whole_sha256);
    return out;
}

std::string no_log_message(const std::string& path) {
    const auto look = detect_record_file(path);
    std::string message = path + " is no audit log";
    if (look) message += ": it looks like " + look->words;
    if (look && look->is_record()) message += ", which holds nothing to verify it by; 'orkestr show' and 'orkestr events' say what is in it";
    if (look && look->kind == RecordLook::Kind::sqlite) message += "; of a workspace name its folder and a run: DIR#RUN";
    if (look && look->kind == RecordLook::Kind::definition) message += "; 'orkestr validate' checks those";
    return message;
}

JsonValue verdict_json(const std::string& path, const AuditQuestion& question, const FileVerdict& file) {
    const AuditVerdict& verdict = file.log;
    JsonValue out = JsonValue::object({{"file", path}, {"ok", !verdict.finding}, {"events", verdict.counts.events}, {"redacted", verdict.counts.redacted}});
    if (question.run) out.set("run", question.run->text);
    else out.set("runs", verdict.counts.runs);
    if (verdict.finding) {
        const JsonValue finding = finding_json(*verdict.finding);
        for (const auto& [name, value] : *finding.as_object()) out.set(name, value);
        return out;
    }
    if (verdict.head) out.set("head", to_hex(*verdict.head));
    out.set("sha256", to_hex(verdict.sha256));
    if (verdict.key) out.set("key", hex_of(*verdict.key));
    JsonArray vouchers;
    for (const auto& one : verdict.vouchers) vouchers.push_back(JsonValue::object({{"key", hex_of(one.key)}, {"signed", one.is_signed}, {"runs", one.runs}}));
    out.set("proofs", std::move(vouchers));
    if (file.line) out.set("case", JsonValue::object({{"bookmarks", file.line->content.annotations.bookmarks.size()}, {"key", hex_of(file.line->key)}}));
    return out;
}

void print_verdict(const std::string& path, const FileVerdict& file) {
    const AuditVerdict& verdict = file.log;
    if (verdict.finding) {
        std::printf("%s: %s, record %llu: %s\n", path.c_str(), to_string(verdict.finding->kind), static_cast<unsigned long long>(verdict.finding->record),
                    verdict.finding->message.c_str());
        return;
    }
    std::printf("%s: %s, %s, chain intact", path.c_str(), counted(verdict.counts.runs, "run").c_str(), counted(verdict.counts.events, "event").c_str());
    if (verdict.counts.redacted > 0) std::printf(", %s", counted(verdict.counts.redacted, "redacted view").c_str());
    std::printf("\n  SHA-256 %s\n", to_hex(verdict.sha256).c_str());
    if (verdict.head) std::printf("  head %s\n", to_hex(*verdict.head).c_str());
    if (verdict.key) std::printf("  signed by %s\n", hex_of(*verdict.key).c_str());
    if (file.line)
        std::printf("  %llu bookmarks, with notes and view signed by %s\n", static_cast<unsigned long long>(file.line->content.annotations.bookmarks.size()),
                    hex_of(file.line->key).c_str());
    for (const auto& one : verdict.vouchers)
        std::printf("  taken from a log %s %s, which has %llu of the runs with the same head\n", one.is_signed ? "signed by" : "WRONGLY signed as by", hex_of(one.key).c_str(),
                    static_cast<unsigned long long>(one.runs));
    if (verdict.unread > 0) std::printf("  %s events of types that this version does not know\n", counted(verdict.unread, "run has", "runs have").c_str());
}

} // namespace

int verify_log(const std::string& path, const AuditQuestion& question, const std::string& format) {
    const auto verdict = do_long_work<FileVerdict>([&](std::stop_token stop) {
        ProgressLine line("verifying " + path);
        return verify_file(path, question, [&line](std::uint64_t done, std::uint64_t of) { line.show(done / 1'000'000, of / 1'000'000, "MB"); }, std::move(stop));
    });
    if (!verdict) {
        if (verdict.error().code != ErrorCode::invalid_argument) return tell_error(format, verdict.error(), not_proven);
        return tell_error(format, {ErrorCode::invalid_argument, no_log_message(path), {}});
    }
    if (format == "json") print_line(verdict_json(path, question, *verdict).json());
    else print_verdict(path, *verdict);
    return verdict->log.finding ? ExitCode::failed : ExitCode::completed;
}

} // namespace orkestr::cli
