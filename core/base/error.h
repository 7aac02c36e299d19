// What went wrong, for people and for programs: a closed code, a sentence, and a place where there is one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace orkestr {

/// A range of a source text. Lines and columns count from 1, columns in Unicode characters; begin and end are byte
/// offsets, end exclusive.
struct SourceSpan {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t end_line = 0;
    std::uint32_t end_column = 0;
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const SourceSpan&) const = default;
};

enum class ErrorCode {
    invalid_argument,   ///< the caller's words are off
    invalid_json,       ///< text that should be JSON is not
    invalid_definition, ///< a definition with error diagnostics
    unsupported,        ///< valid, but Orkestr does not do it yet
    not_found,
    already_exists,     ///< the same name with other content
    conflict,           ///< an expected sequence number was not met, a lease is held
    locked,             ///< another process holds the workspace
    read_only,
    newer_version,      ///< written by a newer Orkestr
    corrupt,            ///< stored bytes are not what they should be
    disk_full,
    io,
    limit,              ///< a documented bound was reached
    timeout,
    cancelled,
    unavailable,        ///< a worker, server or program is not there
    nondeterminism,     ///< replay differs from the record
    internal,           ///< our own mistake
};

/// The code's name as it stands in the enum, for messages to programs.
const char* to_string(ErrorCode code);

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message; ///< for people: what is wrong and, where there is one, the way out
    std::optional<SourceSpan> span;
};

} // namespace orkestr
