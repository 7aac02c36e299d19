// Dead letters in a workspace's file; see DeadLetters.
#pragma once

#include "core/adapters/sqlite/sqlite_connection.h"
#include "core/ports/dead_letters.h"

namespace orkestr {

Result<std::int64_t> add_sqlite_dead_letter(SqliteConnection& connection, const DeadLetter& letter);
Result<std::vector<DeadLetter>> read_sqlite_dead_letters(SqliteConnection& connection, const DeadLetterQuery& query);
Result<void> decide_sqlite_dead_letter(SqliteConnection& connection, const DeadLetter& letter);

} // namespace orkestr
