// One connection to a server: sends a request, gives the answer as it comes in, and can then be used again.
//
// On Qt's sockets rather than its QNetworkAccessManager, which (6.4) gives answers cut short in the chunked coding out
// as whole ones, takes a malformed chunk for the end, sends a POST up to three times when the connection closes, and
// holds six requests at once to one host.
#pragma once

#include "core/adapters/http/http_framing.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QUrl>
#include <functional>
#include <optional>
#include <string>

namespace orkestr {

/// What happens to a request, all from the event loop. After `ended` or `failed` nothing more comes.
struct HttpEvents {
    std::function<void()> connected; ///< the request goes out from here
    std::function<void()> progress;  ///< bytes went either way
    std::function<void(const HttpHead&)> head;
    std::function<void(std::string&)> body; ///< the next part of the body; may be moved from
    std::function<void()> ended;
    /// Why; unanswered: not a byte of an answer had come.
    std::function<void(std::string reason, bool unanswered)> failed;
};

/// Where to connect: an origin, by TLS or not, through a proxy or not.
struct HttpRoute {
    QString host;
    quint16 port = 80;
    std::optional<QSslConfiguration> tls; ///< nothing: plain TCP
    QNetworkProxy proxy = QNetworkProxy::NoProxy;
};

/// Lives on one thread.
class HttpConnection : public QObject {
public:
    explicit HttpConnection(HttpRoute route);
    ~HttpConnection() override { abort(); }

    /// Sends a whole request, connecting first where needed; one at a time.
    void send(const QByteArray& request, bool head_request, HttpEvents events);
    /// Closes the connection; no event comes any more.
    void abort();

    /// True after an answer that lets the connection be used again.
    bool reusable() const { return reusable_ && socket_.state() == QAbstractSocket::ConnectedState; }
    /// Called once when an idle connection is closed by the server, or it sends what nobody asked for.
    std::function<void()> on_idle_end;

private:
    void open();
    void write_request();
    void take_bytes();
    bool take_head();
    bool take_body();
    void take_close();
    void take_error(QAbstractSocket::SocketError error);
    void end();
    void fail(std::string reason);
    bool refuse(std::string reason); ///< fails and gives false

    HttpRoute route_;
    QSslSocket socket_;
    QByteArray request_;
    bool head_request_ = false;
    bool busy_ = false;
    bool reusable_ = false;
    bool answered_ = false;
    HttpEvents events_;
    std::string input_;
    std::optional<HttpHead> head_;
    std::optional<HttpFraming> framing_;
    std::string tls_errors_;
};

} // namespace orkestr
