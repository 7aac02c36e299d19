// Cuts lines of fixed form apart, byte by byte, without parsing what they hold. Internal to the audit log.
#pragma once

#include "core/base/sha256.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace orkestr {

class AuditCut {
public:
    explicit AuditCut(std::string_view text) : left_(text) {}

    /// Each takes what it names off the front; where that isn't there it says no, and nothing more is to be taken.
    bool literal(std::string_view text);
    /// Digits without a leading zero, at most 2^63 - 1.
    bool number(std::uint64_t& out);
    bool integer(std::int64_t& out);
    /// 64 hex digits in lower case.
    bool digest(Digest& out);
    bool hex(std::string& bytes, std::size_t count);
    /// Up to the next quotation mark, which is taken too; not empty, printable ASCII without escapes, at most 200 bytes.
    bool name(std::string_view& out);
    /// One JSON value, as far as brackets and strings tell.
    bool json(std::string_view& out);

    std::string_view left() const { return left_; }
    bool at_end() const { return left_.empty(); }

private:
    std::string_view left_;
};

} // namespace orkestr
