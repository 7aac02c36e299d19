#include "app/workspace/file_source.h"

#include "app/workspace/notes_place.h"
#include "app/workspace/record_file.h"
#include "core/adapters/archive/open_archive.h"
#include "core/runtime/log_source.h"

namespace orkestr {

namespace {

bool is_log(const RecordLook& look) { return look.kind == RecordLook::Kind::audit_log || look.kind == RecordLook::Kind::zstd; }

/// An audit log, or the one in a case. What is wrong with a case's own line keeps nobody from the log in it.
Result<OpenedLog> open_log(const std::string& path) {
    auto bytes = open_archive(path);
    if (!bytes) return bytes.error();
    OpenedLog log{std::move(*bytes)};
    const auto line = read_case(path);
    if (line && !*line) return log;
    log.kind = SourceState::Kind::audit_case;
    if (!line) {
        log.finding = AuditFinding{AuditFault::edited, 0, std::nullopt, 0, line.error().message}.sentence();
        log.note = "Bookmarks, notes and what was in front are missing: " + line.error().message;
    } else {
        log.whole = (*line)->log;
        if ((*line)->finding) log.finding = (*line)->finding->sentence();
    }
    return log;
}

} // namespace

Result<std::unique_ptr<RunSource>> open_file_source(const std::string& path, std::shared_ptr<ValueThread> values) {
    const auto look = detect_record_file(path);
    if (!look) return look.error();
    if (look->is_record()) return open_record_source(path);
    if (!is_log(*look)) return Error{ErrorCode::invalid_argument, wrong_kind_message(path, *look), {}};
    auto log = open_log(path);
    if (!log) return log.error();
    const bool is_case = log->kind == SourceState::Kind::audit_case;
    auto source = LogSource::create(path, std::move(*log), std::move(values));
    if (!source && is_case && source.error().code == ErrorCode::invalid_argument)
        return Error{ErrorCode::corrupt, path + " is damaged: the case ends before its log begins", {}};
    if (!source) return Error{source.error().code, path + ": " + source.error().message, {}};
    return std::unique_ptr<RunSource>(std::move(*source));
}

} // namespace orkestr
