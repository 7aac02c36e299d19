// Where workspaces are.
#pragma once

#include "core/base/result.h"

#include <string>

namespace orkestr {

/// `$XDG_DATA_HOME/orkestr/default`, with `~/.local/share` where XDG_DATA_HOME is not set.
std::string default_workspace();

/// The database file of a workspace's directory.
std::string workspace_file(const std::string& directory);

/// Makes the directory (0700) when it is missing. Errors: io, read_only, invalid_argument when it is a file.
Result<void> ensure_workspace_directory(const std::string& directory);

} // namespace orkestr
