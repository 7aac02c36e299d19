#include "core/adapters/archive/seekable_writer.h"

#include "core/adapters/archive/zstd_frames.h"

#include <algorithm>
#include <zstd.h>

namespace orkestr {

namespace {

constexpr std::size_t frame_bytes = std::size_t{1} << 20;
constexpr std::size_t longest_line_in_frame = std::size_t{4} << 20;
constexpr int compression_level = 3;
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
    const std::size_t size = ZSTD_compress2(context_->held.get(), packed_.data(), packed_.size(), text_.data(), count);
    if (ZSTD_isError(size)) return Error{ErrorCode::internal, std::string("zstd: ") + ZSTD_getErrorName(size), {}};
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
