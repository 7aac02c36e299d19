#include "core/adapters/http/http_exchange.h"

#include "core/adapters/http/http_body.h"
#include "core/adapters/http/http_digest.h"
#include "core/adapters/http/http_redirect.h"
#include "core/base/sha256.h"

#include <QNetworkRequest>
#include <QSslError>
#include <array>

namespace orkestr {

namespace {

constexpr std::size_t error_body_bytes = 8192;
constexpr std::size_t max_log_bytes = 65536;

bool may_repeat(const QByteArray& method) {
    static constexpr std::array<const char*, 6> idempotent = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};
    for (const char* name : idempotent)
        if (method == name) return true;
    return false;
}

/// Path and query as they stand in the request line.
QByteArray request_target(const QUrl& url) {
    QByteArray out = url.path(QUrl::FullyEncoded).toUtf8();
    if (out.isEmpty()) out = "/";
    if (url.hasQuery()) out += '?' + url.query(QUrl::FullyEncoded).toUtf8();
    return out;
}

std::string duration_in_words(int ms) {
    return ms % 1000 == 0 ? std::to_string(ms / 1000) + " s" : std::to_string(ms) + " ms";
}

} // namespace

HttpExchange::HttpExchange(HttpCall call, const HttpOptions& options, HttpLanes& lanes, Done done)
    : call_(std::move(call)), options_(options), lanes_(lanes), done_(std::move(done)) {
    silence_.setSingleShot(true);
    total_.setSingleShot(true);
    connect(&silence_, &QTimer::timeout, this, [this] { take_silence(); });
    connect(&total_, &QTimer::timeout, this, [this] {
        fail(called() + " took longer than " + duration_in_words(options_.total_timeout_ms));
    });
}

void HttpExchange::start() {
    total_.start(options_.total_timeout_ms);
    send();
}

void HttpExchange::stop() {
    done_ = nullptr;
    silence_.stop();
    total_.stop();
    release_reply();
}

void HttpExchange::send() {
    answer_ = {};
    tls_errors_.clear();
    connected_ = false;
    QNetworkRequest request = build_request();
    if (call_.url.scheme() == "https") {
        const auto tls = lanes_.tls();
        if (!tls) {
            // Queued: `done` never comes within start().
            QTimer::singleShot(0, this, [this, problem = Problem::standard(StandardError::configuration, tls.error().message)] {
                finish(problem);
            });
            return;
        }
        request.setSslConfiguration(*tls);
    }
    lease_ = lanes_.lease(call_.url);
    dispatch(request);
    listen_to_reply();
    silence_.start(options_.connect_timeout_ms);
}

QNetworkRequest HttpExchange::build_request() {
    QNetworkRequest request(call_.url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Our own limit on the body holds for what a compressed body grows to as well.
    request.setDecompressedSafetyCheckThreshold(-1);
    sent_ = {{"User-Agent", "orkestr/" ORKESTR_VERSION}, {"Accept", "application/json, */*;q=0.8"}, {"Accept-Language", "*"}};
    for (const auto& header : call_.headers) {
        std::erase_if(sent_, [&](const HttpHeader& held) { return held.name.compare(header.name, Qt::CaseInsensitive) == 0; });
        sent_.push_back(header);
    }
    for (const auto& header : sent_) request.setRawHeader(header.name, header.value);
    add_authorization(request);
    return request;
}

void HttpExchange::add_authorization(QNetworkRequest& request) const {
    const auto& held = call_.credentials;
    using Scheme = HttpCredentials::Scheme;
    if (held.scheme == Scheme::basic)
        request.setRawHeader("Authorization", QByteArray::fromStdString("Basic " + to_base64(held.username + ":" + held.password)));
    if (held.scheme == Scheme::bearer)
        request.setRawHeader("Authorization", QByteArray::fromStdString("Bearer " + held.token));
    if (held.scheme == Scheme::digest && !digest_.isEmpty()) request.setRawHeader("Authorization", digest_);
}

void HttpExchange::dispatch(const QNetworkRequest& built) {
    QNetworkRequest request = built;
    auto& manager = lease_->manager();
    if (call_.method == "HEAD") {
        reply_ = manager.head(request);
    } else if (may_repeat(call_.method)) {
        reply_ = manager.sendCustomRequest(request, call_.method, call_.body);
    } else {
        request.setHeader(QNetworkRequest::ContentLengthHeader, call_.body.size());
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        auto* body = new HttpBody(call_.body, nullptr);
        reply_ = manager.sendCustomRequest(request, call_.method, body);
        body->setParent(reply_);
    }
    reply_->setReadBufferSize(qint64{1} << 20);
}

void HttpExchange::listen_to_reply() {
    const auto alive = [this] {
        connected_ = true;
        silence_.start(options_.transfer_timeout_ms);
    };
    connect(reply_, &QNetworkReply::requestSent, this, alive);
    connect(reply_, &QNetworkReply::uploadProgress, this, [alive](qint64 sent, qint64) {
        if (sent > 0) alive();
    });
    connect(reply_, &QNetworkReply::metaDataChanged, this, [this, alive] {
        alive();
        take_head();
    });
    connect(reply_, &QNetworkReply::readyRead, this, [this, alive] {
        alive();
        take_body();
    });
    connect(reply_, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        for (const auto& error : errors) tls_errors_ += (tls_errors_.empty() ? "" : "; ") + error.errorString().toStdString();
    });
    connect(reply_, &QNetworkReply::finished, this, [this] { take_end(); });
}

