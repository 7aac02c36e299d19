#include "core/adapters/sqlite/sqlite_backup.h"

#include "core/adapters/sqlite/sqlite_error.h"
#include "core/adapters/sqlite/sqlite_file.h"
#include "core/adapters/sqlite/sqlite_open.h"
#include "core/base/sha256.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace orkestr {

namespace {

/// The unfinished copy: gone, with what SQLite puts beside it, when this is.
class PartialCopy {
public:
    explicit PartialCopy(const std::string& to) {
        // SQLite must not take it for a URI.
        std::error_code failed;
        const std::filesystem::path target = std::filesystem::absolute(to, failed);
        const std::string name = '.' + target.filename().string() + '.' + to_hex(random_bytes(8)) + ".partial";
        path_ = (target.parent_path() / name).string();
    }
    ~PartialCopy() {
        if (!made_) return;
        (void)::unlink(path_.c_str());
        (void)::unlink((path_ + "-journal").c_str());
    }
    PartialCopy(const PartialCopy&) = delete;
    PartialCopy& operator=(const PartialCopy&) = delete;

    /// An empty file: SQLite would make it readable by others.
    Result<void> make(const std::string& to) {
        const int file = ::open(path_.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
        if (file < 0) return sqlite_file_error(to, errno);
        ::close(file);
        made_ = true;
        return {};
    }
    const std::string& path() const { return path_; }

private:
    std::string path_;
    bool made_ = false;
};

Error copy_exists(const std::string& to) {
    return {
        ErrorCode::already_exists, to + " exists already, and a backup overwrites nothing: choose another name", {}};
}

Error copying_error(const Error& said, const std::string& to) {
    std::error_code failed;
    const auto space = std::filesystem::space(folder_of_sqlite_file(to), failed);
    constexpr std::uintmax_t one_page = 4096;
    const bool full = said.code == ErrorCode::disk_full ||
                      (said.code == ErrorCode::io && !failed && space.available < one_page);
    if (!full) return said;
    return {ErrorCode::disk_full,
            "the disk that " + to + " was to be written to is full; no copy was made. Free some space or choose"
                                    " another place",
            {}};
}

Result<void> sync_to_disk(const std::string& path, int flags, const std::string& to) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    if (file < 0) return sqlite_file_error(to, errno);
    const int error = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    // Some file systems can't sync a folder.
    const bool matters = error != 0 && !((flags & O_DIRECTORY) && error == EINVAL);
    return matters ? Result<void>(sqlite_file_error(to, error)) : Result<void>();
}

/// A hard link fails where the name is taken; where there are none (FAT), a look must do.
Result<void> give_name(const std::string& partial, const std::string& to) {
    if (::link(partial.c_str(), to.c_str()) == 0) return {};
    if (errno == EEXIST) return copy_exists(to);
    struct stat found {};
    if (::lstat(to.c_str(), &found) == 0) return copy_exists(to);
    return ::rename(partial.c_str(), to.c_str()) == 0 ? Result<void>() : Result<void>(sqlite_file_error(to, errno));
}

} // namespace

Result<void> backup_sqlite(const std::string& from, const std::string& to) {
    if (to.empty()) return {ErrorCode::invalid_argument, "a backup needs a path"};
    const SqlitePath source = sqlite_path(from);
    if (auto checked = check_sqlite_file(source.file, false); !checked) return checked;
    struct stat found {};
    if (::lstat(to.c_str(), &found) == 0) return copy_exists(to);
    auto connection = open_sqlite_for_reading(source, SqliteTables::any_known);
    if (!connection) return connection.error();
    PartialCopy partial(to);
    if (auto made = partial.make(to); !made) return made;
    SqliteStatement& copy = (*connection)->statement("VACUUM INTO CAST(? AS TEXT)");
    if (auto ran = copy.bind(partial.path()).run(); !ran) return copying_error(ran.error(), to);
    if (auto synced = sync_to_disk(partial.path(), O_RDWR, to); !synced) return synced;
    if (auto named = give_name(partial.path(), to); !named) return named;
    auto synced = sync_to_disk(folder_of_sqlite_file(to), O_RDONLY | O_DIRECTORY, to);
    if (!synced) (void)::unlink(to.c_str());
    return synced;
}

} // namespace orkestr
