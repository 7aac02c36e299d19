#include "core/definition/line_index.h"

#include "core/definition/encoding.h"

#include <algorithm>

namespace orkestr {

std::uint32_t count_characters(std::string_view text) {
    return static_cast<std::uint32_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

LineIndex::LineIndex(std::string_view text) : text_(text) {
    starts_.push_back(static_cast<std::uint32_t>(byte_order_mark_size(text)));
    last_offset_ = starts_[0];
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool ends = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
        if (ends) starts_.push_back(static_cast<std::uint32_t>(i + 1));
    }
}

std::uint32_t LineIndex::line_of(std::size_t offset) const {
    // Nearly always the line asked for last, or one of the next.
    if (offset >= starts_[last_line_ - 1]) {
        const std::size_t end = std::min<std::size_t>(starts_.size(), last_line_ + 4);
        for (std::size_t next = last_line_; next < end; ++next)
            if (offset < starts_[next]) return static_cast<std::uint32_t>(next);
    }
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
    return static_cast<std::uint32_t>(after - starts_.begin());
}

TextPosition LineIndex::position(std::size_t offset) {
    offset = std::clamp<std::size_t>(offset, starts_[0], std::max<std::size_t>(text_.size(), starts_[0]));
    const std::uint32_t line = line_of(offset);
    std::size_t from = starts_[line - 1];
    std::uint32_t column = 1;
    if (line == last_line_ && last_offset_ <= offset) {
        from = last_offset_;
        column = last_column_;
    }
    column += count_characters(text_.substr(from, offset - from));
    last_offset_ = offset;
    last_line_ = line;
    last_column_ = column;
    return {line, column};
}

std::string_view LineIndex::line(std::uint32_t number) const {
    if (number == 0 || number > starts_.size()) return {};
    const std::size_t begin = starts_[number - 1];
    const std::size_t end = number < starts_.size() ? starts_[number] : text_.size();
    return text_.substr(begin, end - begin);
}

std::size_t LineIndex::offset(std::uint32_t line_number, std::uint32_t column) const {
    if (line_number == 0 || line_number > starts_.size()) return text_.size();
    const std::string_view text = line(line_number);
    std::size_t i = 0;
    for (std::uint32_t at = 1; at < column && i < text.size(); ++at) {
        ++i;
        while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) ++i;
    }
    return starts_[line_number - 1] + i;
}

} // namespace orkestr
