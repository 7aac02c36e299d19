#include "app/expression_worker/jq_value.h"

#include "core/base/json.h"
#include "core/base/json_value.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <vector>

namespace orkestr {

namespace {

class JqReader {
public:
    explicit JqReader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

    jv read_document() {
        jv value = read(0);
        if (at_ == end_) return value;
        jv_free(value);
        return jv_invalid();
    }

private:
    jv read(int depth) {
        if (at_ == end_ || depth > Json::max_depth) return jv_invalid();
        switch (*at_) {
        case '{': return read_object(depth);
        case '[': return read_array(depth);
        case '"': return read_string();
        case 't': return read_word("true", jv_true());
        case 'f': return read_word("false", jv_false());
        case 'n': return read_word("null", jv_null());
        default: return read_number();
        }
    }

    bool take(char c) {
        if (at_ == end_ || *at_ != c) return false;
        ++at_;
        return true;
    }

    jv read_word(std::string_view word, jv value) {
        if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(word)) return jv_invalid();
        at_ += word.size();
        return value;
    }

    jv read_number() {
        double number = 0;
        const auto [end, error] = std::from_chars(at_, end_, number);
        if (end == at_) return jv_invalid();
        // Only integers can be out of range: canonical text holds other numbers as finite doubles.
        if (error == std::errc::result_out_of_range)
            number = (*at_ == '-' ? -1 : 1) * std::numeric_limits<double>::max();
        at_ = end;
        return jv_number(number);
    }

    jv read_array(int depth) {
        ++at_;
        jv array = jv_array();
        if (take(']')) return array;
        do {
            jv item = read(depth + 1);
            if (!jv_is_valid(item)) return failed(array, item);
            array = jv_array_append(array, item);
        } while (take(','));
        return take(']') ? array : failed(array, jv_null());
    }

    jv read_object(int depth) {
        ++at_;
        jv object = jv_object();
        if (take('}')) return object;
        do {
            jv name = at_ != end_ && *at_ == '"' ? read_string() : jv_invalid();
            if (!jv_is_valid(name)) return failed(object, name);
            jv value = take(':') ? read(depth + 1) : jv_invalid();
            if (!jv_is_valid(value)) {
                jv_free(name);
                return failed(object, value);
            }
            object = jv_object_set(object, name, value);
        } while (take(','));
        return take('}') ? object : failed(object, jv_null());
    }

    static jv failed(jv container, jv part) {
        jv_free(container);
        jv_free(part);
        return jv_invalid();
    }

    jv read_string() {
        const char* const first = ++at_;
        while (at_ != end_ && *at_ != '"' && *at_ != '\\') ++at_;
        if (at_ == end_) return jv_invalid();
        if (*at_ == '"') return jv_string_sized(first, static_cast<int>(at_++ - first));
        text_.assign(first, at_);
        while (at_ != end_ && *at_ != '"') {
            if (*at_ != '\\') text_ += *at_++;
            else if (!read_escape()) return jv_invalid();
        }
        if (!take('"')) return jv_invalid();
        return jv_string_sized(text_.data(), static_cast<int>(text_.size()));
    }

    bool read_escape() {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (++at_ == end_) return false;
        const char letter = *at_++;
        if (const auto known = letters.find(letter); known != std::string_view::npos) {
            text_ += meanings[known];
            return true;
        }
        // Canonical text escapes only controls this way.
        unsigned code = 0;
        if (letter != 'u' || end_ - at_ < 4) return false;
        if (std::from_chars(at_, at_ + 4, code, 16).ptr != at_ + 4 || code > 0x7f) return false;
        at_ += 4;
        text_ += static_cast<char>(code);
        return true;
    }

    const char* at_;
    const char* end_;
    std::string text_;
};

class JqWriter {
public:
    JqWriter(std::string& out, std::size_t limit_bytes) : out_(out), limit_(out.size() + limit_bytes) {}

    JqWriting write(jv value, int depth) {
        if (out_.size() > limit_) return JqWriting::too_large;
        if (depth > Json::max_depth) return JqWriting::too_deep;
        switch (jv_get_kind(value)) {
        case JV_KIND_FALSE: out_ += "false"; break;
        case JV_KIND_TRUE: out_ += "true"; break;
        case JV_KIND_NUMBER: append_json_number(out_, jv_number_value(value)); break;
        case JV_KIND_STRING: append_json_string(out_, jq_string_bytes(value)); break;
        case JV_KIND_ARRAY: return write_array(value, depth);
        case JV_KIND_OBJECT: return write_object(value, depth);
        default: out_ += "null"; break;
        }
        return out_.size() > limit_ ? JqWriting::too_large : JqWriting::written;
    }

private:
    JqWriting write_array(jv array, int depth) {
        out_ += '[';
        const int length = jv_array_length(jv_copy(array));
        for (int i = 0; i < length; ++i) {
            if (i > 0) out_ += ',';
            jv item = jv_array_get(jv_copy(array), i);
            const JqWriting writing = write(item, depth + 1);
            jv_free(item);
            if (writing != JqWriting::written) return writing;
        }
        out_ += ']';
        return JqWriting::written;
    }

    struct Member {
        jv name;
        int at;
    };

    JqWriting write_object(jv object, int depth) {
        std::vector<Member> members;
        for (int at = jv_object_iter(object); jv_object_iter_valid(object, at); at = jv_object_iter_next(object, at))
            members.push_back({jv_object_iter_key(object, at), at});
        std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
            return jq_string_bytes(a.name) < jq_string_bytes(b.name);
        });
        JqWriting writing = JqWriting::written;
        out_ += '{';
        for (std::size_t i = 0; i < members.size() && writing == JqWriting::written; ++i) {
            if (i > 0) out_ += ',';
            append_json_string(out_, jq_string_bytes(members[i].name));
            out_ += ':';
            jv value = jv_object_iter_value(object, members[i].at);
            writing = write(value, depth + 1);
            jv_free(value);
        }
        out_ += '}';
        for (const Member& member : members) jv_free(member.name);
        return writing;
    }

    std::string& out_;
    std::size_t limit_;
};

} // namespace

jv read_jq_value(std::string_view json) { return JqReader(json).read_document(); }

JqWriting append_jq_value(std::string& out, jv value, std::size_t limit_bytes) {
    return JqWriter(out, limit_bytes).write(value, 0);
}

} // namespace orkestr
