// Where the bookmarks and notes of a workspace, a log or another system's file are kept: beside it, as FILE.orknotes (in a
// workspace notes.orknotes); where nothing can be written there, in the user's data folder, under what the file holds, so
// that they are found again wherever it is.
#pragma once

#include "core/adapters/archive/notes_file.h"
#include "core/history/case_file.h"

#include <optional>
#include <string>

namespace orkestr {

/// Of a folder: the workspace in it. What a case brings along (read_case) counts until something is written. Errors:
/// what reading the file says.
Result<NotesFile> notes_of(const std::string& path);

/// What a case's first line says; nothing when the file is no case. Errors: what the file says; corrupt, newer_version, limit
/// when it is one and its first line can't be read.
Result<std::optional<CaseLine>> read_case(const std::string& path);

} // namespace orkestr
