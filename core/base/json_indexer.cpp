#include "core/base/json_indexer.h"

#include <simdjson.h>

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t pause_bytes = 1 << 20;

bool is_digit_at(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

} // namespace

JsonIndexer::JsonIndexer(std::shared_ptr<const std::string> text, std::stop_token stop, std::atomic<std::uint64_t>* read)
    : held_(std::move(text)), text_(*held_), stop_(std::move(stop)), read_(read) {}

Result<JsonIndex> JsonIndexer::run() {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
    if (!simdjson::validate_utf8(text_)) return Error{ErrorCode::invalid_json, "not JSON: the text is not UTF-8", {}};
    while (!error_) {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
        if (at_ >= text_.size() || !take(text_[at_])) break;
        if (at_ >= next_pause_ && !pause()) break;
    }
    if (!error_ && expect_ != Expect::nothing) fail("the text ends too early");
    if (error_) return std::move(*error_);
    std::sort(index_.spans_.begin(), index_.spans_.end(),
              [](const JsonIndex::Span& a, const JsonIndex::Span& b) { return a.begin < b.begin; });
    index_.spans_.shrink_to_fit();
    index_.marks_.shrink_to_fit();
    index_.text_ = std::move(held_);
    if (read_) *read_ = text_.size();
    return std::move(index_);
}

bool JsonIndexer::pause() {
    next_pause_ = at_ + pause_bytes;
    if (read_) read_->store(at_, std::memory_order_relaxed);
    if (stop_.stop_requested()) error_ = Error{ErrorCode::cancelled, "stopped", {}};
    return !error_;
}

bool JsonIndexer::fail(const char* what) {
    if (!error_) error_ = Error{ErrorCode::invalid_json, "not JSON: " + std::string(what) + " (at byte " + std::to_string(at_) + ")", {}};
    return false;
}

bool JsonIndexer::take(char c) {
    switch (expect_) {
    case Expect::value_or_end:
        if (c == ']') return close(), true;
        [[fallthrough]];
    case Expect::value: return take_value(c);
    case Expect::name_or_end:
        if (c == '}') return close(), true;
        [[fallthrough]];
    case Expect::name: {
        if (c != '"') return fail("a name in quotes was expected");
        const auto begin = static_cast<std::uint32_t>(at_);
        begin_child(begin);
        if (!take_string()) return false;
        end_value(begin, 0, 0, nullptr);
        expect_ = Expect::colon;
        return true;
    }
    case Expect::colon:
        if (c != ':') return fail("a colon was expected");
        expect_ = Expect::value;
        ++at_;
        return true;
    case Expect::comma_or_end:
        if (c == (stack_.back().object ? '}' : ']')) return close(), true;
        if (c != ',') return fail("a comma or the end of a list was expected");
        expect_ = stack_.back().object ? Expect::name : Expect::value;
        ++at_;
        return true;
    case Expect::nothing: break;
    }
    return fail("something follows the value");
}

bool JsonIndexer::take_value(char c) {
    const auto begin = static_cast<std::uint32_t>(at_);
    if (stack_.empty()) index_.root_ = begin;
    else if (!stack_.back().object) begin_child(begin);
    if (c == '{' || c == '[') return open(c == '{');
    bool right = false;
    switch (c) {
    case '"': right = take_string(); break;
    case 't': right = take_word("true"); break;
    case 'f': right = take_word("false"); break;
    case 'n': right = take_word("null"); break;
    default: right = take_number();
    }
    if (!right) return false;
    end_value(begin, 0, 0, nullptr);
    expect_ = stack_.empty() ? Expect::nothing : Expect::comma_or_end;
    return true;
}

bool JsonIndexer::take_string() {
    for (++at_;;) {
        at_ = json_string_stop(text_, at_);
        if (at_ >= text_.size()) return fail("a string has no end");
        if (text_[at_] == '"') return ++at_, true;
        if (text_[at_] != '\\') return fail("a control character in a string");
        if (at_ + 1 >= text_.size()) return fail("a string has no end");
        const char c = text_[at_ + 1];
        if (c == 'u') {
            for (std::size_t i = 2; i < 6; ++i)
                if (at_ + i >= text_.size() || !is_hex_digit(text_[at_ + i])) return fail("an unknown escape in a string");
            at_ += 6;
            continue;
        }
        if (std::string_view("\"\\/bfnrt").find(c) == std::string_view::npos) return fail("an unknown escape in a string");
        at_ += 2;
    }
}

bool JsonIndexer::take_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return fail("no value begins like this");
    at_ += word.size();
    return true;
}

bool JsonIndexer::take_digits() {
    if (!is_digit_at(text_, at_)) return fail("a digit was expected");
    while (is_digit_at(text_, at_)) ++at_;
    return true;
}

