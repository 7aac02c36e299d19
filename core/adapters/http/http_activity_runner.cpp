#include "core/adapters/http/http_activity_runner.h"

#include "core/adapters/http/http_exchange.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <deque>
#include <map>

namespace orkestr {

namespace {

std::string idempotency_key(const ActivityKey& key) {
    return key.run.text + "-" + std::to_string(key.step) + "-" + std::to_string(key.attempt);
}

} // namespace

class HttpActivityRunner::Private : public QObject {
public:
    Private(const SecretSource& secrets, HttpOptions options)
        : secrets_(secrets), options_(std::move(options)), connections_(options_.ca_file) {}

    struct Waiting {
        ActivityRequest request;
        std::function<void(ActivityResult)> done;
    };

    void enqueue(Waiting waiting) {
        queue_.push_back(std::move(waiting));
        wake();
    }

    void drop(const ActivityKey& key) {
        std::erase_if(queue_, [&](const Waiting& waiting) { return waiting.request.key == key; });
        const auto held = active_.find(key);
        if (held == active_.end()) return;
        held->second->stop();
        held->second.release()->deleteLater();
        active_.erase(held);
        wake();
    }

private:
    /// From the event loop, so that nothing starts or ends within start() or a callback.
    void wake() {
        if (std::exchange(woken_, true)) return;
        QTimer::singleShot(0, this, [this] {
            woken_ = false;
            start_waiting();
        });
    }

    void start_waiting() {
        // A callback may end the runner.
        const QPointer<Private> alive(this);
        while (alive && !queue_.empty() && static_cast<int>(active_.size()) < options_.max_active) {
            Waiting next = std::move(queue_.front());
            queue_.pop_front();
            begin(std::move(next));
        }
    }

    void begin(Waiting next) {
        const SecretLookup lookup = [this](const std::string& name) { return secrets_.find(name); };
        auto call = read_http_call(next.request.request, next.request.secret_nonce, lookup);
        if (auto* problem = std::get_if<Problem>(&call)) {
            next.done({std::move(*problem), {}});
            return;
        }
        auto& ready = std::get<HttpCall>(call);
        const ActivityKey key = next.request.key;
        if ((ready.method == "POST" || ready.method == "PATCH") && !ready.header("idempotency-key"))
            ready.headers.push_back({"Idempotency-Key", QByteArray::fromStdString(idempotency_key(key)), false});
        auto exchange = std::make_unique<HttpExchange>(
            std::move(ready), options_, connections_, [this, key, done = std::move(next.done)](ActivityResult result) {
                const auto held = active_.find(key);
                held->second.release()->deleteLater();
                active_.erase(held);
                wake();
                done(std::move(result));
            });
        HttpExchange* started = exchange.get();
        active_[key] = std::move(exchange);
        started->start();
    }

    const SecretSource& secrets_;
    const HttpOptions options_;
    HttpConnections connections_;
    std::deque<Waiting> queue_;
    std::map<ActivityKey, std::unique_ptr<HttpExchange>> active_; ///< after connections_: exchanges end first
    bool woken_ = false;
};

HttpActivityRunner::HttpActivityRunner(const SecretSource& secrets, HttpOptions options)
    : d_(std::make_unique<Private>(secrets, std::move(options))) {}

HttpActivityRunner::~HttpActivityRunner() = default;

void HttpActivityRunner::start(ActivityRequest request, std::function<void(ActivityResult)> done) {
    d_->enqueue({std::move(request), std::move(done)});
}

void HttpActivityRunner::cancel(const ActivityKey& key) { d_->drop(key); }

} // namespace orkestr
