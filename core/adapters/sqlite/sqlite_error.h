// SQLite's result codes (sqlite.org/rescode.html) as our errors, each with the way out.
#pragma once

#include "core/base/error.h"

#include <string>

class QSqlError;

namespace orkestr {

/// `path`: the database file, for the message.
///   full -> disk_full; read-only -> read_only; corrupt, not a database -> corrupt; busy, locked -> locked;
///   too big -> limit; constraint -> internal; all else -> io (or disk_full when the disk turns out to be full)
Error sqlite_error(const QSqlError& error, const std::string& path);

Error disk_full_error(const std::string& path);
Error corrupt_error(const std::string& path, const std::string& what);

/// True for errors that spoil the transaction they happen in, false for those of one batch.
bool ends_transaction(ErrorCode code);

} // namespace orkestr
