// One connection to one SQLite file, by Qt Sql: statements prepared once, SQLite's failures as our errors.
//
// One thread at a time; it may be handed from one thread to another as a whole.
#pragma once

#include "core/adapters/sqlite/sqlite_functions.h"
#include "core/adapters/sqlite/sqlite_path.h"
#include "core/adapters/sqlite/sqlite_statement.h"

#include <QSqlDatabase>

#include <memory>
#include <string_view>
#include <unordered_map>

namespace orkestr {

class SqliteConnection {
public:
    enum class Access {
        write,
        read,
        read_immutable, ///< never looks at the write-ahead log, takes no lock: for a file that nobody writes to
    };

    /// The file must exist. Errors: io, corrupt, unavailable (Qt's SQLite driver is not installed).
    static Result<std::unique_ptr<SqliteConnection>> open(const SqlitePath& path, Access access);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    /// The statement of this text, prepared at its first use; valid as long as the connection. Only for texts that live
    /// as long as the program.
    SqliteStatement& statement(std::string_view sql);
    /// Runs a statement without parameters and without rows, not kept.
    Result<void> run(std::string_view sql);
    /// The only column of the only row.
    Result<std::int64_t> integer(std::string_view sql);
    Result<std::string> text(std::string_view sql);

    /// A statement of any text, not kept.
    SqliteStatement prepare(std::string_view sql) { return SqliteStatement(database_, sql, path_); }
    SqliteFunctions& functions() { return *functions_; }

    /// Of the file, for messages.
    const std::string& path() const { return path_; }

private:
    SqliteConnection(std::string path, QString name) : path_(std::move(path)), name_(std::move(name)) {}

    std::string path_;
    QString name_;
    std::unique_ptr<SqliteFunctions> functions_; ///< goes after the connection that calls them
    QSqlDatabase database_;
    std::unordered_map<std::string_view, std::unique_ptr<SqliteStatement>> statements_;
};

} // namespace orkestr
