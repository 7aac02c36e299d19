// A file, read at random and never written. It must stay as it is: when it shrinks, grows or is written to while it is read,
// reading fails (conflict), for what was learnt of it holds no more.
#pragma once

#include "core/history/byte_source.h"

#include <memory>
#include <string>
#include <sys/types.h>
#include <ctime>

namespace orkestr {

class FileBytes final : public ByteSource {
public:
    /// Errors: not_found; invalid_argument when it is no regular file; io.
    static Result<std::shared_ptr<const FileBytes>> open(const std::string& path);
    ~FileBytes() override;
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;

    std::uint64_t size_bytes() const override { return size_bytes_; }
    Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override;
    const std::string& path() const { return path_; }

private:
    FileBytes(int file, std::string path) : file_(file), path_(std::move(path)) {}

    int file_;
    std::string path_;
    std::uint64_t size_bytes_ = 0;
    timespec changed_{};
};

} // namespace orkestr
