#include "core/plan/expression_reads.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace orkestr {

namespace {

using Words = std::string_view;

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_figure(char c) { return c >= '0' && c <= '9'; }
bool is_one_of(Words word, std::initializer_list<Words> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

/// Walks over a jq text and notes its paths. `f | g` depends on what f does: `.` in g is f's output.
class ReadScan {
public:
    explicit ReadScan(std::string_view text) : text_(text) {}

    std::optional<std::vector<ReadPath>> paths() {
        while (at_ < text_.size())
            if (!pass()) return std::nullopt;
        if (frames_.size() != 1) return std::nullopt;
        return std::move(paths_);
    }

private:
    /// From one bracket to its partner, or from `if` to `end`.
    struct Frame {
        char opened = 0;
        bool derived_around = false;
        bool derived = false; ///< behind a `|`
        bool wants_key = false;
    };

    char next(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    Frame& frame() { return frames_.back(); }
    bool derived() const { return frames_.back().derived; }
    void open(char opened) { frames_.push_back({opened, derived(), derived(), opened == '{'}); }
    bool close(char opened) {
        if (frames_.size() == 1 || frame().opened != opened) return false;
        frames_.pop_back();
        return true;
    }
    void read(std::string variable, std::vector<std::string> names) {
        if (variable.empty() && derived()) return;
        paths_.push_back({std::move(variable), std::move(names)});
    }

    bool pass() {
        const char c = next();
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return ++at_, true;
        if (frame().wants_key && c != '}') return pass_key();
        if (c == '"') return pass_string().has_value();
        if (c == '.') return pass_path();
        if (c == '$') return pass_variable();
        if (is_figure(c)) return pass_number();
        if (starts_name(c)) return pass_word(pass_name());
        return pass_sign(c);
    }

    std::optional<std::string> pass_string() {
        const std::size_t begin = at_ + 1;
        const std::size_t end = text_.find_first_of("\"\\", begin);
        if (end == std::string_view::npos || text_[end] != '"') return std::nullopt;
        at_ = end + 1;
        return std::string(text_.substr(begin, end - begin));
    }

    std::string pass_name() {
        const std::size_t begin = at_;
        while (starts_name(next()) || is_figure(next())) ++at_;
        return std::string(text_.substr(begin, at_ - begin));
    }

    /// `{a}` would be short for `{a: .a}`.
    bool pass_key() {
        if (next() == '"' ? !pass_string() : !starts_name(next()) || pass_name().empty()) return false;
        while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') ++at_;
        frame().wants_key = false;
        return next() == ':' && ++at_;
    }

    bool pass_number() {
        while (is_figure(next()) || next() == '.') ++at_;
        if (next() != 'e' && next() != 'E') return true;
        ++at_;
        if (next() == '+' || next() == '-') ++at_;
        return is_figure(next()) ? pass_number() : false;
    }

    /// Members that are named one behind the other.
    std::optional<std::vector<std::string>> pass_members() {
        std::vector<std::string> names;
        while (next() == '.' && (starts_name(next(1)) || next(1) == '"')) {
            ++at_;
            if (next() != '"') {
                names.push_back(pass_name());
            } else {
                auto name = pass_string();
                if (!name) return std::nullopt;
                names.push_back(std::move(*name));
            }
        }
        return names;
    }

    bool pass_path() {
        auto names = pass_members();
        if (!names) return false;
        if (names->empty()) {
            ++at_;
            if (is_figure(next())) return false;
            if (next() == '.') ++at_;
        }
        read({}, std::move(*names));
        return true;
    }

    bool pass_variable() {
        ++at_;
        if (!starts_name(next())) return false;
        std::string variable = pass_name();
        auto names = pass_members();
        if (!names) return false;
        read(std::move(variable), std::move(*names));
        return true;
    }

    bool pass_word(const std::string& word) {
        // Behind these, `.` is what it was before the `|`, or names are bound.
        if (is_one_of(word, {"as", "def", "label", "reduce", "foreach", "import", "include", "input", "inputs"})) return false;
        if (word == "if") return open('i'), true;
        if (word == "end") return close('i');
        if (is_one_of(word, {"then", "elif", "else"})) {
            if (frame().opened != 'i') return false;
            frame().derived = frame().derived_around;
            return true;
        }
        // Any other function looks at `.`.
        if (!is_one_of(word, {"__one", "__truth", "__uri", "and", "or", "true", "false", "null", "empty", "range", "try", "catch"})) read({}, {});
        return true;
    }

    bool pass_sign(char c) {
        ++at_;
        switch (c) {
        case '(':
        case '[':
        case '{': open(c); return true;
        case ')': return close('(');
        case ']': return close('[');
        case '}': return close('{');
        case '|':
            frame().derived = true;
            return next() != '=';
        case ',':
            if (frame().opened != '{') return true;
            frame().derived = frame().derived_around;
            return frame().wants_key = true;
        case ';':
            frame().derived = frame().derived_around;
            return frame().opened == '(';
        case '?': return next() != '/';
        case '@': return derived() && !pass_name().empty();
        case '=': return next() == '=' && ++at_ && next() != '=';
        case '!': return next() == '=' && ++at_;
        case '<':
        case '>':
            if (next() == '=') ++at_;
            return true;
        case '+':
        case '-':
        case '*':
        case '/':
        case '%': return next() != '=';
        default: return false;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Frame> frames_ = {Frame{}};
    std::vector<ReadPath> paths_;
};

} // namespace

std::optional<std::vector<ReadPath>> read_paths(const ProgramExpression& expression) {
    if (!expression.loose.empty()) return std::nullopt;
    return ReadScan(expression.text).paths();
}

} // namespace orkestr
