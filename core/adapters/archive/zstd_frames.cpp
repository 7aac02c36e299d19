#include "core/adapters/archive/zstd_frames.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <zstd.h>

namespace orkestr {

namespace {

constexpr std::size_t table_footer_bytes = 9;
constexpr std::size_t skippable_header_bytes = 8;

Result<std::string> read_exactly(const ByteSource& file, std::uint64_t offset, std::size_t count) {
    std::string bytes(count, '\0');
    const auto read = file.read(offset, bytes);
    if (!read) return read.error();
    bytes.resize(*read);
    return bytes;
}

bool claims_too_much(std::uint64_t text, std::uint64_t file) { return text / most_expansion > file + 65536; }

Error too_much() { return {ErrorCode::limit, "the file claims to hold more than 1,000 times its size; it is not opened", {}}; }

/// The table's frames; nothing when the file does not end with a table that fits it.
Result<std::optional<ZstdFrames>> read_seek_table(const ByteSource& file) {
    const std::optional<ZstdFrames> none;
    const std::uint64_t size = file.size_bytes();
    if (size < skippable_header_bytes + table_footer_bytes) return none;
    const auto end = read_exactly(file, size - table_footer_bytes, table_footer_bytes);
    if (!end) return end.error();
    if (end->size() != table_footer_bytes || read_u32(end->data() + 5) != zstd_seekable_magic) return none;
    const auto descriptor = static_cast<unsigned char>((*end)[4]);
    const std::size_t entry = descriptor & 0x80 ? 12 : 8;
    const std::uint64_t count = read_u32(end->data());
    const std::uint64_t content = count * entry + table_footer_bytes;
    // A frame takes at least as many bytes as its entry: what the table claims can't be more than the file.
    if ((descriptor & 0x7C) != 0 || content + skippable_header_bytes > size) return none;
    const std::uint64_t table = size - content - skippable_header_bytes;
    const auto head = read_exactly(file, table, skippable_header_bytes);
    if (!head) return head.error();
    if (head->size() != skippable_header_bytes || read_u32(head->data()) != zstd_skippable_magic || read_u32(head->data() + 4) != content) return none;
    ZstdFrames out;
    ZstdFrame at;
    constexpr std::uint64_t entries_at_once = 65536;
    for (std::uint64_t i = 0; i < count; i += entries_at_once) {
        const std::uint64_t some = std::min(entries_at_once, count - i);
        const auto bytes = read_exactly(file, table + skippable_header_bytes + i * entry, some * entry);
        if (!bytes) return bytes.error();
        for (std::uint64_t k = 0; k < some && (k + 1) * entry <= bytes->size(); ++k) {
            const std::uint32_t packed = read_u32(bytes->data() + k * entry);
            const std::uint32_t text = read_u32(bytes->data() + k * entry + 4);
            if (packed < entry || text > longest_frame_bytes || at.at + packed > table) return none;
            out.frames.push_back(at);
            at.at += packed;
            at.text_at += text;
        }
    }
    if (at.at != table) return none;
    out.frames.push_back(at);
    return std::optional(std::move(out));
}

/// As much of a frame as its bytes give.
std::string decompress_part(std::string_view bytes) {
    const std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream(ZSTD_createDStream(), ZSTD_freeDStream);
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::string out;
    std::vector<char> piece(ZSTD_DStreamOutSize());
    while (out.size() < longest_frame_bytes) {
        ZSTD_outBuffer to{piece.data(), piece.size(), 0};
        const std::size_t result = ZSTD_decompressStream(stream.get(), &to, &in);
        if (ZSTD_isError(result)) break;
        out.append(piece.data(), to.pos);
        if (result == 0 || (to.pos == 0 && in.pos == in.size)) break;
    }
    return out;
}

std::string damage_of(const ZstdFrames& found, bool only_table) {
    const std::uint64_t at = found.frames.back().at;
    if (at == 0 && found.rest.empty()) return "the compressed file breaks off before anything in it can be read";
    if (only_table) return "the compressed file breaks off behind its text: the table of its frames is missing";
    return "the compressed file breaks off, or is damaged, in the frame that begins at byte " + std::to_string(at) + "; what stands before that place can be read";
}

/// Without a table: from frame to frame, as far as they are whole.
Result<ZstdFrames> walk_frames(const ByteSource& file) {
    ZstdFrames out;
    ZstdFrame at;
    const std::size_t longest = ZSTD_compressBound(longest_frame_bytes);
    const std::uint64_t size = file.size_bytes();
    std::size_t want = std::size_t{2} << 20;
    bool at_table = false;
    while (at.at < size) {
        const auto bytes = read_exactly(file, at.at, std::min<std::uint64_t>(want, size - at.at));
        if (!bytes) return bytes.error();
        at_table = bytes->size() >= 4 && read_u32(bytes->data()) == zstd_skippable_magic;
        if (at_table) break;
        const std::size_t packed = ZSTD_findFrameCompressedSize(bytes->data(), bytes->size());
        if (ZSTD_isError(packed)) {
            if (bytes->size() == want && want < longest) {
                want = std::min(2 * want, longest);
                continue;
            }
            out.rest = decompress_part(*bytes);
            break;
        }
        const auto text = ZSTD_getFrameContentSize(bytes->data(), bytes->size());
        if (text > longest_frame_bytes) break; // unknown sizes and errors are large numbers too
        out.frames.push_back(at);
        at.at += packed;
        at.text_at += text;
        if (claims_too_much(at.text_at, size)) return too_much();
    }
    out.frames.push_back(at);
    out.damage = damage_of(out, at_table || size - at.at < 4);
    return out;
}

} // namespace

std::uint32_t read_u32(const char* bytes) {
    std::uint32_t number = 0;
    for (int i = 3; i >= 0; --i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
    return number;
}

void append_u32(std::string& out, std::uint32_t number) {
    for (int i = 0; i < 4; ++i) out += static_cast<char>(number >> (8 * i));
}

Result<ZstdFrames> find_zstd_frames(const ByteSource& file) {
    auto table = read_seek_table(file);
    if (!table) return table.error();
    if (!*table) return walk_frames(file);
    if (claims_too_much((*table)->frames.back().text_at, file.size_bytes())) return too_much();
    return std::move(**table);
}

} // namespace orkestr
