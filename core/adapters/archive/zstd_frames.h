// Where the frames of a compressed file stand: from the seek table at its end, or by going from frame to frame where there is
// none. zstd's contrib/seekable_format/zstd_seekable_compression_format.md has the format.
#pragma once

#include "core/history/byte_source.h"

#include <cstdint>
#include <string>
#include <vector>

namespace orkestr {

inline constexpr std::uint32_t zstd_frame_magic = 0xFD2FB528;
inline constexpr std::uint32_t zstd_skippable_magic = 0x184D2A5E;
inline constexpr std::uint32_t zstd_seekable_magic = 0x8F92EAB1;
/// Of text in one frame; we write about 1 MiB.
inline constexpr std::size_t longest_frame_bytes = std::size_t{16} << 20;
/// A file that claims to hold more than so many times its own size is refused: no log does.
inline constexpr std::uint64_t most_expansion = 1000;

/// Little-endian, as all numbers of the format.
std::uint32_t read_u32(const char* bytes);
void append_u32(std::string& out, std::uint32_t number);

struct ZstdFrame {
    std::uint64_t at = 0;      ///< in the file
    std::uint64_t text_at = 0; ///< in what it holds
};

struct ZstdFrames {
    std::vector<ZstdFrame> frames; ///< and one behind the last
    std::string rest;              ///< what could be had of a frame that is cut off
    std::string damage;            ///< empty when the table is whole
};

/// Errors: what the file says; corrupt when nothing can be had of it; limit when it claims too much.
Result<ZstdFrames> find_zstd_frames(const ByteSource& file);

} // namespace orkestr
