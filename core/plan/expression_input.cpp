#include "core/plan/expression_input.h"

#include <algorithm>
#include <array>

namespace orkestr {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_numeral(char c) { return c >= '0' && c <= '9'; }
bool is_word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_word_part(char c) { return is_word_start(c) || is_numeral(c); }

/// Of more digits, jq's double may be another number than JSON's.
constexpr std::size_t max_exact_digits = 15;

bool is_exact_integer(std::string_view text) {
    if (text == "-0") return false;
    if (text.starts_with('-')) text.remove_prefix(1);
    const bool zero_ahead = text.starts_with('0') && text.size() > 1;
    return !text.empty() && text.size() <= max_exact_digits && !zero_ahead && std::all_of(text.begin(), text.end(), is_numeral);
}

bool is_plain_string(std::string_view text) {
    return text.size() >= 2 && text.front() == '"' && text.find('\\') == std::string_view::npos && text.find('"', 1) == text.size() - 1;
}

/// Walks over a jq text as long as it knows that nothing of it reads `.`.
class InputScan {
public:
    explicit InputScan(std::string_view text) : text_(text) {}

    bool finds_none() {
        while (at_ < text_.size())
            if (!pass()) return false;
        return true;
    }

private:
    char next(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    bool pass() {
        const char c = next();
        if (c == '"') return pass_string();
        if (c == '$') return pass_variable();
        if (is_numeral(c)) return pass_number();
        if (is_word_start(c)) return pass_word();
        if (is_blank(c) || std::string_view("()[];,|").find(c) != std::string_view::npos) return pass_one();
        return pass_operator();
    }

    bool pass_one() {
        ++at_;
        // An update, such as |=, is of `.`.
        return text_[at_ - 1] != '|' || next() != '=';
    }

    bool pass_string() {
        const std::size_t end = text_.find_first_of("\"\\", at_ + 1);
        if (end == std::string_view::npos || text_[end] != '"') return false;
        at_ = end + 1;
        return true;
    }

    bool pass_number() {
        while (is_numeral(next()) || (next() == '.' && is_numeral(next(1)))) ++at_;
        return true;
    }

    void pass_name() {
        while (is_word_part(next())) ++at_;
    }

    bool pass_variable() {
        ++at_;
        if (!is_word_start(next())) return false;
        pass_name();
        while (next() == '.' && is_word_start(next(1))) {
            ++at_;
            pass_name();
        }
        return true;
    }

    bool pass_word() {
        static constexpr std::array<std::string_view, 9> known{"__one", "__truth", "and", "empty", "false", "null", "or", "range", "true"};
        const std::size_t begin = at_;
        pass_name();
        return std::find(known.begin(), known.end(), text_.substr(begin, at_ - begin)) != known.end();
    }

    /// Assignments are left out: they are of `.`.
    bool pass_operator() {
        static constexpr std::array<std::string_view, 4> compared{"==", "!=", "<=", ">="};
        if (std::find(compared.begin(), compared.end(), text_.substr(at_, 2)) != compared.end()) {
            at_ += 2;
            return next() != '=';
        }
        if (std::string_view("+-*/%<>").find(next()) == std::string_view::npos) return false;
        ++at_;
        return next() != '=';
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

std::optional<Json> constant_of(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    const bool word = text == "null" || text == "true" || text == "false" || text == "[]" || text == "{}";
    if (!word && !is_exact_integer(text) && !is_plain_string(text)) return std::nullopt;
    auto constant = Json::parse(text);
    if (!constant) return std::nullopt;
    return std::move(*constant);
}

bool reads_input(const ProgramExpression& expression) {
    return !expression.loose.empty() || !InputScan(expression.text).finds_none();
}

} // namespace orkestr
