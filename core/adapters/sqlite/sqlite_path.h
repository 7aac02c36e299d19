// What names a workspace's file: a path, or an SQLite URI (sqlite.org/uri.html), which can name one of SQLite's virtual
// file systems besides: `file:/path?vfs=NAME`.
#pragma once

#include <string>

namespace orkestr {

struct SqlitePath {
    std::string file; ///< the path within a URI, or the path itself: for checks and messages
    std::string name; ///< what SQLite is given
    bool uri = false;
};

/// Text that begins with `file:` is a URI, all else a path (`./file:x` is one). A URI's fragment is left out.
SqlitePath sqlite_path(const std::string& given);

/// For a file that nobody writes to: SQLite never looks at the write-ahead log and takes no lock.
SqlitePath immutable_sqlite_path(const SqlitePath& path);

} // namespace orkestr
