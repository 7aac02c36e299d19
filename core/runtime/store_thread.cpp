#include "core/runtime/store_thread.h"

#include <QMetaObject>
#include <vector>

namespace orkestr {

Result<std::unique_ptr<StoreThread>> StoreThread::create(std::function<Result<std::unique_ptr<Stores>>()> open, QObject* context) {
    std::unique_ptr<StoreThread> self(new StoreThread(context));
    Result<void> opened;
    bool answered = false;
    self->thread_ = std::thread([&, raw = self.get(), open = std::move(open)] { raw->loop(open, &opened, &answered); });
    {
        std::unique_lock lock(self->mutex_);
        self->wake_.wait(lock, [&] { return answered; });
    }
    if (!opened) return opened.error();
    return self;
}

StoreThread::~StoreThread() {
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void StoreThread::run(std::function<void(Stores&)> job, std::function<void()> then) {
    {
        const std::scoped_lock lock(mutex_);
        jobs_.push_back({std::move(job), std::move(then)});
    }
    wake_.notify_all();
}

void StoreThread::loop(std::function<Result<std::unique_ptr<Stores>>()> open, Result<void>* opened, bool* answered) {
    auto store = open();
    const bool ok = store.ok();
    {
        const std::scoped_lock lock(mutex_);
        if (!ok) *opened = store.error();
        *answered = true;
    }
    wake_.notify_all();
    if (!ok) return;
    for (;;) {
        std::deque<Job> jobs;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            jobs.swap(jobs_);
        }
        for (auto& job : jobs) {
            job.work(**store);
            QMetaObject::invokeMethod(context_, std::move(job.then), Qt::QueuedConnection);
        }
    }
}

} // namespace orkestr
