// What a process writes, held within bounds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace orkestr {

/// The beginning of a stream, up to a limit; the rest is only counted.
class OutputHead {
public:
    explicit OutputHead(std::size_t limit) : limit_(limit) {}
    void add(std::string_view bytes) {
        if (held_.size() + bytes.size() > limit_) overflowed_ = true;
        held_ += bytes.substr(0, limit_ - held_.size());
    }
    bool overflowed() const { return overflowed_; }
    const std::string& bytes() const { return held_; }

private:
    std::size_t limit_;
    bool overflowed_ = false;
    std::string held_;
};

/// The end of a stream, at least `limit` bytes of it where there are so many.
class OutputTail {
public:
    explicit OutputTail(std::size_t limit) : limit_(limit) {}
    void add(std::string_view bytes) {
        held_ += bytes;
        if (held_.size() <= 2 * limit_) return;
        held_.erase(0, held_.size() - limit_);
        cut_ = true;
    }
    /// True when the stream's beginning is not held any more.
    bool cut() const { return cut_; }
    const std::string& bytes() const { return held_; }

private:
    std::size_t limit_;
    bool cut_ = false;
    std::string held_;
};

} // namespace orkestr
