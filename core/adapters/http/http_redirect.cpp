#include "core/adapters/http/http_redirect.h"

#include "core/adapters/http/http_connections.h"

namespace orkestr {

namespace {

bool becomes_get(int status, const QByteArray& method) {
    if (status == 303) return method != "GET" && method != "HEAD";
    return (status == 301 || status == 302) && method == "POST";
}

void drop_body(HttpCall& call) {
    call.method = "GET";
    call.body.clear();
    call.has_body = false;
    call.body_holds_secret = false;
    for (const char* name : {"content-type", "content-encoding", "content-language", "content-location", "idempotency-key"})
        call.remove_header(name);
}

} // namespace

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

std::optional<Problem> redirect_call(HttpCall& call, int status, const QByteArray& location) {
    const QUrl named = QUrl::fromEncoded(location, QUrl::TolerantMode);
    QUrl target = call.url.resolved(named);
    const bool valid = named.isValid() && target.isValid();
    target.setUserInfo(QString());
    target.setFragment(QString());
    const std::string shown = mask_secrets(target.toString(QUrl::FullyEncoded).toStdString(), call.secrets);
    if (!valid || (target.scheme() != "http" && target.scheme() != "https") || target.host().isEmpty())
        return Problem::standard(StandardError::communication, "the server redirects to what is no http or https URI: '" +
                                 mask_secrets(QString::fromUtf8(location).left(500).toStdString(), call.secrets) + "'");
    if (becomes_get(status, call.method)) drop_body(call);
    if (http_origin(target) != http_origin(call.url)) {
        if (call.body_holds_secret)
            return Problem::standard(StandardError::communication,
                                     "the server redirects a body that holds a secret to another origin: " + shown);
        std::erase_if(call.headers, [](const HttpHeader& header) { return header.credential; });
        call.credentials = {};
    }
    call.url = target;
    call.shown_uri = shown;
    return std::nullopt;
}

} // namespace orkestr
