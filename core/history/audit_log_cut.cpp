#include "core/history/audit_log_cut.h"

#include <algorithm>
#include <cstring>

namespace orkestr {

namespace {

constexpr std::size_t longest_name = 200;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

/// The index behind the string that begins at `at` with its quotation mark; npos when it has no end.
std::size_t behind_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) {
        const void* quote = std::memchr(text.data() + at, '"', text.size() - at);
        if (!quote) return std::string_view::npos;
        at = static_cast<std::size_t>(static_cast<const char*>(quote) - text.data());
        std::size_t escapes = 0;
        while (text[at - escapes - 1] == '\\') ++escapes; // the opening quotation mark ends this at the latest
        if (escapes % 2 == 0) return at + 1;
    }
    return std::string_view::npos;
}

std::size_t behind_value(std::string_view text) {
    std::size_t depth = 0;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '"') {
            i = behind_string(text, i);
            if (i == std::string_view::npos) return i;
            if (depth == 0) return i;
            continue;
        }
        if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (depth == 0) return i;
            if (--depth == 0) return i + 1;
        } else if (c == ',' && depth == 0) {
            return i;
        }
        ++i;
    }
    return depth == 0 ? text.size() : std::string_view::npos;
}

} // namespace

bool AuditCut::literal(std::string_view text) {
    if (!left_.starts_with(text)) return false;
    left_.remove_prefix(text.size());
    return true;
}

bool AuditCut::number(std::uint64_t& out) {
    std::size_t digits = 0;
    std::uint64_t value = 0;
    for (; digits < left_.size() && left_[digits] >= '0' && left_[digits] <= '9'; ++digits) {
        const auto digit = static_cast<std::uint64_t>(left_[digits] - '0');
        if (value > (std::uint64_t{INT64_MAX} - digit) / 10) return false;
        value = value * 10 + digit;
    }
    if (digits == 0 || (digits > 1 && left_[0] == '0')) return false;
    left_.remove_prefix(digits);
    out = value;
    return true;
}

bool AuditCut::integer(std::int64_t& out) {
    const bool negative = literal("-");
    std::uint64_t value = 0;
    if (!number(value) || (negative && value == 0)) return false;
    out = negative ? -static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
    return true;
}

bool AuditCut::hex(std::string& bytes, std::size_t count) {
    if (left_.size() < 2 * count) return false;
    bytes.clear();
    for (std::size_t i = 0; i < count; ++i) {
        const int high = hex_digit(left_[2 * i]);
        const int low = hex_digit(left_[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        bytes += static_cast<char>(high * 16 + low);
    }
    left_.remove_prefix(2 * count);
    return true;
}

bool AuditCut::digest(Digest& out) {
    if (left_.size() < 2 * out.size()) return false;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const int high = hex_digit(left_[2 * i]);
        const int low = hex_digit(left_[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        out[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    left_.remove_prefix(2 * out.size());
    return true;
}

bool AuditCut::name(std::string_view& out) {
    const auto end = left_.substr(0, longest_name + 1).find('"');
    if (end == 0 || end == std::string_view::npos) return false;
    out = left_.substr(0, end);
    if (!std::all_of(out.begin(), out.end(), [](char c) { return c >= ' ' && c < 127 && c != '\\'; })) return false;
    left_.remove_prefix(end + 1);
    return true;
}

bool AuditCut::json(std::string_view& out) {
    const auto end = behind_value(left_);
    if (end == 0 || end == std::string_view::npos) return false;
    out = left_.substr(0, end);
    left_.remove_prefix(end);
    return true;
}

} // namespace orkestr
