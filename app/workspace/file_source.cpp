#include "app/workspace/file_source.h"

#include "app/workspace/record_file.h"
#include "core/adapters/archive/open_archive.h"
#include "core/runtime/log_source.h"

namespace orkestr {

namespace {

bool is_log(const RecordLook& look) { return look.kind == RecordLook::Kind::audit_log || look.kind == RecordLook::Kind::zstd; }

} // namespace

Result<bool> holds_runs(const std::string& path) {
    const auto look = detect_record_file(path);
    if (!look) return look.error();
    return is_log(*look) || look->is_record();
}

Result<std::unique_ptr<RunSource>> open_file_source(const std::string& path) {
    const auto look = detect_record_file(path);
    if (!look) return look.error();
    if (look->is_record()) return open_record_source(path);
    if (!is_log(*look)) return Error{ErrorCode::invalid_argument, wrong_kind_message(path, *look), {}};
    auto bytes = open_archive(path);
    if (!bytes) return bytes.error();
    auto source = LogSource::create(path, {std::move(*bytes), SourceState::Kind::audit_log});
    if (!source) return source.error();
    return std::unique_ptr<RunSource>(std::move(*source));
}

} // namespace orkestr
