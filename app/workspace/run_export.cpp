#include "app/workspace/run_export.h"

#include "app/workspace/run_export_copy.h"
#include "app/workspace/run_export_feed.h"
#include "core/adapters/archive/atomic_file.h"
#include "core/adapters/archive/open_archive.h"
#include "core/adapters/archive/seekable_writer.h"
#include "core/base/sha256_stream.h"
#include "core/history/audit_log_writer.h"
#include "core/history/case_file.h"
#include "core/history/chain.h"
#include "core/history/redaction.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

namespace orkestr {

namespace {

Error stopped_export() { return {ErrorCode::cancelled, "the export was stopped; nothing was written", {}}; }

/// The file that is written: plain or compressed, perhaps behind a case's first line; there when it is whole.
class LogOutput {
public:
    explicit LogOutput(const Ed25519Seed& seed) : seed_(seed) {}

    Result<void> create(const ExportRequest& request, const std::optional<CaseContent>& content) {
        if (request.compressed) packed_.emplace([this](std::string_view bytes) { return file_.write(bytes); });
        if (auto free = check_export_place(request.path); !free) return free;
        if (auto created = file_.create(request.path); !created || !content) return created;
        // Its place is taken now; what it says of the log is known once that is written, and is of the same length.
        content_ = &*content;
        const auto line = case_line(*content_, Digest{}, seed_);
        return line ? file_.write(*line + '\n') : Result<void>(line.error());
    }
    Result<void> write(std::string_view text) {
        if (content_) sum_.add(text);
        return packed_ ? packed_->write(text) : file_.write(text);
    }
    Result<void> commit() {
        if (packed_)
            if (auto finished = packed_->finish(); !finished) return finished;
        if (content_) {
            const auto line = case_line(*content_, sum_.digest(), seed_);
            if (!line) return line.error();
            if (auto written = file_.overwrite(0, *line); !written) return written;
        }
        return file_.commit();
    }

private:
    AtomicFile file_;
    std::optional<SeekableWriter> packed_;
    Ed25519Seed seed_;
    const CaseContent* content_ = nullptr; ///< null: no case
    Sha256Stream sum_;
};

/// Tells how far it is, ten times a second.
class ExportTeller {
public:
    ExportTeller(const ExportTold& told, std::stop_token stop) : told_(told), stop_(std::move(stop)) {}
    ExportProgress progress;

    Result<void> event() {
        ++progress.events;
        if (progress.events % 256 != 0) return {};
        if (stop_.stop_requested()) return stopped_export();
        const auto now = std::chrono::steady_clock::now();
        if (told_ && now >= next_) {
            told_(progress);
            next_ = now + std::chrono::milliseconds(100);
        }
        return {};
    }
    void tell() const {
        if (told_) told_(progress);
    }
    const std::stop_token& stop() const { return stop_; }

private:
    const ExportTold& told_;
    std::stop_token stop_;
    std::chrono::steady_clock::time_point next_{};
};

class RunExport {
public:
    RunExport(const RunFeed& feed, const LogSigner& signer, const ExportRequest& request, const ExportTold& told, std::stop_token stop)
        : feed_(feed), request_(request), teller_(told, std::move(stop)), output_(signer.seed), writer_([this](std::string_view bytes) { return output_.write(bytes); }, signer.seed), seed_(signer.seed) {}

    Result<Exported> run() {
        auto redaction = Redaction::create(request_.redactions);
        if (!redaction) return redaction.error();
        redaction_ = std::move(*redaction);
        teller_.tell();
        const auto chosen = feed_.choose(request_, teller_.stop());
        if (!chosen) return chosen.error();
        teller_.progress.of_events = chosen->events;
        if (request_.as_case) content_ = CaseContent{annotations_of(request_.as_case->annotations, chosen->runs), request_.as_case->view};
        if (auto created = output_.create(request_, content_); !created) return created.error();
        if (auto begun = begin(*chosen); !begun) return begun.error();
        for (const RunId& run : chosen->runs) {
            if (auto written = write_run(run); !written) return written.error();
            ++teller_.progress.runs;
        }
        if (auto finished = writer_.finish(); !finished) return finished.error();
        if (teller_.stop().stop_requested()) return stopped_export();
        if (auto committed = output_.commit(); !committed) return committed.error();
        teller_.tell();
        const Ed25519PublicKey key = ed25519_public_key(seed_);
        const AuditCounts& counts = writer_.counts();
        return Exported{counts.runs, counts.events, counts.redacted, writer_.size_bytes(), to_hex(writer_.sha256()),
                        to_hex(std::string_view(reinterpret_cast<const char*>(key.data()), key.size())), content_ ? content_->annotations.bookmarks.size() : 0};
    }

private:
    Result<void> begin(const ChosenRuns& chosen) {
        AuditHeader header = feed_.header();
        header.producer = std::string("orkestr ") + ORKESTR_VERSION;
        header.definitions.clear();
        header.proofs.clear();
        // Definitions are read twice rather than held: few are, and each may be long.
        for (const auto& hash : chosen.definitions) {
            const auto definition = feed_.definition(hash);
            if (!definition) return definition.error();
            header.definitions.push_back({definition->ns, definition->name, definition->version, definition->hash, sha256(audit_definition_body(*definition))});
        }
        const auto proofs = feed_.proofs();
        if (!proofs) return proofs.error();
        for (const auto& proof : *proofs) header.proofs.push_back(sha256(audit_proof_body(proof)));
        if (auto begun = writer_.begin(header); !begun) return begun;
        for (const auto& hash : chosen.definitions) {
            const auto definition = feed_.definition(hash);
            if (!definition) return definition.error();
            if (auto added = writer_.add_definition(*definition); !added) return added;
        }
        for (const auto& proof : *proofs)
            if (auto added = writer_.add_proof(proof); !added) return added;
        return {};
    }

