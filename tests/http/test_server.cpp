#include "tests/http/test_server.h"

#include <QMutex>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <algorithm>
#include <map>

namespace orkestr::test {

namespace {

QByteArray head_of(const TestAnswer& answer, qint64 body_bytes) {
    QByteArray out = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + answer.reason + "\r\n";
    for (const auto& [name, value] : answer.headers) out += name + ": " + value + "\r\n";
    if (answer.chunked) out += "Transfer-Encoding: chunked\r\n";
    else out += "Content-Length: " + QByteArray::number(body_bytes) + "\r\n";
    if (answer.close) out += "Connection: close\r\n";
    return out + "\r\n";
}

QByteArray in_chunks(const QByteArray& body) {
    QByteArray out;
    for (qsizetype at = 0; at < body.size(); at += 7) {
        const QByteArray chunk = body.mid(at, 7);
        out += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    return out + "0\r\n\r\n";
}

/// Reads one request from what a connection has sent so far and takes it out of the buffer.
std::optional<TestRequest> take_request(QByteArray& buffer) {
    const auto end = buffer.indexOf("\r\n\r\n");
    if (end < 0) return std::nullopt;
    TestRequest request;
    QList<QByteArray> lines = buffer.left(end).split('\n');
    const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
    if (words.size() < 2) return std::nullopt;
    request.method = words[0];
    request.target = words[1];
    const auto mark = request.target.indexOf('?');
    request.path = mark < 0 ? request.target : request.target.left(mark);
    request.query = mark < 0 ? QByteArray() : request.target.mid(mark + 1);
    for (const QByteArray& line : lines) {
        const auto colon = line.indexOf(':');
        request.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
    }
    const qint64 length = request.header("content-length").toLongLong();
    if (buffer.size() < end + 4 + length) return std::nullopt;
    request.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    return request;
}

} // namespace

/// The shared record (under the mutex) and everything that lives on the server's thread.
class TestHttpServer::Private : public QObject {
public:
    explicit Private(Handler handler) : handler_(std::move(handler)) {}

    template <class Work>
    auto with_lock(Work work) const {
        const QMutexLocker lock(&mutex);
        return work();
    }

    void listen(std::optional<QSslConfiguration> tls) {
        if (tls) {
            auto* server = new QSslServer(this);
            server->setSslConfiguration(*tls);
            server_ = server;
        } else {
            server_ = new QTcpServer(this);
        }
        connect(server_, &QTcpServer::pendingConnectionAvailable, this, [this] { accept(); });
        server_->listen(QHostAddress::LocalHost);
        scheme = tls ? "https" : "http";
        port = server_->serverPort();
    }

    void accept() {
        while (QTcpSocket* socket = server_->nextPendingConnection()) {
            const int number = with_lock([this] {
                ++open_connections;
                return ++connections;
            });
            numbers_[socket] = number;
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] { forget(socket); });
            read(socket);
        }
    }

    void release(const TestAnswer& answer) {
        for (QTcpSocket* socket : std::exchange(hanging_, {})) send(socket, answer);
    }

    QThread thread;
    mutable QMutex mutex;
    QByteArray scheme;
    quint16 port = 0;
    std::vector<TestRequest> requests;
    int connections = 0;
    int open_connections = 0;
    int waiting = 0;
    int most_at_once = 0;
    qint64 flooded_bytes = 0;

private:
    void forget(QTcpSocket* socket) {
        const bool waited = hanging_.removeAll(socket) > 0;
        with_lock([&] {
            --open_connections;
            waiting -= waited;
        });
        buffers_.erase(socket);
        numbers_.erase(socket);
        socket->deleteLater();
    }

    void read(QTcpSocket* socket) {
        buffers_[socket] += socket->readAll();
        while (auto request = take_request(buffers_[socket])) {
            request->connection = numbers_[socket];
            with_lock([&] {
                requests.push_back(*request);
                most_at_once = std::max(most_at_once, ++waiting);
            });
            const TestAnswer answer = handler_(*request);
            if (answer.hang) hanging_.append(socket);
            else send(socket, answer);
        }
    }

