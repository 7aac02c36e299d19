// What the jq adapter and the expression worker say to each other over a socket pair: frames of one machine's own byte
// order, each a 32-bit length (of what follows), a type byte and a body. Answers come in the order of the requests.
// Beside the socket they share one page of memory (WorkerStatus) that outlives a worker that dies in mid-request.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace orkestr {

/// The worker's file descriptors.
constexpr int worker_socket_fd = 3;
constexpr int worker_status_fd = 4;

enum class WorkerFrame : std::uint8_t {
    // To the worker.
    program = 1, ///< u32 handle, u8 one by one, u32 count (expression) each, u32 count (text: definition) each,
                 ///< u32 count (schema) each. An expression: text, u32 count (text: variable) each, i32 task
                 ///< definition, i32 workflow definition, u32 count (loose part) each, text: known fault or empty. A
                 ///< loose part: u32 begin, u32 end, u32 author's begin, u32 author's end, text: otherwise. A schema:
                 ///< text, text: known fault or empty
    forget,      ///< u32 handle
    check,       ///< u64 sequence, u32 handle: compile every expression and schema of the program
    evaluate,    ///< u64 sequence, u32 handle, u32 index, values: `.`, then the variables
    schema,      ///< u64 sequence, u32 handle, u32 index, one value
    ping,        ///< u64 sequence
    // From the worker.
    ready = 64, ///< text: the jq version
    value,      ///< u64 sequence, text: canonical JSON (of a ping: null)
    failure,    ///< u64 sequence, u8 stopped, text: message, u32 count, texts: violations
    skipped,    ///< u64 sequence: it was not wanted any more (skip_through)
    checked,    ///< u64 sequence, u32 count, (u32 expression, or their number plus a schema's index, text: message) each
};

/// How a value travels in an evaluate or schema frame: a tag byte, then the tag's body.
enum class WorkerValue : std::uint8_t {
    inline_text, ///< text
    repeat,      ///< u32 position: the same value as the one at that position of this frame, counted from 0
    store,       ///< u32 slot, text: the worker keeps the value in that slot, replacing what was there
    slot,        ///< u32 slot: the value kept there
    release,     ///< u32 slot: no value; what the slot keeps is let go of
};

/// Why a worker ended, as far as it could still say.
enum class WorkerStop : std::uint32_t {
    unknown,
    memory,
    stack,
    aborted, ///< libjq gave up: a failed assertion
    processor_time,
    protocol, ///< it could not understand the adapter
};

/// The page both sides map. The worker writes all but skip_through.
struct WorkerStatus {
    std::atomic<std::uint64_t> current{0};      ///< sequence of the request in progress, 0 between requests
    std::atomic<std::int64_t> since_ns{0};      ///< CLOCK_MONOTONIC when its present step began
    /// 1 + index of the first expression of the chunk being compiled (of a schema: their number plus its index), or 0.
    std::atomic<std::uint32_t> compiling{0};
    std::atomic<WorkerStop> stop{WorkerStop::unknown};
    std::atomic<std::uint64_t> skip_through{0}; ///< requests up to this sequence need no answer any more
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free && std::is_standard_layout_v<WorkerStatus>);

/// Appends frames to a buffer.
class FrameWriter {
public:
    explicit FrameWriter(std::string& out) : out_(out) {}

    void begin(WorkerFrame type) {
        start_ = out_.size();
        number(std::uint32_t{0});
        number(static_cast<std::uint8_t>(type));
    }
    void end() {
        const auto length = static_cast<std::uint32_t>(out_.size() - start_ - sizeof(std::uint32_t));
        std::memcpy(out_.data() + start_, &length, sizeof length);
    }
    template <class T>
    void number(T value) {
        static_assert(std::is_arithmetic_v<T>);
        char bytes[sizeof value];
        std::memcpy(bytes, &value, sizeof value);
        out_.append(bytes, sizeof value);
    }
    void text(std::string_view text) {
        number(static_cast<std::uint32_t>(text.size()));
        out_.append(text);
    }
    /// A text whose length is known only at end_text().
    void begin_text() {
        text_ = out_.size();
        number(std::uint32_t{0});
    }
    void end_text() {
        const auto length = static_cast<std::uint32_t>(out_.size() - text_ - sizeof(std::uint32_t));
        std::memcpy(out_.data() + text_, &length, sizeof length);
    }
    /// Takes back what was written since begin().
    void drop() { out_.resize(start_); }

private:
    std::string& out_;
    std::size_t start_ = 0;
    std::size_t text_ = 0;
};

/// Reads a frame's body. Reading past its end gives zeros and makes ok() false.
class FrameReader {
public:
    explicit FrameReader(std::string_view body) : rest_(body) {}

    template <class T>
    T number() {
        static_assert(std::is_arithmetic_v<T>);
        T value{};
        if (rest_.size() < sizeof value) {
            ok_ = false;
            rest_ = {};
            return value;
        }
        std::memcpy(&value, rest_.data(), sizeof value);
        rest_.remove_prefix(sizeof value);
        return value;
    }
    std::string_view text() {
        const auto length = number<std::uint32_t>();
        if (rest_.size() < length) {
            ok_ = false;
            rest_ = {};
            return {};
        }
        const auto text = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return text;
    }
    bool ok() const { return ok_; }
    bool at_end() const { return rest_.empty(); }
    std::size_t left_bytes() const { return rest_.size(); }

private:
    std::string_view rest_;
    bool ok_ = true;
};

} // namespace orkestr
