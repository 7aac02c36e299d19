// The proxy the environment names, and no other: http_proxy, https_proxy, all_proxy, no_proxy as curl reads them.
#pragma once

#include <QNetworkProxy>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace orkestr {

/// HTTP_PROXY in upper case is not read: in a CGI program it would be a request's header (httpoxy.org).
struct ProxyEnvironment {
    QString http;
    QString https;
    QStringList direct; ///< hosts without a proxy: names, their subdomains, `*` for all

    static ProxyEnvironment of_this_process();
    /// NoProxy where none is named, the host is exempt, or the proxy's URL is neither http nor socks5.
    QNetworkProxy for_url(const QUrl& url) const;
};

} // namespace orkestr
