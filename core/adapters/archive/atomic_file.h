// A file that is there when it is whole, and not before: written beside its place under another name, at the disk, and then
// renamed. Until commit() nothing stands in its place but what stood there before.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace orkestr {

class AtomicFile {
public:
    AtomicFile() = default;
    /// Takes away what is not committed.
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// `path` in a folder that exists; what is there is replaced by commit(), unless it is no regular file (invalid_argument).
    /// Readable by its owner only. Errors: not_found (no such folder), read_only, disk_full, io.
    Result<void> create(const std::string& path);
    Result<void> write(std::string_view bytes);
    /// Writes over what was written before, from this byte on and not beyond the end.
    Result<void> overwrite(std::uint64_t offset, std::string_view bytes);
    Result<void> commit();

private:
    Result<void> flush();
    Error failed(int code) const;

    std::string path_;
    std::string partial_;
    std::string buffer_;
    int file_ = -1;
};

} // namespace orkestr
