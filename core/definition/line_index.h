// Lines and columns of byte offsets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace orkestr {

struct TextPosition {
    std::uint32_t line = 1;
    std::uint32_t column = 1; ///< in Unicode characters
};

/// Line breaks are \n, \r\n and \r, as in YAML. Asking for offsets in rising order costs linear time in all, even
/// where the whole text is one line. Holds a view: the text must outlive it. Not to be shared between threads.
class LineIndex {
public:
    explicit LineIndex(std::string_view text);
    TextPosition position(std::size_t offset);
    /// The offset of a line and column that count from 1; the text's end beyond it.
    std::size_t offset(std::uint32_t line, std::uint32_t column) const;
    std::size_t line_count() const { return starts_.size(); }
    std::size_t text_size() const { return text_.size(); }
    std::string_view line(std::uint32_t number) const;

private:
    std::uint32_t line_of(std::size_t offset) const;

    std::string_view text_;
    std::vector<std::uint32_t> starts_;
    std::size_t last_offset_ = 0;
    std::uint32_t last_line_ = 1;
    std::uint32_t last_column_ = 1;
};

/// Characters in UTF-8 text.
std::uint32_t count_characters(std::string_view text);

} // namespace orkestr
