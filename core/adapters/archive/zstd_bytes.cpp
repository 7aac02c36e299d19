#include "core/adapters/archive/zstd_bytes.h"

#include <algorithm>
#include <cstring>
#include <zstd.h>

namespace orkestr {

namespace {

constexpr std::size_t most_kept_frames = 4;

} // namespace

struct ZstdBytes::Context {
    std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> held{ZSTD_createDCtx(), ZSTD_freeDCtx};
};

ZstdBytes::ZstdBytes(std::shared_ptr<const ByteSource> file) : file_(std::move(file)), context_(std::make_unique<Context>()) {}
ZstdBytes::~ZstdBytes() = default;

Result<std::shared_ptr<const ZstdBytes>> ZstdBytes::open(std::shared_ptr<const ByteSource> file) {
    auto frames = find_zstd_frames(*file);
    if (!frames) return frames.error();
    std::shared_ptr<ZstdBytes> self(new ZstdBytes(std::move(file)));
    self->frames_ = std::move(*frames);
    self->size_bytes_ = self->frames_.frames.back().text_at + self->frames_.rest.size();
    return std::shared_ptr<const ZstdBytes>(std::move(self));
}

Result<std::string_view> ZstdBytes::frame(std::size_t at) const {
    const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const auto& one) { return one.first == at; });
    if (known != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, known);
        return std::string_view(kept_.front().second);
    }
    const ZstdFrame& begin = frames_.frames[at];
    const ZstdFrame& end = frames_.frames[at + 1];
    const Error damaged{ErrorCode::corrupt, "the compressed frame at byte " + std::to_string(begin.at) + " is damaged", {}};
    const std::uint64_t packed_bytes = end.at - begin.at;
    const std::size_t text_bytes = static_cast<std::size_t>(end.text_at - begin.text_at);
    if (packed_bytes > ZSTD_compressBound(longest_frame_bytes)) return damaged;
    packed_.resize(static_cast<std::size_t>(packed_bytes));
    const auto read = file_->read(begin.at, packed_);
    if (!read) return read.error();
    // What the frame says of its size must be what the table says: nothing more is ever allocated.
    if (*read != packed_.size() || ZSTD_getFrameContentSize(packed_.data(), packed_.size()) != text_bytes) return damaged;
    std::string text;
    if (kept_.size() >= most_kept_frames) {
        text = std::move(kept_.back().second);
        kept_.pop_back();
    }
    text.resize(text_bytes);
    const std::size_t done = ZSTD_decompressDCtx(context_->held.get(), text.data(), text.size(), packed_.data(), packed_.size());
    if (ZSTD_isError(done) || done != text_bytes) return damaged;
    kept_.emplace_front(at, std::move(text));
    return std::string_view(kept_.front().second);
}

Result<std::size_t> ZstdBytes::read(std::uint64_t offset, std::span<char> into) const {
    const std::lock_guard lock(mutex_);
    const auto& frames = frames_.frames;
    std::size_t done = 0;
    while (done < into.size() && offset + done < size_bytes_) {
        const std::uint64_t place = offset + done;
        std::string_view text = frames_.rest;
        std::uint64_t text_at = frames.back().text_at;
        if (place < text_at) {
            const auto after = std::upper_bound(frames.begin(), frames.end(), place, [](std::uint64_t value, const ZstdFrame& one) { return value < one.text_at; });
            const auto at = static_cast<std::size_t>(after - frames.begin()) - 1;
            const auto found = frame(at);
            // What was had before is given first.
            if (!found && done > 0) return done;
            if (!found) return found.error();
            text = *found;
            text_at = frames[at].text_at;
        }
        const auto skip = static_cast<std::size_t>(place - text_at);
        const std::size_t count = std::min(into.size() - done, text.size() - skip);
        std::memcpy(into.data() + done, text.data() + skip, count);
        done += count;
    }
    return done;
}

} // namespace orkestr
