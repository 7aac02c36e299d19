#include "core/adapters/http/http_connections.h"

#include <QSslCertificate>
#include <algorithm>

namespace orkestr {

namespace {

// Shorter than the five seconds after which common servers (node, Apache) close an idle connection.
constexpr auto kept_idle = std::chrono::seconds(4);
constexpr auto surely_open = std::chrono::seconds(1);
constexpr std::size_t max_idle_per_origin = 64;

} // namespace

HttpConnections::HttpConnections(std::string ca_file)
    : ca_file_(std::move(ca_file)), proxies_(ProxyEnvironment::of_this_process()) {
    stale_.setInterval(std::chrono::duration_cast<std::chrono::milliseconds>(kept_idle) / 2);
    QObject::connect(&stale_, &QTimer::timeout, &stale_, [this] { close_stale(); });
}

HttpConnections::~HttpConnections() {
    for (auto& [origin, held] : idle_)
        for (auto& idle : held) idle.connection->abort();
}

Result<HttpConnections::Taken> HttpConnections::take(const QUrl& url, bool repeatable) {
    const auto to = route(url);
    if (!to) return to.error();
    Taken taken;
    taken.absolute_target = url.scheme() == "http" && proxies_.for_url(url).type() == QNetworkProxy::HttpProxy;
    auto& held = idle_[http_origin(url)];
    while (!held.empty() && !taken.connection) {
        Idle last = std::move(held.back());
        held.pop_back();
        last.connection->on_idle_end = nullptr;
        const auto idle_for = Clock::now() - last.since;
        if (last.connection->reusable() && idle_for < (repeatable ? kept_idle : surely_open)) {
            taken.connection = std::move(last.connection);
            taken.reused = true;
        } else {
            last.connection->abort();
        }
    }
    if (!taken.connection) taken.connection.reset(new HttpConnection(*to));
    return taken;
}

void HttpConnections::give_back(const QUrl& url, HttpConnectionHandle connection) {
    const std::string origin = http_origin(url);
    auto& held = idle_[origin];
    if (!connection->reusable() || held.size() >= max_idle_per_origin) {
        connection->abort();
        return;
    }
    connection->on_idle_end = [this, origin, known = connection.get()] { forget(origin, known); };
    held.push_back({std::move(connection), Clock::now()});
    if (!stale_.isActive()) stale_.start();
}

void HttpConnections::forget(const std::string& origin, const HttpConnection* connection) {
    auto& held = idle_[origin];
    for (auto idle = held.begin(); idle != held.end(); ++idle) {
        if (idle->connection.get() != connection) continue;
        idle->connection->abort();
        held.erase(idle);
        return;
    }
}

void HttpConnections::close_stale() {
    const auto now = Clock::now();
    for (auto origin = idle_.begin(); origin != idle_.end();) {
        auto& held = origin->second;
        while (!held.empty() && now - held.front().since >= kept_idle) {
            held.front().connection->abort();
            held.pop_front();
        }
        origin = held.empty() ? idle_.erase(origin) : std::next(origin);
    }
    if (idle_.empty()) stale_.stop();
}

Result<HttpRoute> HttpConnections::route(const QUrl& url) {
    HttpRoute out;
    out.host = url.host(QUrl::FullyEncoded);
    const bool secure = url.scheme() == "https";
    out.port = static_cast<quint16>(url.port(secure ? 443 : 80));
    out.proxy = proxies_.for_url(url);
    if (secure) {
        auto configuration = tls();
        if (!configuration) return configuration.error();
        out.tls = std::move(*configuration);
    } else if (out.proxy.type() == QNetworkProxy::HttpProxy) {
        // Plain HTTP is asked of the proxy itself; TLS goes through a tunnel that Qt opens.
        out.host = out.proxy.hostName();
        out.port = out.proxy.port();
        out.proxy = QNetworkProxy::NoProxy;
    }
    return out;
}

Result<QSslConfiguration> HttpConnections::tls() {
    if (tls_) return *tls_;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    if (!ca_file_.empty()) {
        const auto authorities = QSslCertificate::fromPath(QString::fromStdString(ca_file_));
        if (authorities.isEmpty()) return Error{ErrorCode::io, "no certificate could be read from " + ca_file_, {}};
        configuration.addCaCertificates(authorities);
    }
    tls_ = configuration;
    return configuration;
}

std::string http_origin(const QUrl& url) {
    const bool secure = url.scheme() == "https";
    return url.scheme().toStdString() + "://" + url.host(QUrl::FullyEncoded).toLower().toStdString() + ":" +
           std::to_string(url.port(secure ? 443 : 80));
}

} // namespace orkestr
