#include "core/adapters/http/http_exchange.h"

#include "core/adapters/http/http_digest.h"
#include "core/adapters/http/http_redirect.h"
#include "core/adapters/http/http_request.h"
#include "core/base/sha256.h"

#include <array>

namespace orkestr {

namespace {

constexpr std::size_t error_body_bytes = 8192;
constexpr std::size_t max_log_bytes = 65536;

/// RFC 9110 9.2.2.
bool is_idempotent(const QByteArray& method) {
    static constexpr std::array<const char*, 6> idempotent = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};
    for (const char* name : idempotent)
        if (method == name) return true;
    return false;
}

std::string duration_in_words(int ms) {
    return ms % 1000 == 0 ? std::to_string(ms / 1000) + " s" : std::to_string(ms) + " ms";
}

} // namespace

HttpExchange::HttpExchange(HttpCall call, const HttpOptions& options, HttpConnections& connections, Done done)
    : call_(std::move(call)), options_(options), connections_(connections), done_(std::move(done)) {
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
    drop_connection();
}

void HttpExchange::send() {
    answer_ = {};
    connected_ = false;
    auto taken = connections_.take(call_.url, is_idempotent(call_.method));
    if (!taken) {
        // Queued: `done` never comes within start().
        QTimer::singleShot(0, this, [this, problem = Problem::standard(StandardError::configuration, taken.error().message)] {
            finish(problem);
        });
        return;
    }
    connection_ = std::move(taken->connection);
    reused_ = taken->reused;
    const auto proxy = taken->absolute_target ? connections_.proxies().for_url(call_.url) : QNetworkProxy(QNetworkProxy::NoProxy);
    auto request = build_http_request(call_, digest_, proxy);
    sent_ = std::move(request.headers);
    silence_.start(options_.connect_timeout_ms);
    connection_->send(request.bytes, call_.method == "HEAD", events());
}

HttpEvents HttpExchange::events() {
    HttpEvents out;
    out.connected = [this] {
        connected_ = true;
        take_progress();
    };
    out.progress = [this] { take_progress(); };
    out.head = [this](const HttpHead& head) { answer_.head = head; };
    out.body = [this](std::string& part) { take_body(part); };
    out.ended = [this] { take_end(); };
    out.failed = [this](const std::string& reason, bool unanswered) { take_failure(reason, unanswered); };
    return out;
}

void HttpExchange::drop_connection() {
    if (!connection_) return;
    connection_->abort();
    connection_.reset();
}

void HttpExchange::take_progress() {
    if (connected_) silence_.start(options_.transfer_timeout_ms);
}

void HttpExchange::take_body(std::string& part) {
    const bool success = is_http_success(call_, answer_.head.status);
    const std::size_t limit = success ? options_.max_body_bytes : error_body_bytes;
    if (answer_.body.empty()) answer_.body = std::move(part);
    else answer_.body += part;
    if (answer_.body.size() <= limit) return;
    if (success) return fail(called() + " answered more than " + std::to_string(limit) + " bytes, which is the limit");
    // The beginning of an error's text is enough: the rest need not be waited for.
    drop_connection();
    take_end();
}

void HttpExchange::take_end() {
    silence_.stop();
    log_line(called() + " -> " + std::to_string(answer_.head.status) + ", " + std::to_string(answer_.body.size()) + " bytes");
    if (connection_) connections_.give_back(call_.url, std::move(connection_));
    if (answer_.head.status == 401 && answer_challenge()) return;
    if (call_.follow_redirects && is_redirect(answer_.head.status) && !answer_.head.header("location").empty())
        return follow_redirect();
    finish(http_outcome(call_, sent_, answer_));
}

void HttpExchange::take_failure(const std::string& reason, bool unanswered) {
    drop_connection();
    // The server has closed an idle connection while the request was on its way to it.
    if (reused_ && unanswered && is_idempotent(call_.method)) return send();
    // An error's status is known; that its text is cut short changes nothing.
    const int status = answer_.head.status;
    if (status >= 400) return finish(http_outcome(call_, sent_, answer_));
    fail(called() + ": " + reason);
}

void HttpExchange::take_silence() {
    if (connected_) fail(called() + ": nothing came from the server for " + duration_in_words(options_.transfer_timeout_ms));
    else fail(called() + ": no connection within " + duration_in_words(options_.connect_timeout_ms));
}

bool HttpExchange::answer_challenge() {
    if (call_.credentials.scheme != HttpCredentials::Scheme::digest) return false;
    const auto challenge = read_digest_challenge(answer_.head.all_headers("www-authenticate"));
    // A second challenge says that the answer was wrong, unless only its nonce has aged.
    if (!challenge || challenges_ >= 2 || (challenges_ == 1 && !challenge->stale)) return false;
    ++challenges_;
    digest_ = digest_authorization(*challenge, call_.credentials.username, call_.credentials.password, call_.method,
                                   http_target(call_.url), QByteArray::fromStdString(to_hex(random_bytes(16))));
    send();
    return true;
}

void HttpExchange::follow_redirect() {
    if (++redirects_ > options_.max_redirects) {
        auto problem = communication_problem(call_, called() + ": more than " + std::to_string(options_.max_redirects) + " redirects");
        problem.status = answer_.head.status;
        return finish(std::move(problem));
    }
    if (auto problem = redirect_call(call_, answer_.head.status, QByteArray::fromStdString(answer_.head.header("location"))))
        return finish(std::move(*problem));
    digest_.clear();
    challenges_ = 0;
    send();
}

void HttpExchange::finish(std::variant<Json, Problem> outcome) {
    silence_.stop();
    total_.stop();
    drop_connection();
    if (const auto* problem = std::get_if<Problem>(&outcome); problem && log_.empty()) log_line(problem->detail);
    if (const auto done = std::exchange(done_, nullptr)) done({std::move(outcome), std::move(log_)});
}

void HttpExchange::fail(const std::string& detail) { finish(communication_problem(call_, detail)); }

void HttpExchange::log_line(const std::string& text) {
    if (log_.size() + text.size() < max_log_bytes) log_ += mask_secrets(text, call_.secrets) + "\n";
}

} // namespace orkestr
