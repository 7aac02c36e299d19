// A file to read a log from, plain or compressed, whatever its name says.
#pragma once

#include "core/history/byte_source.h"

#include <memory>
#include <string>

namespace orkestr {

/// Errors: not_found, invalid_argument (no file), io, limit.
Result<std::shared_ptr<const ByteSource>> open_archive(const std::string& path);

} // namespace orkestr
