// The one thread that owns an engine's store.
#pragma once

#include "core/runtime/store_access.h"

#include <QObject>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace orkestr {

class StoreThread : public StoreAccess {
public:
    /// Starts the thread and waits until `open` has answered there (a store belongs to its thread). `then`s run in the thread of `context`.
    static Result<std::unique_ptr<StoreThread>> create(std::function<Result<std::unique_ptr<Stores>>()> open, QObject* context);
    /// Finishes the jobs given so far; their `then`s may not come any more.
    ~StoreThread() override;

    void run(std::function<void(Stores&)> job, std::function<void()> then) override;

private:
    struct Job {
        std::function<void(Stores&)> work;
        std::function<void()> then;
    };
    explicit StoreThread(QObject* context) : context_(context) {}
    void loop(std::function<Result<std::unique_ptr<Stores>>()> open, Result<void>* opened, bool* answered);

    QObject* context_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace orkestr