    void send(QTcpSocket* socket, const TestAnswer& answer) {
        with_lock([this] { --waiting; });
        if (answer.reset) return socket->abort();
        if (!answer.raw.isEmpty()) {
            socket->write(answer.raw);
            return socket->disconnectFromHost();
        }
        socket->write(head_of(answer, answer.flood_bytes > 0 ? answer.flood_bytes : answer.body.size()));
        if (answer.flood_bytes > 0) return flood(socket, answer.flood_bytes);
        if (answer.cut_after >= 0) {
            socket->write(answer.body.left(answer.cut_after));
            return socket->disconnectFromHost();
        }
        socket->write(answer.chunked ? in_chunks(answer.body) : answer.body);
        if (answer.close) socket->disconnectFromHost();
    }

    /// No more than one piece waits in the socket: what the client does not read is not made.
    void flood(QTcpSocket* socket, qint64 bytes) {
        auto left = std::make_shared<qint64>(bytes);
        const auto more = [this, socket, left] {
            while (*left > 0 && socket->bytesToWrite() < (1 << 18)) {
                const qint64 count = std::min<qint64>(*left, 1 << 16);
                socket->write(QByteArray(count, 'x'));
                *left -= count;
                with_lock([&] { flooded_bytes += count; });
            }
        };
        connect(socket, &QTcpSocket::bytesWritten, this, more);
        more();
    }

    Handler handler_;
    QTcpServer* server_ = nullptr;
    std::map<QTcpSocket*, QByteArray> buffers_;
    std::map<QTcpSocket*, int> numbers_;
    QList<QTcpSocket*> hanging_;
};

QByteArray TestRequest::header(const char* name) const {
    for (const auto& [held, value] : headers)
        if (held.compare(name, Qt::CaseInsensitive) == 0) return value;
    return {};
}

TestAnswer TestAnswer::json(const QByteArray& text, int status) {
    TestAnswer out;
    out.status = status;
    out.headers = {{"Content-Type", "application/json"}};
    out.body = text;
    return out;
}

TestAnswer TestAnswer::text(const QByteArray& text, int status) {
    TestAnswer out = json(text, status);
    out.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    return out;
}

TestAnswer TestAnswer::redirect(int status, const QByteArray& location) {
    TestAnswer out;
    out.status = status;
    out.reason = "Elsewhere";
    out.headers = {{"Location", location}};
    return out;
}

TestHttpServer::TestHttpServer(Handler handler, std::optional<QSslConfiguration> tls)
    : d_(std::make_unique<Private>(std::move(handler))) {
    d_->moveToThread(&d_->thread);
    d_->thread.start();
    QMetaObject::invokeMethod(d_.get(), [&] { d_->listen(std::move(tls)); }, Qt::BlockingQueuedConnection);
}

TestHttpServer::~TestHttpServer() {
    // The server and its sockets end on their thread; the rest goes with it.
    QMetaObject::invokeMethod(d_.get(), [this] { qDeleteAll(d_->children()); }, Qt::BlockingQueuedConnection);
    d_->thread.quit();
    d_->thread.wait();
}

quint16 TestHttpServer::port() const { return d_->port; }

QString TestHttpServer::url(const QString& path) const {
    return QString("%1://127.0.0.1:%2%3").arg(QString::fromLatin1(d_->scheme)).arg(d_->port).arg(path);
}

std::vector<TestRequest> TestHttpServer::requests() const {
    return d_->with_lock([this] { return d_->requests; });
}

int TestHttpServer::connections() const {
    return d_->with_lock([this] { return d_->connections; });
}

int TestHttpServer::open_connections() const {
    return d_->with_lock([this] { return d_->open_connections; });
}

int TestHttpServer::most_at_once() const {
    return d_->with_lock([this] { return d_->most_at_once; });
}

qint64 TestHttpServer::flooded_bytes() const {
    return d_->with_lock([this] { return d_->flooded_bytes; });
}

void TestHttpServer::release(TestAnswer answer) {
    QMetaObject::invokeMethod(d_.get(), [this, answer] { d_->release(answer); }, Qt::BlockingQueuedConnection);
}

} // namespace orkestr::test
