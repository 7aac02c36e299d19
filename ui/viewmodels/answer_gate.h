// Brings answers from a source's thread (core/ports/run_source.h) to an object of the GUI thread: queued, never after
// the object is gone, and dropped when a newer request has superseded the one they belong to.
#pragma once

#include "core/base/result.h"

#include <QMetaObject>
#include <QObject>
#include <QThreadPool>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>

namespace orkestr {

/// Used on the GUI thread only; what a Ticket delivers may be called on any thread, at any time.
class AnswerGate {
    struct Shared {
        std::mutex mutex;
        QObject* receiver = nullptr; ///< guarded by the mutex; null once the gate is gone
        std::uint64_t generation = 0; ///< GUI thread only

        void post(std::function<void()> call) {
            const std::lock_guard lock(mutex);
            if (receiver) QMetaObject::invokeMethod(receiver, std::move(call), Qt::QueuedConnection);
        }
    };

public:
    /// One request: its stop token, and the way its answer comes back.
    class Ticket {
    public:
        std::stop_token stop() const { return stop_; }

        /// A callback for a source: `done` is called with the answer on the GUI thread, unless it is superseded.
        template <class T>
        std::function<void(Result<T>)> deliver(std::function<void(Result<T>)> done) const {
            return [shared = shared_, generation = generation_, done = std::move(done)](Result<T> answer) {
                auto held = std::make_shared<Result<T>>(std::move(answer));
                shared->post([shared, generation, done, held] {
                    if (shared->generation == generation) done(std::move(*held));
                });
            };
        }

        /// Runs `work` on a thread of the pool and brings what it returns to `done`.
        template <class T>
        void compute(std::function<T()> work, std::function<void(T)> done) const {
            QThreadPool::globalInstance()->start(
                [shared = shared_, generation = generation_, work = std::move(work), done = std::move(done)] {
                    auto held = std::make_shared<T>(work());
                    shared->post([shared, generation, done, held] {
                        if (shared->generation == generation) done(std::move(*held));
                    });
                });
        }

    private:
        friend class AnswerGate;
        std::shared_ptr<Shared> shared_;
        std::uint64_t generation_ = 0;
        std::stop_token stop_;
    };

    /// The receiver outlives the gate (a member of the receiver does).
    explicit AnswerGate(QObject* receiver) : shared_(std::make_shared<Shared>()) { shared_->receiver = receiver; }
    ~AnswerGate() {
        stop_.request_stop();
        const std::lock_guard lock(shared_->mutex);
        shared_->receiver = nullptr;
    }
    AnswerGate(const AnswerGate&) = delete;
    AnswerGate& operator=(const AnswerGate&) = delete;

    /// A new request: what was asked before is stopped and its answers are dropped.
    Ticket supersede() {
        stop_.request_stop();
        stop_ = std::stop_source();
        ++shared_->generation;
        return join();
    }
    /// Another request beside those under way.
    Ticket join() {
        Ticket ticket;
        ticket.shared_ = shared_;
        ticket.generation_ = shared_->generation;
        ticket.stop_ = stop_.get_token();
        return ticket;
    }
    /// Nobody waits for an answer any more.
    void drop() { (void)supersede(); }

    /// A function that may be called on any thread and calls `call` on the GUI thread, whatever was superseded.
    std::function<void()> notifier(std::function<void()> call) const {
        return [shared = shared_, call = std::move(call)] { shared->post(call); };
    }

private:
    std::shared_ptr<Shared> shared_;
    std::stop_source stop_;
};

} // namespace orkestr
