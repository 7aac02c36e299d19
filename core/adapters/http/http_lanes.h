// Network access managers, so many that no attempt waits inside one of them: Qt sends at most six requests at once to
// one origin from each.
#pragma once

#include "core/base/result.h"

#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace orkestr {

/// Lives on one thread. The managers keep no cookies, cache nothing, and reuse connections.
class HttpLanes {
public:
    explicit HttpLanes(std::string ca_file) : ca_file_(std::move(ca_file)) {}

    /// A manager with room for one more request to this URL's origin; held until the lease goes.
    class Lease {
    public:
        Lease(HttpLanes& lanes, std::size_t lane, std::string origin) : lanes_(lanes), lane_(lane), origin_(std::move(origin)) {}
        ~Lease();
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        QNetworkAccessManager& manager() const;

    private:
        HttpLanes& lanes_;
        std::size_t lane_;
        std::string origin_;
    };
    std::unique_ptr<Lease> lease(const QUrl& url);

    /// With the authorities of the CA file beside the system's. Errors: io when the file holds no certificate.
    Result<QSslConfiguration> tls();

private:
    struct Lane {
        std::unique_ptr<QNetworkAccessManager> manager;
        std::map<std::string, int> active; ///< by origin
    };

    std::string ca_file_;
    std::optional<QSslConfiguration> tls_;
    std::vector<Lane> lanes_;
};

/// `https://host:443`: scheme, host and port (RFC 6454).
std::string http_origin(const QUrl& url);

} // namespace orkestr
