#include "ui/viewmodels/json_pretty.h"

#include <string>

namespace orkestr {

namespace {

constexpr std::size_t short_array_bytes = 60;

bool is_json_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// Past the string that begins at `at`.
std::size_t string_end(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return at < text.size() ? at + 1 : text.size();
}

/// Past the `]` of an array of plain values that is short, or 0.
std::size_t short_array_end(std::string_view text, std::size_t at) {
    const std::size_t limit = std::min(text.size(), at + short_array_bytes);
    for (std::size_t i = at + 1; i < limit;) {
        const char c = text[i];
        if (c == ']') return i + 1;
        if (c == '[' || c == '{') return 0;
        i = c == '"' ? string_end(text, i) : i + 1;
    }
    return 0;
}

class JsonPrinter {
public:
    JsonPrinter(std::string_view text, std::size_t most_bytes) : in_(text), most_bytes_(most_bytes) {
        out_.reserve(std::min(text.size() * 5 / 4, most_bytes + 4096));
    }

    PrettyJson print() {
        while (at_ < in_.size() && !cut_) step();
        return {QString::fromUtf8(out_.data(), static_cast<qsizetype>(out_.size())), cut_};
    }

private:
    void step() {
        const char c = in_[at_];
        switch (c) {
        case '"': copy_until(string_end(in_, at_)); break;
        case '[':
            if (const std::size_t end = short_array_end(in_, at_)) inline_array(end);
            else open(c);
            break;
        case '{': open(c); break;
        case ']':
        case '}':
            --depth_;
            line();
            put(c);
            break;
        case ',':
            put(c);
            line();
            break;
        case ':':
            put(c);
            out_ += ' ';
            break;
        default:
            if (is_json_space(c)) ++at_;
            else put(c);
        }
    }
    void skip_space() {
        while (at_ < in_.size() && is_json_space(in_[at_])) ++at_;
    }
    void put(char c) {
        out_ += c;
        ++at_;
    }
    void copy_until(std::size_t end) {
        out_.append(in_.substr(at_, end - at_));
        at_ = end;
    }
    void open(char c) {
        put(c);
        skip_space();
        if (at_ < in_.size() && (in_[at_] == '}' || in_[at_] == ']')) {
            put(in_[at_]);
            return;
        }
        ++depth_;
        line();
    }
    void inline_array(std::size_t end) {
        while (at_ < end) {
            if (in_[at_] == '"') copy_until(string_end(in_, at_));
            else if (in_[at_] == ',') {
                put(',');
                out_ += ' ';
            } else if (is_json_space(in_[at_])) {
                ++at_;
            } else {
                put(in_[at_]);
            }
        }
    }
    void line() {
        if (out_.size() >= most_bytes_) {
            cut_ = at_ < in_.size();
            return;
        }
        out_ += '\n';
        out_.append(2 * static_cast<std::size_t>(depth_), ' ');
    }

    std::string_view in_;
    std::size_t most_bytes_;
    std::string out_;
    std::size_t at_ = 0;
    int depth_ = 0;
    bool cut_ = false;
};

} // namespace

PrettyJson pretty_json(std::string_view json, std::size_t most_bytes) {
    return JsonPrinter(json, most_bytes).print();
}

} // namespace orkestr
