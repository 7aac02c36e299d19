// The pieces of a filter's text. What a piece is depends on where it stands: after an operator comes a value, in which
// most signs mean themselves.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace orkestr {

struct FilterToken {
    enum class Kind {
        end,
        word,     ///< a name or a keyword; as a value: all up to a space, a bracket or a comma
        quoted,   ///< `text` without its quotes
        open,     ///< (
        close,    ///< )
        comma,
        range,    ///< ..
        sign,     ///< == != < <= > >= ~ !~ = && || !
        stray,    ///< a character that begins nothing
    };
    Kind kind = Kind::end;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
    bool unclosed = false; ///< a quote that does not end

    bool is(std::string_view sign) const { return kind == Kind::sign && text == sign; }
    /// A keyword, in any case.
    bool is_word(std::string_view word) const;
};

/// The same but for the case of the letters A to Z.
bool same_word(std::string_view a, std::string_view b);

class FilterLexer {
public:
    enum class Place { term, value, pattern }; ///< in a pattern `..` means itself

    explicit FilterLexer(std::string_view text) : text_(text) {}

    /// The piece at the place where the reading is, which stays there.
    FilterToken peek(Place place) const;
    FilterToken take(Place place);
    /// The signs that stand together around this place: only such as compare, = ! < > ~, or only such as join, & |.
    FilterToken signs_around(std::size_t at) const;
    /// The next byte, spaces not left out; 0 at the end.
    char byte() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    std::size_t at() const { return at_; }
    void go_to(std::size_t at) { at_ = at; }
    std::string_view text() const { return text_; }

    /// Letters, digits, _ - $ and all beyond ASCII: what names and members consist of.
    static bool is_name_byte(char c);
    /// = ! < > ~
    static bool compares(char c);

private:
    FilterToken quoted_at(std::size_t at) const;
    FilterToken sign_at(std::size_t at) const;
    FilterToken bare_at(std::size_t at, Place place) const;

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace orkestr
