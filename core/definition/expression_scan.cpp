#include "core/definition/expression_scan.h"

#include "core/definition/names.h"

#include <algorithm>
#include <cctype>
#include <unordered_set>

namespace orkestr {

namespace {

struct RefusedName {
    std::string_view name;
    const char* suggestion;
};

constexpr const char* use_started_at = "use $workflow.startedAt or $task.startedAt";
constexpr const char* use_input = "did you mean $input, or .input?";
constexpr const char* use_secrets = "pass it as the run's input, or as a secret";

constexpr RefusedName refused_functions[] = {{"now", use_started_at},
                                             {"env", use_secrets},
                                             {"input", use_input},
                                             {"inputs", use_input},
                                             {"input_filename", ""},
                                             {"input_line_number", ""},
                                             {"localtime", "use gmtime"},
                                             {"strflocaltime", "use strftime"},
                                             {"debug", ""},
                                             {"stderr", ""},
                                             {"halt", ""},
                                             {"halt_error", "use error"},
                                             {"import", ""},
                                             {"include", ""},
                                             {"modulemeta", ""},
                                             {"get_search_list", ""}};

bool starts_name(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
bool continues_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }
bool is_digit_of_jq(char c) { return c >= '0' && c <= '9'; }

/// The token before, as far as the next one's meaning depends on it.
enum class Before { nothing, operand, binary_operator, open_or_comma, other };

class ExpressionScanner {
public:
    /// `inside` scans behind a `${` and stops at the `}` that closes it.
    ExpressionScanner(std::string_view text, bool inside) : text_(text), inside_(inside) {}

    ExpressionScan scan() {
        while (at_ < text_.size() && !closed_ && result_.faults.size() < 8) {
            if (in_string()) scan_string();
            else scan_token();
        }
        if (!closed_ && result_.faults.empty()) check_end();
        finish_variables();
        return std::move(result_);
    }

    /// Behind the closing brace, when it was found.
    std::optional<std::size_t> closed_at() const { return closed_ ? std::optional(at_) : std::nullopt; }

private:
    struct Open {
        char what; ///< ( [ { and " for a string, i for an interpolation inside one
        std::size_t at;
    };

    bool in_string() const { return !open_.empty() && open_.back().what == '"'; }
    /// After a fault nothing can be told of what follows, but for the closing brace.
    void stop() { at_ = inside_ ? at_ + 1 : text_.size(); }
    char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    void fault(std::size_t begin, std::size_t end, std::string message, std::string suggestion = {}) {
        result_.faults.push_back({"expression-syntax", begin, end, std::move(message), std::move(suggestion)});
    }

    void scan_string() {
        const char c = text_[at_];
        if (c == '"') {
            open_.pop_back();
            ++at_;
            before_ = Before::operand;
        } else if (c == '\\' && peek(1) == '(') {
            open_.push_back({'i', at_});
            at_ += 2;
            before_ = Before::other;
        } else if (c == '\\') {
            static constexpr std::string_view escapes = "\"\\/bfnrtu";
            if (escapes.find(peek(1)) == std::string_view::npos)
                fault(at_, at_ + 2, "jq knows no such escape in a string", "write \\\\ for a backslash");
            at_ += 2;
        } else {
            ++at_;
        }
    }

    void scan_token() {
        const char c = text_[at_];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') ++at_;
        else if (c == '#') at_ = std::min(text_.find('\n', at_), text_.size());
        else if (c == '"') open_string();
        else if (c == '(' || c == '[' || c == '{') open_bracket(c);
        else if (c == ')' || c == ']' || c == '}') close_bracket(c);
        else if (c == '$') scan_variable();
        else if (c == '.') scan_dot();
        else if (c == '@') scan_format();
        else if (starts_name(c)) scan_name();
        else if (is_digit_of_jq(c)) scan_number();
        else scan_operator(c);
    }

    void open_string() {
        open_.push_back({'"', at_++});
    }

    void open_bracket(char c) {
        if (c == '(' && after_as_ && open_.size() == pattern_depth_) after_as_ = false;
        open_.push_back({c, at_++});
        before_ = c == '{' ? Before::open_or_comma : Before::other;
    }

