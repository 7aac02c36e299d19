// A case's file (core/history/CASE.md): its first line, and the audit log behind it.
#pragma once

#include "core/history/byte_source.h"

#include <memory>
#include <optional>
#include <string>

namespace orkestr {

struct CaseArchive {
    std::string line;                        ///< the first, without its end
    std::shared_ptr<const ByteSource> bytes; ///< what follows, as it stands in the file: an .orklog, perhaps compressed
};

/// Nothing when the file is no case. Errors: what the file says; corrupt when the first line has no end, limit when it is
/// longer than any.
Result<std::optional<CaseArchive>> open_case(const std::shared_ptr<const ByteSource>& file);

/// The bytes from `offset` on, as a source of their own.
std::shared_ptr<const ByteSource> bytes_from(std::shared_ptr<const ByteSource> source, std::uint64_t offset);

} // namespace orkestr
