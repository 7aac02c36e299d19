// Where things are in a long JSON text, so that a part of it can be looked at without reading the rest: one pass that
// checks the text and remembers where its larger values end. Nothing is copied out of the text and no value is parsed.
//
// Memory: what is remembered of a value is charged to 256 bytes of text that no other value is charged for, so the index
// takes at most a fifteenth of the text, whatever its shape. Every question is answered by reading at most a thousand
// neighbours, each of which costs at most 256 bytes of text and a binary search.
//
// Immutable once built; may be read by any number of threads.
#pragma once

#include "core/base/json.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

namespace orkestr {

/// A child of an array or an object, by byte offsets into the text.
struct JsonMember {
    static constexpr std::uint32_t no_name = 0xffffffff;
    std::uint32_t name = no_name; ///< the opening quote of its name; no_name in an array
    std::uint32_t value = 0;      ///< its first byte
    bool operator==(const JsonMember&) const = default;
};

/// A child on the way from the root to a place.
struct JsonStep {
    std::uint32_t ordinal = 0; ///< among its parent's children, from 0
    JsonMember member;
    bool operator==(const JsonStep&) const = default;
};

class JsonIndex {
public:
    static constexpr std::size_t most_bytes = 0xfffffffe;
    /// Of every so many children one's place is known at once.
    static constexpr std::uint32_t page = 1000;

    /// Reads the text, which must not change. `read`, if given, tells how many bytes are done. Errors: invalid_json with
    /// a byte offset in the message; limit for more than most_bytes or deeper nesting than Json::max_depth; cancelled.
    static Result<JsonIndex> build(std::shared_ptr<const std::string> text, std::stop_token stop = {},
                                   std::atomic<std::uint64_t>* read = nullptr);

    const std::string& text() const { return *text_; }
    /// The first byte of the whole value.
    std::uint32_t root() const { return root_; }
    /// Of a value: one of n t f " [ { - or a digit.
    char kind(std::uint32_t value) const { return (*text_)[value]; }
    bool is_container(std::uint32_t value) const { return kind(value) == '{' || kind(value) == '['; }
    /// One past the last byte of a value or a name.
    std::uint32_t end(std::uint32_t value) const;
    /// As written.
    std::string_view raw(std::uint32_t value) const { return std::string_view(*text_).substr(value, end(value) - value); }
    /// How many children an array or object has; 0 for anything else.
    std::uint32_t count(std::uint32_t value) const;
    /// Children from number `first` on, at most `most`.
    std::vector<JsonMember> children(std::uint32_t value, std::uint32_t first, std::uint32_t most) const;
    /// The children that lead from the root to the innermost value or name which holds this byte; empty when that is
    /// the root itself.
    std::vector<JsonStep> path_to(std::uint32_t offset) const;
    /// The last member of this name (UTF-8, not escaped). Reads the whole object.
    std::optional<JsonStep> find(std::uint32_t object, std::string_view name) const;

    /// What the index takes beside the text.
    std::size_t memory_bytes() const { return spans_.capacity() * sizeof(Span) + marks_.capacity() * sizeof(std::uint32_t); }

private:
    friend class JsonIndexer;
    class Walk;
    struct Span {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        std::uint32_t count = 0;
        std::uint32_t first_mark = 0; ///< into marks_: children number page, 2 * page, ...
    };
    const Span* span_of(std::uint32_t begin) const;
    std::uint32_t scan_end(std::uint32_t value) const;

    std::shared_ptr<const std::string> text_;
    std::uint32_t root_ = 0;
    std::vector<Span> spans_;          ///< of larger values, by begin
    std::vector<std::uint32_t> marks_; ///< first bytes of children: of the name in an object
};

/// The bytes of a Json, shared with it.
std::shared_ptr<const std::string> shared_text(const Json& json);

/// What a JSON string literal (with its quotes) stands for, in UTF-8: at most about `most_bytes` of it. Half a surrogate
/// pair becomes U+FFFD.
std::string json_unquoted(std::string_view literal, std::size_t most_bytes = std::string_view::npos);

} // namespace orkestr
