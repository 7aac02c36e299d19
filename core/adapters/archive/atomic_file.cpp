#include "core/adapters/archive/atomic_file.h"

#include "core/base/sha256.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace orkestr {

namespace {

constexpr std::size_t write_at_once = std::size_t{1} << 20;

} // namespace

AtomicFile::~AtomicFile() {
    if (file_ >= 0) ::close(file_);
    if (!partial_.empty()) (void)::unlink(partial_.c_str());
}

Error AtomicFile::failed(int code) const {
    ErrorCode kind = ErrorCode::io;
    if (code == ENOSPC || code == EDQUOT) kind = ErrorCode::disk_full;
    if (code == EROFS) kind = ErrorCode::read_only;
    if (code == ENOENT || code == ENOTDIR) kind = ErrorCode::not_found;
    return {kind, path_ + " can't be written: " + std::strerror(code), {}};
}

Result<void> AtomicFile::create(const std::string& path) {
    path_ = path;
    if (path.empty()) return Error{ErrorCode::invalid_argument, "a file needs a name", {}};
    std::error_code ignored;
    // What a link points to is replaced, not the link.
    if (std::filesystem::is_symlink(path, ignored)) {
        const auto target = std::filesystem::canonical(path, ignored);
        if (!ignored) path_ = target.string();
    }
    struct stat found {};
    if (::stat(path_.c_str(), &found) == 0 && !S_ISREG(found.st_mode)) return Error{ErrorCode::invalid_argument, path + " is there already, and is no file", {}};
    const std::filesystem::path target(path_);
    partial_ = (target.parent_path() / ('.' + target.filename().string() + '.' + to_hex(random_bytes(8)) + ".partial")).string();
    file_ = ::open(partial_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file_ >= 0) return {};
    partial_.clear();
    return failed(errno);
}

Result<void> AtomicFile::write(std::string_view bytes) {
    buffer_ += bytes;
    return buffer_.size() < write_at_once ? Result<void>() : flush();
}

Result<void> AtomicFile::flush() {
    std::string_view left = buffer_;
    while (!left.empty()) {
        const ssize_t count = ::write(file_, left.data(), left.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed(errno);
        left.remove_prefix(static_cast<std::size_t>(count));
    }
    buffer_.clear();
    return {};
}

Result<void> AtomicFile::overwrite(std::uint64_t offset, std::string_view bytes) {
    if (auto flushed = flush(); !flushed) return flushed;
    while (!bytes.empty()) {
        const ssize_t count = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed(errno);
        bytes.remove_prefix(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return {};
}

Result<void> AtomicFile::commit() {
    if (auto flushed = flush(); !flushed) return flushed;
    if (::fsync(file_) != 0) return failed(errno);
    const int closed = ::close(file_);
    file_ = -1;
    if (closed != 0) return failed(errno);
    if (::rename(partial_.c_str(), path_.c_str()) != 0) return failed(errno);
    partial_.clear();
    const std::filesystem::path folder = std::filesystem::path(path_).parent_path();
    const int parent = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (parent < 0) return failed(errno);
    const int error = ::fsync(parent) == 0 ? 0 : errno;
    ::close(parent);
    // Some file systems can't sync a folder.
    return error == 0 || error == EINVAL ? Result<void>() : Result<void>(failed(error));
}

} // namespace orkestr
