// A file to read a log from, plain or compressed, whatever its name says.
#pragma once

#include "core/history/byte_source.h"

#include <memory>
#include <string>

namespace orkestr {

/// Of a case (case_archive.h) the log in it. Errors: not_found, invalid_argument (no file), io, limit; corrupt for a case that
/// ends within its first line.
Result<std::shared_ptr<const ByteSource>> open_archive(const std::string& path);

/// The text of a log's bytes, which are perhaps compressed.
Result<std::shared_ptr<const ByteSource>> text_of_archive(std::shared_ptr<const ByteSource> bytes);

} // namespace orkestr
