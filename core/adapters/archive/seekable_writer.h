// Compresses text as it comes into zstd's seekable format: frames of about 1 MiB that hold whole lines (longer lines are
// split at 4 MiB), each with its checksum, and the table of frames at the end.
#pragma once

#include "core/base/result.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace orkestr {

class SeekableWriter {
public:
    using Sink = std::function<Result<void>(std::string_view bytes)>;
    explicit SeekableWriter(Sink sink);
    ~SeekableWriter();

    /// Errors: what the sink says.
    Result<void> write(std::string_view text);
    /// The last frame and the table.
    Result<void> finish();

private:
    struct Context;
    Result<void> end_frame(std::size_t count);

    Sink sink_;
    std::unique_ptr<Context> context_;
    std::string text_;   ///< of the frame to come
    std::size_t whole_lines_ = 0; ///< bytes of it that are whole lines
    std::string packed_;
    std::string table_;
    std::uint32_t frames_ = 0;
};

} // namespace orkestr