    void close_bracket(char c) {
        if (inside_ && c == '}' && open_.empty()) {
            closed_ = true;
            ++at_;
            return;
        }
        const char opener = c == ')' ? '(' : c == ']' ? '[' : '{';
        const char top = open_.empty() ? '\0' : open_.back().what;
        if (top != opener && !(c == ')' && top == 'i')) {
            const std::string closer(1, c);
            if (open_.empty()) fault(at_, at_ + 1, "'" + closer + "' closes nothing", "remove it, or open it before");
            else fault(at_, at_ + 1, "'" + closer + "' can't close '" + (top == 'i' ? std::string("\\(") : std::string(1, top)) + "'");
            stop();
            return;
        }
        open_.pop_back();
        ++at_;
        before_ = Before::operand;
    }

    std::string_view name_at(std::size_t begin) const {
        std::size_t end = begin;
        while (end < text_.size() && continues_name(text_[end])) ++end;
        while (text_.substr(end, 2) == "::" && end + 2 < text_.size() && starts_name(text_[end + 2])) {
            end += 2;
            while (end < text_.size() && continues_name(text_[end])) ++end;
        }
        return text_.substr(begin, end - begin);
    }

    void scan_variable() {
        const std::size_t begin = at_;
        if (peek(1) == '{') {
            fault(begin, begin + 2, "'${' inside an expression", "put one '${ }' around the whole expression");
            stop();
            return;
        }
        if (!starts_name(peek(1))) {
            fault(begin, begin + 1, "'$' without a variable's name");
            ++at_;
            return;
        }
        const std::string_view name = name_at(begin + 1);
        at_ = begin + 1 + name.size();
        before_ = Before::operand;
        if (name == "ENV" || name.starts_with("__")) {
            refuse(begin, "'$" + std::string(name) + "'", name == "ENV" ? use_secrets : "names that start with '__' are reserved");
            return;
        }
        if (after_as_ || in_parameters_ || after_label_) {
            bound_.insert(name);
            after_label_ = false;
            return;
        }
        if (seen_.insert(name).second) result_.variables.push_back({std::string(name), begin, at_});
        if (name == "secrets") scan_secret();
    }

    void scan_secret() {
        if (peek(0) == '.' && starts_name(peek(1))) {
            const std::string_view name = name_at(at_ + 1);
            result_.secrets.push_back({std::string(name), at_ + 1, at_ + 1 + name.size()});
            return;
        }
        const std::size_t quote = text_.substr(at_, 2) == "[\"" ? at_ + 1 : text_.substr(at_, 2) == ".\"" ? at_ + 1 : 0;
        if (quote == 0) return;
        const auto end = text_.find('"', quote + 1);
        if (end == std::string_view::npos) return;
        const std::string_view name = text_.substr(quote + 1, end - quote - 1);
        if (name.find('\\') == std::string_view::npos) result_.secrets.push_back({std::string(name), quote + 1, end});
    }

    void scan_dot() {
        ++at_;
        if (starts_name(peek(0))) at_ += name_at(at_).size();
        else if (is_digit_of_jq(peek(0))) scan_number();
        else if (peek(0) == '.') ++at_;
        before_ = Before::operand;
    }

    void scan_format() {
        const std::size_t begin = at_++;
        if (!starts_name(peek(0))) fault(begin, begin + 1, "'@' without a format's name", "expected one such as '@base64'");
        at_ += name_at(at_).size();
        before_ = Before::operand;
    }

    void scan_number() {
        while (is_digit_of_jq(peek(0)) || peek(0) == '.') ++at_;
        if (peek(0) == 'e' || peek(0) == 'E') {
            ++at_;
            if (peek(0) == '+' || peek(0) == '-') ++at_;
            while (is_digit_of_jq(peek(0))) ++at_;
        }
        before_ = Before::operand;
    }

    /// A name as a key of an object: `{input: 1}`, `{now}`.
    bool is_object_key(std::size_t end) const {
        if (open_.empty() || open_.back().what != '{' || before_ != Before::open_or_comma) return false;
        const auto next = text_.find_first_not_of(" \t\r\n", end);
        return next != std::string_view::npos && (text_[next] == ':' || text_[next] == ',' || text_[next] == '}');
    }

