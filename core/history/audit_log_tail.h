// Finds an audit log's footer from the end of the file. Internal to the audit log.
#pragma once

#include "core/history/audit_log_format.h"
#include "core/history/byte_source.h"

#include <optional>
#include <stop_token>
#include <string>

namespace orkestr {

struct AuditTail {
    std::uint64_t offset = 0; ///< of the footer's line
    std::string line;
    AuditFooter footer;
};

/// The footer, when the last line is one. Nothing when it isn't; errors: what the source says.
Result<std::optional<AuditTail>> read_audit_tail(const ByteSource& source);
/// Anywhere in the file, by reading all of it: the last line that is a footer.
Result<std::optional<AuditTail>> find_audit_footer(const ByteSource& source, std::stop_token stop);

} // namespace orkestr
