// Files that hold runs, whatever their kind, as sources that can only be read.
#pragma once

#include "core/ports/run_source.h"

#include <memory>
#include <string>

namespace orkestr {

class ValueThread;

/// Errors: not_found, io; invalid_argument for a file of another kind, with what it looks like; newer_version; what a
/// log's ends say that are damaged beyond reading.
/// Without a value thread no expressions are computed again.
Result<std::unique_ptr<RunSource>> open_file_source(const std::string& path, std::shared_ptr<ValueThread> values = {});

} // namespace orkestr
