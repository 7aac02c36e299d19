#include "core/definition/quoted_text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace orkestr {

namespace {

constexpr std::uint32_t replacement_character = 0xFFFD;

struct SimpleEscape {
    char letter;
    std::uint32_t character;
};

constexpr SimpleEscape simple_escapes[] = {{'0', 0},    {'a', 7},   {'b', 8},    {'t', 9},    {'\t', 9},    {'n', 10},    {'v', 11},
                                           {'f', 12},   {'r', 13},  {'e', 27},   {' ', ' '},  {'"', '"'},   {'/', '/'},   {'\\', '\\'},
                                           {'N', 0x85}, {'_', 0xA0}, {'L', 0x2028}, {'P', 0x2029}};

void append_character(std::string& out, std::uint32_t c) {
    const auto follow = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        follow(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        follow(6);
        follow(0);
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        follow(12);
        follow(6);
        follow(0);
    }
}

class Unquoting {
public:
    Unquoting(char quote, std::string_view text) : quote_(quote), rest_(text) { out_.reserve(text.size()); }

    std::string text() {
        const std::string_view special = quote_ == '"' ? "\\\r\n" : "'\r\n";
        while (!rest_.empty()) {
            const std::size_t plain = std::min(rest_.find_first_of(special), rest_.size());
            out_ += rest_.substr(0, plain);
            rest_.remove_prefix(plain);
            if (rest_.empty()) break;
            if (rest_[0] == '\'') {
                out_ += '\'';
                skip(2);
            } else if (rest_[0] == '\\') {
                skip(1);
                escape();
            } else {
                fold();
            }
        }
        return std::move(out_);
    }

private:
    void skip(std::size_t count) { rest_.remove_prefix(std::min(count, rest_.size())); }

    /// Passes white space and line breaks, and counts the breaks.
    std::size_t pass_breaks() {
        const std::size_t end = std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size());
        std::size_t breaks = 0;
        for (std::size_t i = 0; i < end; ++i) breaks += rest_[i] == '\n' || (rest_[i] == '\r' && !rest_.substr(i).starts_with("\r\n"));
        skip(end);
        return breaks;
    }

    void fold() {
        const std::size_t last = out_.find_last_not_of(" \t");
        out_.resize(std::max(kept_, last == std::string::npos ? 0 : last + 1));
        const std::size_t breaks = pass_breaks();
        if (breaks == 1) out_ += ' ';
        else out_.append(breaks - 1, '\n');
    }

    void escape() {
        if (rest_.empty()) return;
        const char letter = rest_[0];
        if (letter == '\n' || letter == '\r') {
            // White space before an escaped break stays.
            kept_ = out_.size();
            out_.append(pass_breaks() - 1, '\n');
            return;
        }
        skip(1);
        if (letter == 'x') append_character(out_, hexadecimal(2));
        else if (letter == 'u') append_character(out_, utf16());
        else if (letter == 'U') append_character(out_, hexadecimal(8));
        else
            for (const auto& known : simple_escapes)
                if (known.letter == letter) append_character(out_, known.character);
        kept_ = out_.size();
    }

    std::uint32_t hexadecimal(std::size_t digits) {
        std::uint32_t value = 0;
        const std::string_view text = rest_.substr(0, digits);
        std::from_chars(text.data(), text.data() + text.size(), value, 16);
        skip(digits);
        return value;
    }

    std::uint32_t utf16() {
        const std::uint32_t first = hexadecimal(4);
        if (first < 0xD800 || first > 0xDFFF) return first;
        if (!rest_.starts_with("\\u")) return replacement_character;
        skip(2);
        const std::uint32_t second = hexadecimal(4);
        return second >= 0xDC00 && second <= 0xDFFF ? 0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF) : replacement_character;
    }

    char quote_;
    std::string_view rest_;
    std::string out_;
    std::size_t kept_ = 0; ///< bytes of out_ that a line break takes no white space from
};

} // namespace

bool is_literal_between(char quote, std::string_view text) { return text.find_first_of(quote == '"' ? "\\\r\n" : "'\r\n") == std::string_view::npos; }

std::string text_between(char quote, std::string_view text) { return Unquoting(quote, text).text(); }

} // namespace orkestr
