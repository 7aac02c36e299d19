// JSON on one line, broken into short ones. A YAML parser must look ahead to the end of a line before it can tell what a
// bracket begins, and so would hold all of a minified document at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orkestr {

class JsonLines {
public:
    /// Inserts line breaks behind commas where lines are long, if every byte of the text fits JSON's tokens; does
    /// nothing for any other text. Line breaks outside strings mean nothing in JSON.
    explicit JsonLines(std::string_view text);

    bool broken() const { return !breaks_.empty(); }
    /// The text with the breaks; empty unless broken().
    const std::string& text() const { return text_; }
    /// The offset in the original text of an offset in the broken one.
    std::size_t original(std::size_t offset) const;

private:
    std::string text_;
    std::vector<std::size_t> breaks_; ///< offsets in text_, rising
};

/// The offset of the first , : [ or { that is one too many on its line, for the same reason.
std::optional<std::size_t> find_crowded_line(std::string_view text, std::uint32_t most);

} // namespace orkestr
