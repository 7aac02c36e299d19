#include "core/adapters/archive/open_archive.h"

#include "core/adapters/archive/case_archive.h"
#include "core/adapters/archive/file_bytes.h"
#include "core/adapters/archive/zstd_bytes.h"

#include <array>

namespace orkestr {

Result<std::shared_ptr<const ByteSource>> text_of_archive(std::shared_ptr<const ByteSource> bytes) {
    std::array<char, 4> magic{};
    const auto read = bytes->read(0, magic);
    if (!read) return read.error();
    if (*read < magic.size() || read_u32(magic.data()) != zstd_frame_magic) return bytes;
    auto text = ZstdBytes::open(std::move(bytes));
    if (!text) return text.error();
    return std::shared_ptr<const ByteSource>(std::move(*text));
}

Result<std::shared_ptr<const ByteSource>> open_archive(const std::string& path) {
    const auto file = FileBytes::open(path);
    if (!file) return file.error();
    const auto found = open_case(*file);
    if (!found) return Error{found.error().code, path + ": " + found.error().message, {}};
    return text_of_archive(*found ? (*found)->bytes : *file);
}

} // namespace orkestr
