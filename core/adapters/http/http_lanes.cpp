#include "core/adapters/http/http_lanes.h"

#include "core/adapters/http/http_proxy.h"

#include <QSslCertificate>
#include <QUrl>

namespace orkestr {

namespace {
constexpr int requests_per_origin = 6; // QHttpNetworkConnection's default number of channels
}

HttpLanes::Lease::~Lease() {
    auto& active = lanes_.lanes_[lane_].active;
    const auto held = active.find(origin_);
    if (--held->second == 0) active.erase(held);
}

QNetworkAccessManager& HttpLanes::Lease::manager() const { return *lanes_.lanes_[lane_].manager; }

std::unique_ptr<HttpLanes::Lease> HttpLanes::lease(const QUrl& url) {
    std::string origin = http_origin(url);
    std::size_t at = 0;
    for (; at < lanes_.size(); ++at) {
        const auto held = lanes_[at].active.find(origin);
        if (held == lanes_[at].active.end() || held->second < requests_per_origin) break;
    }
    if (at == lanes_.size()) {
        Lane lane{std::make_unique<QNetworkAccessManager>(), {}};
        lane.manager->setAutoDeleteReplies(false);
        lane.manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        lane.manager->setProxyFactory(new EnvironmentProxyFactory(ProxyEnvironment::of_this_process()));
        lanes_.push_back(std::move(lane));
    }
    ++lanes_[at].active[origin];
    return std::make_unique<Lease>(*this, at, std::move(origin));
}

Result<QSslConfiguration> HttpLanes::tls() {
    if (tls_) return *tls_;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!ca_file_.empty()) {
        const auto authorities = QSslCertificate::fromPath(QString::fromStdString(ca_file_));
        if (authorities.isEmpty()) return Error{ErrorCode::io, "no certificate could be read from " + ca_file_, {}};
        configuration.addCaCertificates(authorities);
    }
    tls_ = configuration;
    return configuration;
}

std::string http_origin(const QUrl& url) {
    const bool tls = url.scheme() == "https";
    return url.scheme().toStdString() + "://" + url.host(QUrl::FullyEncoded).toLower().toStdString() + ":" +
           std::to_string(url.port(tls ? 443 : 80));
}

} // namespace orkestr
