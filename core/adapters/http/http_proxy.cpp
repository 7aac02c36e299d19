#include "core/adapters/http/http_proxy.h"

#include <initializer_list>

namespace orkestr {

namespace {

QString first_set(std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const QString value = qEnvironmentVariable(name); !value.isEmpty()) return value;
    return {};
}

bool is_direct(const QStringList& direct, const QString& host) {
    for (const QString& entry : direct) {
        QString name = entry.trimmed().toLower();
        if (name == "*") return true;
        while (name.startsWith('.')) name.remove(0, 1);
        if (!name.isEmpty() && (host == name || host.endsWith('.' + name))) return true;
    }
    return false;
}

} // namespace

ProxyEnvironment ProxyEnvironment::of_this_process() {
    ProxyEnvironment out;
    out.http = first_set({"http_proxy", "all_proxy", "ALL_PROXY"});
    out.https = first_set({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
    out.direct = first_set({"no_proxy", "NO_PROXY"}).split(',', Qt::SkipEmptyParts);
    return out;
}

QNetworkProxy ProxyEnvironment::for_url(const QUrl& url) const {
    const QString text = url.scheme() == "https" ? https : http;
    if (text.isEmpty() || is_direct(direct, url.host().toLower())) return QNetworkProxy::NoProxy;
    const QUrl proxy(text.contains("://") ? text : "http://" + text);
    const bool socks = proxy.scheme() == "socks5" || proxy.scheme() == "socks5h";
    if (!proxy.isValid() || proxy.host().isEmpty() || (!socks && proxy.scheme() != "http")) return QNetworkProxy::NoProxy;
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, proxy.host(),
                         static_cast<quint16>(proxy.port(socks ? 1080 : 80)), proxy.userName(), proxy.password());
}

} // namespace orkestr
