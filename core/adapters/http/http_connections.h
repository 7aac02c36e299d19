// The connections of a runner: kept open for a while after an answer, by origin.
#pragma once

#include "core/adapters/http/http_connection.h"
#include "core/adapters/http/http_proxy.h"
#include "core/base/result.h"

#include <QTimer>
#include <chrono>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace orkestr {

struct DeleteLater {
    void operator()(QObject* object) const { object->deleteLater(); }
};
/// Deleted from the event loop, so it may be let go within one of its own events.
using HttpConnectionHandle = std::unique_ptr<HttpConnection, DeleteLater>;

/// Lives on one thread.
class HttpConnections {
public:
    explicit HttpConnections(std::string ca_file);
    ~HttpConnections();

    struct Taken {
        HttpConnectionHandle connection;
        bool reused = false;
        bool absolute_target = false; ///< a proxy that wants the whole URI in the request line
    };
    /// A connection for this URL: an idle one where there is one, else a new one that connects as it is first used.
    /// `repeatable`: the request may be sent again, should an idle connection turn out to be closed; others get one that
    /// was idle for less than a second, or a new one. Errors: io when the CA file holds no certificate.
    Result<Taken> take(const QUrl& url, bool repeatable);
    /// Gives a connection back: kept where it can be used again, else closed.
    void give_back(const QUrl& url, HttpConnectionHandle connection);

    const ProxyEnvironment& proxies() const { return proxies_; }

private:
    using Clock = std::chrono::steady_clock;
    struct Idle {
        HttpConnectionHandle connection;
        Clock::time_point since;
    };

    Result<QSslConfiguration> tls();
    Result<HttpRoute> route(const QUrl& url);
    void forget(const std::string& origin, const HttpConnection* connection);
    void close_stale();

    std::string ca_file_;
    ProxyEnvironment proxies_;
    std::optional<QSslConfiguration> tls_;
    std::map<std::string, std::list<Idle>> idle_; ///< by origin, the longest idle first
    QTimer stale_;
};

/// `https://host:443`: scheme, host and port (RFC 6454).
std::string http_origin(const QUrl& url);

} // namespace orkestr
