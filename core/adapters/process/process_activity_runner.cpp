#include "core/adapters/process/process_activity_runner.h"

#include "core/adapters/process/process_attempt.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <algorithm>
#include <deque>
#include <list>

namespace orkestr {

class ProcessActivityRunner::Private : public QObject {
public:
    Private(const SecretSource& secrets, ProcessOptions options)
        : secrets_(secrets), options_(std::move(options)), ender_(options_.grace_ms) {
        remove_stale_script_folders();
    }

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
        for (auto& held : active_)
            if (held.key == key) held.attempt->cancel();
    }

private:
    /// A cancelled attempt keeps its place until its process is gone.
    struct Active {
        ActivityKey key;
        std::unique_ptr<ProcessAttempt> attempt;
    };

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
        const auto& request = next.request;
        auto call = read_process_call(request.kind, request.request, request.secret_nonce, lookup, options_);
        if (auto* problem = std::get_if<Problem>(&call)) {
            next.done({std::move(*problem), {}});
            return;
        }
        active_.push_back({request.key, nullptr});
        const auto place = std::prev(active_.end());
        place->attempt = std::make_unique<ProcessAttempt>(
            std::move(std::get<ProcessCall>(call)), options_, ender_,
            [this, place, done = std::move(next.done)](std::optional<ActivityResult> result) {
                place->attempt.release()->deleteLater();
                active_.erase(place);
                wake();
                if (result) done(std::move(*result));
            });
        place->attempt->start();
    }

    const SecretSource& secrets_;
    const ProcessOptions options_;
    SessionEnder ender_;
    std::deque<Waiting> queue_;
    std::list<Active> active_; ///< after ender_: attempts end first
    bool woken_ = false;
};

ProcessActivityRunner::ProcessActivityRunner(const SecretSource& secrets, ProcessOptions options)
    : d_(std::make_unique<Private>(secrets, std::move(options))) {}

ProcessActivityRunner::~ProcessActivityRunner() = default;

void ProcessActivityRunner::start(ActivityRequest request, std::function<void(ActivityResult)> done) {
    d_->enqueue({std::move(request), std::move(done)});
}

void ProcessActivityRunner::cancel(const ActivityKey& key) { d_->drop(key); }

} // namespace orkestr
