#include "core/base/json_walk.h"

#include <cstring>

namespace orkestr {

JsonWalk::JsonWalk(std::string_view text) : text_(text) {
    if (!text_.starts_with("\xEF\xBB\xBF")) return;
    text_.remove_prefix(3);
    mark_ = 3;
}

bool JsonWalk::fail(const char* why) {
    if (why_.empty()) why_ = why;
    return false;
}

void JsonWalk::skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
}

char JsonWalk::peek() {
    if (!ok()) return 0;
    skip_space();
    return at_ < text_.size() ? text_[at_] : '\0';
}

bool JsonWalk::at_end() { return ok() && begun_.empty() && peek() == 0 && at_ >= text_.size(); }

bool JsonWalk::next_value() {
    if (!ok() || !begun_.empty() || (value_is_next_ && take().empty()) || at_end()) return false;
    value_is_next_ = true;
    return true;
}

bool JsonWalk::open(char bracket) {
    if (!value_is_next_ || peek() != bracket) return false;
    if (begun_.size() >= max_depth) return fail("it is nested too deeply");
    ++at_;
    begun_.push_back(false);
    value_is_next_ = false;
    return true;
}

bool JsonWalk::enter_object() { return open('{'); }
bool JsonWalk::enter_array() { return open('['); }

/// Goes to the next element or member, or past the closing bracket.
bool JsonWalk::next(char close) {
    if (begun_.empty()) return false;
    if (value_is_next_ && take().empty()) return false;
    char c = peek();
    if (!ok()) return false;
    if (c == close) {
        ++at_;
        begun_.pop_back();
        return false;
    }
    if (begun_.back()) {
        if (c == 0) return fail("the text breaks off");
        if (c != ',') return fail("a comma or a closing bracket is missing");
        ++at_;
        c = peek();
    }
    if (c == 0) return fail("the text breaks off");
    begun_.back() = true;
    return true;
}

std::optional<std::string_view> JsonWalk::next_member() {
    if (!next('}')) return std::nullopt;
    const std::size_t begin = at_ + 1;
    if (peek() != '"') return fail("a member's name is missing"), std::nullopt;
    if (!skip_string()) return std::nullopt;
    const std::string_view name = text_.substr(begin, at_ - begin - 1);
    if (peek() != ':') return fail(at_ < text_.size() ? "a colon is missing" : "the text breaks off"), std::nullopt;
    ++at_;
    value_is_next_ = true;
    return name;
}

bool JsonWalk::next_element() {
    if (!next(']')) return false;
    value_is_next_ = true;
    return true;
}

std::string_view JsonWalk::take() {
    const char first = peek();
    if (!ok() || !value_is_next_) return {};
    value_is_next_ = false;
    const std::size_t begin = at_;
    if (first == 0 && at_ >= text_.size()) return fail("the text breaks off"), std::string_view();
    if (first == '"') {
        if (!skip_string()) return {};
    } else if (first == '{' || first == '[') {
        if (!skip_brackets()) return {};
    } else {
        constexpr std::string_view ends = ",]} \t\r\n\":[{";
        while (at_ < text_.size() && ends.find(text_[at_]) == std::string_view::npos) ++at_;
        if (at_ == begin) return fail("a value is missing"), std::string_view();
        // A number or a word at the very end of a broken text may be one that is cut.
        if (at_ >= text_.size() && !begun_.empty()) return fail("the text breaks off"), std::string_view();
    }
    return text_.substr(begin, at_ - begin);
}

bool JsonWalk::skip_string() {
    const std::size_t begin = at_++;
    while (at_ < text_.size()) {
        const void* quote = std::memchr(text_.data() + at_, '"', text_.size() - at_);
        if (!quote) break;
        const auto found = static_cast<std::size_t>(static_cast<const char*>(quote) - text_.data());
        std::size_t escapes = 0;
        while (found - escapes > begin + 1 && text_[found - escapes - 1] == '\\') ++escapes;
        at_ = found + 1;
        if (escapes % 2 == 0) return true;
    }
    at_ = text_.size();
    return fail("the text breaks off");
}

bool JsonWalk::skip_brackets() {
    std::vector<bool> braces; // true: an object
    while (at_ < text_.size()) {
        const char c = text_[at_];
        if (c == '"') {
            if (!skip_string()) return false;
            continue;
        }
        ++at_;
        if (c == '{' || c == '[') {
            if (braces.size() + begun_.size() >= max_depth) return fail("it is nested too deeply");
            braces.push_back(c == '{');
        } else if (c == '}' || c == ']') {
            if (braces.back() != (c == '}')) return --at_, fail("brackets don't match");
            braces.pop_back();
            if (braces.empty()) return true;
        }
    }
    return fail("the text breaks off");
}

} // namespace orkestr