bool JsonIndexer::take_number() {
    if (text_[at_] == '-') ++at_;
    else if (!is_digit_at(text_, at_)) return fail("no value begins like this");
    const bool zero = at_ < text_.size() && text_[at_] == '0';
    if (zero && is_digit_at(text_, at_ + 1)) return fail("a number begins with 0");
    if (!take_digits()) return false;
    if (at_ < text_.size() && text_[at_] == '.') {
        ++at_;
        if (!take_digits()) return false;
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
        ++at_;
        if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
        if (!take_digits()) return false;
    }
    return true;
}

bool JsonIndexer::open(bool object) {
    if (stack_.size() >= static_cast<std::size_t>(Json::max_depth)) {
        error_ = Error{ErrorCode::limit, "JSON that nests deeper than 1,000 levels can't be shown", {}};
        return false;
    }
    stack_.push_back({static_cast<std::uint32_t>(at_), 0, 0, object});
    if (marks_.size() < stack_.size()) marks_.emplace_back();
    marks_[stack_.size() - 1].clear();
    expect_ = object ? Expect::name_or_end : Expect::value_or_end;
    ++at_;
    return true;
}

void JsonIndexer::close() {
    const Open closed = stack_.back();
    ++at_;
    stack_.pop_back();
    end_value(closed.begin, closed.count, closed.covered, &marks_[stack_.size()]);
    expect_ = stack_.empty() ? Expect::nothing : Expect::comma_or_end;
}

void JsonIndexer::begin_child(std::uint32_t at) {
    Open& parent = stack_.back();
    if (parent.count > 0 && parent.count % JsonIndex::page == 0) marks_[stack_.size() - 1].push_back(at);
    ++parent.count;
}

void JsonIndexer::end_value(std::uint32_t begin, std::uint32_t count, std::uint32_t covered, std::vector<std::uint32_t>* marks) {
    const auto end = static_cast<std::uint32_t>(at_);
    const std::uint32_t size = end - begin;
    if (size - covered >= indexed_json_bytes) {
        JsonIndex::Span span{begin, end, count, static_cast<std::uint32_t>(index_.marks_.size())};
        if (marks) index_.marks_.insert(index_.marks_.end(), marks->begin(), marks->end());
        index_.spans_.push_back(span);
        covered = size;
    }
    if (!stack_.empty()) stack_.back().covered += covered;
}

namespace {

int hex_digit_value(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

/// The four digits of a \u escape that stands at `at`; -1 where there is none.
std::int32_t escaped_unit(std::string_view literal, std::size_t at) {
    if (at + 6 > literal.size() || literal[at] != '\\' || literal[at + 1] != 'u') return -1;
    std::int32_t unit = 0;
    for (std::size_t i = 2; i < 6; ++i) {
        if (!is_hex_digit(literal[at + i])) return -1;
        unit = unit * 16 + hex_digit_value(literal[at + i]);
    }
    return unit;
}

void append_code_point(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | (code >> 18));
        out += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    }
}

/// Appends what the escape at `at` stands for; how many bytes it takes.
std::size_t append_escaped(std::string& out, std::string_view literal, std::size_t at) {
    constexpr std::string_view letters = "bfnrt";
    constexpr std::string_view meanings = "\b\f\n\r\t";
    if (at + 1 >= literal.size()) return 1;
    const char c = literal[at + 1];
    if (c != 'u') {
        const auto letter = letters.find(c);
        out += letter == std::string_view::npos ? c : meanings[letter];
        return 2;
    }
    const std::int32_t unit = escaped_unit(literal, at);
    const std::int32_t second = unit >= 0xd800 && unit < 0xdc00 ? escaped_unit(literal, at + 6) : -1;
    if (second >= 0xdc00 && second < 0xe000) {
        append_code_point(out, 0x10000 + (static_cast<std::uint32_t>(unit - 0xd800) << 10) + static_cast<std::uint32_t>(second - 0xdc00));
        return 12;
    }
    append_code_point(out, unit < 0 || (unit >= 0xd800 && unit < 0xe000) ? 0xfffd : static_cast<std::uint32_t>(unit));
    return 6;
}

} // namespace

std::string json_unquoted(std::string_view literal, std::size_t most_bytes) {
    std::string out;
    if (literal.size() < 2) return out;
    literal = literal.substr(1, literal.size() - 2);
    for (std::size_t at = 0; at < literal.size() && out.size() < most_bytes;) {
        const std::size_t stop = std::min(literal.find('\\', at), literal.size());
        std::size_t taken = std::min(stop - at, most_bytes - out.size());
        // No character is cut in two.
        while (at + taken < stop && (static_cast<unsigned char>(literal[at + taken]) & 0xc0) == 0x80) ++taken;
        out.append(literal, at, taken);
        at += taken;
        if (at == stop && at < literal.size() && out.size() < most_bytes) at += append_escaped(out, literal, at);
    }
    return out;
}

} // namespace orkestr
