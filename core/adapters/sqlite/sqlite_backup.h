// A copy of a workspace's file, made while others write to it. Restoring is opening it: the copy is a workspace.sqlite.
#pragma once

#include "core/base/result.h"

#include <string>

namespace orkestr {

/// Copies the file `from` (as SqliteStore::open takes it) as it stands at one moment to `to`, a path in a folder that
/// exists. The copy is one file (0600), whole and at the disk when this returns; on an error there is none. Tables of
/// older versions are copied as they are. Blocks as long as writing the whole takes; writers of `from` go on meanwhile.
///
/// Errors: already_exists when there is something at `to`; not_found (no workspace at `from`, no folder for `to`);
/// disk_full; read_only, io (no permission); else what opening `from` for reading says. Dying in the middle leaves a
/// file beside `to` whose name ends with `.partial`.
Result<void> backup_sqlite(const std::string& from, const std::string& to);

} // namespace orkestr
