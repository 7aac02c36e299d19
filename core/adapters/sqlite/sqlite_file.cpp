#include "core/adapters/sqlite/sqlite_file.h"

#include "core/adapters/sqlite/sqlite_error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace orkestr {

namespace {

Result<void> create_folders(const std::filesystem::path& folder) {
    if (folder.empty()) return {};
    struct stat found {};
    if (stat(folder.c_str(), &found) == 0) {
        if (S_ISDIR(found.st_mode)) return {};
        return {ErrorCode::io, folder.string() + " is a file, where a folder for the workspace is needed"};
    }
    if (auto above = create_folders(folder.parent_path()); !above) return above;
    if (mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
    return sqlite_file_error(folder.string(), errno);
}

} // namespace

std::string folder_of_sqlite_file(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

Error sqlite_file_error(const std::string& path, int error) {
    const std::string said = std::strerror(error);
    if (error == ENOSPC || error == EDQUOT) return disk_full_error(path);
    if (error == EROFS) return {ErrorCode::read_only, path + " can't be created: its file system is read-only", {}};
    if (error == EACCES || error == EPERM)
        return {ErrorCode::io, path + " can't be created: no permission. Choose another place", {}};
    if (error == ENOENT || error == ENOTDIR)
        return {ErrorCode::not_found, path + " can't be created: there is no folder for it", {}};
    return {ErrorCode::io, path + " can't be created: " + said, {}};
}

Result<void> create_sqlite_file(const std::string& path) {
    if (path.empty()) return {ErrorCode::invalid_argument, "a workspace needs a path"};
    if (auto made = create_folders(std::filesystem::path(path).parent_path()); !made) return made;
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) {
        ::close(file);
        return {};
    }
    return errno == EEXIST ? Result<void>() : sqlite_file_error(path, errno);
}

Result<void> check_sqlite_file(const std::string& path, bool writing) {
    struct stat found {};
    if (stat(path.c_str(), &found) != 0) {
        if (errno == EACCES) return {ErrorCode::io, path + " can't be read: no permission"};
        if (errno != ENOENT && errno != ENOTDIR) return {ErrorCode::io, path + ": " + std::strerror(errno)};
        return {ErrorCode::not_found, "there is no workspace at " + path};
    }
    if (!S_ISREG(found.st_mode)) return {ErrorCode::invalid_argument, path + " is not a plain file"};
    // With the effective user, as opening will be.
    const auto may = [](const std::string& what, int mode) {
        return faccessat(AT_FDCWD, what.c_str(), mode, AT_EACCESS) == 0;
    };
    if (!may(path, R_OK)) return {ErrorCode::io, path + " can't be read: no permission"};
    if (!writing) return {};
    if (!may(path, W_OK))
        return {ErrorCode::read_only, path + " can't be written to: no permission. Looking at it works"};
    if (!may(folder_of_sqlite_file(path), W_OK)) {
        return {ErrorCode::read_only,
                "the folder of " + path +
                    " can't be written to, and SQLite needs files beside it. Looking at it works"};
    }
    return {};
}

bool has_write_ahead_log(const std::string& path) {
    struct stat found {};
    return stat((path + "-wal").c_str(), &found) == 0 && found.st_size > 0;
}

} // namespace orkestr
