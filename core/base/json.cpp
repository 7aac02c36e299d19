#include "core/base/json.h"

#include "core/base/json_value.h"

namespace orkestr {

namespace {

const std::shared_ptr<const std::string>& null_text() {
    static const auto text = std::make_shared<const std::string>("null");
    return text;
}

/// Length of the valid UTF-8 sequence at the start of `text`, 0 if there is none.
std::size_t utf8_sequence(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
    const unsigned char b = byte(0);
    if (b < 0x80) return 1;
    if (b >= 0xC2 && b <= 0xDF) return follows(1) ? 2 : 0;
    if (b >= 0xE0 && b <= 0xEF) {
        if (!follows(1) || !follows(2)) return 0;
        if (b == 0xE0 && byte(1) < 0xA0) return 0;
        if (b == 0xED && byte(1) > 0x9F) return 0;
        return 3;
    }
    if (b >= 0xF0 && b <= 0xF4) {
        if (!follows(1) || !follows(2) || !follows(3)) return 0;
        if (b == 0xF0 && byte(1) < 0x90) return 0;
        if (b == 0xF4 && byte(1) > 0x8F) return 0;
        return 4;
    }
    return 0;
}

void append_escaped(std::string& out, unsigned char c) {
    static constexpr char hex[] = "0123456789abcdef";
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
        out += "\\u00";
        out += hex[c >> 4];
        out += hex[c & 15];
    }
}

} // namespace

Json::Json() : text_(null_text()) {}

Result<Json> Json::parse(std::string_view text) {
    auto value = JsonValue::parse(text);
    if (!value) return value.error();
    return value->json();
}

Json Json::trusted(std::string canonical) {
    return Json(std::make_shared<const std::string>(std::move(canonical)));
}

Json Json::string(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 2);
    append_json_string(out, text);
    return trusted(std::move(out));
}

Json Json::boolean(bool value) {
    static const Json yes = trusted("true");
    static const Json no = trusted("false");
    return value ? yes : no;
}

Json Json::integer(std::int64_t value) { return trusted(std::to_string(value)); }

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool escape = c == '"' || c == '\\' || c < 0x20;
        const std::size_t length = escape ? 1 : utf8_sequence(text.substr(i));
        if (!escape && length > 0) {
            i += length;
            continue;
        }
        out.append(text, plain, i - plain);
        if (escape) append_escaped(out, c);
        else out += "\xEF\xBF\xBD";
        plain = ++i;
    }
    out.append(text, plain, text.size() - plain);
    out += '"';
}

} // namespace orkestr
