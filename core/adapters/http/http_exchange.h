// One attempt of an HTTP activity: the request, its redirects, the answer to a digest challenge, the outcome.
#pragma once

#include "core/adapters/http/http_call.h"
#include "core/adapters/http/http_connections.h"
#include "core/adapters/http/http_options.h"
#include "core/adapters/http/http_result.h"
#include "core/ports/activity_runner.h"

#include <QTimer>
#include <functional>

namespace orkestr {

/// Lives on the engine's thread. `done` comes once, from the event loop, and never after stop().
class HttpExchange : public QObject {
public:
    using Done = std::function<void(ActivityResult)>;

    /// `connections` and `options` outlive the exchange.
    HttpExchange(HttpCall call, const HttpOptions& options, HttpConnections& connections, Done done);
    ~HttpExchange() override { stop(); }

    void start();
    /// Aborts what is under way; safe to call again.
    void stop();

private:
    void send();
    HttpEvents events();
    void drop_connection();

    void take_progress();
    void take_body(std::string& part);
    void take_end();
    void take_failure(const std::string& reason, bool unanswered);
    void take_silence();
    bool answer_challenge();
    void follow_redirect();

    void finish(std::variant<Json, Problem> outcome);
    void fail(const std::string& detail);
    void log_line(const std::string& text);
    std::string called() const { return call_.method.toStdString() + " " + call_.shown_uri; }

    HttpCall call_;
    const HttpOptions& options_;
    HttpConnections& connections_;
    Done done_;
    HttpConnectionHandle connection_;
    bool reused_ = false; ///< the connection had been idle
    QTimer silence_;      ///< no byte going either way
    QTimer total_;
    bool connected_ = false; ///< the present request goes out
    std::vector<HttpHeader> sent_;
    HttpAnswer answer_;
    QByteArray digest_; ///< the Authorization a challenge was answered with
    int challenges_ = 0;
    int redirects_ = 0;
    std::string log_;
};

} // namespace orkestr
