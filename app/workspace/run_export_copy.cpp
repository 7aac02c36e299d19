#include "app/workspace/run_export_copy.h"

#include "core/adapters/archive/atomic_file.h"
#include "core/adapters/archive/case_archive.h"
#include "core/adapters/archive/file_bytes.h"
#include "core/adapters/archive/open_archive.h"
#include "core/adapters/archive/seekable_writer.h"
#include "core/adapters/archive/zstd_frames.h"
#include "core/adapters/sqlite/sqlite_store.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

namespace orkestr {

namespace {

constexpr std::size_t copied_at_once = std::size_t{1} << 20;

/// What a case is made from.
struct CopySource {
    std::string line; ///< of a case; empty: a log by itself
    std::shared_ptr<const ByteSource> bytes;
    std::shared_ptr<const ByteSource> text;
};

Result<CopySource> open_copy_source(const std::string& log) {
    const auto file = FileBytes::open(log);
    if (!file) return file.error();
    auto found = open_case(*file);
    if (!found) return found.error();
    CopySource source;
    if (*found) source.line = std::move((*found)->line);
    source.bytes = *found ? (*found)->bytes : *file;
    auto text = text_of_archive(source.bytes);
    if (!text) return text.error();
    source.text = std::move(*text);
    return source;
}

Result<bool> is_packed(const ByteSource& bytes) {
    std::array<char, 4> magic{};
    const auto read = bytes.read(0, magic);
    if (!read) return read.error();
    return *read == magic.size() && read_u32(magic.data()) == zstd_frame_magic;
}

Result<std::vector<RunId>> runs_of(const std::shared_ptr<const ByteSource>& text) {
    const auto index = AuditLogIndex::open_quickly(text);
    if (!index) return index.error();
    std::vector<RunId> runs;
    for (std::size_t at = 0; at < index->run_count(); ++at) runs.push_back(index->run_at(at));
    return runs;
}

Result<void> copy_bytes(const ByteSource& from, const std::function<Result<void>(std::string_view)>& write, const std::stop_token& stop) {
    std::string buffer(copied_at_once, '\0');
    for (std::uint64_t offset = 0; offset < from.size_bytes();) {
        if (stop.stop_requested()) return Error{ErrorCode::cancelled, "the export was stopped; nothing was written", {}};
        const auto count = from.read(offset, buffer);
        if (!count) return count.error();
        if (*count == 0) return Error{ErrorCode::io, "the log ends before its end", {}};
        if (auto written = write(std::string_view(buffer).substr(0, *count)); !written) return written;
        offset += *count;
    }
    return {};
}

/// The line that is there, when it says the same of the same log and nothing is wrong with it.
bool says_the_same(const std::string& line, const CaseContent& content, const Digest& log) {
    if (line.empty()) return false;
    const auto read = read_case_line(line);
    return read && !read->finding && read->log == log && read->content == content;
}

} // namespace

Result<void> check_export_place(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    const fs::path resolved = fs::weakly_canonical(path, ignored);
    const fs::path place = ignored ? fs::path(path) : resolved;
    const std::string ending = place.extension().string();
    if (ending != ".orklog" && ending != ".orkcase" && fs::exists(place.parent_path() / SqliteStore::file_name, ignored))
        return Error{ErrorCode::invalid_argument, path + " is in a workspace's folder: choose a name that ends in .orklog, or another folder", {}};
    if (!fs::is_regular_file(place, ignored) || fs::file_size(place, ignored) == 0) return {};
    std::array<char, 16> beginning{};
    std::ifstream(place, std::ios::binary).read(beginning.data(), beginning.size());
    const std::string_view text(beginning.data(), beginning.size());
    for (const std::string_view log : {"{\"n\":1,\"orklog\"", "{\"orkcase\":", "\x28\xB5\x2F\xFD"})
        if (text.starts_with(log)) return {};
    return Error{ErrorCode::already_exists, path + " is there, and is no audit log: it is not written over. Choose another name, or take it away first", {}};
}

Result<AuditVerdict> check_exported_log(const std::string& log, const std::string& into, std::stop_token stop) {
    std::error_code ignored;
    if (std::filesystem::equivalent(log, into, ignored)) return Error{ErrorCode::invalid_argument, "a log is never changed: choose another name than " + log, {}};
    const auto source = open_archive(log);
    if (!source) return source.error();
    auto verdict = verify_audit_log(**source, {}, {}, std::move(stop));
    if (!verdict && verdict.error().code == ErrorCode::invalid_argument) return Error{ErrorCode::invalid_argument, log + " is no audit log", {}};
    if (!verdict || !verdict->finding) return verdict;
    const AuditFinding& finding = *verdict->finding;
    return Error{ErrorCode::corrupt, log + " does not verify (" + to_string(finding.kind) + ": " + finding.message + "); nothing was written, for it would be signed", {}};
}

Result<bool> is_whole_case(const std::string& log, const ExportRequest& request) {
    if (!request.as_case || !request.filter.is_empty() || !request.redactions.empty()) return false;
    if (request.runs.empty()) return true;
    const auto source = open_copy_source(log);
    if (!source) return source.error();
    const auto runs = runs_of(source->text);
    if (!runs) return runs.error();
    std::vector<RunId> asked = request.runs;
    std::sort(asked.begin(), asked.end());
    asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
    return asked == *runs;
}

Result<std::optional<Exported>> copy_into_case(const std::string& log, const AuditVerdict& verdict, const Ed25519Seed* seed, const ExportRequest& request,
                                               const std::function<void(ExportProgress)>& told, std::stop_token stop) {
    const auto source = open_copy_source(log);
    if (!source) return source.error();
    const auto runs = runs_of(source->text);
    if (!runs) return runs.error();
    const auto packed = is_packed(*source->bytes);
    if (!packed) return packed.error();
    const CaseContent content{annotations_of(request.as_case->annotations, *runs), request.as_case->view};
    std::string line = source->line;
    if (!says_the_same(line, content, verdict.whole_sha256)) {
        if (!seed) return std::optional<Exported>();
        auto made = case_line(content, verdict.whole_sha256, *seed);
        if (!made) return made.error();
        line = std::move(*made);
    }
    if (told) told({0, verdict.counts.events, 0});
    AtomicFile file;
    if (auto free = check_export_place(request.path); !free) return free.error();
    if (auto created = file.create(request.path); !created) return created.error();
    if (auto written = file.write(line + '\n'); !written) return written.error();
    const auto write = [&file](std::string_view bytes) { return file.write(bytes); };
    // What is compressed stays so, to the byte.
    if (!request.compressed || *packed) {
        if (auto copied = copy_bytes(*source->bytes, write, stop); !copied) return copied.error();
    } else {
        SeekableWriter writer(write);
        if (auto copied = copy_bytes(*source->text, [&writer](std::string_view text) { return writer.write(text); }, stop); !copied) return copied.error();
        if (auto finished = writer.finish(); !finished) return finished.error();
    }
    if (auto committed = file.commit(); !committed) return committed.error();
    if (told) told({verdict.counts.events, verdict.counts.events, verdict.counts.runs});
    const std::string key = verdict.key ? to_hex(std::string_view(reinterpret_cast<const char*>(verdict.key->data()), verdict.key->size())) : std::string();
    return std::optional(Exported{verdict.counts.runs, verdict.counts.events, verdict.counts.redacted, source->text->size_bytes(), to_hex(verdict.sha256), key,
                                  content.annotations.bookmarks.size()});
}

} // namespace orkestr
