#include "app/expression_worker/channel.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>

namespace orkestr {

namespace {

constexpr std::size_t read_bytes = 64 * 1024;
constexpr std::size_t kept_bytes = 1024 * 1024;

} // namespace

std::optional<std::string_view> Channel::next_frame() {
    std::uint32_t length = 0;
    if (end_ - begin_ < sizeof length && !receive(sizeof length)) return std::nullopt;
    std::memcpy(&length, received_.data() + begin_, sizeof length);
    if (end_ - begin_ < sizeof length + length && !receive(sizeof length + length)) return std::nullopt;
    const std::string_view frame(received_.data() + begin_ + sizeof length, length);
    begin_ += sizeof length + length;
    return frame;
}

/// Until `wanted` bytes are there.
bool Channel::receive(std::size_t wanted) {
    if (!flush()) return false;
    std::memmove(received_.data(), received_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (end_ == 0 && received_.size() > kept_bytes && wanted <= read_bytes) received_ = std::string();
    while (end_ < wanted) {
        if (received_.size() < end_ + read_bytes) received_.resize(std::max(end_ + read_bytes, wanted));
        const ssize_t count = ::recv(fd_, received_.data() + end_, received_.size() - end_, 0);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        end_ += static_cast<std::size_t>(count);
    }
    return true;
}

bool Channel::flush() {
    std::size_t sent = 0;
    while (sent < answers_.size()) {
        const ssize_t count = ::send(fd_, answers_.data() + sent, answers_.size() - sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        sent += static_cast<std::size_t>(count);
    }
    if (answers_.capacity() > kept_bytes) answers_ = std::string();
    answers_.clear();
    return true;
}

} // namespace orkestr
