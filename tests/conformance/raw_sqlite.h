// Looks into a workspace's file, or spoils it, behind the store's back: SQLite's own interface.
#pragma once

#include <QtGlobal>

#include <sqlite3.h>
#include <string>

namespace orkestr::test {

class RawSqlite {
public:
    explicit RawSqlite(const std::string& path) {
        if (sqlite3_open(path.c_str(), &database_) != SQLITE_OK) qFatal("%s can't be opened", path.c_str());
    }
    ~RawSqlite() { sqlite3_close(database_); }
    RawSqlite(const RawSqlite&) = delete;
    RawSqlite& operator=(const RawSqlite&) = delete;

    void run(const std::string& sql) {
        if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
            qFatal("%s: %s", sql.c_str(), sqlite3_errmsg(database_));
        }
    }
    std::int64_t integer(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
            qFatal("%s: %s", sql.c_str(), sqlite3_errmsg(database_));
        }
        const std::int64_t value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
        sqlite3_finalize(statement);
        return value;
    }
    std::string text(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
            qFatal("%s: %s", sql.c_str(), sqlite3_errmsg(database_));
        }
        const bool row = sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0);
        const std::string value = row ? reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)) : "";
        sqlite3_finalize(statement);
        return value;
    }

private:
    sqlite3* database_ = nullptr;
};

} // namespace orkestr::test
