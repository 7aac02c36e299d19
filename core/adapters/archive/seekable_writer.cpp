#include "core/adapters/archive/seekable_writer.h"

#include "core/adapters/archive/zstd_frames.h"

#include <algorithm>
#include <zstd.h>

namespace orkestr {

namespace {

constexpr std::size_t frame_bytes = std::size_t{1} << 20;
constexpr std::size_t longest_line_in_frame = std::size_t{4} << 20;
constexpr int compression_level = 3;
/// Each so much of text can be read without what follows it in its frame: of a file that is cut off, all but this is had.
constexpr std::size_t block_bytes = std::size_t{16} << 10;
constexpr std::uint32_t most_frames = 0x8000000; // of the format

} // namespace

struct SeekableWriter::Context {
    Context() {
        ZSTD_CCtx_setParameter(held.get(), ZSTD_c_compressionLevel, compression_level);
        ZSTD_CCtx_setParameter(held.get(), ZSTD_c_checksumFlag, 1);
    }
    std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> held{ZSTD_createCCtx(), ZSTD_freeCCtx};
};

SeekableWriter::SeekableWriter(Sink sink) : sink_(std::move(sink)), context_(std::make_unique<Context>()) {}
SeekableWriter::~SeekableWriter() = default;

Result<void> SeekableWriter::end_frame(std::size_t count) {
    packed_.resize(ZSTD_compressBound(count));
    ZSTD_CCtx_reset(context_->held.get(), ZSTD_reset_session_only);
    ZSTD_CCtx_setPledgedSrcSize(context_->held.get(), count);
    ZSTD_outBuffer out{packed_.data(), packed_.size(), 0};
    for (std::size_t at = 0; at < count;) {
        const std::size_t size = std::min(block_bytes, count - at);
        ZSTD_inBuffer in{text_.data() + at, size, 0};
        at += size;
        const std::size_t left = ZSTD_compressStream2(context_->held.get(), &out, &in, at < count ? ZSTD_e_flush : ZSTD_e_end);
        if (ZSTD_isError(left)) return Error{ErrorCode::internal, std::string("zstd: ") + ZSTD_getErrorName(left), {}};
        if (left > 0) return Error{ErrorCode::internal, "zstd: a frame takes more than it can", {}};
    }
    const std::size_t size = out.pos;
    if (++frames_ > most_frames) return Error{ErrorCode::limit, "the log is too long to be compressed", {}};
    append_u32(table_, static_cast<std::uint32_t>(size));
    append_u32(table_, static_cast<std::uint32_t>(count));
    // The frame ends with its text's checksum, which is the one that the table wants.
    table_.append(packed_, size - 4, 4);
    text_.erase(0, count);
    whole_lines_ = 0;
    return sink_(std::string_view(packed_).substr(0, size));
}

Result<void> SeekableWriter::write(std::string_view text) {
    while (!text.empty()) {
        const std::size_t taken = std::min(text.size(), longest_line_in_frame - text_.size());
        const auto line_end = text.substr(0, taken).rfind('\n');
        if (line_end != std::string_view::npos) whole_lines_ = text_.size() + line_end + 1;
        text_ += text.substr(0, taken);
        text.remove_prefix(taken);
        if (text_.size() < frame_bytes || (whole_lines_ == 0 && text_.size() < longest_line_in_frame)) continue;
        if (auto ended = end_frame(whole_lines_ > 0 ? whole_lines_ : text_.size()); !ended) return ended;
    }
    return {};
}

Result<void> SeekableWriter::finish() {
    if (!text_.empty())
        if (auto ended = end_frame(text_.size()); !ended) return ended;
    std::string out;
    append_u32(out, zstd_skippable_magic);
    append_u32(out, static_cast<std::uint32_t>(table_.size() + 9));
    out += table_;
    append_u32(out, frames_);
    out += static_cast<char>(0x80); // with checksums
    append_u32(out, zstd_seekable_magic);
    return sink_(out);
}

} // namespace orkestr
