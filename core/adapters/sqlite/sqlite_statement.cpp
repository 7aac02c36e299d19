#include "core/adapters/sqlite/sqlite_statement.h"

#include "core/adapters/sqlite/sqlite_error.h"

#include <QSqlError>
#include <QVariant>

namespace orkestr {

SqliteStatement::SqliteStatement(const QSqlDatabase& database, std::string_view sql, const std::string& path)
    : query_(database), path_(path) {
    // Rows are read once, in order: without this Qt keeps a copy of each.
    query_.setForwardOnly(true);
    prepared_ = query_.prepare(QString::fromUtf8(sql.data(), static_cast<qsizetype>(sql.size())));
}

SqliteStatement& SqliteStatement::bind(std::int64_t value) {
    query_.bindValue(bound_++, QVariant(static_cast<qlonglong>(value)));
    return *this;
}

SqliteStatement& SqliteStatement::bind(std::optional<std::int64_t> value) {
    return value ? bind(*value) : bind_null();
}

SqliteStatement& SqliteStatement::bind(double value) {
    query_.bindValue(bound_++, QVariant(value));
    return *this;
}

SqliteStatement& SqliteStatement::bind(std::string_view bytes) {
    // A null pointer would become NULL.
    const char* data = bytes.data() ? bytes.data() : "";
    query_.bindValue(bound_++, QByteArray::fromRawData(data, static_cast<qsizetype>(bytes.size())));
    return *this;
}

SqliteStatement& SqliteStatement::bind_null() {
    query_.bindValue(bound_++, QVariant());
    return *this;
}

Result<void> SqliteStatement::run() {
    bound_ = 0;
    if (!prepared_ || !query_.exec()) return failure();
    return {};
}

Result<bool> SqliteStatement::next() {
    if (query_.next()) return true;
    if (query_.lastError().isValid()) return failure();
    return false;
}

std::int64_t SqliteStatement::integer(int column) const { return query_.value(column).toLongLong(); }

std::string SqliteStatement::text(int column) const {
    const QByteArray bytes = query_.value(column).toByteArray();
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

bool SqliteStatement::is_null(int column) const { return query_.isNull(column); }

std::int64_t SqliteStatement::last_insert_id() const { return query_.lastInsertId().toLongLong(); }

void SqliteStatement::finish() { query_.finish(); }

Error SqliteStatement::failure() const { return sqlite_error(query_.lastError(), path_); }

} // namespace orkestr
