// The bytes of a request (RFC 9112).
#pragma once

#include "core/adapters/http/http_call.h"

#include <QByteArray>
#include <QNetworkProxy>
#include <vector>

namespace orkestr {

/// A request as it goes out, and what of it may be shown.
struct HttpRequest {
    QByteArray bytes;
    std::vector<HttpHeader> headers; ///< without those that carry credentials of the authentication
};

/// `authorization`: a digest's answer to a challenge, else empty. `proxy`: the one whose request line wants the whole
/// URI, else NoProxy.
HttpRequest build_http_request(const HttpCall& call, const QByteArray& authorization, const QNetworkProxy& proxy);

/// Path and query as they stand in the request line.
QByteArray http_target(const QUrl& url);

} // namespace orkestr