void HttpExchange::release_reply() {
    if (!reply_) return;
    QNetworkReply* reply = std::exchange(reply_, nullptr);
    reply->disconnect(this);
    if (!reply->isFinished()) reply->abort();
    reply->deleteLater();
    lease_.reset();
}

void HttpExchange::take_head() {
    const int status = reply_->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status < 200) return;
    answer_.status = status;
    answer_.reason = reply_->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray().toStdString();
    answer_.headers.clear();
    for (const auto& [name, value] : reply_->rawHeaderPairs()) answer_.headers.emplace_back(name, value);
}

void HttpExchange::take_body() {
    if (answer_.status == 0) take_head();
    const bool success = is_http_success(call_, answer_.status);
    const std::size_t limit = success ? options_.max_body_bytes : error_body_bytes;
    while (reply_ && reply_->bytesAvailable() > 0) {
        char chunk[65536];
        const auto count = reply_->read(chunk, sizeof chunk);
        if (count <= 0) return;
        answer_.body.append(chunk, static_cast<std::size_t>(count));
        if (answer_.body.size() <= limit) continue;
        if (success) return fail(called() + " answered more than " + std::to_string(limit) + " bytes, which is the limit");
        // The beginning of an error's text is enough: the rest need not be waited for.
        return finish(http_outcome(call_, sent_, answer_));
    }
}

void HttpExchange::take_end() {
    take_head();
    take_body();
    if (!reply_) return;
    silence_.stop();
    const auto error = static_cast<int>(reply_->error());
    // Qt's 2xx and 4xx errors stand for an HTTP status; the others for a connection that did not work out.
    const bool answered = error == 0 || (error >= 200 && error < 300) || (error >= 400 && error < 500);
    if (!answered || answer_.status == 0) return fail_transport();
    log_line(called() + " -> " + std::to_string(answer_.status) + ", " + std::to_string(answer_.body.size()) + " bytes");
    if (answer_.status == 401 && answer_challenge()) return;
    if (call_.follow_redirects && is_redirect(answer_.status) && !answer_.header("location").empty()) return follow_redirect();
    finish(http_outcome(call_, sent_, answer_));
}

void HttpExchange::take_silence() {
    if (connected_) fail(called() + ": nothing came from the server for " + duration_in_words(options_.transfer_timeout_ms));
    else fail(called() + ": no connection within " + duration_in_words(options_.connect_timeout_ms));
}

bool HttpExchange::answer_challenge() {
    if (call_.credentials.scheme != HttpCredentials::Scheme::digest) return false;
    const auto challenge = read_digest_challenge(answer_.all_headers("www-authenticate"));
    // A second challenge says that the answer was wrong, unless only its nonce has aged.
    if (!challenge || challenges_ >= 2 || (challenges_ == 1 && !challenge->stale)) return false;
    ++challenges_;
    digest_ = digest_authorization(*challenge, call_.credentials.username, call_.credentials.password, call_.method,
                                   request_target(call_.url), QByteArray::fromStdString(to_hex(random_bytes(16))));
    release_reply();
    send();
    return true;
}

void HttpExchange::follow_redirect() {
    if (++redirects_ > options_.max_redirects) {
        auto problem = communication_problem(call_, called() + ": more than " + std::to_string(options_.max_redirects) + " redirects");
        problem.status = answer_.status;
        return finish(std::move(problem));
    }
    if (auto problem = redirect_call(call_, answer_.status, QByteArray::fromStdString(answer_.header("location"))))
        return finish(std::move(*problem));
    digest_.clear();
    challenges_ = 0;
    release_reply();
    send();
}

void HttpExchange::fail_transport() {
    std::string reason = reply_->errorString().toStdString();
    if (reply_->error() == QNetworkReply::ContentReSendError) reason = "the server closed the connection before it answered";
    if (!tls_errors_.empty()) reason = "TLS: " + tls_errors_;
    fail(called() + ": " + reason);
}

void HttpExchange::finish(std::variant<Json, Problem> outcome) {
    silence_.stop();
    total_.stop();
    release_reply();
    if (const auto* problem = std::get_if<Problem>(&outcome); problem && log_.empty()) log_line(problem->detail);
    if (const auto done = std::exchange(done_, nullptr)) done({std::move(outcome), std::move(log_)});
}

void HttpExchange::fail(const std::string& detail) { finish(communication_problem(call_, detail)); }

void HttpExchange::log_line(const std::string& text) {
    if (log_.size() + text.size() < max_log_bytes) log_ += mask_secrets(text, call_.secrets) + "\n";
}

} // namespace orkestr
