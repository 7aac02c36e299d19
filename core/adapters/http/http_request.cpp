#include "core/adapters/http/http_request.h"

#include "core/base/sha256.h"

namespace orkestr {

namespace {

QByteArray host_and_port(const QUrl& url) {
    QByteArray host = url.host(QUrl::FullyEncoded).toUtf8();
    if (host.contains(':')) host = '[' + host + ']';
    return url.port() < 0 ? host : host + ':' + QByteArray::number(url.port());
}

QByteArray basic(const std::string& username, const std::string& password) {
    return QByteArray::fromStdString("Basic " + to_base64(username + ":" + password));
}

QByteArray authorization_of(const HttpCredentials& credentials, const QByteArray& digest) {
    switch (credentials.scheme) {
    case HttpCredentials::Scheme::none: return {};
    case HttpCredentials::Scheme::basic: return basic(credentials.username, credentials.password);
    case HttpCredentials::Scheme::bearer: return "Bearer " + QByteArray::fromStdString(credentials.token);
    case HttpCredentials::Scheme::digest: break;
    }
    return digest;
}

bool wants_length(const HttpCall& call) {
    return call.has_body || call.method == "POST" || call.method == "PUT" || call.method == "PATCH";
}

} // namespace

HttpRequest build_http_request(const HttpCall& call, const QByteArray& authorization, const QNetworkProxy& proxy) {
    HttpRequest out;
    out.headers = {{"Host", host_and_port(call.url)},
                   {"User-Agent", "orkestr/" ORKESTR_VERSION},
                   {"Accept", "application/json, */*;q=0.8"},
                   {"Accept-Encoding", "identity"}};
    for (const auto& header : call.headers) {
        std::erase_if(out.headers, [&](const HttpHeader& held) { return held.name.compare(header.name, Qt::CaseInsensitive) == 0; });
        out.headers.push_back(header);
    }
    const bool absolute = proxy.type() == QNetworkProxy::HttpProxy;
    out.bytes = call.method + ' ';
    if (absolute) out.bytes += "http://" + host_and_port(call.url);
    out.bytes += http_target(call.url) + " HTTP/1.1\r\n";
    for (const auto& header : out.headers) out.bytes += header.name + ": " + header.value + "\r\n";
    if (const auto given = authorization_of(call.credentials, authorization); !given.isEmpty())
        out.bytes += "Authorization: " + given + "\r\n";
    if (absolute && !proxy.user().isEmpty())
        out.bytes += "Proxy-Authorization: " + basic(proxy.user().toStdString(), proxy.password().toStdString()) + "\r\n";
    if (wants_length(call)) out.bytes += "Content-Length: " + QByteArray::number(call.body.size()) + "\r\n";
    out.bytes += "\r\n" + call.body;
    return out;
}

QByteArray http_target(const QUrl& url) {
    QByteArray out = url.path(QUrl::FullyEncoded).toUtf8();
    if (out.isEmpty()) out = "/";
    if (url.hasQuery()) out += '?' + url.query(QUrl::FullyEncoded).toUtf8();
    return out;
}

} // namespace orkestr
