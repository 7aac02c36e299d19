// One prepared statement. Parameters, each a plain `?` (Qt takes numbered ones for names), are bound in order, then it
// runs, then its rows are read.
//
// Texts are bound as bytes and cast in the SQL (`CAST(? AS TEXT)`, `CAST(column AS BLOB)`): Qt Sql would otherwise turn
// each of them into UTF-16 and back.
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

class SqliteStatement {
public:
    SqliteStatement(const QSqlDatabase& database, std::string_view sql, const std::string& path);

    /// False when SQLite could not make sense of the text or was hindered; run() then says why.
    bool prepared() const { return prepared_; }

    SqliteStatement& bind(std::int64_t value);
    SqliteStatement& bind(std::optional<std::int64_t> value);
    SqliteStatement& bind(double value);
    /// Not copied: the bytes must stay until the statement has run and its rows have been read.
    SqliteStatement& bind(std::string_view bytes);
    SqliteStatement& bind_null();

    /// Runs with what was bound since the last run. Errors: see sqlite_error.h.
    Result<void> run();

    /// Goes to the next row; false after the last, and then the statement is at rest.
    Result<bool> next();
    std::int64_t integer(int column) const;
    /// A column of bytes, or any other as text.
    std::string text(int column) const;
    bool is_null(int column) const;
    std::int64_t last_insert_id() const;
    /// Rows changed by the last run.
    int changed() const { return query_.numRowsAffected(); }
    /// Puts an unfinished reading at rest, so that the connection lets go of its snapshot.
    void finish();

private:
    Error failure() const;

    QSqlQuery query_;
    const std::string& path_;
    int bound_ = 0;
    bool prepared_ = false;
};

/// Puts a statement at rest when a reading ends, however it ends.
class SqliteReading {
public:
    explicit SqliteReading(SqliteStatement& statement) : statement_(statement) {}
    ~SqliteReading() { statement_.finish(); }
    SqliteReading(const SqliteReading&) = delete;
    SqliteReading& operator=(const SqliteReading&) = delete;

private:
    SqliteStatement& statement_;
};

} // namespace orkestr
