#include "core/adapters/http/http_query.h"

#include "core/base/sha256.h"

#include <QString>
#include <map>

namespace orkestr {

namespace {

void append_parameter(std::string& out, const std::string& name, const JsonValue& value) {
    if (!out.empty()) out += '&';
    out += percent_encoded(name);
    out += '=';
    out += percent_encoded(plain_text(value));
}

} // namespace

std::string percent_encoded(std::string_view text) {
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                                c == '.' || c == '_' || c == '~';
        if (unreserved) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += hex[byte >> 4];
        out += hex[byte & 15];
    }
    return out;
}

std::string form_decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' ? from_hex(text.substr(i + 1, 2)) : std::nullopt;
        if (byte && byte->size() == 1) {
            out += *byte;
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

std::string plain_text(const JsonValue& value) {
    if (value.is_null()) return {};
    if (const auto* text = value.as_string()) return *text;
    return value.json().text();
}

std::string encoded_parameters(const JsonValue& object) {
    std::string out;
    const auto* members = object.as_object();
    if (!members) return out;
    for (const auto& [name, value] : *members) {
        if (const auto* items = value.as_array()) {
            for (const auto& item : *items) append_parameter(out, name, item);
        } else if (!value.is_null()) {
            append_parameter(out, name, value);
        }
    }
    return out;
}

std::string with_whole_escapes(std::string uri) {
    for (auto at = uri.find('%'); at != std::string::npos; at = uri.find('%', at + 1)) {
        const auto byte = from_hex(std::string_view(uri).substr(at + 1, 2));
        if (!byte || byte->size() != 1) uri.insert(at + 1, "25");
    }
    return uri;
}

std::string with_query(std::string uri, const std::string& parameters) {
    if (parameters.empty()) return uri;
    std::string fragment;
    if (const auto hash = uri.find('#'); hash != std::string::npos) {
        fragment = uri.substr(hash);
        uri.erase(hash);
    }
    const auto mark = uri.find('?');
    if (mark == std::string::npos) uri += '?';
    else if (mark + 1 != uri.size() && uri.back() != '&') uri += '&';
    return uri + parameters + fragment;
}

JsonValue decoded_form(std::string_view body) {
    std::map<std::string, JsonArray> values;
    while (!body.empty()) {
        const auto end = body.find('&');
        const auto pair = body.substr(0, end);
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
        values[valid_utf8(form_decoded(pair.substr(0, equals)))].push_back(JsonValue(valid_utf8(form_decoded(value))));
    }
    JsonObject out;
    for (auto& [name, several] : values)
        out.emplace_back(name, several.size() == 1 ? std::move(several[0]) : JsonValue(std::move(several)));
    return JsonValue(std::move(out));
}

std::string valid_utf8(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdString();
}

} // namespace orkestr
