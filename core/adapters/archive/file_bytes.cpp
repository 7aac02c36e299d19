#include "core/adapters/archive/file_bytes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace orkestr {

namespace {

Error reading_error(const std::string& path, int code) {
    const auto kind = code == ENOENT || code == ENOTDIR ? ErrorCode::not_found : ErrorCode::io;
    return {kind, path + " can't be read: " + std::strerror(code), {}};
}

} // namespace

Result<std::shared_ptr<const FileBytes>> FileBytes::open(const std::string& path) {
    // A pipe that nobody writes to must not hold us up before it is refused.
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return reading_error(path, errno);
    std::shared_ptr<FileBytes> self(new FileBytes(file, path));
    struct stat found {};
    if (::fstat(file, &found) != 0) return reading_error(path, errno);
    if (!S_ISREG(found.st_mode)) return Error{ErrorCode::invalid_argument, path + " is no file", {}};
    self->size_bytes_ = static_cast<std::uint64_t>(found.st_size);
    self->changed_ = found.st_mtim;
    return std::shared_ptr<const FileBytes>(std::move(self));
}

FileBytes::~FileBytes() { ::close(file_); }

Result<std::size_t> FileBytes::read(std::uint64_t offset, std::span<char> into) const {
    if (offset >= size_bytes_) return std::size_t{0};
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_bytes_ - offset));
    std::size_t done = 0;
    while (done < wanted) {
        const ssize_t count = ::pread(file_, into.data() + done, wanted - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return reading_error(path_, errno);
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    struct stat now {};
    if (::fstat(file_, &now) != 0) return reading_error(path_, errno);
    const bool same = done == wanted && static_cast<std::uint64_t>(now.st_size) == size_bytes_ && now.st_mtim.tv_sec == changed_.tv_sec &&
                      now.st_mtim.tv_nsec == changed_.tv_nsec;
    if (!same) return Error{ErrorCode::conflict, path_ + " was changed while it was read; open it again", {}};
    return done;
}

} // namespace orkestr
