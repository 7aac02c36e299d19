#include "core/history/audit_log_tail.h"

#include "core/history/audit_log_lines.h"
#include "core/history/audit_log_record.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::uint64_t first_tail_bytes = 64 * 1024;

} // namespace

Result<std::optional<AuditTail>> read_audit_tail(const ByteSource& source) {
    const std::uint64_t size = source.size_bytes();
    std::string bytes;
    for (std::uint64_t want = std::min(size, first_tail_bytes);; want = std::min(size, 4 * want)) {
        bytes.resize(want);
        const auto count = source.read(size - want, bytes);
        if (!count) return count.error();
        bytes.resize(*count);
        if (!bytes.ends_with('\n')) return std::optional<AuditTail>();
        bytes.pop_back();
        const auto before = bytes.rfind('\n');
        if (before == std::string::npos && want < size && want < audit_line_limit) continue;
        AuditTail tail;
        tail.line = before == std::string::npos ? std::move(bytes) : bytes.substr(before + 1);
        tail.offset = size - 1 - tail.line.size();
        const auto footer = cut_audit_footer(tail.line);
        if (!footer) return std::optional<AuditTail>();
        tail.footer = *footer;
        return std::optional(std::move(tail));
    }
}

Result<std::optional<AuditTail>> find_audit_footer(const ByteSource& source, std::stop_token stop) {
    AuditLines lines(source);
    std::optional<AuditTail> found;
    for (;;) {
        const auto line = lines.next();
        if (!line) return line.error();
        if (!*line) return found;
        if (stop.stop_requested()) return Error{ErrorCode::cancelled, "the search was stopped", {}};
        if (!(*line)->ended || name_audit_line((*line)->text).kind != AuditLineKind::footer) continue;
        if (const auto footer = cut_audit_footer((*line)->text)) found = AuditTail{(*line)->offset, std::string((*line)->text), *footer};
    }
}

} // namespace orkestr
