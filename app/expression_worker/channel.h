// Frames over the worker's socket: blocking, answers gathered and written together.
#pragma once

#include "core/adapters/jq/worker_protocol.h"

#include <optional>

namespace orkestr {

class Channel {
public:
    explicit Channel(int fd) : fd_(fd) {}

    /// The next frame's type and body, waiting for it if need be (what is gathered is written first); nothing when the
    /// other side is gone. The view holds until the next call.
    std::optional<std::string_view> next_frame();

    /// Where answers are gathered.
    std::string& answers() { return answers_; }
    /// Writes what is gathered. False: the other side is gone.
    bool flush();

private:
    bool receive(std::size_t wanted);

    int fd_;
    std::string received_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::string answers_;
};

} // namespace orkestr
