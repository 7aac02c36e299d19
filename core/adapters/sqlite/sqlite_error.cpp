#include "core/adapters/sqlite/sqlite_error.h"

#include <QSqlError>
#include <QString>

#include <filesystem>

namespace orkestr {

namespace {

// The low byte of an extended result code is the primary one.
enum Primary : int {
    code_error = 1,
    code_busy = 5,
    code_locked = 6,
    code_read_only = 8,
    code_io_error = 10,
    code_corrupt = 11,
    code_full = 13,
    code_cannot_open = 14,
    code_too_big = 18,
    code_constraint = 19,
    code_mismatch = 20,
    code_not_a_database = 26,
};

/// SQLite tells a full disk as an input/output error where it grows the index of the write-ahead log.
bool disk_is_full(const std::string& path) {
    std::error_code failed;
    const auto space = std::filesystem::space(std::filesystem::path(path).parent_path(), failed);
    constexpr std::uintmax_t one_index_block = 32 * 1024;
    return !failed && space.available < one_index_block;
}

} // namespace

Error disk_full_error(const std::string& path) {
    return {ErrorCode::disk_full,
            "the disk that holds " + path + " is full; what was being saved was not. Free some space and try again",
            {}};
}

Error corrupt_error(const std::string& path, const std::string& what) {
    return {ErrorCode::corrupt,
            path + " is damaged (" + what + "). Put a backup in its place, or move it away to start a new workspace",
            {}};
}

Error sqlite_error(const QSqlError& error, const std::string& path) {
    const std::string said =
        error.databaseText().isEmpty() ? error.text().toStdString() : error.databaseText().toStdString();
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case code_full:
        return disk_full_error(path);
    case code_read_only:
        return {ErrorCode::read_only,
                path + " can't be written to (" + said +
                    "). Open it for reading only, or make its file and folder writable",
                {}};
    case code_corrupt:
        return corrupt_error(path, said);
    case code_not_a_database:
        return {ErrorCode::corrupt, path + " is not an Orkestr workspace: its bytes are not an SQLite database's", {}};
    case code_busy:
    case code_locked:
        return {ErrorCode::locked,
                "another program is writing to " + path + " and has not finished in time; try again",
                {}};
    case code_too_big:
        return {ErrorCode::limit, "a value is too big for " + path + ": SQLite holds up to 1 GB in one", {}};
    case code_constraint:
    case code_mismatch:
        return {ErrorCode::internal, "SQLite refused a row of " + path + ": " + said, {}};
    case code_cannot_open:
        return {ErrorCode::io, path + " can't be opened (" + said + "): are it and its folder there and readable?", {}};
    case code_io_error:
        if (disk_is_full(path)) return disk_full_error(path);
        return {ErrorCode::io, "reading or writing " + path + " failed: " + said, {}};
    default:
        return {ErrorCode::io, path + ": " + said, {}};
    }
}

bool ends_transaction(ErrorCode code) {
    switch (code) {
    case ErrorCode::disk_full:
    case ErrorCode::read_only:
    case ErrorCode::corrupt:
    case ErrorCode::locked:
    case ErrorCode::io:
        return true;
    default:
        return false;
    }
}

} // namespace orkestr
