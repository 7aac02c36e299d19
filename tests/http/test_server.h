// A small HTTP/1.1 server with scripted answers, on a thread of its own: it serves also while the test's thread waits
// for a child process. For tests only.
#pragma once

#include <QByteArray>
#include <QList>
#include <QSslConfiguration>
#include <QString>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace orkestr::test {

struct TestRequest {
    QByteArray method;
    QByteArray target; ///< path and query, as sent
    QByteArray path;
    QByteArray query;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int connection = 0; ///< connections of this server, counted from 1

    /// Empty when there is none; names compare without case.
    QByteArray header(const char* name) const;
};

struct TestAnswer {
    int status = 200;
    QByteArray reason = "OK";
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;

    bool chunked = false;     ///< sends the body in chunks instead of with a Content-Length
    bool hang = false;        ///< reads the request and never answers
    bool reset = false;       ///< closes the connection without an answer
    bool close = false;       ///< closes the connection after the answer
    QByteArray raw;           ///< sent as it is instead of an answer, then the connection is closed
    qint64 flood_bytes = 0;   ///< a body of this many bytes, made as it is sent
    qint64 cut_after = -1;    ///< closes the connection after so many bytes of the body

    static TestAnswer json(const QByteArray& text, int status = 200);
    static TestAnswer text(const QByteArray& text, int status = 200);
    static TestAnswer redirect(int status, const QByteArray& location);
};

class TestHttpServer {
public:
    /// Called on the server's thread.
    using Handler = std::function<TestAnswer(const TestRequest&)>;

    /// Listens on a free port of 127.0.0.1, with TLS when a configuration is given.
    explicit TestHttpServer(Handler handler, std::optional<QSslConfiguration> tls = std::nullopt);
    ~TestHttpServer();
    TestHttpServer(const TestHttpServer&) = delete;
    TestHttpServer& operator=(const TestHttpServer&) = delete;

    quint16 port() const;
    /// `http://127.0.0.1:PORT` (or https), followed by the path.
    QString url(const QString& path = QStringLiteral("/")) const;
    /// What has been asked so far.
    std::vector<TestRequest> requests() const;
    int connections() const;
    int open_connections() const;
    /// The most requests that were waiting for an answer at once (hanging ones count).
    int most_at_once() const;
    /// Bytes of flooded bodies handed to the socket.
    qint64 flooded_bytes() const;
    /// Answers every hanging request with this.
    void release(TestAnswer answer);

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace orkestr::test
