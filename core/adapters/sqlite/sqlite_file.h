// The file under a workspace's database, before SQLite sees it: made with the right permissions, and what is wrong with
// its path told plainly. SQLite itself would only say "unable to open database file".
#pragma once

#include "core/base/result.h"

#include <string>

namespace orkestr {

/// Makes what is missing: folders with 0700, the file with 0600 (SQLite gives its helper files the same). Errors:
/// read_only (file system), io (no permission, a file where a folder should be), disk_full, invalid_argument.
Result<void> create_sqlite_file(const std::string& path);

/// Errors: not_found, invalid_argument (not a plain file), io (no permission to read); read_only when `writing` and the
/// file or its folder can't be written to.
Result<void> check_sqlite_file(const std::string& path, bool writing);

/// What the operating system said (errno) when it made, wrote or synced `path`: disk_full, read_only, not_found (no
/// such folder), io.
Error sqlite_file_error(const std::string& path, int error);

/// The folder that holds the file; "." for a plain name.
std::string folder_of_sqlite_file(const std::string& path);

/// True when the write-ahead log beside the file holds something that is not in the file yet.
bool has_write_ahead_log(const std::string& path);

} // namespace orkestr
