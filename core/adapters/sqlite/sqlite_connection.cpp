#include "core/adapters/sqlite/sqlite_connection.h"

#include "core/adapters/sqlite/sqlite_error.h"

#include <QSqlDriver>
#include <QSqlError>

#include <atomic>

namespace orkestr {

namespace {

QString unique_connection_name() {
    static std::atomic<std::uint64_t> count = 0;
    return QStringLiteral("orkestr-sqlite-%1").arg(++count);
}

} // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const SqlitePath& path, Access access) {
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QSQLITE"))) {
        return {ErrorCode::unavailable, "Qt's SQLite driver is not installed: install the package libqt6sql6-sqlite"};
    }
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(path.file, unique_connection_name()));
    QSqlDatabase& database = connection->database_;
    database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection->name_);
    const SqlitePath opened = access == Access::read_immutable ? immutable_sqlite_path(path) : path;
    // Five seconds: longer than any commit of another program that goes well.
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000");
    if (access != Access::write) options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    if (opened.uri) options += QStringLiteral(";QSQLITE_OPEN_URI");
    database.setDatabaseName(QString::fromStdString(opened.name));
    database.setConnectOptions(options);
    if (!database.open()) return sqlite_error(database.lastError(), path.file);
    // No thread of its own: the connection goes with its owner, whichever thread that is.
    database.driver()->moveToThread(nullptr);
    auto functions = SqliteFunctions::install(database);
    if (!functions) return functions.error();
    connection->functions_ = std::move(*functions);
    return connection;
}

SqliteConnection::~SqliteConnection() {
    statements_.clear();
    database_.close();
    database_ = QSqlDatabase();
    QSqlDatabase::removeDatabase(name_);
}

SqliteStatement& SqliteConnection::statement(std::string_view sql) {
    std::unique_ptr<SqliteStatement>& kept = statements_[sql];
    // What hindered SQLite from preparing it may be gone.
    if (!kept || !kept->prepared()) kept = std::make_unique<SqliteStatement>(database_, sql, path_);
    return *kept;
}

Result<void> SqliteConnection::run(std::string_view sql) {
    SqliteStatement once(database_, sql, path_);
    return once.run();
}

Result<std::int64_t> SqliteConnection::integer(std::string_view sql) {
    SqliteStatement once(database_, sql, path_);
    if (auto ran = once.run(); !ran) return ran.error();
    auto row = once.next();
    if (!row) return row.error();
    return *row ? once.integer(0) : 0;
}

Result<std::string> SqliteConnection::text(std::string_view sql) {
    SqliteStatement once(database_, sql, path_);
    if (auto ran = once.run(); !ran) return ran.error();
    auto row = once.next();
    if (!row) return row.error();
    if (!*row) return std::string{};
    std::string found = once.text(0);
    // A pragma that changes something commits behind its row, and fails there.
    if (auto end = once.next(); !end) return end.error();
    return found;
}

} // namespace orkestr
