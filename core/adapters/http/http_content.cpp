#include "core/adapters/http/http_content.h"

#include "core/adapters/http/http_query.h"
#include "core/base/secret_text.h"
#include "core/base/sha256.h"

#include <QStringDecoder>
#include <algorithm>
#include <array>

namespace orkestr {

namespace {

std::string lower_trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    text = text.substr(first, text.find_last_not_of(" \t") - first + 1);
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
    return out;
}

std::string charset_of(std::string_view content_type) {
    for (auto at = content_type.find(';'); at != std::string_view::npos; at = content_type.find(';', at + 1)) {
        const std::string parameter = lower_trimmed(content_type.substr(at + 1, content_type.find(';', at + 1) - at - 1));
        if (!parameter.starts_with("charset=")) continue;
        std::string name = parameter.substr(8);
        std::erase(name, '"');
        return name;
    }
    return {};
}

bool is_utf8(const std::string& body) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(QByteArrayView(body.data(), static_cast<qsizetype>(body.size())));
    return !decoder.hasError() && !text.contains(QChar(u'\0'));
}

JsonValue masked(JsonValue value, const std::vector<std::string>& secrets) {
    return secrets.empty() ? value : mask_secrets_in(value, secrets);
}

} // namespace

std::string media_type(std::string_view content_type) { return lower_trimmed(content_type.substr(0, content_type.find(';'))); }

bool is_json_type(std::string_view type) { return type == "application/json" || type == "text/json" || type.ends_with("+json"); }

bool is_text_type(std::string_view type) {
    static constexpr std::array<std::string_view, 9> texts = {
        "application/xml",  "application/yaml",     "application/x-yaml", "application/javascript", "application/ecmascript",
        "application/x-ndjson", "application/jsonl", "application/graphql", "application/sql"};
    return type.starts_with("text/") || type.ends_with("+xml") || type.ends_with("+yaml") ||
           std::find(texts.begin(), texts.end(), type) != texts.end();
}

std::string decoded_text(std::string_view body, std::string_view content_type) {
    const std::string charset = charset_of(content_type);
    const auto named = charset.empty() ? std::nullopt : QStringConverter::encodingForName(charset.c_str());
    QStringDecoder decoder(named.value_or(QStringConverter::Utf8), QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(QByteArrayView(body.data(), static_cast<qsizetype>(body.size())));
    return text.toStdString();
}

Result<Json> decoded_content(const std::string& body, const std::string& content_type, const std::vector<std::string>& secrets) {
    if (body.empty()) return Json();
    const std::string type = media_type(content_type);
    if (is_json_type(type)) {
        const bool plain = body[0] != '\xEF' && body[0] != '\xFE' && body[0] != '\xFF' && charset_of(content_type).empty();
        auto parsed = JsonValue::parse(plain ? body : decoded_text(body, content_type));
        if (!parsed) return parsed.error();
        return masked(std::move(*parsed), secrets).json();
    }
    if (is_text_type(type) || (type.empty() && is_utf8(body)))
        return masked(JsonValue(decoded_text(body, content_type)), secrets).json();
    if (type == "application/x-www-form-urlencoded") return masked(decoded_form(body), secrets).json();
    return Json::string(raw_content(body, secrets));
}

std::string raw_content(const std::string& body, const std::vector<std::string>& secrets) {
    return to_base64(secrets.empty() ? body : mask_secrets(body, secrets));
}

} // namespace orkestr
