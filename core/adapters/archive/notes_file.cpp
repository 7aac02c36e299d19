#include "core/adapters/archive/notes_file.h"

#include "core/adapters/archive/atomic_file.h"
#include "core/adapters/archive/file_bytes.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace orkestr {

namespace {

Error notes_error(const std::string& path, int code) {
    ErrorCode kind = ErrorCode::io;
    if (code == ENOSPC || code == EDQUOT) kind = ErrorCode::disk_full;
    if (code == EROFS || code == EACCES || code == EPERM) kind = ErrorCode::read_only;
    return {kind, path + " can't be written: " + std::strerror(code), {}};
}

/// The exclusive lock of a file that others replace: it counts only while the file is still the one at its path. A file made
/// for the lock alone goes again with it.
class NotesLock {
public:
    ~NotesLock() {
        if (file_ < 0) return;
        struct stat mine {};
        if (::fstat(file_, &mine) == 0 && mine.st_size == 0 && is_at_path(mine)) (void)::unlink(path_.c_str());
        ::close(file_);
    }

    Result<void> take(const std::string& path) {
        path_ = path;
        // Each time round somebody else has written: that ends.
        for (int tries = 0; tries < 1000; ++tries) {
            file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
            if (file_ < 0 && errno == ELOOP) return Error{ErrorCode::invalid_argument, path + " is a link; notes are not written through it", {}};
            if (file_ < 0) return notes_error(path, errno);
            struct stat mine {};
            if (::fstat(file_, &mine) != 0) return notes_error(path, errno);
            if (!S_ISREG(mine.st_mode)) return Error{ErrorCode::invalid_argument, path + " is there already, and is no file", {}};
            while (::flock(file_, LOCK_EX) != 0)
                if (errno != EINTR) return notes_error(path, errno);
            if (::fstat(file_, &mine) == 0 && is_at_path(mine)) return {};
            ::close(file_);
            file_ = -1;
        }
        return Error{ErrorCode::locked, path + " is written to all the time by somebody else", {}};
    }

private:
    bool is_at_path(const struct stat& mine) const {
        struct stat there {};
        return ::stat(path_.c_str(), &there) == 0 && there.st_ino == mine.st_ino && there.st_dev == mine.st_dev;
    }

    std::string path_;
    int file_ = -1;
};

/// Nothing when there is none.
Result<std::optional<Annotations>> read_notes_file(const std::string& path) {
    const auto file = FileBytes::open(path);
    if (!file && file.error().code == ErrorCode::not_found) return std::optional<Annotations>();
    if (!file) return file.error();
    const std::uint64_t size = (*file)->size_bytes();
    if (size == 0) return std::optional<Annotations>();
    const auto unreadable = [&](ErrorCode code, const std::string& why) {
        return Error{code, path + " can't be read: " + why + ". Put it elsewhere to begin anew; it is left as it is", {}};
    };
    if (size > longest_annotations) return unreadable(ErrorCode::limit, "it is longer than " + std::to_string(longest_annotations) + " bytes");
    std::string text(size, '\0');
    const auto read = (*file)->read(0, text);
    if (!read) return read.error();
    auto annotations = read_notes(text);
    if (!annotations) return unreadable(annotations.error().code, annotations.error().message);
    return std::optional(std::move(*annotations));
}

} // namespace

Result<Annotations> NotesFile::read() const {
    auto found = read_notes_file(home_);
    for (std::size_t i = 0; found && !*found && i < others_.size(); ++i) found = read_notes_file(others_[i]);
    if (!found) return found.error();
    return *found ? std::move(**found) : base_;
}

Result<Annotations> NotesFile::change(const AnnotationChange& change) const {
    namespace fs = std::filesystem;
    std::error_code failed;
    if (const fs::path folder = fs::path(home_).parent_path(); !folder.empty() && !fs::exists(folder, failed)) {
        fs::create_directories(folder, failed);
        if (failed) return notes_error(home_, failed.value());
        fs::permissions(folder, fs::perms::owner_all, failed);
    }
    NotesLock lock;
    if (auto taken = lock.take(home_); !taken) return taken.error();
    auto annotations = read();
    if (!annotations) return annotations.error();
    const Annotations before = *annotations;
    if (auto changed = change_annotations(*annotations, change); !changed) return changed.error();
    if (*annotations == before) return annotations;
    const std::string text = notes_text(*annotations);
    if (text.size() > longest_annotations) return Error{ErrorCode::limit, "bookmarks and notes are too long together; remove some", {}};
    AtomicFile file;
    if (auto created = file.create(home_); !created) return created.error();
    if (auto written = file.write(text); !written) return written.error();
    if (auto committed = file.commit(); !committed) return committed.error();
    return annotations;
}

std::string NotesFile::stamp() const {
    struct stat found {};
    if (::stat(home_.c_str(), &found) != 0 || found.st_size == 0) return {};
    return std::to_string(found.st_ino) + ' ' + std::to_string(found.st_size) + ' ' + std::to_string(found.st_mtim.tv_sec) + ' ' + std::to_string(found.st_mtim.tv_nsec);
}

} // namespace orkestr
