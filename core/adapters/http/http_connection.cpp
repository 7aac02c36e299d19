#include "core/adapters/http/http_connection.h"

#include <QPointer>
#include <QSslError>

namespace orkestr {

namespace {

constexpr std::size_t max_head_bytes = std::size_t{256} << 10;
constexpr qint64 read_ahead_bytes = qint64{256} << 10;

/// Where a head ends and how long the empty line after it is; nothing while it is not there yet.
std::optional<std::pair<std::size_t, std::size_t>> end_of_head(const std::string& input) {
    for (auto at = input.find('\n'); at != std::string::npos; at = input.find('\n', at + 1)) {
        if (input.compare(at + 1, 1, "\n") == 0) return std::pair{at, std::size_t{2}};
        if (input.compare(at + 1, 2, "\r\n") == 0) return std::pair{at, std::size_t{3}};
    }
    return std::nullopt;
}

} // namespace

HttpConnection::HttpConnection(HttpRoute route) : route_(std::move(route)) {
    // What is not read waits in the kernel, so a server can't fill our memory.
    socket_.setReadBufferSize(read_ahead_bytes);
    socket_.setProxy(route_.proxy);
    connect(&socket_, &QSslSocket::readyRead, this, [this] { take_bytes(); });
    connect(&socket_, &QSslSocket::disconnected, this, [this] { take_close(); });
    connect(&socket_, &QSslSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) { take_error(error); });
    connect(&socket_, &QSslSocket::sslErrors, this, [this](const QList<QSslError>& errors) {
        for (const auto& error : errors) tls_errors_ += (tls_errors_.empty() ? "" : "; ") + error.errorString().toStdString();
    });
    connect(&socket_, &QSslSocket::bytesWritten, this, [this] {
        if (busy_ && events_.progress) events_.progress();
    });
    if (route_.tls) connect(&socket_, &QSslSocket::encrypted, this, [this] { write_request(); });
    else connect(&socket_, &QSslSocket::connected, this, [this] { write_request(); });
}

void HttpConnection::send(const QByteArray& request, bool head_request, HttpEvents events) {
    request_ = request;
    head_request_ = head_request;
    events_ = std::move(events);
    busy_ = true;
    answered_ = false;
    input_.clear();
    head_.reset();
    framing_.reset();
    if (!std::exchange(reusable_, false)) return open();
    // Queued: no event comes within send().
    QMetaObject::invokeMethod(this, [this] { write_request(); }, Qt::QueuedConnection);
}

void HttpConnection::open() {
    if (!route_.tls) return socket_.connectToHost(route_.host, route_.port);
    socket_.setSslConfiguration(*route_.tls);
    socket_.connectToHostEncrypted(route_.host, route_.port);
}

void HttpConnection::abort() {
    busy_ = false;
    reusable_ = false;
    on_idle_end = nullptr;
    socket_.disconnect(this);
    socket_.abort();
}

void HttpConnection::write_request() {
    if (!busy_) return;
    socket_.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket_.write(std::exchange(request_, {}));
    if (events_.connected) events_.connected();
}

void HttpConnection::take_bytes() {
    if (!busy_) {
        // An answer to nothing: what follows on this connection can't be trusted.
        reusable_ = false;
        if (const auto idle_end = std::exchange(on_idle_end, nullptr)) idle_end();
        return;
    }
    const QPointer<HttpConnection> alive(this);
    while (alive && busy_ && socket_.bytesAvailable() > 0) {
        const QByteArray bytes = socket_.read(65536);
        if (bytes.isEmpty()) return;
        answered_ = true;
        input_.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        if (events_.progress) events_.progress();
        while (alive && busy_ && !head_ && take_head()) {}
        if (alive && busy_ && head_ && take_body()) end();
    }
}

/// False while the head is not complete. An interim answer (1xx) is passed over.
bool HttpConnection::take_head() {
    const auto end = end_of_head(input_);
    if (!end || end->first > max_head_bytes) {
        return input_.size() > max_head_bytes ? refuse("the answer's head is larger than 256 KiB") : false;
    }
    auto head = parse_http_head(std::string_view(input_).substr(0, end->first));
    if (!head) return refuse("a malformed answer: " + head.error().message);
    input_.erase(0, end->first + end->second);
    if (head->status == 101) return refuse("the server changes to another protocol, which was not asked for");
    if (head->status < 200) return true;
    auto framing = HttpFraming::of(*head, head_request_);
    if (!framing) return refuse("a malformed answer: " + framing.error().message);
    head_ = std::move(*head);
    framing_ = std::move(*framing);
    if (events_.head) events_.head(*head_);
    return false;
}

/// True when the body is complete.
bool HttpConnection::take_body() {
    std::string body;
    const auto used = framing_->read(input_, body);
    if (!used) return refuse("a malformed answer: " + used.error().message);
    input_.erase(0, *used);
    const QPointer<HttpConnection> alive(this);
    if (!body.empty() && events_.body) events_.body(body);
    return alive && busy_ && framing_->complete();
}

void HttpConnection::take_close() {
    if (!busy_) {
        reusable_ = false;
        if (const auto idle_end = std::exchange(on_idle_end, nullptr)) idle_end();
        return;
    }
    const QPointer<HttpConnection> alive(this);
    take_bytes();
    if (!alive || !busy_) return;
    if (framing_ && framing_->ends_with_connection()) return end();
    if (!tls_errors_.empty()) return fail("TLS: " + tls_errors_);
    fail(answered_ ? "the server closed the connection in the midst of its answer"
                   : "the server closed the connection before it answered");
}

void HttpConnection::take_error(QAbstractSocket::SocketError error) {
    if (!busy_ || error == QAbstractSocket::RemoteHostClosedError) return take_close();
    const QPointer<HttpConnection> alive(this);
    take_bytes();
    if (!alive || !busy_) return;
    const bool tls = error == QAbstractSocket::SslHandshakeFailedError;
    const std::string reason = tls_errors_.empty() ? socket_.errorString().toStdString() : tls_errors_;
    fail(tls || !tls_errors_.empty() ? "TLS: " + reason : reason);
}

void HttpConnection::end() {
    busy_ = false;
    const bool stays = head_->minor_version == 1 ? !head_->has_word("connection", "close") : head_->has_word("connection", "keep-alive");
    reusable_ = stays && framing_->complete() && input_.empty() && socket_.bytesToWrite() == 0;
    if (const auto ended = std::exchange(events_, {}).ended) ended();
}

bool HttpConnection::refuse(std::string reason) {
    fail(std::move(reason));
    return false;
}

void HttpConnection::fail(std::string reason) {
    busy_ = false;
    reusable_ = false;
    if (const auto failed = std::exchange(events_, {}).failed) failed(std::move(reason), !answered_);
}

} // namespace orkestr
