// The lines of an audit log, one after another, without holding more than one of them.
#pragma once

#include "core/history/byte_source.h"

#include <optional>
#include <string_view>
#include <vector>

namespace orkestr {

/// The longest line that is read; a longer one is an error.
inline constexpr std::uint64_t audit_line_limit = std::uint64_t{1} << 30;

struct AuditLine {
    std::uint64_t number = 0; ///< of the line in the file, from 1
    std::uint64_t offset = 0; ///< of its first byte
    std::string_view text;    ///< without its end; valid until the next one is asked for
    bool ended = true;        ///< false: the last one, which no line feed ends
    std::uint64_t end() const { return offset + text.size() + (ended ? 1 : 0); }
};

class AuditLines {
public:
    /// Begins at a byte that begins a line. The source outlives it.
    explicit AuditLines(const ByteSource& source, std::uint64_t offset = 0, std::uint64_t number = 1);

    /// The next line; nothing at the end. Errors: what the source says, limit.
    Result<std::optional<AuditLine>> next();
    /// Of the next line.
    std::uint64_t offset() const { return offset_; }

private:
    Result<bool> read_more();

    const ByteSource& source_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;   ///< of the next line
    std::size_t end_ = 0;     ///< of what was read
    std::size_t looked_ = 0;  ///< up to where no line feed is
    std::uint64_t offset_;    ///< of begin_
    std::uint64_t number_;
};

} // namespace orkestr
