// What a compressed file in zstd's seekable format holds. Frames are decompressed as they are asked for, and the last few
// kept; each is at most 16 MiB of text, whatever the file claims.
#pragma once

#include "core/adapters/archive/zstd_frames.h"

#include <list>
#include <memory>
#include <mutex>

namespace orkestr {

class ZstdBytes final : public ByteSource {
public:
    /// Errors: what the file says; limit.
    static Result<std::shared_ptr<const ZstdBytes>> open(std::shared_ptr<const ByteSource> file);
    ~ZstdBytes() override;

    std::uint64_t size_bytes() const override { return size_bytes_; }
    Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override;
    std::string damage() const override { return frames_.damage; }

private:
    struct Context;
    explicit ZstdBytes(std::shared_ptr<const ByteSource> file);
    /// The frame's text, valid until the next is asked for. The mutex is held.
    Result<std::string_view> frame(std::size_t at) const;

    std::shared_ptr<const ByteSource> file_;
    ZstdFrames frames_;
    std::uint64_t size_bytes_ = 0;
    mutable std::mutex mutex_; ///< for what follows
    std::unique_ptr<Context> context_;
    mutable std::list<std::pair<std::size_t, std::string>> kept_; ///< the last one used first
    mutable std::string packed_;
};

} // namespace orkestr