    Result<void> write_run(const RunId& run) {
        auto row = feed_.row(run);
        if (!row) return row.error();
        if (row->events == 0) return Error{ErrorCode::corrupt, "run " + run.text + " has no events", {}};
        if (auto begun = writer_.begin_run(run); !begun) return begun;
        std::optional<Digest> key;
        bool error_redacted = false;
        const auto written = feed_.events(run, row->events, [&](EventRow event, AuditSeal seal) -> Result<void> {
            if (seal.key) key = seal.key;
            if (!redaction_.empty()) redact(event, seal, key);
            for (const auto& pointer : seal.redacted) error_redacted = error_redacted || pointer.starts_with("/data/error");
            if (auto added = writer_.add(event, seal); !added) return added;
            return teller_.event();
        });
        if (!written) return written;
        // What a list shows of the run holds nothing that its events don't.
        if (error_redacted && !row->error.empty()) row->error = redacted_text;
        return writer_.end_run(std::move(*row));
    }

    void redact(EventRow& event, AuditSeal& seal, const std::optional<Digest>& key) const {
        std::optional<Digest> commitment = seal.commitment;
        std::optional<Digest> salt = seal.salt;
        if (!salt && key) salt = salt_of(*key, event.seq);
        if (!commitment && salt) commitment = commitment_of(*salt, event);
        auto redacted = redaction_.apply(event);
        const bool shown = redacted.empty() && !seal.commitment;
        seal.key.reset();
        seal.salt = shown ? salt : std::nullopt;
        seal.commitment = shown ? std::nullopt : commitment;
        std::set<std::string> all(seal.redacted.begin(), seal.redacted.end());
        all.insert(redacted.begin(), redacted.end());
        seal.redacted.assign(all.begin(), all.end());
    }

    const RunFeed& feed_;
    const ExportRequest& request_;
    ExportTeller teller_;
    std::optional<CaseContent> content_; ///< of the case that is written
    LogOutput output_;
    AuditLogWriter writer_;
    Ed25519Seed seed_;
    Redaction redaction_;
};

} // namespace

Result<LogSigner> log_signer(const SqliteStore& store, const std::string& directory) {
    const auto key = store.workspace_key();
    if (!key) return key.error();
    auto id = store.workspace_id();
    if (!id) return id.error();
    std::error_code ignored;
    const auto folder = std::filesystem::weakly_canonical(directory, ignored);
    return LogSigner{audit_signing_seed(*key), std::move(*id), (ignored ? std::filesystem::path(directory) : folder).filename().string()};
}

Result<Exported> export_from_store(const SqliteStore& store, const LogSigner& signer, const ExportRequest& request, const ExportTold& told, std::stop_token stop) {
    const auto key = store.workspace_key();
    if (!key) return key.error();
    AuditHeader header;
    header.workspace = signer.workspace;
    header.title = signer.title;
    const auto feed = feed_of_store(store, *key, std::move(header));
    return RunExport(*feed, signer, request, told, std::move(stop)).run();
}

Result<Exported> export_from_log(const std::string& log, const LogSigner& signer, const ExportRequest& request, const ExportTold& told, std::stop_token stop) {
    const auto verdict = check_exported_log(log, request.path, stop);
    if (!verdict) return verdict.error();
    const auto whole = is_whole_case(log, request);
    if (!whole) return whole.error();
    if (*whole) {
        auto copied = copy_into_case(log, *verdict, &signer.seed, request, told, std::move(stop));
        if (!copied) return copied.error();
        return std::move(**copied);
    }
    const auto source = open_archive(log);
    if (!source) return source.error();
    const auto index = AuditLogIndex::build(*source, {}, stop);
    if (!index) return index.error();
    auto footer = index->footer_line();
    if (!footer) return footer.error();
    const auto feed = feed_of_log(*index, std::move(*footer));
    return RunExport(*feed, signer, request, told, std::move(stop)).run();
}

Result<std::optional<Exported>> export_same_case(const std::string& log, const ExportRequest& request, const ExportTold& told, std::stop_token stop) {
    const auto whole = is_whole_case(log, request);
    if (!whole) return whole.error();
    if (!*whole) return std::optional<Exported>();
    const auto verdict = check_exported_log(log, request.path, stop);
    if (!verdict) return verdict.error();
    return copy_into_case(log, *verdict, nullptr, request, told, std::move(stop));
}

} // namespace orkestr
