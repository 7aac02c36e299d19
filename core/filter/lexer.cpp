#include "core/filter/lexer.h"

#include <algorithm>

namespace orkestr {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

FilterToken::Kind punctuation(char c) {
    if (c == '(') return FilterToken::Kind::open;
    if (c == ')') return FilterToken::Kind::close;
    if (c == ',') return FilterToken::Kind::comma;
    return FilterToken::Kind::end;
}

} // namespace

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool FilterToken::is_word(std::string_view word) const { return kind == Kind::word && same_word(text, word); }

bool FilterLexer::is_name_byte(char c) {
    return is_alphanumeric(c) || c == '_' || c == '-' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

bool FilterLexer::compares(char c) { return c == '=' || c == '!' || c == '<' || c == '>' || c == '~'; }

FilterToken FilterLexer::signs_around(std::size_t at) const {
    const bool compare = at < text_.size() && compares(text_[at]);
    const auto belongs = [&](std::size_t place) {
        return place < text_.size() && (compare ? compares(text_[place]) : text_[place] == '&' || text_[place] == '|');
    };
    std::size_t begin = at;
    while (begin > 0 && belongs(begin - 1)) --begin;
    std::size_t end = at;
    while (belongs(end)) ++end;
    return {FilterToken::Kind::sign, begin, end, std::string(text_.substr(begin, end - begin))};
}

/// \" and \\ are a quote and a backslash; any other backslash is itself, so that expressions need no second one.
FilterToken FilterLexer::quoted_at(std::size_t at) const {
    FilterToken token{FilterToken::Kind::quoted, at, at, {}, true};
    const char quote = text_[at];
    for (++at; at < text_.size(); ++at) {
        if (text_[at] == quote) {
            token.unclosed = false;
            ++at;
            break;
        }
        const bool escapes = text_[at] == '\\' && at + 1 < text_.size() && (text_[at + 1] == quote || text_[at + 1] == '\\');
        if (escapes) ++at;
        token.text += text_[at];
    }
    token.end = at;
    return token;
}

FilterToken FilterLexer::sign_at(std::size_t at) const {
    for (const std::string_view sign : {"==", "!=", "<=", ">=", "!~", "&&", "||", "..", "=", "<", ">", "~", "!"}) {
        if (!text_.substr(at).starts_with(sign)) continue;
        const auto kind = sign == ".." ? FilterToken::Kind::range : FilterToken::Kind::sign;
        return {kind, at, at + sign.size(), std::string(sign)};
    }
    return {FilterToken::Kind::end, at, at, {}};
}

FilterToken FilterLexer::bare_at(std::size_t at, Place place) const {
    std::size_t end = at;
    while (end < text_.size()) {
        const char c = text_[end];
        const std::string_view two = text_.substr(end, 2);
        if (place == Place::term ? !is_name_byte(c) : is_space(c) || punctuation(c) != FilterToken::Kind::end) break;
        if (place != Place::term && (c == '"' || c == '\'' || two == "&&" || two == "||")) break;
        if (place == Place::value && two == "..") break;
        ++end;
    }
    return {FilterToken::Kind::word, at, end, std::string(text_.substr(at, end - at))};
}

FilterToken FilterLexer::peek(Place place) const {
    std::size_t at = at_;
    while (at < text_.size() && is_space(text_[at])) ++at;
    if (at == text_.size()) return {FilterToken::Kind::end, at, at, {}};
    const char c = text_[at];
    if (c == '"' || c == '\'') return quoted_at(at);
    if (const auto kind = punctuation(c); kind != FilterToken::Kind::end) return {kind, at, at + 1, {c}};
    const bool only_range = place != Place::term;
    if (FilterToken sign = sign_at(at); sign.kind != FilterToken::Kind::end) {
        const bool counts = !only_range || sign.is("&&") || sign.is("||") ||
                            (sign.kind == FilterToken::Kind::range && place == Place::value);
        if (counts) return sign;
    }
    FilterToken word = bare_at(at, place);
    if (word.end > word.begin) return word;
    return {FilterToken::Kind::stray, at, at + 1, {c}};
}

FilterToken FilterLexer::take(Place place) {
    FilterToken token = peek(place);
    at_ = token.end;
    return token;
}

} // namespace orkestr
