// A JSONPath (RFC 9535, a subset) that says what is redacted, or what is looked at (projection/data_path.h):
//
//   $  .name  ['name']  ["name"]  [0]  .*  [*]  ..name  ..['name']  ..[0]  ..*  ..[*]
//
// A name after a dot is of letters, digits, _, - and all beyond ASCII; between quotation marks anything, with \' \" \\ \/
// \b \f \n \r \t \uXXXX. Neither filters, slices, unions nor negative indices.
#pragma once

#include "core/base/json_value.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace orkestr {

class RedactionPath {
public:
    /// Errors: invalid_argument, with the place in the message (characters from 1) and in the span.
    static Result<RedactionPath> parse(std::string_view text);

    struct Segment {
        enum class Kind : std::uint8_t { name, index, all };
        Kind kind = Kind::all;
        bool descends = false; ///< also in all that is below
        std::string name;
        std::uint64_t index = 0;
    };

    /// Adds what it selects in the tree.
    void select(const JsonValue& root, std::set<const JsonValue*>& selected) const;
    const std::string& text() const { return text_; }
    const std::vector<Segment>& segments() const { return segments_; }
    /// What is left of it without its first segments, to be applied to what those select.
    RedactionPath after(std::size_t segments) const;

private:
    friend class RedactionPathReader;
    using Seen = std::set<std::pair<const JsonValue*, std::size_t>>;
    void visit(const JsonValue& value, std::size_t segment, Seen& seen, std::set<const JsonValue*>& selected) const;
    void visit_children(const JsonValue& value, std::size_t segment, Seen& seen, std::set<const JsonValue*>& selected) const;

    std::string text_;
    std::vector<Segment> segments_;
};

} // namespace orkestr
