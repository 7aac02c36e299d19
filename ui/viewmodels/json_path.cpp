#include "ui/viewmodels/json_path.h"

#include "core/base/json_pointer.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <charconv>

namespace orkestr {

namespace {

bool is_plain_name(std::string_view name) {
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// After a point, jq before 1.7 takes these for its own words.
bool is_jq_word(std::string_view name) {
    static constexpr std::array<std::string_view, 19> words = {"def", "module", "import", "include", "if", "then", "else", "elif", "as", "end",
                                                               "reduce", "foreach", "try", "catch", "label", "and", "or", "not", "__loc__"};
    return std::find(words.begin(), words.end(), name) != words.end();
}

std::string single_quoted(std::string_view name) {
    std::string literal;
    append_json_string(literal, name);
    std::string out = "'";
    for (std::size_t i = 1; i + 1 < literal.size(); ++i) {
        if (literal[i] == '\\' && literal[i + 1] == '"') continue;
        if (literal[i] == '\\') out += literal[i++];
        else if (literal[i] == '\'') out += '\\';
        out += literal[i];
    }
    return out + "'";
}

/// Reads the parts of a path, whichever way it is written.
class JsonPathReader {
public:
    JsonPathReader(const JsonIndex& index, std::string text) : index_(index), text_(std::move(text)) {}

    Result<std::uint32_t> read() {
        place_ = index_.root();
        const bool right = text_.empty() || text_[0] == '/' ? read_pointer() : read_selectors();
        if (!right) return Error{code_, message_.toStdString(), {}};
        return place_;
    }

private:
    Q_DECLARE_TR_FUNCTIONS(JsonPath)

    bool fail(ErrorCode code, const QString& message) {
        code_ = code;
        message_ = message;
        return false;
    }
    bool enter_name(const std::string& name) {
        const auto found = index_.find(place_, name);
        if (!found) return fail(ErrorCode::not_found, tr("There is no “%1” here.").arg(to_qt(name).left(80)));
        place_ = found->member.value;
        return true;
    }
    bool enter_item(std::string_view digits) {
        const bool item = index_.kind(place_) == '[';
        std::int64_t number = -1;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        const std::int64_t count = item ? index_.count(place_) : 0;
        if (number < 0 && digits.starts_with('-')) number += count;
        const bool right = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
        if (!item || !right || number < 0 || number >= count) {
            return fail(ErrorCode::not_found, tr("There is no item %1 here.").arg(to_qt(digits).left(80)));
        }
        place_ = index_.children(place_, static_cast<std::uint32_t>(number), 1).front().value;
        return true;
    }
    bool read_pointer() {
        while (at_ < text_.size()) {
            const std::size_t end = std::min(text_.find('/', at_ + 1), text_.size());
            const std::string part = pointer_name(std::string_view(text_).substr(at_ + 1, end - at_ - 1));
            at_ = end;
            const bool item = index_.kind(place_) == '[';
            if (!(item ? enter_item(part) : enter_name(part))) return false;
        }
        return true;
    }
    /// jq and JSONPath differ only in how they begin and quote.
    bool read_selectors() {
        if (text_[0] == '$') at_ = 1;
        if (text_ == "." || at_ == text_.size()) return true;
        while (at_ < text_.size()) {
            const bool point = text_[at_] == '.';
            if (point) ++at_;
            if (at_ < text_.size() && text_[at_] == '[') {
                if (!read_bracket()) return false;
            } else if (point && at_ < text_.size() && text_[at_] == '"') {
                if (!read_quoted()) return false;
            } else {
                const std::size_t end = std::min(text_.find_first_of(".[", at_), text_.size());
                if (end == at_ || !point) return wrong();
                const std::string name = text_.substr(at_, end - at_);
                at_ = end;
                if (!enter_name(name)) return false;
            }
        }
        return true;
    }
    bool wrong() {
        return fail(ErrorCode::invalid_argument, tr("This is no path from character %1 on. Write /a/0, .a[0] or $.a[0].").arg(at_ + 1));
    }
    bool read_bracket() {
        ++at_;
        if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) {
            if (!read_quoted()) return false;
        } else {
            const std::size_t end = text_.find(']', at_);
            if (end == std::string::npos || end == at_) return wrong();
            const std::string digits = text_.substr(at_, end - at_);
            if (digits.find_first_not_of("-0123456789") != std::string::npos) return wrong();
            at_ = end;
            if (!enter_item(digits)) return false;
        }
        if (at_ >= text_.size() || text_[at_] != ']') return wrong();
        ++at_;
        return true;
    }
    bool read_quoted() {
        const char quote = text_[at_];
        std::string literal = "\"";
        for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
            const char c = text_[i];
            if (c == quote) {
                at_ = i + 1;
                return enter_name(json_unquoted(literal + '"'));
            }
            if (c == '"') literal += '\\';
            literal += c;
            if (c == '\\' && i + 1 < text_.size()) literal += text_[++i];
        }
        return wrong();
    }

    const JsonIndex& index_;
    std::string text_;
    std::size_t at_ = 0;
    std::uint32_t place_ = 0;
    ErrorCode code_ = ErrorCode::invalid_argument;
    QString message_;
};

} // namespace

JsonPath json_path(const JsonIndex& index, std::uint32_t offset) {
    JsonPath out;
    for (const JsonStep& step : index.path_to(offset)) {
        if (step.member.name == JsonMember::no_name) out.emplace_back(step.ordinal);
        else out.emplace_back(json_unquoted(index.raw(step.member.name)));
    }
    return out;
}

QString json_pointer(const JsonPath& path) {
    std::string out;
    for (const auto& part : path) {
        out += '/';
        if (const auto* name = std::get_if<std::string>(&part)) {
            for (const char c : *name) {
                if (c == '~') out += "~0";
                else if (c == '/') out += "~1";
                else out += c;
            }
        } else {
            out += std::to_string(std::get<std::uint32_t>(part));
        }
    }
    return to_qt(out);
}

QString jq_path(const JsonPath& path) {
    std::string out;
    for (const auto& part : path) {
        const auto* name = std::get_if<std::string>(&part);
        const bool plain = name && is_plain_name(*name) && !is_jq_word(*name);
        if (plain || out.empty()) out += '.';
        if (plain) {
            out += *name;
            continue;
        }
        out += '[';
        if (name) append_json_string(out, *name);
        else out += std::to_string(std::get<std::uint32_t>(part));
        out += ']';
    }
    return out.empty() ? QStringLiteral(".") : to_qt(out);
}

QString json_path_text(const JsonPath& path) {
    std::string out = "$";
    for (const auto& part : path) {
        const auto* name = std::get_if<std::string>(&part);
        if (name && is_plain_name(*name)) out += "." + *name;
        else if (name) out += "[" + single_quoted(*name) + "]";
        else out += "[" + std::to_string(std::get<std::uint32_t>(part)) + "]";
    }
    return to_qt(out);
}

Result<std::uint32_t> find_json_path(const JsonIndex& index, const QString& text) {
    return JsonPathReader(index, text.trimmed().toStdString()).read();
}

} // namespace orkestr
