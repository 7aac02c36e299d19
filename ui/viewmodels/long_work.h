// Work that may take long, on a thread of its own: how far it is, and its answer on the GUI thread, unless newer work has
// taken its place. What the work uses must outlive this: its end is waited for, which is soon where it heeds its stop token.
#pragma once

#include "core/base/result.h"
#include "ui/viewmodels/answer_gate.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <list>
#include <thread>

namespace orkestr {

class LongWork : public QObject {
    Q_OBJECT
public:
    enum class Stage { idle, working, done, failed, cancelled };
    /// So much is done, of so much; 0: that is not known. Any thread.
    using Tell = std::function<void(std::uint64_t done, std::uint64_t of)>;

    explicit LongWork(QObject* parent = nullptr) : QObject(parent) {}
    ~LongWork() override;

    template <class T>
    void start(std::function<Result<T>(std::stop_token, const Tell&)> work, std::function<void(T)> took) {
        const auto ticket = begin();
        const auto answer = ticket.template deliver<T>([this, took = std::move(took)](Result<T> result) {
            if (result) took(std::move(*result));
            end(result ? nullptr : &result.error());
        });
        launch([work = std::move(work), answer](std::stop_token stop, const Tell& tell) { answer(work(std::move(stop), tell)); });
    }
    void cancel();
    /// Forgets what came of it.
    void reset();

    Stage stage() const { return stage_; }
    bool is_working() const { return stage_ == Stage::working; }
    /// 0 to 100; -1 while that is not known.
    int percent() const;
    std::uint64_t done() const { return done_; }
    std::uint64_t of() const { return of_; }
    /// Why it failed.
    const QString& message() const { return message_; }

Q_SIGNALS:
    void changed();

private:
    struct Latest;
    AnswerGate::Ticket begin();
    void launch(std::function<void(std::stop_token, const Tell&)> work);
    void end(const Error* error);

    Stage stage_ = Stage::idle;
    std::uint64_t done_ = 0;
    std::uint64_t of_ = 0;
    QString message_;
    AnswerGate gate_{this};
    struct Thread {
        std::shared_ptr<std::atomic<bool>> ended; ///< written by it
        std::jthread thread;
    };
    std::uint64_t number_ = 0;  ///< of the work that counts
    std::list<Thread> threads_; ///< the last one counts; those before it are coming to their end
};

} // namespace orkestr
