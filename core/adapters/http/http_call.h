// What one HTTP activity asks for, read from its request's JSON (ports/activity_runner.h, "http").
#pragma once

#include "core/base/problem.h"
#include "core/base/secret_text.h"

#include <QByteArray>
#include <QUrl>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace orkestr {

struct HttpHeader {
    QByteArray name;
    QByteArray value;
    bool credential = false; ///< goes to the first origin only: Authorization, Cookie, or holding a secret's value
};

struct HttpCredentials {
    enum class Scheme { none, basic, bearer, digest };
    Scheme scheme = Scheme::none;
    std::string username;
    std::string password;
    std::string token;
};

enum class HttpAnswerForm { content, raw, response };

struct HttpCall {
    QByteArray method; ///< upper case
    QUrl url;          ///< no user info, no fragment
    std::string shown_uri; ///< as people may see it: no user info, `********` for secrets
    std::vector<HttpHeader> headers;
    QByteArray body;
    bool has_body = false;
    bool body_holds_secret = false;
    HttpCredentials credentials;
    HttpAnswerForm form = HttpAnswerForm::content;
    bool follow_redirects = false;
    std::vector<std::string> secrets; ///< values to mask in whatever comes back

    /// Null when there is none; names compare without case.
    const HttpHeader* header(const QByteArray& name) const;
    void remove_header(const QByteArray& name);
};

/// Reveals the secrets of a request and reads it. A problem: configuration/400 for what no server could answer (method,
/// URI, scheme, header, body), authorization/403 naming a secret that isn't there. No problem's text holds a secret.
/// Headers that frame the message or the connection (Content-Length, Transfer-Encoding, Connection, ...) are ours: the
/// author's are left out.
std::variant<HttpCall, Problem> read_http_call(const Json& request, std::string_view nonce, const SecretLookup& lookup);

/// `content-type` -> `Content-Type`: one spelling for every server's headers.
std::string canonical_header_name(std::string_view name);

/// True for Authorization, Proxy-Authorization, Cookie and Set-Cookie: never in a result, a log or for another origin.
bool is_private_header(const QByteArray& name);

} // namespace orkestr