    void scan_name() {
        const std::size_t begin = at_;
        const std::string_view name = name_at(begin);
        at_ += name.size();
        if (is_object_key(at_)) {
            before_ = Before::operand;
            return;
        }
        before_ = Before::operand;
        if (name == "as") {
            after_as_ = true;
            pattern_depth_ = open_.size();
        } else if (name == "label" || name == "break") {
            after_label_ = name == "label";
        } else if (name == "def") {
            in_parameters_ = true;
        } else if (name == "if") {
            ifs_.push_back(begin);
            before_ = Before::other;
        } else if (name == "end") {
            if (ifs_.empty()) fault(begin, at_, "'end' without an 'if'");
            else ifs_.pop_back();
        } else if (name == "and" || name == "or") {
            before_ = Before::binary_operator;
            operator_at_ = begin;
        } else if (name == "then" || name == "else" || name == "elif" || name == "reduce" || name == "foreach" || name == "try" ||
                   name == "catch") {
            before_ = Before::other;
        } else {
            check_refused(name, begin);
        }
    }

    void check_refused(std::string_view name, std::size_t begin) {
        if (name.starts_with("__")) {
            refuse(begin, "'" + std::string(shortened(name)) + "'", "names that start with '__' are reserved");
            return;
        }
        for (const auto& refused : refused_functions)
            if (refused.name == name) refuse(begin, "'" + std::string(name) + "'", refused.suggestion);
    }

    void refuse(std::size_t begin, const std::string& what, const char* suggestion) {
        result_.faults.push_back({"refused-function", begin, at_,
                                  what + " is refused in expressions, which must give the same result whenever a run is replayed",
                                  suggestion});
    }

    void scan_operator(char c) {
        static constexpr std::string_view known = "|,:;=!<>+-*/%?";
        if (known.find(c) == std::string_view::npos) return unknown_character(c);
        if (c == '|' && peek(1) == '|') {
            fault(at_, at_ + 2, "'||' is no operator of jq", "use 'or'");
            stop();
            return;
        }
        if (c == '!' && peek(1) != '=') {
            fault(at_, at_ + 1, "'!' is no operator of jq", "use '| not', or '!=' to compare");
            stop();
            return;
        }
        if (c == '=' && peek(1) == '=' && peek(2) == '=') {
            fault(at_, at_ + 3, "'===' is no operator of jq", "use '=='");
            stop();
            return;
        }
        if (c == '|' && open_.size() <= pattern_depth_) after_as_ = false;
        if (c == ':' && in_parameters_) in_parameters_ = false;
        operator_at_ = at_++;
        if (c == '?') before_ = Before::operand;
        else if (c == ',' && !open_.empty() && open_.back().what == '{') before_ = Before::open_or_comma;
        else before_ = Before::binary_operator;
    }

    void unknown_character(char c) {
        std::string suggestion;
        if (c == '\'') suggestion = "strings in jq take double quotes";
        if (c == '&') suggestion = "use 'and'";
        std::size_t end = at_ + 1;
        while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
        fault(at_, end, "unexpected '" + std::string(text_.substr(at_, end - at_)) + "'", std::move(suggestion));
        stop();
    }

    void check_end() {
        if (!open_.empty()) {
            const Open& open = open_.back();
            if (open.what == '"') fault(open.at, open.at + 1, "this string is never closed", "add '\"'");
            else if (open.what == 'i') fault(open.at, open.at + 2, "this '\\(' is never closed", "add ')'");
            else fault(open.at, open.at + 1, std::string("this '") + open.what + "' is never closed",
                       std::string("add '") + (open.what == '(' ? ')' : open.what == '[' ? ']' : '}') + "'");
        } else if (!ifs_.empty()) {
            fault(ifs_.back(), ifs_.back() + 2, "this 'if' has no 'end'", "expected: if A then B else C end");
        } else if (before_ == Before::nothing && !inside_) {
            fault(0, text_.size(), "an empty expression", "write '.' for the whole value");
        } else if (before_ == Before::binary_operator && !inside_) {
            fault(operator_at_, text_.size(), "the expression ends with an operator", "something is missing behind it");
        }
    }

