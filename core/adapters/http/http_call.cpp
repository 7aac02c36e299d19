#include "core/adapters/http/http_call.h"

#include "core/adapters/http/http_content.h"
#include "core/adapters/http/http_query.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <array>
#include <optional>

namespace orkestr {

namespace {

Problem bad_call(std::string detail) { return Problem::standard(StandardError::configuration, std::move(detail)); }

/// RFC 9110 5.6.2: what a method or a header's name may be made of.
bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos;
    });
}

QByteArray to_bytes(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

/// The user info of `scheme://user:password@host`, taken out of the text.
std::string take_user_info(std::string& uri) {
    const auto scheme = uri.find("://");
    if (scheme == std::string::npos) return {};
    const auto begin = scheme + 3;
    const auto authority_end = std::min(uri.find_first_of("/?#", begin), uri.size());
    const auto at = uri.rfind('@', authority_end);
    if (at == std::string::npos || at < begin || at >= authority_end) return {};
    std::string info = uri.substr(begin, at - begin);
    uri.erase(begin, at - begin + 1);
    return info;
}

/// Reads one request; each step returns a problem or nothing.
class CallReader {
public:
    CallReader(const JsonValue& shown, const JsonValue& revealed, std::string_view nonce, const SecretLookup& lookup,
               std::vector<std::string>& used)
        : shown_(shown), revealed_(revealed), nonce_(nonce), lookup_(lookup), used_(used) {}

    std::variant<HttpCall, Problem> read() {
        using Step = std::optional<Problem> (CallReader::*)();
        static constexpr std::array<Step, 7> steps = {&CallReader::read_method, &CallReader::read_uri,
                                                      &CallReader::read_headers, &CallReader::read_body,
                                                      &CallReader::read_user_info, &CallReader::read_authentication,
                                                      &CallReader::read_form};
        for (const auto step : steps)
            if (auto problem = (this->*step)()) return std::move(*problem);
        call_.secrets = used_;
        // In a URI QUrl leaves more characters as they are than percent_encoded() does.
        for (const auto& secret : used_)
            call_.secrets.push_back(QUrl::toPercentEncoding(QString::fromStdString(secret), "!$&'()*+,;=:@/?").toStdString());
        return std::move(call_);
    }

private:
    std::optional<Problem> read_method() {
        std::string method = revealed_.string_at("method");
        std::transform(method.begin(), method.end(), method.begin(), [](unsigned char c) { return std::toupper(c); });
        if (!is_token(method)) return bad_call("an HTTP call's method must be a word such as GET or POST");
        if (method == "CONNECT") return bad_call("the method CONNECT opens a tunnel and can't be called");
        call_.method = to_bytes(method);
        return std::nullopt;
    }

    std::optional<Problem> read_uri() {
        std::string uri = revealed_.string_at("uri");
        user_info_ = take_user_info(uri);
        std::string shown = hide_placeholders(shown_.string_at("uri"), nonce_);
        take_user_info(shown);
        call_.shown_uri = with_query(std::move(shown), shown_parameters());
        const JsonValue* query = revealed_.find("query");
        if (query && !query->is_object() && !query->is_null())
            return bad_call(std::string("an HTTP call's query must be an object, not ") + query->type_name());
        // QUrl would take one stray `%` for a sign that no escape is meant as one.
        uri = with_query(with_whole_escapes(std::move(uri)), query ? encoded_parameters(*query) : std::string());
        call_.url = QUrl(QString::fromStdString(uri), QUrl::TolerantMode);
        const QString scheme = call_.url.scheme();
        if (call_.url.isValid() && !scheme.isEmpty() && scheme != "http" && scheme != "https")
            return bad_call("an HTTP call can't use the scheme '" + scheme.toStdString() + "', only http and https: " +
                            call_.shown_uri);
        if (!call_.url.isValid() || scheme.isEmpty() || call_.url.host().isEmpty())
            return bad_call("not a URI with a scheme and a host: '" + call_.shown_uri + "'");
        // After the check: QUrl forgets what was wrong when it is changed.
        call_.url.setFragment(QString());
        return std::nullopt;
    }

    std::string shown_parameters() const {
        const JsonValue* query = shown_.find("query");
        std::string out = query ? encoded_parameters(hide_placeholders_in(*query, nonce_)) : std::string();
        static constexpr std::string_view encoded_mask = "%2A%2A%2A%2A%2A%2A%2A%2A";
        for (auto at = out.find(encoded_mask); at != std::string::npos; at = out.find(encoded_mask, at))
            out.replace(at, encoded_mask.size(), "********");
        return out;
    }

    std::optional<Problem> read_headers() {
        const JsonValue* headers = revealed_.find("headers");
        if (!headers || headers->is_null()) return std::nullopt;
        const auto* members = headers->as_object();
        if (!members) return bad_call(std::string("an HTTP call's headers must be an object, not ") + headers->type_name());
        for (const auto& [name, value] : *members) {
            if (value.is_null()) continue;
            if (auto problem = read_header(name, value)) return problem;
        }
        return std::nullopt;
    }

    std::optional<Problem> read_header(const std::string& name, const JsonValue& value) {
        if (!is_token(name)) return bad_call("not a header's name: '" + mask_secrets(name, used_) + "'");
        if (value.is_object()) return bad_call("the header " + name + " must be text, not an object");
        std::string text;
        if (const auto* items = value.as_array()) {
            for (const auto& item : *items) text += (text.empty() ? "" : ", ") + plain_text(item);
        } else {
            text = plain_text(value);
        }
        if (text.find_first_of(std::string("\r\n\0", 3)) != std::string::npos)
            return bad_call("the header " + name + " holds a line break or NUL");
        const QByteArray bytes = to_bytes(name);
        // The framing of the message is ours: a length that does not fit would desynchronise the connection.
        for (const char* framing : {"content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "expect", "te", "trailer"})
            if (bytes.compare(framing, Qt::CaseInsensitive) == 0) return std::nullopt;
        const JsonValue* before = shown_.find("headers") ? shown_.find("headers")->find(name) : nullptr;
        const bool secret = !before || *before != value;
        call_.headers.push_back({bytes, to_bytes(text), secret || is_private_header(bytes)});
        return std::nullopt;
    }

    std::optional<Problem> read_body() {
        const JsonValue* body = revealed_.find("body");
        if (!body || body->is_null()) return std::nullopt;
        call_.has_body = true;
        call_.body_holds_secret = !shown_.find("body") || *shown_.find("body") != *body;
        const HttpHeader* given = call_.header("content-type");
        const std::string type = given ? media_type(given->value.toStdString()) : std::string();
        if (type == "multipart/form-data" && !body->is_string())
            return bad_call("a multipart/form-data body must be given as text, with its boundaries");
        if (given && body->is_string()) {
            call_.body = to_bytes(*body->as_string());
        } else if (type == "application/x-www-form-urlencoded" && body->is_object()) {
            call_.body = to_bytes(encoded_parameters(*body));
        } else {
            call_.body = to_bytes(body->json().text());
            if (!given) call_.headers.push_back({"Content-Type", "application/json", false});
        }
        return std::nullopt;
    }

    /// `user:password@` in a URI is basic authentication, unless the call says how to authenticate.
    std::optional<Problem> read_user_info() {
        if (user_info_.empty()) return std::nullopt;
        const auto colon = user_info_.find(':');
        const auto decoded = [](const std::string& text) {
            return QByteArray::fromPercentEncoding(to_bytes(text)).toStdString();
        };
        call_.credentials.scheme = HttpCredentials::Scheme::basic;
        call_.credentials.username = decoded(user_info_.substr(0, colon));
        if (colon != std::string::npos) call_.credentials.password = decoded(user_info_.substr(colon + 1));
        if (has_secrets(shown_.string_at("uri"), nonce_)) hide_credentials();
        return std::nullopt;
    }

    std::optional<Problem> read_authentication() {
        const JsonValue* policy = revealed_.find("authentication");
        if (!policy || policy->is_null()) return std::nullopt;
        static constexpr std::pair<const char*, HttpCredentials::Scheme> schemes[] = {
            {"basic", HttpCredentials::Scheme::basic},
            {"bearer", HttpCredentials::Scheme::bearer},
            {"digest", HttpCredentials::Scheme::digest}};
        for (const auto& [name, scheme] : schemes) {
            const JsonValue* properties = policy->find(name);
            if (!properties) continue;
            call_.credentials = {};
            call_.credentials.scheme = scheme;
            call_.remove_header("authorization");
            return read_credentials(name, *properties);
        }
        return bad_call("an HTTP call's authentication must be basic, bearer or digest");
    }

    std::optional<Problem> read_credentials(const std::string& scheme, const JsonValue& properties) {
        JsonValue held = properties;
        const std::string secret = properties.string_at("use");
        if (!secret.empty()) {
            auto found = lookup_(secret);
            if (!found) return Problem::standard(StandardError::authorization, found.error().message);
            if (!*found) return Problem::standard(StandardError::authorization, "there is no secret '" + secret + "'");
            held = std::move(**found);
            // A bearer token alone is its secret's whole text.
            if (held.is_string() && scheme == "bearer") held = JsonValue::object({{"token", held}});
        }
        const auto read = [&](const char* name, std::string& into) -> std::optional<Problem> {
            const JsonValue* value = held.find(name);
            if (value && !value->is_null() && !value->is_object() && !value->is_array()) {
                into = plain_text(*value);
                return std::nullopt;
            }
            if (!secret.empty())
                return Problem::standard(StandardError::authorization, "the secret '" + secret + "' has no '" + name + "'");
            return bad_call(scheme + " authentication needs '" + name + "'");
        };
        auto& credentials = call_.credentials;
        std::optional<Problem> problem;
        if (scheme == "bearer") {
            problem = read("token", credentials.token);
        } else {
            problem = read("username", credentials.username);
            if (!problem) problem = read("password", credentials.password);
        }
        const JsonValue* before = shown_.find("authentication");
        if (!secret.empty() || !before || *before != *revealed_.find("authentication")) hide_credentials();
        return problem ? problem : check_credentials();
    }

    std::optional<Problem> check_credentials() const {
        const auto& c = call_.credentials;
        if (c.scheme == HttpCredentials::Scheme::basic && c.username.find(':') != std::string::npos)
            return bad_call("a user name with a colon can't be used for basic authentication (RFC 7617)");
        if (c.token.find_first_of(std::string("\r\n\0", 3)) != std::string::npos)
            return bad_call("the bearer token holds a line break or NUL");
        return std::nullopt;
    }

    /// Credentials that came from a secret are masked in answers; words that stand in the definition are not.
    void hide_credentials() {
        const auto& c = call_.credentials;
        for (const auto& text : {c.password, c.token})
            if (!text.empty()) used_.push_back(text);
        if (c.scheme == HttpCredentials::Scheme::basic) used_.push_back(to_base64(c.username + ":" + c.password));
    }

    std::optional<Problem> read_form() {
        const std::string form = revealed_.string_at("output", "content");
        if (form == "raw") call_.form = HttpAnswerForm::raw;
        else if (form == "response") call_.form = HttpAnswerForm::response;
        else if (form != "content") return bad_call("an HTTP call's output must be content, raw or response");
        call_.follow_redirects = revealed_.bool_at("redirect");
        return std::nullopt;
    }

    const JsonValue& shown_;
    const JsonValue& revealed_;
    std::string_view nonce_;
    const SecretLookup& lookup_;
    std::vector<std::string>& used_;
    std::string user_info_;
    HttpCall call_;
};

} // namespace

const HttpHeader* HttpCall::header(const QByteArray& name) const {
    for (const auto& held : headers)
        if (held.name.compare(name, Qt::CaseInsensitive) == 0) return &held;
    return nullptr;
}

void HttpCall::remove_header(const QByteArray& name) {
    std::erase_if(headers, [&](const HttpHeader& held) { return held.name.compare(name, Qt::CaseInsensitive) == 0; });
}

std::variant<HttpCall, Problem> read_http_call(const Json& request, std::string_view nonce, const SecretLookup& lookup) {
    const JsonValue shown = JsonValue::of(request);
    std::vector<std::string> used;
    const auto revealed = reveal_secrets_in(shown, nonce, lookup, used);
    if (!revealed) return Problem::standard(StandardError::authorization, revealed.error().message);
    return CallReader(shown, *revealed, nonce, lookup, used).read();
}

std::string canonical_header_name(std::string_view name) {
    std::string out;
    bool first = true;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        out += static_cast<char>(first ? std::toupper(byte) : std::tolower(byte));
        first = c == '-';
    }
    return out;
}

bool is_private_header(const QByteArray& name) {
    for (const char* held : {"authorization", "proxy-authorization", "cookie", "set-cookie"})
        if (name.compare(held, Qt::CaseInsensitive) == 0) return true;
    return false;
}

} // namespace orkestr
