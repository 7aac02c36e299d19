// Immutable text of 8 bytes that any number of places share: what is said of a million steps in a handful of words.
#pragma once

#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace orkestr {

/// Copies share the text; it goes with the last of them. Nothing is looked up: two made of equal texts hold two. Copies may be
/// used and end on different threads, as those of std::shared_ptr.
class SharedText {
public:
    SharedText() = default;
    SharedText(std::string text) : held_(text.empty() ? nullptr : new Held{{1}, std::move(text)}) {}
    SharedText(std::string_view text) : SharedText(std::string(text)) {}
    SharedText(const char* text) : SharedText(std::string(text)) {}
    SharedText(const SharedText& other) noexcept : held_(other.held_) {
        if (held_) held_->copies.fetch_add(1, std::memory_order_relaxed);
    }
    SharedText(SharedText&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
    SharedText& operator=(SharedText other) noexcept {
        std::swap(held_, other.held_);
        return *this;
    }
    ~SharedText() {
        if (held_ && held_->copies.fetch_sub(1, std::memory_order_acq_rel) == 1) delete held_;
    }

    const std::string& str() const {
        static const std::string nothing;
        return held_ ? held_->text : nothing;
    }
    operator const std::string&() const { return str(); }
    operator std::string_view() const { return str(); }
    bool empty() const { return !held_; }
    std::size_t size() const { return str().size(); }
    const char* c_str() const { return str().c_str(); }
    void clear() { *this = SharedText(); }

    bool operator==(const SharedText& other) const { return held_ == other.held_ || str() == other.str(); }
    bool operator==(std::string_view other) const { return str() == other; }
    bool operator==(const std::string& other) const { return str() == other; }
    bool operator==(const char* other) const { return str() == other; }
    std::strong_ordering operator<=>(const SharedText& other) const { return str() <=> other.str(); }
    friend std::string operator+(const SharedText& a, std::string_view b) { return std::string(a.str()).append(b); }
    friend std::string operator+(const std::string& a, const SharedText& b) { return a + b.str(); }
    friend std::string operator+(const char* a, const SharedText& b) { return a + b.str(); }
    friend std::ostream& operator<<(std::ostream& out, const SharedText& text) { return out << text.str(); }

private:
    struct Held {
        std::atomic<std::uint32_t> copies;
        std::string text;
    };
    Held* held_ = nullptr; ///< null: empty
};

} // namespace orkestr