    void finish_variables() {
        std::erase_if(result_.variables, [&](const auto& variable) { return bound_.contains(variable.name); });
    }

    std::string_view text_;
    bool inside_;
    std::size_t at_ = 0;
    bool closed_ = false;
    Before before_ = Before::nothing;
    std::size_t operator_at_ = 0;
    std::vector<Open> open_;
    std::vector<std::size_t> ifs_;
    bool after_as_ = false; ///< inside a pattern: what follows `as`
    std::size_t pattern_depth_ = 0;
    bool after_label_ = false;
    bool in_parameters_ = false;
    std::unordered_set<std::string_view> bound_;
    std::unordered_set<std::string_view> seen_;
    ExpressionScan result_;
};

} // namespace

ExpressionScan scan_expression(std::string_view text) { return ExpressionScanner(text, false).scan(); }

ExpressionExtent find_expression(std::string_view text) {
    const auto open = text.find("${");
    if (open == std::string_view::npos) return {};
    const std::string_view body = trimmed(text);
    const auto start = static_cast<std::size_t>(body.data() - text.data());
    if (start != open) return {ExpressionExtent::Kind::partial, open, open + 2};
    ExpressionScanner scanner(body.substr(2), true);
    const ExpressionScan scan = scanner.scan();
    const auto close = scanner.closed_at();
    if (close && *close + 2 < body.size()) return {ExpressionExtent::Kind::partial, open, open + 2};
    if (!body.ends_with('}') || body.size() < 3) return {ExpressionExtent::Kind::unclosed, open, open + 2};
    const std::string_view inner = trimmed(body.substr(2, body.size() - 3));
    const std::size_t begin = inner.empty() ? start + 2 : static_cast<std::size_t>(inner.data() - text.data());
    return {ExpressionExtent::Kind::whole, begin, begin + inner.size()};
}

bool may_be_expression(std::string_view text) {
    constexpr std::size_t longest = 16 * 1024;
    text = trimmed(text);
    if (text.empty() || text.size() > longest) return false;
    std::size_t scheme = 0;
    while (scheme < text.size() && (continues_name(text[scheme]) || text[scheme] == '+' || text[scheme] == '-')) ++scheme;
    if (scheme > 0 && starts_name(text[0]) && text.substr(scheme).starts_with("://")) return false;
    return scan_expression(text).faults.empty();
}

bool looks_like_arithmetic(std::string_view text) {
    text = trimmed(text);
    return !text.empty() && is_digit_of_jq(text[0]) && text.find_first_not_of("0123456789.+-*/% ") == std::string_view::npos;
}

bool looks_like_expression(std::string_view text) {
    text = trimmed(text);
    if (text.size() < 2 || text.size() > 2000) return false;
    std::size_t name = 1;
    if (text[0] == '$') {
        std::size_t end = 1;
        while (end < text.size() && continues_name(text[end])) ++end;
        const std::string_view variable = text.substr(1, end - 1);
        static constexpr std::string_view others[] = {"item", "index", "error"};
        if (!is_reserved_variable(variable) && std::find(std::begin(others), std::end(others), variable) == std::end(others)) return false;
        name = end;
    } else if (text[0] != '.' || !starts_name(text[1])) {
        return false;
    }
    // A path and then nothing, or an operator: `.gitignore` is taken for one too, `.5` and `./run.sh` are not.
    while (name < text.size() && (continues_name(text[name]) || text[name] == '.' || text[name] == '?')) ++name;
    const std::string_view rest = trimmed(text.substr(name));
    if (rest.empty()) return true;
    static constexpr std::string_view operators[] = {"|", "==", "!=", "<", ">", "+", "-", "*", "/ ", "[", "and ", "or ", "//", "%"};
    const bool spaced = name < text.size() && (text[name] == ' ' || text[name] == '[' || text[name] == '|');
    return spaced && std::any_of(std::begin(operators), std::end(operators), [&](auto sign) { return rest.starts_with(sign); });
}

} // namespace orkestr
