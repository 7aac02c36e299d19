#include "core/adapters/archive/open_archive.h"

#include "core/adapters/archive/file_bytes.h"
#include "core/adapters/archive/zstd_bytes.h"

#include <array>

namespace orkestr {

Result<std::shared_ptr<const ByteSource>> open_archive(const std::string& path) {
    auto file = FileBytes::open(path);
    if (!file) return file.error();
    std::array<char, 4> magic{};
    const auto read = (*file)->read(0, magic);
    if (!read) return read.error();
    if (*read < magic.size() || read_u32(magic.data()) != zstd_frame_magic) return std::shared_ptr<const ByteSource>(std::move(*file));
    auto text = ZstdBytes::open(std::move(*file));
    if (!text) return text.error();
    return std::shared_ptr<const ByteSource>(std::move(*text));
}

} // namespace orkestr
