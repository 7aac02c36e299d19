#include "core/history/audit_log_lines.h"

#include <algorithm>
#include <cstring>

namespace orkestr {

namespace {

constexpr std::size_t lines_chunk = std::size_t{1} << 20;

} // namespace

AuditLines::AuditLines(const ByteSource& source, std::uint64_t offset, std::uint64_t number) : source_(source), offset_(offset), number_(number) {}

Result<bool> AuditLines::read_more() {
    // What is left of the last chunk goes to the front; only a line that is longer makes the buffer grow.
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        looked_ -= begin_;
        begin_ = 0;
    }
    if (end_ >= audit_line_limit) return Error{ErrorCode::limit, "line " + std::to_string(number_) + " is longer than 1 GiB", {}};
    if (buffer_.size() - end_ < lines_chunk / 2) buffer_.resize(std::max(lines_chunk, 2 * end_));
    const auto count = source_.read(offset_ + end_, std::span(buffer_).subspan(end_));
    if (!count) return count.error();
    end_ += *count;
    return *count > 0;
}

Result<std::optional<AuditLine>> AuditLines::next() {
    for (;;) {
        const char* data = buffer_.data();
        const void* found = looked_ < end_ ? std::memchr(data + looked_, '\n', end_ - looked_) : nullptr;
        if (found) {
            const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - data);
            AuditLine line{number_++, offset_, std::string_view(data + begin_, at - begin_), true};
            offset_ += at + 1 - begin_;
            begin_ = looked_ = at + 1;
            return std::optional(line);
        }
        looked_ = end_;
        const auto more = read_more();
        if (!more) return more.error();
        if (*more) continue;
        if (begin_ == end_) return std::optional<AuditLine>();
        AuditLine line{number_++, offset_, std::string_view(buffer_.data() + begin_, end_ - begin_), false};
        offset_ += end_ - begin_;
        begin_ = looked_ = end_;
        return std::optional(line);
    }
}

} // namespace orkestr
