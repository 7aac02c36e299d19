#include "app/expression_worker/expression_text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace orkestr {

namespace {

constexpr std::size_t max_text_bytes = 256 * 1024;
constexpr std::size_t max_nesting = 200;

struct RefusedName {
    std::string_view name;
    std::string_view reason;
};

constexpr std::string_view time_reason = "an expression has no clock: use $workflow.startedAt or $task.startedAt";
constexpr std::string_view zone_reason = "it depends on the machine's time zone: use gmtime or strftime";
constexpr std::string_view environment_reason = "an expression has no environment: use $secrets or the workflow's input";
constexpr std::string_view input_reason = "an expression's only input is its data: use `.` or $input";
constexpr std::string_view output_reason = "an expression's only output is its value";
constexpr std::string_view halt_reason = "an expression can't stop the engine: use error(...)";
constexpr std::string_view module_reason = "expressions have no modules";
constexpr std::string_view place_reason = "it depends on where the expression is compiled";

constexpr std::array refused_functions{
    RefusedName{"now", time_reason},
    RefusedName{"localtime", zone_reason},
    RefusedName{"strflocaltime", zone_reason},
    RefusedName{"env", environment_reason},
    RefusedName{"input", input_reason},
    RefusedName{"inputs", input_reason},
    RefusedName{"input_filename", input_reason},
    RefusedName{"input_line_number", input_reason},
    RefusedName{"debug", output_reason},
    RefusedName{"stderr", output_reason},
    RefusedName{"halt", halt_reason},
    RefusedName{"halt_error", halt_reason},
    RefusedName{"import", module_reason},
    RefusedName{"include", module_reason},
    RefusedName{"modulemeta", module_reason},
    RefusedName{"get_search_list", module_reason},
    RefusedName{"get_prog_origin", module_reason},
    RefusedName{"get_jq_origin", module_reason},
};

constexpr std::array refused_variables{
    RefusedName{"ENV", environment_reason},
    RefusedName{"__loc__", place_reason},
    RefusedName{"__prog_args", place_reason},
};

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool continues_name(char c) { return starts_name(c) || is_digit(c); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The names of the chunk's own functions, __e0, __e1 ...
bool is_chunk_function(std::string_view name) {
    return name.size() > 3 && name.starts_with("__e") && std::all_of(name.begin() + 3, name.end(), is_digit);
}

class ExpressionScan {
public:
    explicit ExpressionScan(std::string_view text) : text_(text) {}

    std::optional<std::string> refusal() {
        if (text_.size() > max_text_bytes) return "the expression is longer than 256 KiB";
        if (text_.find('\0') != std::string_view::npos) return "the expression holds a NUL character";
        while (at_ < text_.size() && !fault_) step();
        if (!fault_ && !open_.empty()) fault_ = unclosed(open_.back());
        if (!fault_ && previous_ == '\0') fault_ = "the expression is empty";
        return std::move(fault_);
    }

private:
    static std::string unclosed(char open) {
        return open == '"' ? "a string is not closed" : std::string("'") + open + "' is not closed";
    }

    void step() {
        if (!open_.empty() && open_.back() == '"') return step_in_string();
        const char c = text_[at_];
        if (is_space(c)) {
            ++at_;
            return;
        }
        if (c == '#') {
            at_ = std::min(text_.find('\n', at_), text_.size());
            return;
        }
        switch (c) {
        case '"':
        case '(':
        case '[':
        case '{': open(c); break;
        case ')':
        case ']':
        case '}': close(c); break;
        case '.': step_field(); break;
        case '$': step_variable(); break;
        case '@': skip_name(at_ + 1); break;
        default:
            if (starts_name(c)) step_name();
            else if (is_digit(c)) step_number();
            else ++at_;
        }
        previous_ = c;
    }

    void step_in_string() {
        const char c = text_[at_];
        if (c == '"') {
            open_.pop_back();
            ++at_;
        } else if (c == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == '(') {
            ++at_;
            open('(');
        } else {
            at_ += c == '\\' ? 2 : 1;
        }
    }

    void open(char c) {
        open_.push_back(c);
        ++at_;
        if (open_.size() > max_nesting) fault_ = "the expression is nested deeper than 200 levels";
    }

    void close(char c) {
        const char expected = c == ')' ? '(' : c == ']' ? '[' : '{';
        if (open_.empty()) fault_ = std::string("'") + c + "' closes nothing";
        else if (open_.back() != expected) fault_ = unclosed(open_.back()) + " before '" + c + "'";
        else open_.pop_back();
        ++at_;
    }

    void skip_name(std::size_t from) {
        at_ = from;
        while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
    }

    std::size_t after_space(std::size_t at) const {
        while (at < text_.size() && is_space(text_[at])) ++at;
        return at;
    }

    /// `.name`: any name is a member's.
    void step_field() {
        if (at_ + 1 < text_.size() && starts_name(text_[at_ + 1])) skip_name(at_ + 1);
        else if (at_ + 1 < text_.size() && is_digit(text_[at_ + 1])) step_number();
        else ++at_;
    }

    /// So that `1e5` holds no name.
    void step_number() {
        ++at_;
        while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) ++at_;
        if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
            ++at_;
            if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
            while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
        }
    }

    void step_variable() {
        const std::size_t first = after_space(at_ + 1);
        skip_name(first);
        const auto name = text_.substr(first, at_ - first);
        for (const RefusedName& refused : refused_variables)
            if (name == refused.name) refuse("$" + std::string(name), refused.reason);
    }

    void step_name() {
        const std::size_t first = at_;
        skip_name(at_);
        // `a::b` is one name of a module.
        while (at_ + 2 < text_.size() && text_[at_] == ':' && text_[at_ + 1] == ':' && starts_name(text_[at_ + 2]))
            skip_name(at_ + 2);
        const auto name = text_.substr(first, at_ - first);
        if (is_member_name()) return;
        if (is_chunk_function(name)) return refuse(name, "it is not defined");
        for (const RefusedName& refused : refused_functions)
            if (name == refused.name) return refuse(name, refused.reason);
    }

    /// In `{name: ...}` and `{name}` a name is a member's.
    bool is_member_name() const {
        return !open_.empty() && open_.back() == '{' && (previous_ == '{' || previous_ == ',');
    }

    void refuse(std::string_view name, std::string_view reason) {
        fault_ = "'" + std::string(name) + "' can't be used in an expression: " + std::string(reason);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    char previous_ = '\0'; ///< first character of the token before
    std::vector<char> open_;
    std::optional<std::string> fault_;
};

} // namespace

std::optional<std::string> refusal_of_expression(std::string_view text) { return ExpressionScan(text).refusal(); }

bool is_variable_name(std::string_view name) {
    return !name.empty() && starts_name(name[0]) && std::all_of(name.begin(), name.end(), continues_name);
}

} // namespace orkestr
