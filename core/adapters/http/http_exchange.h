// One attempt of an HTTP activity: the request, its redirects, the answer to a digest challenge, the outcome.
#pragma once

#include "core/adapters/http/http_call.h"
#include "core/adapters/http/http_lanes.h"
#include "core/adapters/http/http_options.h"
#include "core/adapters/http/http_result.h"
#include "core/ports/activity_runner.h"

#include <QNetworkReply>
#include <QTimer>
#include <functional>
#include <memory>

namespace orkestr {

/// Lives on the engine's thread. `done` comes once, from the event loop, and never after stop().
class HttpExchange : public QObject {
public:
    using Done = std::function<void(ActivityResult)>;

    /// `lanes` and `options` outlive the exchange.
    HttpExchange(HttpCall call, const HttpOptions& options, HttpLanes& lanes, Done done);
    ~HttpExchange() override { stop(); }

    void start();
    /// Aborts what is under way; safe to call again.
    void stop();

private:
    void send();
    QNetworkRequest build_request();
    void add_authorization(QNetworkRequest& request) const;
    void dispatch(const QNetworkRequest& request);
    void listen_to_reply();
    void release_reply();

    void take_head();
    void take_body();
    void take_end();
    void take_silence();
    bool answer_challenge();
    void follow_redirect();
    void fail_transport();

    void finish(std::variant<Json, Problem> outcome);
    void fail(const std::string& detail);
    void log_line(const std::string& text);
    std::string called() const { return call_.method.toStdString() + " " + call_.shown_uri; }

    HttpCall call_;
    const HttpOptions& options_;
    HttpLanes& lanes_;
    Done done_;
    std::unique_ptr<HttpLanes::Lease> lease_;
    QNetworkReply* reply_ = nullptr;
    QTimer silence_; ///< no byte going either way
    QTimer total_;
    bool connected_ = false; ///< the present request has gone out
    std::vector<HttpHeader> sent_;
    HttpAnswer answer_;
    QByteArray digest_; ///< the Authorization a challenge was answered with
    int challenges_ = 0;
    int redirects_ = 0;
    std::string tls_errors_;
    std::string log_;
};

} // namespace orkestr
